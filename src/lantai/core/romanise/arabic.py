"""Arabic in Latin letters, by the table of the Library of Congress, where all vowels are written or the words are known ones."""

import re

_WORD = re.compile(r"[\u0620-\u065f\u0670-\u06d3]+")


def loc(text: str) -> str:
    """Return a text in Latin letters, "Kitāb al-ḥayawān"; "" when the vowels of one of its words cannot be told."""
    return ""
