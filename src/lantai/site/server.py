"""What the web server must be told in Python: how long the address of a request may be, and what goes with a process that ends.

Its own most is 8 KB, which 900 Han characters fill in an address; questions of 10,000 characters are answered, not turned down.
"""

import os

from gunicorn.http import message
from prometheus_client.multiprocess import mark_process_dead

LONGEST_LINE = 128 * 1024
"""Bytes; 10,000 characters take up to 12 each in an address. Bounded: a line without an end must not fill the memory."""

message.MAX_REQUEST_LINE = LONGEST_LINE
limit_request_line = LONGEST_LINE


def child_exit(server: object, worker: object) -> None:
    """Take the figures that only a living process has out of the sums; gunicorn calls this when one has ended."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        mark_process_dead(getattr(worker, "pid", 0))
