"""A library that is broken on purpose: what breaks it, who reads meanwhile, what must hold. Entered by ``faults.py`` beside it."""
