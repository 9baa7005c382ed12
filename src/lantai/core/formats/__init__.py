"""Bytes to BibRecord and back.

Enter at ``open_file`` (examine, then chunks) and ``FORMATS``; a format is a module with the functions of
``protocol.Format``. ``read_chunk`` turns a chunk into a record or raises ``Unreadable``.
"""
