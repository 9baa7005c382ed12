"""Who uses the library's site: accounts, and the roles that say what they may do."""
