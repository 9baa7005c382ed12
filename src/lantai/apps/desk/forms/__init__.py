"""Forms of the desk, a module for each sort of work."""
