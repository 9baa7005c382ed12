"""A question in other words: what it was also searched by, why, and how readers have their say."""
