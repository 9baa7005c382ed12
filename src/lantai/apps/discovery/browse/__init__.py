"""Ways into the collection beside search: languages, countries, classes, the shelf, names, subjects, titles, what is new.

Counts come from the engine's facets and lists from indexed columns: no page here reads more than it shows.
"""
