"""Floors of romanised questions: a title asked for as catalogues or readers romanise it must bring up the record that has it in its own script alone.

All shared MARC records stand in one index, those with paired titles without the romanised ones; the labelled titles of our own beside them. Then the
other way round: records that have nothing but the romanised title are asked for in their own script. ``python -m tests.gates.test_romanised`` prints
what each language reaches and what was missed.
"""

import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from lantai.core.bib.record import BibRecord, Title, TitleForm
from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Profile
from lantai.core.query.parse import parse
from lantai.core.romanise import japanese
from lantai.core.romanise.sounding import has_other_script
from lantai.search.build import document
from lantai.search.crosslang import Expanders, ask
from lantai.search.engines.tantivy import open_engine
from lantai.search.protocol import Engine, Request
from tests.gates.romanised_titles import DATA, LANGUAGES, Asked, labelled, spellings
from tests.shared_data import shared

pytestmark = [
    pytest.mark.gate,
    pytest.mark.skipif(not japanese.can_read("漢字"), reason="the extra japanese is not installed"),
]

FLOORS = json.loads((Path(__file__).parent / "floors" / "romanised.json").read_text(encoding="utf-8"))
FIRST = 3


class Reached:
    """How many questions of a language and kind were answered among the first three, and which were not."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.missed: list[Asked] = []

    def share(self, lang: str) -> float:
        """Return the share answered, of one language."""
        return self.right[lang] / self.asked[lang]


@cache
def records() -> tuple[BibRecord, ...]:
    """Return the records of the shared MARC files."""
    found = []
    for path in sorted(shared(FLOORS["records"]).glob("*.mrc.gz")):
        with path.open("rb") as stream:
            profile, chunks = open_file(stream, path.name)
            found += [_read(chunk.raw, profile) for chunk in chunks if not chunk.refused]
    return tuple(record for record in found if record is not None)


def _read(raw: bytes, profile: Profile) -> BibRecord | None:
    try:
        return read_chunk(raw, profile)
    except Unreadable:
        return None


def labelled_record(lang: str, title: str) -> BibRecord:
    """Return a record of a labelled title."""
    return BibRecord(languages=(lang,), titles=(Title(forms=(TitleForm(title, lang),)),))


def of_one_kind(record: BibRecord, *, romanised: bool) -> BibRecord:
    """Return a record with only the romanised, or only the other forms of what it has in both."""

    def kept(part):
        forms = tuple(form for form in part.forms if has_other_script(form.value) is not romanised)
        return replace(part, forms=forms) if forms and len(forms) < len(part.forms) else part

    return replace(
        record,
        titles=tuple(map(kept, record.titles)),
        series=tuple(map(kept, record.series)),
        contributions=tuple(map(kept, record.contributions)),
    )


def pairs() -> Iterator[tuple[str, str, str]]:
    """Yield language, title and its romanised form of the shared records that have both."""
    for record in records():
        lang = record.language.partition("-")[0]
        if lang not in LANGUAGES or not record.title:
            continue
        own = [form for form in record.title.forms if has_other_script(form.value)]
        latin = [form for form in record.title.forms if not has_other_script(form.value)]
        if own and latin and "&#x" not in latin[0].value:
            yield lang, without_parallel(own[0].value), without_parallel(latin[0].value)


def without_parallel(title: str) -> str:
    """Return a title without what another language says after a sign of equality."""
    return title.partition("=")[0].strip()


def library(path: Path, every: Iterable[BibRecord]) -> tuple[Engine, dict[str, set[int]]]:
    """Return an index of the records, and by each of their titles the works that have it."""
    engine, titled = open_engine(path, create=True), dict[str, set[int]]()
    with engine.writer() as writer:
        for number, record in enumerate(every, 1):
            writer.put([document([record], number=number, sources=(), added=0)])
            for title in record.titles:
                for form in title.forms:
                    titled.setdefault(without_parallel(form.value), set()).add(number)
        writer.commit()
    return engine, titled


def reached(engine: Engine, titled: dict[str, set[int]], questions: Iterable[Asked]) -> Reached:
    """Ask every question."""
    found = Reached()
    for one in questions:
        question = ask(engine, parse(one.query), Expanders()).question
        request = Request(tree=question.tree, typed=question.typed, exact_key=question.exact_key, limit=FIRST)
        hits = engine.search(request).hits if question.tree else ()
        found.asked[one.lang] += 1
        if titled[one.title].intersection(hit.id for hit in hits):
            found.right[one.lang] += 1
        else:
            found.missed.append(one)
    return found


def to_own_script(path: Path) -> Reached:
    """Ask in romanised form for records without it."""
    every = [of_one_kind(record, romanised=False) for record in records()]
    own = list(labelled())
    every += [labelled_record(lang, title) for lang, title in dict.fromkeys((one.lang, one.title) for one in own)]
    engine, titled = library(path, every)
    return reached(engine, titled, [*own, *(one for pair in pairs() for one in spellings(*pair))])


def to_romanised(path: Path) -> Reached:
    """Ask in the title's own script for records that have only the romanised form."""
    catalogued = [one for one in labelled() if one.kind == "catalogued"]
    every = [of_one_kind(record, romanised=True) for record in records()]
    every += [labelled_record(one.lang, one.query) for one in catalogued]
    engine, titled = library(path, every)
    asked = [Asked(one.lang, one.query, one.title, "own") for one in catalogued]
    return reached(engine, titled, [*asked, *(Asked(lang, latin, own, "own") for lang, own, latin in pairs())])


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Reached:
    digest = hashlib.sha256(DATA.read_bytes()).hexdigest()
    assert digest == FLOORS["sha256"], "romanised.tsv is not the data that the floors were measured on: measure again"
    return to_own_script(tmp_path_factory.mktemp("there"))


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> Reached:
    return to_romanised(tmp_path_factory.mktemp("back"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_romanised_question_finds_the_record_in_its_own_script(there, lang):
    assert there.asked[lang] >= FLOORS["fewest"]
    assert there.share(lang) >= FLOORS["to_own_script"][lang], [one.query for one in there.missed if one.lang == lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_in_its_own_script_finds_the_romanised_record(back, lang):
    assert back.asked[lang] >= FLOORS["fewest"]
    assert back.share(lang) >= FLOORS["to_romanised"][lang], [one.query for one in back.missed if one.lang == lang]


def main() -> None:
    """Print what each language reaches, and with arguments what was missed."""
    for name, measure in (("to own script", to_own_script), ("to romanised", to_romanised)):
        with tempfile.TemporaryDirectory() as directory:
            found = measure(Path(directory))
        for lang in LANGUAGES:
            print(name, lang, f"{found.right[lang]} of {found.asked[lang]}: {found.share(lang):.3f}")
        for one in found.missed if len(sys.argv) > 1 else ():
            print("   missed", *one, sep="\t")


if __name__ == "__main__":
    main()
