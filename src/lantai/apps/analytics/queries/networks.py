"""Who works with whom: authors or institutions of the papers that are meant, their links counted in fractions, their communities, where each is drawn.

A paper of n authors gives each pair 1/(n-1), so that everybody has one paper's worth of links whatever the number of authors (Newman 2001). Papers
of more than 50 authors say nothing of who works with whom, and are left out. What took long is kept beside the store, a file a network and generation.
"""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec
from django.conf import settings

from lantai.apps.analytics.choosing import Choice
from lantai.catalog import papers
from lantai.core.measures.communities import communities, layout

from .figures import gather

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AUTHORS, INSTITUTIONS = "authors", "institutions"
KINDS = (AUTHORS, INSTITUTIONS)
MOST_TOGETHER = 50
"""Authors, or institutions, of a paper that still counts."""

MOST_NODES = 5_000
MOST_LINKS = 60_000
AT_ONCE = 50_000
"""Papers of which a network is made while the page waits; a larger one is made by the worker."""

MOST_KEPT, MOST_WANTED = 400, 50
"""Networks that are kept at a time, those made last, and that wait for the worker: whoever asks chooses the years."""

VERSION = 1


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An author or an institution. ``papers``: how many; ``strength``: links in fractions; ``x``, ``y``: -1..1."""

    key: str
    name: str
    papers: int
    strength: float
    community: int
    x: float
    y: float


class Network(msgspec.Struct, frozen=True, gc=False):
    """A network, its strongest node first. ``links``: (node, node, weight, papers), the strongest first. ``left_out``: nodes with weaker links than these;
    ``crowded``: papers with too many authors to count."""

    version: int
    kind: str
    nodes: list[Node]
    links: list[tuple[int, int, float, int]]
    left_out: int
    crowded: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A network that the worker is still to make."""

    kind: str


def network(choice: Choice, kind: str) -> Network | Waiting:
    """Return a network: as it is kept, else made now where that is quick; raise PapersUnavailable."""
    path = kept_at(choice, kind)
    if (known := _kept(path)) is not None:
        return known
    with papers.opened() as con:
        gather(con, choice)
        count = (con.execute("SELECT count(*) FROM chosen").fetchone() or (0,))[0]
        if count > AT_ONCE:
            _want(path, choice, kind)
            return Waiting(kind)
        return _keep(path, made(con, kind))


def make_wanted() -> int:
    """Make the networks that pages asked for; return how many."""
    wanted = sorted(_root().glob("*.wanted"))
    for mark in wanted:
        asked = msgspec.json.decode(mark.read_bytes(), type=Wanted)
        choice = Choice(key="", name="", institutions=asked.institutions, first=asked.first, last=asked.last)
        with papers.opened() as con:
            gather(con, choice)
            _keep(mark.with_suffix(".network"), made(con, asked.kind))
        mark.unlink(missing_ok=True)
    return len(wanted)


def sweep() -> None:
    """Remove networks of generations that are out of use."""
    now = f"{papers.standing().generation}."
    for path in _root().glob("*"):
        if not path.name.startswith(now):
            path.unlink(missing_ok=True)


def made(con: "DuckDBPyConnection", kind: str) -> Network:
    """Return the network of the papers that were gathered."""
    if kind == AUTHORS:
        members = "SELECT DISTINCT work, author AS one FROM contributions SEMI JOIN chosen USING (work) WHERE author <> '~'"
    else:
        members = (
            "SELECT DISTINCT work, institution AS one FROM affiliations SEMI JOIN chosen USING (work) WHERE institution <> ''"
        )
    con.execute(f"CREATE OR REPLACE TEMP TABLE everyone AS {members}")
    con.execute("CREATE OR REPLACE TEMP TABLE together AS SELECT work, count(*) AS n FROM everyone GROUP BY work")
    crowded = (con.execute("SELECT count(*) FROM together WHERE n > ?", [MOST_TOGETHER]).fetchone() or (0,))[0]
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE pairs AS
        SELECT a.one AS one, b.one AS other, sum(1.0 / (t.n - 1)) AS weight, count(*) AS papers
        FROM everyone a JOIN together t ON t.work = a.work AND t.n BETWEEN 2 AND {MOST_TOGETHER} JOIN everyone b ON b.work = a.work AND b.one > a.one
        GROUP BY a.one, b.one""")  # noqa: S608 (our own numbers)
    strongest = con.execute(f"""
        SELECT one, sum(weight) AS strength, count(*) OVER () FROM (SELECT one, weight FROM pairs UNION ALL SELECT other, weight FROM pairs)
        GROUP BY one ORDER BY strength DESC, one LIMIT {MOST_NODES}""").fetchall()  # noqa: S608 (the same)
    place = {key: n for n, (key, *_) in enumerate(strongest)}
    keys = [key for key, *_ in strongest]
    links = con.execute(
        f"""SELECT one, other, weight, papers FROM pairs WHERE one IN (SELECT unnest($1::VARCHAR[])) AND other IN (SELECT unnest($1::VARCHAR[]))
        ORDER BY weight DESC, one, other LIMIT {MOST_LINKS}""",  # noqa: S608 (the same)
        [keys],
    ).fetchall()
    edges = [(place[one], place[other], weight) for one, other, weight, _ in links]
    member = communities(len(keys), edges)
    strength = [row[1] for row in strongest]
    places = layout(member, strength, edges)
    names, counts = _named(con, kind, keys)
    nodes = [
        Node(
            key,
            names.get(key, key),
            counts.get(key, 0),
            round(strength[n], 2),
            member[n],
            round(places[n][0], 4),
            round(places[n][1], 4),
        )
        for n, key in enumerate(keys)
    ]
    left = (strongest[0][2] if strongest else 0) - len(keys)
    return Network(VERSION, kind, nodes, [(place[a], place[b], round(w, 3), p) for a, b, w, p in links], left, crowded)


def _named(con: "DuckDBPyConnection", kind: str, keys: list[str]) -> tuple[dict[str, str], dict[str, int]]:
    counts = con.execute(
        "SELECT one, count(*) FROM everyone WHERE one IN (SELECT unnest(?::VARCHAR[])) GROUP BY one", [keys]
    ).fetchall()
    if kind == AUTHORS:
        question = """SELECT author, mode(name) FROM contributions SEMI JOIN chosen USING (work)
                      WHERE author IN (SELECT unnest(?::VARCHAR[])) GROUP BY author"""
    else:
        question = "SELECT institution, name FROM institutions WHERE institution IN (SELECT unnest(?::VARCHAR[]))"
    return dict(con.execute(question, [keys]).fetchall()), dict(counts)


# ---------------------------------------------------------------- kept


class Wanted(msgspec.Struct, frozen=True):
    """What a page asked for."""

    institutions: tuple[str, ...]
    first: int | None
    last: int | None
    kind: str


def kept_at(choice: Choice, kind: str) -> Path:
    """Return where a network is kept, of the store in use."""
    said = repr((VERSION, sorted(choice.institutions), choice.first, choice.last, kind))
    standing = papers.standing()
    made_at = f"{standing.made_at:%Y%m%d%H%M%S}" if standing.made_at else ""
    return _root() / f"{standing.generation}.{made_at}.{blake2b(said.encode(), digest_size=8).hexdigest()}.network"


def _root() -> Path:
    return Path(settings.DATA) / "networks"


def _kept(path: Path) -> Network | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Network)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _keep(path: Path, found: Network) -> Network:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{uuid4().hex}")
    new.write_bytes(msgspec.msgpack.encode(found))
    new.replace(path)
    for old in sorted(path.parent.glob("*.network"), key=_made_at, reverse=True)[MOST_KEPT:]:
        old.unlink(missing_ok=True)
    return found


def _made_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process has swept it
        return 0.0


def _want(path: Path, choice: Choice, kind: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in path.parent.glob("*.wanted")) >= MOST_WANTED:
        return  # the page asks again in a moment
    new = path.with_suffix(f".{uuid4().hex}")
    new.write_bytes(msgspec.json.encode(Wanted(choice.institutions, choice.first, choice.last, kind)))
    new.replace(path.with_suffix(".wanted"))


# ---------------------------------------------------------------- shown


@dataclass(frozen=True, slots=True)
class Community:
    """A community: how many, and its strongest."""

    number: int
    size: int
    strongest: tuple[Node, ...]

    @property
    def index(self) -> int:
        """Return its number as nodes name it, from 0 on."""
        return self.number - 1

    @property
    def color(self) -> int:
        """Return which of the six colors of charts it is drawn in, from 1 on."""
        return self.index % 6 + 1


def groups(found: Network, *, longest: int = 12) -> list[Community]:
    """Return the largest communities with their five strongest."""
    members: dict[int, list[Node]] = defaultdict(list)
    for node in found.nodes:
        members[node.community].append(node)
    ordered = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))[:longest]
    return [Community(number + 1, len(nodes), tuple(nodes[:5])) for number, nodes in ordered if len(nodes) > 1]
