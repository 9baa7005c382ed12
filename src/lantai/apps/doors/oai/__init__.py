"""OAI-PMH 2.0: all works for whoever keeps a copy of them, and afterwards what changed."""
