"""The punctuation that cataloguing rules put between subfields (ISBD): taken off values, so that they can stand alone."""

ENDS = " /:;,=.،؛"
"""What a value may end with that ``trim`` looks at."""

_MARKS = " /:;,=،؛"

# Abbreviations of four letters and more that end statements; shorter words keep their full stop anyway.
_ABBREVIATIONS = frozenset(
    {
        "univ",
        "dept",
        "corp",
        "assn",
        "bros",
        "assoc",
        "prof",
        "hrsg",
        "publ",
        "verl",
        "engl",
        "illus",
        "print",
        "buchh",
        "gebr",
    }
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
    """Tell a full stop from the point of an abbreviation: four letters or more before it, or a digit, bracket or quote."""
    before = value[-2:-1]
    if before in ')]>"”»' or before.isdigit():
        return True
    word = value[:-1].rpartition(" ")[2].rpartition("-")[2].lstrip("([\"'")
    return len(word) > 3 and "." not in word and word.isalpha() and word.lower() not in _ABBREVIATIONS
