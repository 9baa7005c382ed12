"""Pages about people: signing in, one's own account, links that are good once, and what administrators see."""
