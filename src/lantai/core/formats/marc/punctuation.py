"""The punctuation that cataloguing rules put between subfields (ISBD): taken off values, so that they can stand alone."""

ENDS = " /:;,=.،؛"
"""What a value may end with that ``trim`` looks at."""

_MARKS = " /:;,=،؛"

# Abbreviations that end headings and statements; single letters and capitals (initials) keep their point anyway.
_ABBREVIATIONS = frozenset(
    """abt al app arr assn assoc aufl ave bd bros buchh ca cf ch chas chr cia cie co col comp corp dept dir dr ed eds engl esq etc
    ext fig figs fl ft gebr gen geo hft hist hrsg ill illus ind inc introd jas jos jr lib lt ltd maj min mr mrs ms mt nos nr op pl
    port pp pref print prof pseud pt pts publ pub rd repr rev rpt sc sec ser sr st ste str suppl tab thos tr trans univ verl vol vols wm
    """.split()  # noqa: SIM905 - a list of quoted words reads worse
)


def trim(value: str) -> str:
    """Return the value without surrounding spaces and without the ISBD punctuation at its end.

    A final full stop goes after a whole word, a number or a bracket; it stays after initials and abbreviations: "Lewis, C. S.",
    "Wiley & Sons, Inc.", "Hong lou meng." -> "Hong lou meng".
    """
    bare = value.rstrip(_MARKS)
    if bare[:1] == " ":
        bare = bare.lstrip(" ")
    if bare[-1:] == "." and bare[-2:] != ".." and _ends_a_sentence(bare):
        bare = bare[:-1].rstrip(_MARKS)
    return bare


def _ends_a_sentence(value: str) -> bool:
    """Tell a full stop from the point of an abbreviation: a whole word before it, or a digit, bracket or quote."""
    before = value[-2:-1]
    if before in ')]>"”»' or before.isdigit():
        return True
    word = value[:-1].rpartition(" ")[2].rpartition("-")[2].lstrip("([\"'")
    return len(word) > 1 and word.isalpha() and (len(word) > 3 or not word.isupper()) and word.lower() not in _ABBREVIATIONS
