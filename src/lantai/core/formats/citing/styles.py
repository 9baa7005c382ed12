"""The citation styles that readers choose from, and what each of them wants of a record."""

from dataclasses import dataclass

from lantai.core.text.messages import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style. ``csl``: the name of its file among the published ones; ``label`` and ``about`` are marked for translation.

    ``own_words``: "et al.", "edited by" and dates come in the language of each thing; otherwise everything is in English, as
    styles whose fixed words are English want it. ``initials``: given names are cut to their initials. ``numbered``: a list is
    numbered and keeps its order; otherwise it is sorted. ``given_apart``: what stands between a family name and what is not
    cut to initials. ``places``: places of publication are named. ``chapters``: a paper in proceedings is cited as a chapter of a book.
    """

    name: str
    csl: str
    label: str
    about: str
    own_words: bool = True
    initials: bool = False
    numbered: bool = False
    given_apart: str = ", "
    places: bool = False
    chapters: bool = False


STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style(name="apa", csl="apa", label=N_("APA, 7th edition"), about=N_("social and behavioral sciences, education"),
              initials=True, chapters=True),
        Style(name="mla", csl="modern-language-association", label=N_("MLA, 9th edition"), about=N_("languages and literatures"),
              chapters=True),
        Style(name="chicago", csl="chicago-author-date", label=N_("Chicago, author and date"), about=N_("humanities and social sciences"),
              chapters=True),
        Style(name="chicago-notes", csl="chicago-notes-bibliography", label=N_("Chicago, notes and bibliography"),
              about=N_("history and the arts"), chapters=True),
        Style(name="gbt7714", csl="china-national-standard-gb-t-7714-2015-numeric", label=N_("GB/T 7714-2015"),
              about=N_("universities and journals in China"), initials=True, numbered=True, given_apart=" ", places=True),
        Style(name="iso690", csl="iso690-author-date-en", label=N_("ISO 690:2021"), about=N_("the international standard"),
              own_words=False, places=True),
        Style(name="vancouver", csl="nlm-citation-sequence", label=N_("Vancouver (NLM)"), about=N_("medicine"),
              own_words=False, initials=True, numbered=True, given_apart=" ", places=True),
    )
}  # fmt: skip
"""Style.name -> the style, in the order in which pages offer them."""

DEFAULT = "apa"


def style(name: str) -> Style:
    """Return the style of that name, the first one for a name that is none."""
    return STYLES.get(name, STYLES[DEFAULT])
