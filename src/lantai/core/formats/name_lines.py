"""Names of line formats (RIS, tagged exports), and our way of saying a role that the format has no tag for.

``read_name`` and ``spoken_role``/``hear_role`` are each other's counterpart: what one says the other understands.
"""

import msgspec

from lantai.core.bib.record import AgentKind, Contribution

from .agent_names import from_comma_form, kind_of


def read_name(text: str) -> tuple[str, AgentKind]:
    """Return heading and kind of "Family, Given"; a comma at the end marks a body, as EndNote's users write it."""
    if text.rstrip().endswith(","):
        return text.strip().rstrip(",").strip(), AgentKind.ORGANIZATION
    return from_comma_form(text), kind_of(text)


def said_name(heading: str, kind: AgentKind) -> str:
    """Return the heading as ``read_name`` understands it."""
    body = kind is AgentKind.ORGANIZATION and kind_of(heading) is not kind
    return f"{heading}," if body or ("," in heading and kind is not AgentKind.PERSON) else heading


def spoken_role(roles: tuple[str, ...], kind: AgentKind, *, understood: str, heading: str) -> str:
    """Return "ill", "aut+edt", "aut meeting" or "-" (no role); "" where the line's tag, which says ``understood``, is enough."""
    heard_kind = read_name(said_name(heading, kind))[1]
    if roles == (understood,) and heard_kind is kind:
        return ""
    return " ".join(filter(None, ("+".join(roles) or "-", kind.value if heard_kind is not kind else "")))


def hear_role(name: Contribution, spoken: str) -> Contribution:
    """Return the name with what ``spoken_role`` said of it."""
    codes, _, kind = spoken.strip().partition(" ")
    roles = () if codes == "-" else tuple(code for code in codes.split("+") if len(code) == 3)
    known = kind in AgentKind._value2member_map_
    return msgspec.structs.replace(name, roles=roles, kind=AgentKind(kind) if known else name.kind, role_words=())
