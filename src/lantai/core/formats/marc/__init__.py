"""The MARC family: carriers (how fields become bytes) apart from dialects (what the fields mean)."""
