"""The readers' lists of journals and databases from A to Z.

``naming`` says what a journal is called, sorted and found by (pure); ``describing`` makes its row; ``journals`` and ``databases`` are asked by
the pages. Other areas show what they know at the places ``journal.row`` and ``database.row`` (row panels: rows of a page in, by their
key HTML out) and, links of one line, ``database.row.actions``; on a page of its own at ``journal.body``, ``database.body`` and
``database.actions`` (panels; links, such as to report a fault).
"""
