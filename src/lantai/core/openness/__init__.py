"""How open a work is: its copies and its journal in, a colour with the rule that gave it out.

Enter at ``judge`` (verdicts.py); ``reading.work_of`` makes a ``Described`` of what Unpaywall or OpenAlex say of a work.
``doaj.read`` reads what DOAJ says of journals (journals.py).
"""
