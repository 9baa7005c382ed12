"""Questions in six languages to the demo library: ``python benchmarks/demo_questions.py [--data DIR] [--all]``.

Makes the demo library in a temporary folder, or asks the one in DIR, what tests/gates/data/demo_questions.tsv holds, as a page would. Says which
questions do not have a right first hit, or find works in fewer than four languages besides the question's own among the first twenty works (a work's
editions counted), and ends with a line of JSON; tests/gates/test_demo_questions.py pins it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "tests" / "gates" / "data" / "demo_questions.tsv"
FIRST = 20
OTHER_LANGUAGES = 4


class Asked(NamedTuple):
    """A question and what it must find first: a work with one of ``titles``. ``page``: language of the page it is asked on."""

    lang: str
    page: str
    text: str
    titles: tuple[str, ...]


class Answer(NamedTuple):
    """What was found: titles of the first works, and the languages of their editions."""

    titles: tuple[str, ...]
    languages: frozenset[str]


def questions() -> Iterator[Asked]:
    """Yield the questions of the table."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, page, text, titles = line.split("\t")
            yield Asked(lang, page, text, tuple(titles.split("; ")))


def answer(asked: Asked) -> Answer:
    """Return what a page in the language of ``page`` shows for a question."""
    from django.utils.translation import override

    from lantai.apps.discovery.params import SearchParams
    from lantai.apps.discovery.queries import search
    from lantai.catalog import queries

    with override(asked.page):
        results = search(SearchParams(text=asked.text), lang=asked.page)
    documents = queries.documents([row.number for row in results.rows[:FIRST]])
    every = [documents[row.number] for row in results.rows[:FIRST] if row.number in documents]
    languages = {lang.partition("-")[0] for each in every for one in each.instances for lang in one.record.languages}
    titles = (record.title.forms[0].value for each in every if (record := each.instances[0].record).title)
    return Answer(tuple(titles), frozenset(languages))


def missed(asked: Asked, found: Answer) -> str:
    """Return what is wrong with what was found, "" nothing."""
    if not set(found.titles[:1]).intersection(asked.titles):
        return f"first is {found.titles[0] if found.titles else 'nothing'}"
    others = len(found.languages - {asked.lang})
    return f"only {others} other languages" if others < OTHER_LANGUAGES else ""


def main() -> None:
    """Ask all questions, in a library of their own where none is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="data directory of a demo library")
    parser.add_argument("--all", action="store_true", help="show the first works of every question")
    options = parser.parse_args()
    if options.data:
        ask(options.data, shown=options.all)
        return
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "LANTAI_DATA": folder}
        subprocess.run([sys.executable, "-m", "lantai", "demo", "--no-serve"], check=True, env=environ, stdout=sys.stderr)
        ask(Path(folder), shown=options.all)


def ask(data: Path, *, shown: bool) -> None:
    """Ask the library in ``data``, and say what is missed."""
    os.environ["LANTAI_DATA"] = str(data)
    sys.path.insert(0, str(ROOT))
    from lantai.cli.start import library_ready

    library_ready(quiet=True)
    wrong: dict[str, str] = {}
    count: dict[str, int] = {}
    for asked in questions():
        found = answer(asked)
        count[asked.lang] = count.get(asked.lang, 0) + 1
        if said := missed(asked, found):
            wrong[f"{asked.lang} {asked.text}"] = said
        if shown or said:
            print(
                f"{asked.lang} {asked.text}: {said or 'right'}; {len(found.languages)} languages; {', '.join(found.titles[:3])}"
            )
    print(json.dumps({"asked": count, "missed": wrong}, ensure_ascii=False))


if __name__ == "__main__":
    main()
