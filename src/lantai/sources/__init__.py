"""Outside sources of metadata: one folder each."""
