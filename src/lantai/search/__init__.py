"""Search: documents in, ranked hits and facet counts out, behind one protocol for every engine."""
