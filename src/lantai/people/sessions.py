"""Sessions as rows that know whose they are, so that a person can see where they are signed in, and end it."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Database
from django.utils import timezone

BEGUN, BROWSER, SEEN = "begun", "browser", "seen"
"""Keys of a session: when it was signed in (ISO 8601), in what, and when it was last used (seconds since 1970)."""

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


class SessionStore(Database):
    """Django's sessions in the database, with the columns of people.Session beside the data."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the table."""
        from .models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row to be written; Django calls this at each save."""
        row = super().create_model_instance(data)
        row.account_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.begun_at = datetime.fromisoformat(data[BEGUN]) if BEGUN in data else None
        row.browser, row.seen_at = data.get(BROWSER, ""), timezone.now()
        return row


def coarse(user_agent: str) -> str:
    """Name a browser so far as its owner needs to know it again, and no further."""
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    return " · ".join(filter(None, (browser, system)))
