"""Protocols that several sources speak."""
