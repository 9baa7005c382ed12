"""Pages of this area: what editors wrote, opening hours, notices."""
