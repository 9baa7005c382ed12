"""Evaluation: trials of packages, databases and platforms, what readers think of them, and the report by which they are bought or not."""
