"""Names across scripts: how a name sounds, how alike two names are, and the keys under which likely ones are found; pure."""
