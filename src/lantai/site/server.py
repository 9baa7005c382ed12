"""What the web server must be told in Python: how long the address of a request may be.

Its own most is 8 KB, which 900 Han characters fill in an address; questions of 10,000 characters are answered, not turned down.
"""

from gunicorn.http import message

LONGEST_LINE = 128 * 1024
"""Bytes; 10,000 characters take up to 12 each in an address. Bounded: a line without an end must not fill the memory."""

message.MAX_REQUEST_LINE = LONGEST_LINE
limit_request_line = LONGEST_LINE
