"""Whether two descriptions are of the same thing: block keys, comparison, scores with reasons."""
