"""What every reader of lexicons must do, run against all that are registered; the samples are of our own making."""

import base64
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.core.bilingual.entry import Label, Row
from lantai.core.bilingual.lexicons import LEXICONS, About, Files, LexiconError, Report, UnknownLexicon, detect, lexicon
from lantai.core.formats.errors import FormatError
from lantai.core.formats.unpack import Limits, unpacked

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def dictd_number(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 64)
        digits = ALPHABET[digit] + digits
    return digits


def dictd(articles: dict[str, str]) -> dict[str, bytes]:
    body, lines = b"", []
    for head, article in articles.items():
        raw = article.encode()
        lines.append(f"{head}\t{dictd_number(len(body))}\t{dictd_number(len(raw))}\n")
        body += raw
    return {"freedict-deu-eng.index": "".join(sorted(lines)).encode(), "freedict-deu-eng.dict.dz": gzip.compress(body)}


DICTD = dictd(
    {
        "00databaseshort": "00-database-short\nGerman-English test ver. 1\n",
        "00databaseinfo": "00-database-info\nEdition: 1.0\nAvailability: GNU General Public License ver. 2.0 and any later version\n",
        "bibliothek": "Bibliothek /bi/ <fem, n>\n1. library <n>, book collection <n>\n   Synonym: {Bücherei}\n see: {Bibliotheken}\n",
        "haus": 'Haus /haʊs/ <neut>\n1. house\n2. home\n      "zu Hause"  - at home\n',
    }
)
OMW_ENGLISH = b"# English\teng\tx\tWordNet\n02815749-n\teng:lemma\tlibrary\n03544360-n\teng:lemma\thouse\n"
OMW = b"# Deutsch\tdeu\thttps://example.org\tCC BY-SA 3.0\n02815749-n\tdeu:lemma\tBibliothek\n03544360-n\tdeu:lemma\tHaus\n"
LMF = b"""<?xml version="1.0" encoding="UTF-8"?>
<LexicalResource>
 <Lexicon id="de" label="Deutsch" language="de" license="https://creativecommons.org/licenses/by-sa/4.0/" version="1.1">
  <LexicalEntry id="e1"><Lemma writtenForm="Bibliothek" partOfSpeech="n"/><Sense id="s1" synset="de-1"/></LexicalEntry>
  <LexicalEntry id="e2"><Lemma writtenForm="Haus" partOfSpeech="n"/><Sense id="s2" synset="de-2"/></LexicalEntry>
  <Synset id="de-1" ili="i1"/><Synset id="de-2" ili="i2"/>
 </Lexicon>
 <Lexicon id="en" label="English" language="en" license="https://creativecommons.org/licenses/by/4.0/" version="1.1">
  <LexicalEntry id="e3"><Lemma writtenForm="library" partOfSpeech="n"/><Sense id="s3" synset="en-1"/></LexicalEntry>
  <LexicalEntry id="e4"><Lemma writtenForm="house" partOfSpeech="n"/><Sense id="s4" synset="en-2"/></LexicalEntry>
  <Synset id="en-1" ili="i1"/><Synset id="en-2" ili="i2"/>
 </Lexicon>
</LexicalResource>
"""
SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<http://example.org/t> a skos:ConceptScheme ; dcterms:title "Thesaurus"@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
<http://example.org/t/1> a skos:Concept ; skos:prefLabel "Bibliothek"@de, "library"@en ; skos:altLabel "Bücherei"@de .
<http://example.org/t/2> a skos:Concept ; skos:prefLabel "Haus"@de, "house"@en .
""".encode()
SKOS_XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
  xmlns:dcterms="http://purl.org/dc/terms/">
 <skos:ConceptScheme rdf:about="http://example.org/t"><dcterms:title xml:lang="en">Thesaurus</dcterms:title>
  <dcterms:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/></skos:ConceptScheme>
 <skos:Concept rdf:about="http://example.org/t/1"><skos:prefLabel xml:lang="de">Bibliothek</skos:prefLabel>
  <skos:prefLabel xml:lang="en">library</skos:prefLabel><skos:altLabel xml:lang="de">Bücherei</skos:altLabel></skos:Concept>
 <skos:Concept rdf:about="http://example.org/t/2"><skos:prefLabel xml:lang="de">Haus</skos:prefLabel>
  <skos:prefLabel xml:lang="en">house</skos:prefLabel></skos:Concept>
</rdf:RDF>
""".encode()

SAMPLES: dict[str, list[dict[str, bytes]]] = {
    "cedict": [
        {"handedict.u8": "# HanDeDict\n圖書館 图书馆 [tu2 shu1 guan3] /Bibliothek/\n房子 房子 [fang2 zi5] /Haus/\n".encode()}
    ],
    "dictd": [DICTD],
    "joined": [{"made-deu-eng.tsv": b"Bibliothek\tlibrary|book collection\nHaus\thouse|home\n"}],
    "plain": [{"made.tsv": b"de\ten\tBibliothek\tlibrary\nde\ten\tHaus\thouse\n"}],
    "omw": [{"wn-data-deu.tab": OMW, "wn-data-eng.tab": OMW_ENGLISH}],
    "wnlmf": [{"odwn.xml": LMF}],
    "skos": [{"t.ttl": SKOS}, {"t.rdf": SKOS_XML}],
}
"""Reader -> samples: the files of a lexicon, the main one first; each knows libraries and houses in German."""

TEXTS = [reader for reader in SAMPLES if reader not in ("wnlmf", "skos")]
CASES = [pytest.param(reader, sample, id=next(iter(sample))) for reader, samples in SAMPLES.items() for sample in samples]
LINES = [case for case in CASES if case.values[0] in TEXTS]
GIVEN = [reader for reader in LEXICONS if LEXICONS[reader].sniff(b"", "") == 0 and reader != "cldr"]


def files(sample: dict[str, bytes]) -> Files:
    return Files(
        main=next(iter(sample)), openers={name: lambda raw=raw: unpacked(io.BytesIO(raw)) for name, raw in sample.items()}
    )


def changed(sample: dict[str, bytes], change) -> dict[str, bytes]:
    main = next(iter(sample))
    return sample | {main: change(sample[main])}


def opened(reader: str, sample: dict[str, bytes]):
    return lexicon("made", reader, files(sample))


def said(reader: str, sample: dict[str, bytes], report: Report | None = None) -> list[Row | Label]:
    one = opened(reader, sample)
    return [*one.rows(report)] or [*one.labels()]


def test_every_reader_has_samples():
    assert set(SAMPLES) == set(GIVEN)


@pytest.mark.parametrize("reader, sample", CASES)
def test_it_knows_its_own_files(reader, sample):
    main = next(iter(sample))
    assert detect(sample[main], main) == reader


@pytest.mark.parametrize("reader, sample", CASES)
def test_it_translates_both_ways(reader, sample):
    found = said(reader, sample)
    other = "zh" if reader == "cedict" else "en"
    if isinstance(found[0], Label):
        concepts = {label.text: label.concept for label in found}
        assert concepts["Bibliothek"] == concepts["library"] != concepts["house"]
    else:
        shown = {(row.source, row.target, row.text) for row in found}
        assert {("de", other, "图书馆" if other == "zh" else "library"), (other, "de", "Bibliothek")} <= shown


@pytest.mark.parametrize("reader, sample", CASES)
def test_what_a_word_means_adds_up_to_one_at_most(reader, sample):
    shares: dict[tuple[str, str, str], float] = {}
    for row in opened(reader, sample).rows():
        shares[row.source, row.target, row.key] = shares.get((row.source, row.target, row.key), 0) + row.weight
    assert all(0 < share <= 1.001 for share in shares.values())


@pytest.mark.parametrize("reader, sample", CASES)
def test_the_same_file_gives_the_same_rows_in_the_same_order(reader, sample):
    assert said(reader, sample) == said(reader, sample)


@pytest.mark.parametrize("reader, sample", CASES)
def test_its_layer_has_a_title_and_the_licence_that_the_file_names(reader, sample):
    layer = opened(reader, sample).layer
    assert layer.title
    assert bool(layer.licence) == (reader not in ("joined", "plain"))


@pytest.mark.parametrize("reader, sample", CASES)
def test_a_packed_file_is_read_as_an_unpacked_one(reader, sample):
    assert said(reader, changed(sample, gzip.compress)) == said(reader, sample)


@pytest.mark.parametrize("reader, sample", CASES)
def test_a_byte_order_mark_changes_nothing(reader, sample):
    assert said(reader, changed(sample, lambda raw: b"\xef\xbb\xbf" + raw)) == said(reader, sample)


@pytest.mark.parametrize("reader, sample", LINES)
def test_bad_lines_are_counted_and_listed_and_the_good_ones_go_in(reader, sample):
    report = Report()
    before, after = said(reader, sample), said(reader, changed(sample, lambda raw: raw + b"no such line\nWarm\xe9\tx\n"), report)
    last = sample[next(iter(sample))].count(b"\n")
    assert after == before
    assert [refusal.line for refusal in report.refusals] == [last + 1, last + 2]
    assert report.rows == report.entries + report.passed + report.refused


@pytest.mark.parametrize("reader, sample", LINES)
def test_every_line_is_an_entry_or_passed_over_or_refused(reader, sample):
    report = Report()
    list(opened(reader, sample).items(report))
    lines = [line for line in sample[next(iter(sample))].decode().splitlines() if not line.startswith(("# ", "00database"))]
    assert report.rows == len(lines)


@pytest.mark.parametrize("reader, sample", CASES)
@pytest.mark.parametrize(
    "raw", [b"", b"\n \n", b"What is this?\nNothing that anybody reads.\n" * 300], ids=["empty", "blank", "prose"]
)
def test_a_file_of_another_kind_says_what_was_expected(reader, sample, raw):
    with pytest.raises(LexiconError) as caught:
        lexicon("made", reader, files(changed(sample, lambda _: raw)), About(languages=("de", "en"))).items().__next__()
    assert next(iter(sample)) in str(caught.value)
    assert "expected" in str(caught.value)


@pytest.mark.parametrize("reader, sample", LINES)
def test_utf16_is_said_not_guessed(reader, sample):
    with pytest.raises(LexiconError, match="UTF-16"):
        lexicon(
            "made", reader, files(changed(sample, lambda raw: raw.decode().encode("utf-16"))), About(languages=("de", "en"))
        ).items().__next__()


@pytest.mark.parametrize("reader, sample", LINES)
def test_a_line_without_end_is_refused_in_bounded_memory(reader, sample):
    report = Report()
    assert said(reader, changed(sample, lambda raw: raw + b"x" * 3_000_000 + b"\n" + raw), report)
    assert any("longer than" in refusal.reason for refusal in report.refusals)


def test_a_bomb_is_refused():
    bomb = gzip.compress(b"de\ten\tHaus\thouse\n" + b" " * 5_000_000)
    sample = Files(main="made.tsv", openers={"made.tsv": lambda: unpacked(io.BytesIO(bomb), Limits(ratio=20, free_bytes=1000))})
    with pytest.raises(FormatError, match="grows more than 20 times"):
        list(lexicon("made", "plain", sample).items())


@pytest.mark.parametrize("reader, sample", [case for case in CASES if case.id in ("odwn.xml", "t.rdf")])
def test_entities_are_refused(reader, sample):
    raw = sample[next(iter(sample))]
    start = raw.index(b"\n") + 1
    with pytest.raises(LexiconError, match="entities"):
        said(
            reader,
            changed(sample, lambda _: raw[:start] + b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n' + raw[start:]),
        )


def test_a_table_of_short_words_is_no_index_of_dictd():
    assert detect(b"de\ten\tHaus\thouse\nde\ten\tBuch\tbook\n", "terms.tsv") == "plain"


def test_no_file_is_none_that_it_reads():
    with pytest.raises(UnknownLexicon, match="expected one of"):
        detect(base64.b64encode(bytes(range(256)) * 20), "photo.b64")


@pytest.mark.parametrize("reader, sample", CASES)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_file_cut_or_changed_anywhere_is_no_crash(reader, sample, data):
    raw = sample[next(iter(sample))]
    at = data.draw(st.integers(0, len(raw)))
    junk = data.draw(st.binary(max_size=12))
    try:
        said(reader, changed(sample, lambda raw: raw[:at] + junk + raw[at + len(junk) * data.draw(st.integers(0, 2)) :]))
    except (LexiconError, FormatError) as problem:  # of a file that begins as a packed one
        assert str(problem)  # noqa: PT017  (any outcome but a named error is a failure by itself)
