"""The lexicons that libraries add are read whole: numbers of entries, and a few that everybody can check."""

import pytest

from lantai.core.bilingual.entry import Label
from lantai.core.bilingual.lexicons import About, Report, detect, lexicon
from lantai.core.bilingual.words import key
from lantai.search.lexicons import belonging, english_wordnet, files_of
from tests.shared_data import freedict, shared, wordnet

pytestmark = pytest.mark.gate


def opened(*paths, languages=()):
    files = files_of(paths[0].name, paths)
    with files.open() as stream:
        reader = detect(stream.read(65536), paths[0].name)
    return lexicon("made", reader, files, About(languages=languages))


def best(one):
    """Return (source language, key) -> its translations, best first, and the report."""
    report, found = Report(), {}
    for row in one.rows(report):
        found.setdefault((row.source, row.key), []).append(row.text)
    return found, report


def test_the_economists_thesaurus_is_read_whole():
    report = Report()
    one = opened(shared("crosslanguage/thesaurus/stw-skos-de-en.ttl.gz"))
    labels = [item for item in one.items(report) if isinstance(item, Label)]
    preferred = [label for label in labels if label.preferred]
    assert (report.refused, report.passed) == (0, 0)
    assert len({label.concept for label in labels}) >= 6_245
    assert len(labels) == 33_270
    assert len({(label.concept, label.lang) for label in preferred}) == len(preferred)
    assert (one.layer.title, one.layer.licence, one.layer.version) == ("STW Thesaurus for Economics", "ODbL 1.0", "9.06")


@pytest.mark.parametrize(
    "pair, entries, source, word, text",
    [
        ("ara-eng", 52_996, "ar", "نهر", "river"),
        ("spa-eng", 4_502, "es", "oficina", "office"),
        ("tur-eng", 1_026, "tr", "şarkı", "song"),
        ("eng-rus", 1_693, "en", "weather", "погода"),
    ],
)
def test_debians_freedict_is_read_whole_and_both_ways(pair, entries, source, word, text):
    index = freedict(pair)
    found, report = best(opened(index, *belonging(index)))
    assert (report.rows, report.refused) == (entries, 0)
    assert text in found[source, key(word, source)]
    assert {lang for lang, _ in found} == {source, "en"} | ({"ru"} if source == "en" else set())


def test_the_arabic_wordnet_is_joined_with_english_by_its_synsets():
    wordnet()
    found, report = best(opened(shared("crosslanguage/lexicon/wn-data-arb.tab.gz"), *english_wordnet()))
    assert (report.rows, report.refused) == (54_966, 0)
    assert report.entries > 15_000
    assert "Stockholm" in found["ar", key("ستوكهولم", "ar")]


@pytest.mark.parametrize("name, entries, word", [("rus", 21_900, "собака"), ("spa", 17_300, "perro"), ("cmn", 46_000, "狗")])
def test_joined_tables_are_read_whole(name, entries, word):
    report = Report()
    found = {item.head: item.senses for item in opened(shared(f"crosslanguage/lexicon/omw-{name}-eng.tsv.gz")).items(report)}
    assert report.refused == 0
    assert report.entries >= entries
    assert "dog" in found[word][0]
