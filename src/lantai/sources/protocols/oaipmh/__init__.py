"""OAI-PMH 2.0, the asking side: all verbs, and what servers make of them.

Enter at ``Client`` (client.py) for single answers and at ``Walk`` (walking.py) for whole lists; ``replies.read_reply`` turns the bytes of one
answer into what it says. Whoever calls brings the fetching (infra.httpclient at the edge), the clock and the sleep.
"""

from .client import Client
from .errors import OaiError
from .walking import Walk, Wanted

__all__ = ["Client", "OaiError", "Walk", "Wanted"]
