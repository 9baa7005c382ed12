"""From what dictionaries write to the plain words that are searched: notes, articles, "to" and "sb" out; long explanations too.

"to tell (sb sth)" is "tell", "the United States of America" stays a name, "a lawyer's fee paid in advance by a client" is no translation.
"""

import re
from functools import lru_cache

LONGEST_WORDS = 4
"""A translation with more words is an explanation. Of names more are kept: LONGEST_NAME_WORDS."""
LONGEST_NAME_WORDS = 6

_NOTES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|（[^（）]*）|［[^［］]*］|/[^/\s]*/")
_OPTIONAL = re.compile(r"(?<=\w)\((\w+)\)(?=\w)|(?<=\w\w)\((\w{1,3})\)(?!\w)")
_BRACKETS = re.compile(r"[(\[<{（［/]")
_SPACE = re.compile(r"\s+")
_EDGES = " \t.,;:!?…·\"“”„«»‘’'`´~=–—-、。，；：！？「」『』《》"
_LEADING = {
    "en": re.compile(r"(?:[Tt]o be |to become |[Tt]o |[Aa] |[Aa]n |[Tt]he |be |sb's |sth |one's |[a-z]+\. )+(?=\w)"),
    "de": re.compile(r"(?:sich |etw\. |jdn\. |jdm\. |jmdn\. |jmdm\. |ein |eine |der |die |das )+(?=\w)"),
    "fr": re.compile(r"(?:se |s'|le |la |les |l'|un |une )+(?=\w)"),
    "es": re.compile(r"(?:el |la |los |las |un |una )+(?=\w)"),
    "pt": re.compile(r"(?:o |a |os |as |um |uma )+(?=\w)"),
}
_MAY_HAVE_PLACEHOLDER = re.compile(r"(?:sb|sth|s\.|so\.|sm|one|etw|jd|jm|qq|etc)")
_PLACEHOLDERS = re.compile(
    r"(?<!\w)(?:sb's|sb|sth|s\.o\.|s\.th\.|so\.|smb\.?|smth\.?|someone's|oneself|etw\.|jdn\.|jdm\.|jds\.|jmdn\.|jmdm\.|qqch\.?|qqn\.?|etc\.?)(?!\w)"
)


@lru_cache(maxsize=4096)
def cleaned(gloss: str, lang: str) -> str:
    """Return a translation as plain words, "" where it is an explanation or nothing remains."""
    text = without_notes(gloss)
    if _MAY_HAVE_PLACEHOLDER.search(text):
        text = _SPACE.sub(" ", _PLACEHOLDERS.sub(" ", text)).strip(_EDGES)
    leading = _LEADING.get(lang)
    if leading and " " in text and (found := leading.match(text)):
        text = text[found.end() :].strip(_EDGES)
    return text if any(map(str.isalnum, text)) and not is_explanation(text) else ""


def is_explanation(text: str) -> bool:
    """Say whether a text is longer than what anybody would search for."""
    words = text.split()
    if len(words) <= LONGEST_WORDS:
        return len(text) > 80
    return len(words) > LONGEST_NAME_WORDS or not words[-1][0].isupper() or not words[0][0].isupper()


def synonyms(sense: str, lang: str, *, cut: str = ";") -> tuple[str, ...]:
    """Return the near synonyms of one sense, cleaned, each once."""
    return tuple(dict.fromkeys(text for part in sense.split(cut) if (text := cleaned(part, lang))))


def without_notes(text: str) -> str:
    """Return a text without what stands in brackets of any kind; but letters in brackets within a word are optional ones that stay: colo(u)r."""
    if _BRACKETS.search(text):
        text = _OPTIONAL.sub(r"\1\2", text)
        while (without := _NOTES.sub(" ", text)) != text:
            text = without
        text = _SPACE.sub(" ", text)
    return text.strip(_EDGES)
