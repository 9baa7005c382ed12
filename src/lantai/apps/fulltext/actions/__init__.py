"""What is done with full texts: keeping files, reading them, taking them down, letting readers wait for them, fetching them, choosing what is done."""

from .choosing import choose
from .embargoes import end_embargoes, set_embargo
from .fetching import fetch_due, gather
from .keeping import Kept, NotKept, keep
from .removing import put_back, take_down
from .taking import follow_works, read_again, read_waiting, settle

__all__ = [
    "Kept", "NotKept", "choose", "end_embargoes", "fetch_due", "follow_works", "gather", "keep", "put_back", "read_again", "read_waiting",
    "set_embargo", "settle", "take_down",
]  # fmt: skip
