"""Vocabularies of the Confederation of Open Access Repositories: kinds of resources, versions, access rights.

Concepts are those that the schema of OpenAIRE's guidelines 4.0 knows; a kind that it has no concept for is named by the next broader one.
"""

from lantai.core.bib.record import Kind

COAR = "http://purl.org/coar/"

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.ARTICLE: ("c_6501", "journal article"), Kind.BOOK: ("c_2f33", "book"), Kind.CHAPTER: ("c_3248", "book part"),
    Kind.CONFERENCE: ("c_5794", "conference paper"), Kind.DATASET: ("c_ddb1", "dataset"), Kind.DATABASE: ("c_ddb1", "dataset"),
    Kind.THESIS: ("c_46ec", "thesis"), Kind.IMAGE: ("c_c513", "image"), Kind.JOURNAL: ("c_0640", "journal"),
    Kind.NEWSPAPER: ("c_2659", "periodical"), Kind.PREPRINT: ("c_816b", "preprint"), Kind.REPORT: ("c_93fc", "report"),
    Kind.SOFTWARE: ("c_5ce6", "software"), Kind.SOUND: ("c_18cc", "sound"), Kind.STANDARD: ("c_71bd", "technical documentation"),
    Kind.VIDEO: ("c_12ce", "video"), Kind.MAP: ("c_12cd", "map"), Kind.SCORE: ("c_18cw", "musical notation"), Kind.PATENT: ("c_15cd", "patent"),
    Kind.MANUSCRIPT: ("c_18cf", "text"), Kind.WEBSITE: ("c_7ad9", "website"),
}  # fmt: skip
OTHER = ("c_1843", "other")

OPEN, EMBARGOED, RESTRICTED, METADATA_ONLY = (
    ("c_abf2", "open access"),
    ("c_f1cf", "embargoed access"),
    ("c_16ec", "restricted access"),
    ("c_14cb", "metadata only access"),
)

VERSIONS = {
    "published": ("c_970fb48d4fbd8a85", "VoR"),
    "accepted": ("c_ab4af688f83e57aa", "AM"),
    "submitted": ("c_71e4c1898caa6e32", "SMUR"),
}
_SAID = {
    "publishedversion": "published", "vor": "published", "published": "published", "acceptedversion": "accepted", "am": "accepted",
    "accepted": "accepted", "submittedversion": "submitted", "submitted": "submitted", "draft": "submitted",
}  # fmt: skip
"""What services call a version, as record.Openness has it -> which it is."""

_NARROWER: dict[str, Kind] = {
    "c_2df8fbb1": Kind.ARTICLE, "c_dcae04bc": Kind.ARTICLE, "c_efa0": Kind.ARTICLE, "c_ba08": Kind.ARTICLE, "c_b239": Kind.ARTICLE,
    "c_545b": Kind.ARTICLE, "c_0857": Kind.ARTICLE, "c_beb9": Kind.ARTICLE, "c_3e5a": Kind.ARTICLE, "c_7bab": Kind.ARTICLE, "c_7acd": Kind.ARTICLE,
    "c_998f": Kind.ARTICLE, "c_f744": Kind.CONFERENCE, "c_c94f": Kind.CONFERENCE, "c_6670": Kind.CONFERENCE, "c_18cp": Kind.CONFERENCE,
    "c_18co": Kind.CONFERENCE, "c_8544": Kind.CONFERENCE, "R60J-J5BD": Kind.CONFERENCE, "c_db06": Kind.THESIS, "c_bdcc": Kind.THESIS,
    "c_7a1f": Kind.THESIS, "c_18gh": Kind.REPORT, "c_18ws": Kind.REPORT, "c_18wq": Kind.REPORT, "c_18ww": Kind.REPORT, "c_18hj": Kind.REPORT,
    "c_18op": Kind.REPORT, "c_186u": Kind.REPORT, "c_ba1f": Kind.REPORT, "c_8042": Kind.REPORT, "c_baaf": Kind.REPORT, "c_ab20": Kind.REPORT,
    "c_2659": Kind.JOURNAL, "c_2cd9": Kind.JOURNAL, "c_2fe3": Kind.NEWSPAPER, "c_0040": Kind.MANUSCRIPT, "c_8a7e": Kind.VIDEO,
    "c_ecc8": Kind.IMAGE, "c_12cc": Kind.MAP, "c_18cd": Kind.SCORE, "c_c950": Kind.SOFTWARE, "QH80-2R4E": Kind.SOFTWARE, "c_393c": Kind.SOFTWARE,
    "c_cb28": Kind.DATASET, "c_86bc": Kind.BOOK, "c_18cf": Kind.OTHER,
}  # fmt: skip


def kind_of(uri: str) -> Kind:
    """Return the kind that a concept of the resource types is; OTHER for those of which no kind is known."""
    concept = uri.rstrip("/").rpartition("/")[2]
    known = {code: kind for kind, (code, _) in reversed(KINDS.items()) if kind is not Kind.DATABASE}
    return _NARROWER.get(concept) or known.get(concept, Kind.OTHER)


def version_said(words: str) -> str:
    """Return which version the words of a service mean; "" for one that is not known."""
    return _SAID.get(words.rpartition("/")[2].strip().lower(), "")


def version_of(uri: str) -> str:
    """Return which version a concept is, "" not known; a proof and a corrected version are of what was published."""
    concept = uri.rstrip("/").rpartition("/")[2]
    known = {code: version for version, (code, _) in VERSIONS.items()} | {"c_b1a7d7d4d402bcce": "submitted"}
    known |= dict.fromkeys(("c_fa2ee174bc00049f", "c_e19f295774971610", "c_dc82b40f9837b551"), "published")
    return known.get(concept, "")


def resource_type(kind: Kind) -> tuple[str, str]:
    """Return the address and the label of the concept for a kind."""
    code, label = KINDS.get(kind, OTHER)
    return f"{COAR}resource_type/{code}", label


def right(concept: tuple[str, str]) -> tuple[str, str]:
    """Return the address and the label of an access right."""
    return f"{COAR}access_right/{concept[0]}", concept[1]


def version(which: str) -> tuple[str, str] | None:
    """Return the address and the label of a version; None where it is not known."""
    found = VERSIONS.get(which)
    return (f"{COAR}version/{found[0]}", found[1]) if found else None
