"""The service areas, one Django app each."""
