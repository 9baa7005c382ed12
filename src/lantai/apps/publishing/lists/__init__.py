"""Publishing as staff lists: agreements, caps, members, institutions, funds, charges, requests, policies; registered as they are imported."""

from . import deals, money, requests

__all__ = ["deals", "money", "requests"]
