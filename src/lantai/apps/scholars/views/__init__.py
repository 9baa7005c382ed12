"""Pages of scholars: ``readers`` for everybody, ``own`` for whoever looks after a profile, ``orcid`` for signing in there, ``staff`` for the library."""
