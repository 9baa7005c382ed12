"""Which cluster, and how indexes are made there: all in one address.

opensearch://node1:9200,node2:9200,node3:9200/library?shards=6&replicas=1
opensearch+https://user:password@search.example.edu:9200/library?ca=/etc/ssl/search.pem
"""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

SCHEMES = {"opensearch": False, "opensearch+https": True}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NODE = re.compile(r"(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\])(?::(?P<port>[0-9]{1,5}))?")
_PORT = 9200


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster and a library's place in it. ``nodes``: (host, port) pairs, any of which may be down. ``name``: begins the names of its indexes.

    ``shards``: pieces of an index, 10 to 30 GiB each (docs/operate/capacity.md). ``replicas``: further copies of each, so many nodes may be lost at
    a time. ``ca``: file with the authority that signed the nodes' certificates, "" for the system's.
    """

    nodes: tuple[tuple[str, int], ...]
    name: str = "lantai"
    user: str = ""
    password: str = ""
    encrypted: bool = False
    ca: str = ""
    shards: int = 1
    replicas: int = 1

    @property
    def shown(self) -> str:
        """Return the address without what is secret, for messages."""
        return f"{','.join(f'{host}:{port}' for host, port in self.nodes)}/{self.name}"


def address(text: str) -> Address:
    """Return what an address says; raise ValueError, naming the part that is wrong."""
    scheme, _, _ = text.partition("://")
    if scheme not in SCHEMES:
        raise ValueError(
            f"an engine's address begins with {' or '.join(f'{one}://' for one in SCHEMES)}, not with {scheme[:20]!r}"
        )
    parts = urlsplit(text)
    who, _, where = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    name = parts.path.strip("/") or "lantai"
    if not _NAME.fullmatch(name):
        raise ValueError(f"the name of the indexes, {name!r}, must be up to 40 small letters, digits and _, a letter first")
    options = dict(parse_qsl(parts.query))
    if unknown := options.keys() - {"shards", "replicas", "ca"}:
        raise ValueError(f"an engine's address knows shards, replicas and ca, not {', '.join(sorted(unknown))}")
    return Address(
        nodes=tuple(map(_node, where.split(","))),
        name=name,
        user=unquote(user),
        password=unquote(password),
        encrypted=SCHEMES[scheme],
        ca=options.get("ca", ""),
        shards=_number(options, "shards", 1, 1024),
        replicas=_number(options, "replicas", 0, 10),
    )


def _node(text: str) -> tuple[str, int]:
    found = _NODE.fullmatch(text)
    if not found or not 0 < (port := int(found["port"] or _PORT)) < 65_536:
        raise ValueError(f"{text!r} is no host:port of an engine's address")
    return found["host"], port


def _number(options: dict[str, str], name: str, least: int, most: int) -> int:
    text = options.get(name, "1")
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ValueError(f"{name} in an engine's address is a number from {least} to {most}, not {text!r}")
    return int(text)
