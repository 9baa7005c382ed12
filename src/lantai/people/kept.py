"""What somebody wrote in a form and sent after the session had ended: kept over signing in, to be sent again by its writer.

It travels in the page that asks to sign in, signed, and waits in the session of whoever then signs in. No file, password or token
is kept, and nothing is sent without a press of the button.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from .forms.signing import SignInForm

FIELD = "kept"
"""Name of the field that carries it, and key of the session."""

MOST = 500_000
"""Characters that are kept of one form."""

SECRET = ("password", "token")
KEPT_S = 3_600


@dataclass(frozen=True, slots=True)
class Kept:
    """A form: where it was sent, its fields, and whether files were among them."""

    address: str
    fields: list[tuple[str, str]]
    files: bool = False


def answer_signed_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a page that keeps what was sent where it would be lost in being led to sign in; else the response as it is."""
    led = response.headers.get("Location", "").startswith(f"{reverse('login')}?")
    if request.method != "POST" or not led or not _by_hand(request) or not request.path.startswith(reverse("desk:today")):
        return response
    kept = _sent(request)
    if kept is None:
        return response
    whole = _size(kept) <= MOST
    context = {"form": SignInForm(), "kept": _signed(kept) if whole else "", "files": kept.files}
    shown = render(request, "people/signed_out.html", context, status=401)
    add_never_cache_headers(shown)
    return shown


def keep_for_factor(request: HttpRequest) -> str:
    """Let what staff sent who must show a second factor first wait in their session; return the address where it does, "" for nothing.

    Only a form that came with its token: what another site had a browser send is not kept.
    """
    whole = getattr(request, "csrf_processing_done", False) and _by_hand(request)
    if request.method != "POST" or not whole or not request.path.startswith(reverse("desk:today")):
        return ""
    kept = _sent(request)
    if kept is None or _size(kept) > MOST:
        return ""
    request.session[FIELD] = _signed(kept)
    return reverse("people:kept")


def carried(request: HttpRequest) -> str:
    """Return what a page before this one has kept, still signed; "" where that is nothing, or too old, or not ours."""
    given = request.POST.get(FIELD, "")
    return given if given and _read(given) is not None else ""


def waiting(request: HttpRequest) -> Kept | None:
    """Return what waits in this session to be sent again."""
    given = request.session.get(FIELD, "")
    return _read(given) if given else None


def forget_sent(request: HttpRequest, response: HttpResponse) -> None:
    """Forget what waits once it was sent again and taken."""
    if request.method == "POST" and response.status_code != 403 and request.user.is_authenticated:
        kept = waiting(request)
        if kept is not None and kept.address == request.get_full_path():
            del request.session[FIELD]


def _sent(request: HttpRequest) -> Kept | None:
    """Return what was sent; None where a password was, which must be given anew."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    if any(word in name.lower() for name, _value in fields for word in SECRET):
        return None
    return Kept(request.get_full_path(), fields, files=any(file.size for file in request.FILES.values()))


def _by_hand(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _size(kept: Kept) -> int:
    return sum(len(name) + len(value) for name, value in kept.fields)


def _signed(kept: Kept) -> str:
    return signing.dumps([kept.address, kept.fields, kept.files], salt=__name__, compress=True)


def _read(given: str) -> Kept | None:
    try:
        address, fields, files = signing.loads(given, salt=__name__, max_age=KEPT_S)
    except signing.BadSignature:
        return None
    return Kept(address, [(name, value) for name, value in fields], files)
