"""Who gets in: nobody signed in is sent to sign in, anybody else without the permission is told 403."""

from lantai.people.gate import View, needs

__all__ = ["PAGE_SIZE", "View", "needs"]
PAGE_SIZE = 50
