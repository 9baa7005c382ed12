"""Pages of the desk, a module for each sort of work. Each names the permission it needs (guard)."""
