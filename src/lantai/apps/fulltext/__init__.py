"""Full texts: files that may be kept here, with where they came from and by which right, their text and figures to read, to find and to answer from."""
