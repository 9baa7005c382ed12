"""Forms of publishing: ``asking`` for authors, ``requests``, ``kept`` for rows that staff keep."""
