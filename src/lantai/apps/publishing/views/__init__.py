"""Pages of publishing: ``readers``, ``requests`` and ``policies`` for everybody, ``desk``, ``deciding`` and ``keeping`` for staff."""
