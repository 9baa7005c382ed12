"""OpenAIRE's Guidelines for Literature Repositories 4 (``oai_openaire``): DataCite's elements, Dublin Core's, and some of its own.

``records`` is the format; ``writing`` makes the elements and says what a record lacks to have them.
"""
