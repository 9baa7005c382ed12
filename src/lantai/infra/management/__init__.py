"""Commands of Django that the plumbing does better."""
