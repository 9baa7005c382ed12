"""The news of faults and maintenance as RSS 2.0."""

from collections.abc import Iterable
from email.utils import format_datetime
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from .queries.status import Piece


def rss(pieces: Iterable[Piece], *, base: str, path: str, language: str) -> str:
    """Return the feed; ``base``: the library's public address without a slash."""
    link = escape(f"{base}{path}")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0"><channel>',
        f"<title>{escape(_('Status of electronic resources'))}</title><link>{link}</link><language>{escape(language)}</language>",
        f"<description>{escape(_('Faults, maintenance, and when things work again'))}</description>",
    ]
    lines += [_item(piece, link, language) for piece in pieces]
    return "\n".join([*lines, "</channel></rss>", ""])


def _item(piece: Piece, link: str, language: str) -> str:
    words = {"planned": _("%(name)s: maintenance"), "began": _("%(name)s: no access"), "over": _("%(name)s: works again")}
    title = escape(words[piece.what] % {"name": piece.name})
    said = escape(piece.notes.get(language) or next(iter(piece.notes.values()), ""))
    when = format_datetime(piece.at)
    named = f'<guid isPermaLink="false">lantai-status-{piece.key}</guid><pubDate>{when}</pubDate>'
    return f"<item><title>{title}</title><link>{link}</link>{named}<description>{said}</description></item>"
