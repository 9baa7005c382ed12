"""Whether two descriptions are of the same thing: keys that bring candidates together, comparison with reasons.

``keys`` finds who is worth comparing; ``editions.same_edition`` and ``works.same_work`` decide. Never on a title alone.
"""
