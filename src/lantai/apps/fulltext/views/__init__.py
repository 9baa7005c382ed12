"""Pages of full texts: for readers, and for staff."""
