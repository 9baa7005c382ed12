"""Languages, scripts, folding and segmentation: one code for index time and query time."""
