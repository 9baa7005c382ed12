from pathlib import Path

import pytest

from lantai.search.evaluation.files import Doc, Refusals, Taught, Unusable, answers, documents, pairs, queries


@pytest.fixture
def written(tmp_path: Path):
    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_documents_come_with_their_language_as_a_tag(written) -> None:
    path = written(
        "d.jsonl",
        '\ufeff{"id": "1", "lang": "chi", "title": "红楼梦", "text": ""}\n\n{"id": "2", "lang": "en", "text": "x", "more": 1}\n',
    )
    assert list(documents(path, Refusals())) == [Doc("1", "zh", "红楼梦", ""), Doc("2", "en", "", "x")]


@pytest.mark.parametrize(
    "line, said",
    [
        ("{", "d.jsonl, line 2: this is no line of JSON"),
        ('{"lang": "en", "title": "x"}', "d.jsonl, line 2, id: it is missing"),
        ('{"id": "1", "lang": 7, "title": "x"}', "d.jsonl, line 2, lang: expected words in quotes, found `int`"),
        ('["1", "en", "x"]', "d.jsonl, line 2: this is no line of JSON"),
        ('{"id": "0", "lang": "en", "title": "x"}', "d.jsonl, line 2, id: '0' stands on an earlier line"),
        ('{"id": "1", "lang": "en", "title": " "}', "d.jsonl, line 2, title, text: both are empty"),
    ],
)
def test_a_bad_row_is_refused_by_file_line_and_field_and_the_good_ones_go_in(written, line: str, said: str) -> None:
    path, refusals = (
        written("d.jsonl", f'{{"id": "0", "lang": "en", "title": "x"}}\n{line}\n{{"id": "9", "lang": "en", "title": "y"}}\n'),
        Refusals(),
    )
    assert [doc.id for doc in documents(path, refusals)] == ["0", "9"]
    assert refusals.count == 1
    assert str(refusals.first[0]).startswith(said)


@pytest.mark.parametrize(
    ("row", "lang", "said"),
    [
        ('{"id": 7, "title": "红楼梦"}', "zh", "d.jsonl, line 1, lang: it is missing; by its words taken for zh"),
        (
            '{"id": 7, "lang": null, "title": "The story of the stone", "text": null}',
            "en",
            "d.jsonl, line 1, lang: it is missing",
        ),
        ('{"id": 7, "lang": "xx-zz", "title": "Сон в красном тереме"}', "ru", "d.jsonl, line 1, lang: 'xx-zz' names no language"),
        ('{"id": 7, "lang": "", "title": "Xyzzy"}', "und", "d.jsonl, line 1, lang: it is missing; nothing tells which it is"),
    ],
)
def test_a_language_that_is_missing_or_none_is_told_from_the_words_and_said(written, row: str, lang: str, said: str) -> None:
    refusals = Refusals()
    (found,) = documents(written("d.jsonl", row), refusals)
    assert (found.id, found.lang, refusals.count, refusals.mended.count) == ("7", lang, 0, 1)
    assert str(refusals.mended.first[0]).startswith(said)


def test_a_line_that_is_no_utf_8_is_refused(written) -> None:
    refusals = Refusals()
    assert list(queries(written("q.jsonl", b'{"id": "1", "lang": "en", "text": "\xff"}\n'), refusals)) == []
    assert list(pairs(written("p.tsv", b"zh\ten\t\xff\tx\n"), refusals)) == []
    assert refusals.count == 2


def test_answers_must_know_both_ends(written) -> None:
    refusals = Refusals()
    path = written("r.tsv", "q1\td1\nq2\td1\nq1\td2\nq1 d1\n")
    found = list(answers(path, refusals, queries=frozenset(["q1"]), documents=frozenset(["d1"])))
    assert [(one.query, one.document) for one in found] == [("q1", "d1")]
    assert [(one.line, one.field) for one in refusals.first] == [(2, "query"), (3, "document"), (4, "")]


def test_pairs_of_one_language_or_with_an_empty_side_are_refused(written) -> None:
    refusals = Refusals()
    path = written("p.tsv", "zh\teng\t书\tbook\nen\ten\ta\tb\nzh\ten\t\tbook\nzh\ten\t书\n")
    assert list(pairs(path, refusals)) == [Taught("zh", "en", "书", "book")]
    assert [one.field for one in refusals.first] == ["other lang", "text", ""]


def test_only_the_first_refusals_are_kept_and_all_are_counted(written) -> None:
    refusals = Refusals()
    list(queries(written("q.jsonl", "x\n" * 1000), refusals))
    assert (refusals.count, len(refusals.first)) == (1000, 20)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"nothing\.jsonl cannot be read"):
        list(documents(tmp_path / "nothing.jsonl", Refusals()))
