"""The spine: what was received, what was decided about it, and the works derived from both.

Enter at ``importing.import_file`` (a file in), ``queries`` (works out), ``actions`` (what staff decide) and ``index`` (the
search index kept up to date).
"""
