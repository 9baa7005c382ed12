"""Feedback: readers say what is wrong with a work, without an account; staff look at it, answer and close it."""
