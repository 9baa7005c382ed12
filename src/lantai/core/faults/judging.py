"""Which of twelve faults an address has, from what it answered: ``judge``.

The questions are put in the order in which an answer settles the rest: did anything come; was it a resolver of DOIs, a proxy, a guard or
the platform's workmen that spoke; is the page there; is it the right one; may it be read, and whole. A page about the expected title is
believed to be sound against faint signs: articles are written about HTTP 404, and every journal's page has a place to log in.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from . import moving, signs, titles, years
from .facts import Came, Expected, Problem, Verdict
from .kinds import LinkKind
from .page import Page, read
from .titles import Identity

Rule = Callable[["Seen"], Verdict | None]
_DOI_PATH = re.compile(r"^/(?:doi/|doi:)?10\.\d{4,9}/", re.I)
_DOI_HOSTS = {"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net", "www.chndoi.org", "chndoi.org", "link.cnki.net"}
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signon|logon|sso|idp|cas|wayf|ds|discovery|authn?|saml2?|shibboleth(?:\.sso)?|passport|account/login"
    r"|institutional-login|ssostart|openathens|oauth2?|session)(?:[/.?;]|$)",
    re.I,
)
_LOGIN_HOST = re.compile(r"^(?:login|idp|sso|auth|cas|passport|signin|wayf|accounts|shibboleth|id|connect)[.-]", re.I)


class Seen:
    """An answer with what was read of it, each worked out once."""

    def __init__(self, came: Came, expected: Expected) -> None:
        self.came, self.expected = came, expected
        self.page: Page = read(came.body, came.headers.get("content-type", ""))
        names = (expected.title, *expected.other_titles)
        self.head = _without(signs.folded(self.page.head), names)
        self.text = _without(signs.folded(f"{self.page.title} {self.page.text}"), names)
        self.identity, self.named = titles.identity(self.page, expected)
        self.is_thing = self.identity in (Identity.SAME, Identity.NAMED)

    def loud(self, kind: LinkKind) -> list[str]:
        """Return the phrases for a kind of fault with which the page begins."""
        return signs.found(signs.loud()[kind], self.head)

    def plain(self, kind: LinkKind) -> list[str]:
        """Return the phrases for a kind of fault that stand anywhere."""
        return signs.found(signs.plain()[kind], self.text)

    def title_says(self, kind: LinkKind) -> list[str]:
        """Return the phrases in the page's title and first heading alone."""
        names = (self.expected.title, *self.expected.other_titles)
        first = " ".join((self.page.title, *self.page.headings[:1]))
        return signs.found(signs.loud()[kind], _without(signs.folded(first), names))


def judge(came: Came, expected: Expected) -> Verdict:
    """Return what is wrong with an address, or that it is sound; never raises, whatever came."""
    if came.problem:
        return _nothing_came(came)
    seen = Seen(came, expected)
    return next((verdict for rule in RULES if (verdict := rule(seen)) is not None), _sound(seen))


def _nothing_came(came: Came) -> Verdict:
    kinds = {
        Problem.CERTIFICATE_EXPIRED: (LinkKind.EXPIRED_CERTIFICATE, 0.99),
        Problem.CERTIFICATE_WRONG: (LinkKind.EXPIRED_CERTIFICATE, 0.85),
        Problem.NAME: (LinkKind.DEAD_HOST, 0.97),
        Problem.REFUSED: (LinkKind.DEAD_HOST, 0.97),
        Problem.TIMEOUT: (LinkKind.DEAD_HOST, 0.9),
        Problem.BROKEN: (LinkKind.DEAD_HOST, 0.85),
        Problem.REDIRECTS: (LinkKind.LOGIN_WALL if any(_is_login(hop.to) for hop in came.hops) else LinkKind.UNKNOWN, 0.6),
    }
    kind, confidence = kinds.get(came.problem, (LinkKind.UNKNOWN, 1.0))
    return Verdict(kind, confidence, ((f"problem.{came.problem}", came.detail[:200]),))


def _doi(seen: Seen) -> Verdict | None:
    said = seen.plain(LinkKind.DOI_UNRESOLVED)
    asked, ended = urlsplit(seen.came.asked), urlsplit(seen.came.url or seen.came.asked)
    at_resolver = (asked.hostname or "") in _DOI_HOSTS or bool(_DOI_PATH.match(asked.path))
    stayed = asked.hostname == ended.hostname and (asked.path == ended.path or _DOI_PATH.match(ended.path) is not None)
    if said and (seen.came.status in (400, 404, 410) or at_resolver or not seen.is_thing):
        return Verdict(LinkKind.DOI_UNRESOLVED, 0.97 if at_resolver else 0.9, _why("says", said))
    is_handle = (asked.hostname or "") in _DOI_HOSTS or asked.path.startswith("/10.")
    if is_handle and stayed and seen.came.status in (404, 410) and not seen.came.hops:
        return Verdict(LinkKind.DOI_UNRESOLVED, 0.9, (("status", str(seen.came.status)),))
    return None


def _proxy(seen: Seen) -> Verdict | None:
    said = seen.plain(LinkKind.PROXY_NOT_CONFIGURED)
    if said and (not seen.is_thing or seen.came.status >= 400):
        return Verdict(LinkKind.PROXY_NOT_CONFIGURED, 0.95, _why("says", said))
    return None


def _blocked(seen: Seen) -> Verdict | None:
    plain, loud = seen.plain(LinkKind.BLOCKED_IP), seen.loud(LinkKind.BLOCKED_IP)
    status, short = seen.came.status, len(seen.page.main) < 1500
    if seen.came.headers.get("cf-mitigated") == "challenge" or (status == 429):
        return Verdict(LinkKind.BLOCKED_IP, 0.85, (("status", str(status)), *_why("says", [*plain, *loud])))
    if status in (401, 403, 451, 503) and plain:
        return Verdict(LinkKind.BLOCKED_IP, 0.95, (("status", str(status)), *_why("says", plain)))
    if plain and not seen.is_thing and short:
        return Verdict(LinkKind.BLOCKED_IP, 0.9, _why("says", plain))
    others = seen.plain(LinkKind.PAYWALL) or seen.plain(LinkKind.LOGIN_WALL) or seen.plain(LinkKind.WRONG_COVERAGE)
    if status == 403 and not others and not seen.page.passwords and not seen.title_says(LinkKind.LOGIN_WALL):
        return Verdict(LinkKind.BLOCKED_IP, 0.8 if loud else 0.65, (("status", "403"), *_why("says", loud)))
    if loud and not seen.is_thing and short and seen.title_says(LinkKind.BLOCKED_IP) and not others:
        return Verdict(LinkKind.BLOCKED_IP, 0.8, _why("says", loud))
    return None


def _maintenance(seen: Seen) -> Verdict | None:
    loud, status = seen.loud(LinkKind.MAINTENANCE), seen.came.status
    if status == 503 and (loud or "retry-after" in seen.came.headers):
        return Verdict(LinkKind.MAINTENANCE, 0.97, (("status", "503"), *_why("says", loud)))
    if (
        loud
        and not seen.is_thing
        and len(seen.page.main) < 1500
        and (seen.title_says(LinkKind.MAINTENANCE) or len(loud) > 1 or status >= 500)
    ):
        return Verdict(LinkKind.MAINTENANCE, 0.9, _why("says", loud))
    if loud and not seen.is_thing and len(seen.page.main) < 500:
        return Verdict(LinkKind.MAINTENANCE, 0.75, _why("says", loud))
    return None


def _server(seen: Seen) -> Verdict | None:
    if seen.came.status >= 500:
        return Verdict(LinkKind.DEAD_HOST, 0.8, (("status", str(seen.came.status)),))
    parked = seen.plain(LinkKind.DEAD_HOST)
    if parked and not seen.is_thing and len(seen.page.main) < 1500:
        return Verdict(LinkKind.DEAD_HOST, 0.85, _why("parked", parked))
    return None


def _moved_by_word(seen: Seen) -> Verdict | None:
    said, away = seen.plain(LinkKind.MOVED), moving.refreshed_away(seen.page.refresh, seen.came.url or seen.came.asked)
    short = len(seen.page.main) < 1200
    if (said and short) or (away and short and not seen.loud(LinkKind.LOGIN_WALL)):
        reasons = (*_why("says", said), *((("refresh", away),) if away else ()))
        return Verdict(LinkKind.MOVED, 0.92 if said else 0.8, reasons)
    return None


def _gone(seen: Seen) -> Verdict | None:
    status = seen.came.status
    if status in (404, 410):
        return Verdict(LinkKind.SOFT_404, 0.98, (("status", str(status)),))
    title, plain, loud = seen.title_says(LinkKind.SOFT_404), seen.plain(LinkKind.SOFT_404), seen.loud(LinkKind.SOFT_404)
    if seen.identity == Identity.SAME and not (title and plain):
        return None
    if (title and not seen.is_thing) or (title and plain):
        return Verdict(LinkKind.SOFT_404, 0.93, _why("says", [*title, *plain]))
    if (plain or len(loud) > 1) and not seen.is_thing and len(seen.page.main) < 2500:
        return Verdict(LinkKind.SOFT_404, 0.85, _why("says", [*plain, *loud]))
    if loud and not seen.is_thing and len(seen.page.main) < 700:
        return Verdict(LinkKind.SOFT_404, 0.75, _why("says", loud))
    if moving.to_front_page(seen.came) and not seen.is_thing and not seen.page.passwords:
        return Verdict(LinkKind.SOFT_404, 0.75, (("front_page", seen.came.url),))
    return None


def _coverage(seen: Seen) -> Verdict | None:
    said = seen.plain(LinkKind.WRONG_COVERAGE)
    if said and seen.expected.entitled:
        return Verdict(LinkKind.WRONG_COVERAGE, 0.93, _why("says", said))
    first, last = seen.expected.first_year, seen.expected.last_year
    if first is None or seen.identity == Identity.OTHER:
        return None
    has = years.stated(seen.page)
    sure = 0.9
    if has is None and (several := years.listed(seen.page)) is not None and moving.lists_all(seen.page.links, seen.page.main):
        has, sure = several, 0.75
    if has is None:
        return None
    late = has[0] > first + (0 if sure > 0.8 else 1)
    early = has[1] is not None and sure > 0.8 and (last is None or has[1] < last) and has[1] < (last or _now(seen))
    if late or early:
        return Verdict(LinkKind.WRONG_COVERAGE, sure, (("years", f"{has[0]}-{has[1] or ''} / {first}-{last or ''}"),))
    return None


def _now(seen: Seen) -> int:
    """Return a year that a coverage without end must reach: three years before the answer's own date, for pages are not kept up to date."""
    found = re.search(r"\b(20\d\d)\b", seen.came.headers.get("date", ""))
    return int(found.group(1)) - 3 if found else 0


def _login(seen: Seen) -> Verdict | None:
    led = any(_is_login(hop.to) for hop in seen.came.hops) and _is_login(seen.came.url)
    title, plain, loud = seen.title_says(LinkKind.LOGIN_WALL), seen.plain(LinkKind.LOGIN_WALL), seen.loud(LinkKind.LOGIN_WALL)
    field = seen.page.passwords > 0
    pays = seen.plain(LinkKind.PAYWALL)
    if seen.came.status == 401 or (led and (field or loud or plain)):
        return Verdict(LinkKind.LOGIN_WALL, 0.97, (("led", seen.came.url), *_why("says", [*plain, *loud])))
    if title and (field or plain or not seen.is_thing) and not pays and seen.identity != Identity.SAME:
        return Verdict(LinkKind.LOGIN_WALL, 0.93, _why("says", [*title, *plain]))
    if plain and not pays and (len(seen.page.main) < 1500 or field) and not _is_whole(seen):
        return Verdict(LinkKind.LOGIN_WALL, 0.85, _why("says", plain))
    if field and not seen.is_thing and len(seen.page.main) < 700 and not pays:
        return Verdict(LinkKind.LOGIN_WALL, 0.8, _why("says", loud or ["password"]))
    return None


def _paywall(seen: Seen) -> Verdict | None:
    if not seen.expected.entitled or _is_whole(seen):
        return None
    plain, loud, shut = seen.plain(LinkKind.PAYWALL), seen.loud(LinkKind.PAYWALL), _is_shut(seen.page)
    buttons = signs.found(signs.loud()[LinkKind.PAYWALL], " \n ".join(map(signs.folded, seen.page.links)))
    priced = re.search(
        r"(?:[$€£¥￥₽]|usd|eur|rmb|cny|元|円|원|руб)\s?\d|\d\s?(?:€|\$|¥|元|円|원|руб|eur|usd|ريال|دولار|درهم)",
        seen.page.text.lower(),
    )
    points = 2 * bool(plain) + bool(loud) + 2 * shut + bool(buttons) + bool(priced)
    if points >= 2 and (plain or shut or (loud and priced)):
        return Verdict(
            LinkKind.PAYWALL,
            min(0.97, 0.7 + 0.06 * points),
            _why("says", [*plain, *loud, *buttons]) or (("marked", "isAccessibleForFree"),),
        )
    return None


def _other(seen: Seen) -> Verdict | None:
    if seen.identity == Identity.OTHER and seen.expected.kind in ("serial", "monograph", "article"):
        return Verdict(LinkKind.WRONG_TITLE, 0.9, (("title", seen.named[:200]),))
    return None


def _redirected(seen: Seen) -> Verdict | None:
    to = moving.moved_to(seen.came)
    return Verdict(LinkKind.MOVED, 0.9, (("to", to),)) if to else None


def _refused(seen: Seen) -> Verdict | None:
    if seen.came.status >= 400:
        return Verdict(LinkKind.UNKNOWN, 0.5, (("status", str(seen.came.status)),))
    return None


RULES: tuple[Rule, ...] = (
    _doi, _proxy, _maintenance, _blocked, _server, _moved_by_word, _gone, _coverage, _login, _paywall, _other, _redirected, _refused,
)  # fmt: skip


def _sound(seen: Seen) -> Verdict:
    sure = {Identity.SAME: 0.98, Identity.NAMED: 0.92}.get(seen.identity, 0.75)
    return Verdict(LinkKind.SOUND, sure, (("names", seen.named[:200]),) if seen.named else ())


def _is_login(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_LOGIN_PATH.search(parts.path) or _LOGIN_HOST.match(parts.hostname or ""))


def _is_shut(page: Page) -> bool:
    """Say whether the page tells machines that it is not to be had for nothing."""
    said = [thing.get("isAccessibleForFree") for thing in page.things if "isAccessibleForFree" in thing]
    return any(str(each).lower() in ("false", "http://schema.org/false", "https://schema.org/false") for each in said)


def _is_whole(seen: Seen) -> bool:
    """Say whether the whole text is offered: a PDF came, the page is marked free, or the expected page has the length of an article."""
    free = [str(thing.get("isAccessibleForFree", "")).lower() for thing in seen.page.things]
    return not seen.page.is_html or "true" in free or (seen.is_thing and len(seen.page.main) > 6_000)


def _without(text: str, names: tuple[str, ...]) -> str:
    """Take the expected titles out of the text: a book may be called "Page not found"."""
    for name in names:
        if len(name) > 2:
            text = text.replace(signs.folded(name), " ")
    return " ".join(text.split())


def _why(code: str, said: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, words) for words in dict.fromkeys(said[:3]))
