"""Holdings: platforms, packages and the titles in them, databases, and from when until when readers have them."""
