"""Whether two names are of one publisher: companies of one house, short and full forms, names in several languages; and what an address says of one.

Enter at ``publishers_agree``. Houses that joined stand in ``data/houses.txt``.
"""

from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from lantai.core.text.fold import key, words

from .serial_titles import with_letters_lost

SAME, SOME = 0.5, 0.0
"""Share of the longer name's telling words from which on two names are one publisher's; a lower one leaves it open."""

_COMMON = frozenset(
    """
    press publishing publishers publisher publications publication publishes ltd limited inc llc llp gmbh ag bv sa srl spa sas pvt pte plc co corp company
    group verlag verlagsgesellschaft editions edition editora editorial editeur ediciones edizioni editore editura izdatelstvo wydawnictwo nakladatelstvi
    kiado yayinlari yayincilik penerbit and the of de del della di da do dos das des du la le les el los las und et y e for in on at sons books book
    journals journal online international university universities universidad universidade universita universitat universite universitatea universitas
    universiti univerzita univerzitet universitet uniwersytet universitesi sveuciliste egyetem pontificia catolica institute institut instituto istituto
    institution inst society societe sociedad sociedade gesellschaft association asociacion associacao associazione academy academia akademie academie
    college colegio faculty faculdade facultad fakultet fakultesi wydzial department departamento school escuela escola centre center centro zentrum
    national nacional nazionale nationale state research sciences science studies foundation fundacion fundacao stiftung federal autonoma technology
    technical medical medicine education management social arts humanities library law health engineering philosophy history economics nauk ministry
    council consejo superior board committee office government republic union federation
    """.split()  # noqa: SIM905 (words read better than quotes)
)
"""Words that many publishers have in their names. Gathered from wrong ties between journals of one title in 13,000 rows of real lists."""


@lru_cache(maxsize=65_536)
def publishers_agree(one: str, other: str) -> bool | None:
    """Say whether two names are of one publisher, None where nobody can tell: one is not known, or they share a word among others."""
    if not one.strip() or not other.strip():
        return None
    if key(one) == key(other) or with_letters_lost(one) == with_letters_lost(other):
        return True
    if house_of(one) & house_of(other):
        return True
    mine, others = _telling(one), _telling(other)
    if not mine or not others:
        return None
    shared = len(mine & others) / max(len(mine), len(others))
    return True if shared >= SAME else None if shared > SOME else False


@lru_cache(maxsize=65_536)
def house_of(name: str) -> frozenset[int]:
    """Return the houses that a name, or the words of an address, are of; lines of the file of houses."""
    own = frozenset(words(name))
    return frozenset(line for word in own for needed, line in _houses().get(word, ()) if needed <= own)


def named_by(host: str, publisher: str) -> bool:
    """Say whether the host of an address ("onlinelibrary.wiley.com") is of a publisher."""
    if not host or not publisher:
        return False
    return bool(house_of(host) & house_of(publisher)) or bool(
        frozenset(words(host)) & {word for word in _telling(publisher) if len(word) > 3}
    )


@lru_cache(maxsize=4_096)
def host_of(address: str) -> str:
    """Return the words of an address's host that may be a name; "" of a resolver's."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    labels = [label for label in host.replace("-", ".").split(".") if len(label) > 1]
    return " ".join(label for label in labels[:-1] if label not in _NO_NAMES)


_NO_NAMES = frozenset(
    [
        "www",
        "doi",
        "dx",
        "hdl",
        "com",
        "org",
        "net",
        "edu",
        "ac",
        "co",
        "gov",
        "journals",
        "journal",
        "online",
        "library",
        "ejournals",
        "content",
        "link",
        "pubs",
        "reader",
        "eproxy",
        "proxy",
    ]
)


def _telling(name: str) -> frozenset[str]:
    return frozenset(word for word in words(with_letters_lost(name)) if word not in _COMMON and len(word) > 1)


@cache
def _houses() -> dict[str, list[tuple[frozenset[str], int]]]:
    """Return word -> what a name must have to be of a house, and which."""
    found: dict[str, list[tuple[frozenset[str], int]]] = {}
    lines = (files("lantai.core.matching") / "data" / "houses.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        for sign in line.split() if not line.startswith("#") else ():
            needed = frozenset(sign.split("+"))
            found.setdefault(min(needed), []).append((needed, number))
    return found
