"""Pages of analytics; what they share is whose papers an address means."""
