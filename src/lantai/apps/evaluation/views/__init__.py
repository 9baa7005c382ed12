"""Pages of trials: ``readers`` for everybody, ``trials``, ``evidence`` and ``reports`` for staff."""
