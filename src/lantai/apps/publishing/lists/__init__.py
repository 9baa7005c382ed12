"""Publishing as staff lists: agreements, caps, members, institutions, waivers, funds, charges, requests, policies; registered as they are imported."""

from . import deals, money, requests, waivers

__all__ = ["deals", "money", "requests", "waivers"]
