"""Where redirects led: to another place for good, to the front page, or nowhere in particular."""

from collections.abc import Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from .facts import Came

FOR_GOOD = (301, 308)
FRONT = {
    "",
    "/",
    "/index.html",
    "/index.htm",
    "/index.php",
    "/index.jsp",
    "/index.aspx",
    "/home",
    "/home/",
    "/default.aspx",
    "/main",
    "/en",
    "/en/",
}
_RESOLVERS = {"doi.org", "dx.doi.org", "hdl.handle.net", "www.doi.org", "n2t.net", "purl.org"}


def moved_to(came: Came) -> str:
    """Return the new address of a page that moved for good; "" where it did not, or only from http to https, to www or a slash."""
    first = urlsplit(came.asked)
    if (first.hostname or "") in _RESOLVERS or first.path.startswith("/10."):
        return ""
    lasting = [hop for hop in came.hops if hop.status in FOR_GOOD and not _same(urlsplit(hop.url), urlsplit(hop.to))]
    return lasting[-1].to if lasting else ""


def to_front_page(came: Came) -> bool:
    """Say whether a deep address ended on a front page."""
    asked, ended = urlsplit(came.asked), urlsplit(came.url or came.asked)
    deep = asked.path.rstrip("/").count("/") >= 1 and asked.path.lower() not in FRONT
    return bool(came.hops) and deep and ended.path.lower() in FRONT and ended.query in ("", asked.query)


def refreshed_away(refresh: str, url: str) -> str:
    """Return the address that a page sends the browser to by itself, where that is another place; else ""."""
    to = urljoin(url, refresh) if refresh else ""
    return to if to and not _same(urlsplit(url), urlsplit(to)) else ""


def lists_all(links: Sequence[str], text: str) -> bool:
    """Say whether a page looks like a list of all volumes rather than of the newest."""
    words = (
        "all issues",
        "all volumes",
        "archive",
        "back issues",
        "volumes",
        "全部",
        "往期",
        "过刊",
        "كل الأعداد",
        "الأرشيف",
        "архив",
        "archivo",
        "archives",
        "alle ausgaben",
        "バックナンバー",
        "전체",
    )
    said = f"{text[:3000].lower()} {' '.join(links)}"
    return any(word in said for word in words)


def _same(a: SplitResult, b: SplitResult) -> bool:
    return _host(a) == _host(b) and a.path.rstrip("/").lower() == b.path.rstrip("/").lower()


def _host(parts: SplitResult) -> str:
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return (parts.hostname or "").removeprefix("www.") + port
