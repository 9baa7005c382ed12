"""Which contributions to works are one person's: names taken apart (``called``), pairs weighed (``weighing``), groups proposed (``grouping``).

An ORCID is the only thing that joins without anybody having looked. All else is a proposal with its reasons.
"""
