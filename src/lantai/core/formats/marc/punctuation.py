"""The punctuation that cataloguing rules put between subfields (ISBD): taken off values, so that they can stand alone."""

_ENDS = " /:;,=."
_MARKS = " /:;,="

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
    if not value or (value[-1] not in _ENDS and value[0] != " "):
        return value
    bare = value.strip(" ").rstrip(_MARKS)
    if bare.endswith(".") and not bare.endswith("..") and _ends_a_sentence(bare):
        bare = bare[:-1].rstrip(_MARKS)
    return bare


def _ends_a_sentence(value: str) -> bool:
    """Tell a full stop from the point of an abbreviation: four letters or more before it, or a digit, bracket or quote."""
    before = value[-2:-1]
    if before in ')]>"”»' or before.isdigit():
        return True
    word = value[:-1].rpartition(" ")[2].rpartition("-")[2].lstrip("([\"'")
    return len(word) > 3 and "." not in word and word.isalpha() and word.lower() not in _ABBREVIATIONS
