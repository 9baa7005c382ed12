"""Names of formats that keep a list for each role (BibTeX's author and editor, CSL's too): apart and together again.

The lists lose in which order authors and translators stood among each other, and roles without a list of their own. One
private value, ``order``, says both; where it does not fit the lists (somebody edited them) it is passed over.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lantai.core.bib.record import AgentKind

from .citation import CitedName


class Spread(NamedTuple):
    """Names by the list that they go to, and what the lists do not say ("" where they say all)."""

    lists: dict[str, list[CitedName]]
    order: str


class Heard(NamedTuple):
    """A name as read from a list, before its role is known: heading and what the format says of its kind."""

    heading: str
    kind: AgentKind


def spread(names: Sequence[CitedName], lists_of: Mapping[str, str], rest: str, hear: Mapping[CitedName, AgentKind]) -> Spread:
    """Return the names in lists. ``lists_of``: relator code -> list; ``rest``: the list of all other roles.

    ``hear``: the kind that reading would give each name; a token of ``order`` names the kind where that is wrong.
    """
    lists: dict[str, list[CitedName]] = {}
    tokens = []
    for name in names:
        lists.setdefault(_list_of(name.roles, lists_of, rest), []).append(name)
        kind = f":{name.kind.value}" if hear[name] is not name.kind else ""
        tokens.append(("+".join(name.roles) or "-") + kind)
    plain = [role for role in lists_of for _ in lists.get(lists_of[role], [])]
    return Spread(lists, "" if tokens == plain else " ".join(tokens))


def _list_of(roles: tuple[str, ...], lists_of: Mapping[str, str], rest: str) -> str:
    return lists_of.get(roles[0], rest) if roles else rest


def gather(lists: Mapping[str, Sequence[Heard]], lists_of: Mapping[str, str], rest: str, order: str) -> list[CitedName]:
    """Return the names in order with their roles: as ``order`` says if it fits, else list by list."""
    said = _as_said(lists, lists_of, rest, order) if order else None
    if said is not None:
        return said
    roles = {name: role for role, name in reversed(list(lists_of.items()))} | {rest: "ctb"}
    known = [name for name in dict.fromkeys([*lists_of.values(), rest]) if name in lists]
    return [CitedName(heard.heading, heard.kind, (roles[name],)) for name in known for heard in lists[name]]


def _as_said(lists: Mapping[str, Sequence[Heard]], lists_of: Mapping[str, str], rest: str, order: str) -> list[CitedName] | None:
    waiting = {name: list(heard) for name, heard in lists.items()}
    names = []
    for token in order.split():
        codes, _, kind = token.partition(":")
        roles = () if codes == "-" else tuple(codes.split("+"))
        queue = waiting.get(_list_of(roles, lists_of, rest), [])
        if not queue or kind not in ("", *AgentKind):
            return None
        heard = queue.pop(0)
        names.append(CitedName(heard.heading, AgentKind(kind) if kind else heard.kind, roles))
    return None if any(waiting.values()) else names
