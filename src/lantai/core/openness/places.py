"""Whose an address is, publisher's or repository's, where nobody says: by its host and by how repository software writes addresses."""

import re
from urllib.parse import urlsplit

from .copies import Host

_REPOSITORIES = (
    "arxiv.org", "europepmc.org", "ncbi.nlm.nih.gov", "biorxiv.org", "medrxiv.org", "chemrxiv.org", "osf.io", "ssrn.com", "zenodo.org",
    "figshare.com", "hal.science", "archives-ouvertes.fr", "escholarship.org", "repec.org", "ageconsearch.umn.edu", "citeseerx.ist.psu.edu",
    "core.ac.uk", "semanticscholar.org", "philpapers.org", "chinaxiv.org", "handle.net", "dare.uva.nl", "zora.uzh.ch", "digital.csic.es",
    "epic.awi.de", "academiccommons.columbia.edu", "dash.harvard.edu", "dspace.mit.edu", "jstage.jst.go.jp/repository",
)  # fmt: skip
_HOST_WORDS = re.compile(
    r"(?:^|[.-])(?:e?prints?|dspace|repositor\w*|pure|scholarship|scholarworks|digitalcommons|espace|openarchive|open-archive|oar|orbit|"
    r"research(?:online|portal|repository|space|output|commons)?|dare|lirias|orca|eprint|archive|archivo|deposit\w*|authors\.library|oa)(?:[.-]|$)"
)
_PATHS = re.compile(
    r"/bitstream/|/handle/\d|/eprint/|/UQ:\d|/xmlui/|/jspui/|/download/file/fid|/ws/files/|/ws/portalfiles/|/id/eprint"
)
_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org")


def host_of(url: str) -> Host:
    """Return whose an address seems to be; what shows no sign of a repository is taken for a publisher's, nothing for unplaced."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return Host.UNPLACED
    host = (parts.hostname or "").lower()
    if not host:
        return Host.UNPLACED
    if host in _RESOLVERS:
        return Host.PUBLISHER
    known = any(host == name or host.endswith(f".{name}") or f"{host}{parts.path}".startswith(name) for name in _REPOSITORIES)
    return Host.REPOSITORY if known or _HOST_WORDS.search(host) or _PATHS.search(parts.path) else Host.PUBLISHER
