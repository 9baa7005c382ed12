"""Questions: a reader's text as an engine-neutral tree (``parse``), the numbers in it (``recognise``), weaker questions (``relax``)."""
