"""What a subject is called in other languages: labels of authorities, and what the library's own records say side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantai.catalog import translations
from lantai.core.bib.headings import address, heading_key
from lantai.core.bib.record import Text
from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key as word_key
from lantai.core.query.expansion import Found, Span
from lantai.core.query.mixing import code
from lantai.search.translations.protocol import TablesUnavailable

from .collection import asked

MOST = 40
MOST_LANGUAGES = 60

SURE = (Origin.AUTHORITY,)
LEAST_WEIGHT, LEAST_EVIDENCE = 0.4, 2
"""From where on what was learned is worth showing beside what authorities say. Chosen, not measured."""


@dataclass(frozen=True, slots=True)
class Label:
    """A subject in another language. ``count``: works under it, 0 where nothing is. ``is_sure``: an authority says so, and its works are listed
    with those of the subject itself unless the reader does not want them; ``code``: what ``?x=`` carries to say so (core.query.expansion)."""

    text: str
    lang: str
    key: str
    address: str
    count: int
    is_sure: bool
    code: str

    @property
    def one(self) -> "Label":
        """Return what a chip shows of it: itself."""
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the language that a chip names."""
        return (self.lang,)


def labels_of(forms: Sequence[Text], *, without: str) -> list[Label]:
    """Return what a subject of these forms is called in the languages of the collection, those with works first; none with the key ``without``."""
    spans = [Span(form.lang.partition("-")[0], key) for form in forms if (key := word_key(form.value, form.lang))]
    tables = translations.tables()
    targets = {target for source, target in tables.languages() if source in {span.lang for span in spans}}
    if not targets:
        return []
    spoken = [value for value, _ in asked({}, limit=0, facets=("language",), facet_size=MOST_LANGUAGES).facets["language"]]
    try:
        found = tables.look_up(spans, targets.intersection(value.partition("-")[0] for value in spoken))
    except TablesUnavailable:  # the log and `lantai check` say why
        return []
    known = [one for said in found.values() for one in said if _is_worth(one)]
    named = {(key, one.lang): one for one in known if (key := heading_key(one.text)) not in ("", without)}
    keys = tuple(dict.fromkeys(key for key, _ in named))
    counts = {key: asked({"heading": (key,)}, limit=0).total for key in keys}
    return sorted(_labels(named, counts), key=lambda label: (not label.is_sure, not label.count, label.lang))[:MOST]


def _is_worth(one: Found) -> bool:
    if one.origin in SURE:
        return True
    return one.origin is Origin.LEARNED and one.weight >= LEAST_WEIGHT and one.evidence >= LEAST_EVIDENCE and not one.via


def _labels(named: dict[tuple[str, str], Found], counts: dict[str, int]) -> Iterator[Label]:
    for (key, _), one in named.items():
        sure, count = one.origin in SURE, counts.get(key, 0)
        if sure or count:  # what was learned and no work stands under would only be a guess at a word
            yield Label(one.text, one.lang, key, address(one.text), count, sure, code(one.text, one.lang))
