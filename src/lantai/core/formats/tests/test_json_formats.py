import io

import msgspec
import pytest

from lantai.core.bib.record import AgentKind, BibRecord, Kind, NoteKind, Relation, Scheme, Standing
from lantai.core.formats import crossref, csl, jsonstream, native, openalex, unpaywall
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Profile

PATHS = frozenset({("items",), ("message", "items")})


def split(data: bytes) -> list[tuple[int, bytes, str]]:
    return [(c.position, c.raw, c.refused) for c in jsonstream.split_values(io.BytesIO(data), PATHS)]


@pytest.mark.parametrize(
    "data, records",
    [
        (b'{"a":1}\n{"b":"}"}\n', [b'{"a":1}', b'{"b":"}"}']), (b'[{"a":[{}]},{"b":2}]', [b'{"a":[{}]}', b'{"b":2}']),
        (b'{"n":{"x":1},"items":[{"a":1}],"z":[{"y":1}]}', [b'{"a":1}']), (b'{"message":{"facets":{},"items":[{"a":1},{"b":2}]}}', [b'{"a":1}', b'{"b":2}']),
        (b"", []), (b" [ ] ", []), (b'\xef\xbb\xbf[{"a":"\\"}"}]', [b'{"a":"\\"}"}']),
    ],
)  # fmt: skip
def test_records_are_found_alone_in_arrays_and_in_envelopes(data: bytes, records: list[bytes]):
    assert [raw for _, raw, refused in split(data) if not refused] == records


def test_a_record_without_its_end_does_not_take_the_next_with_it():
    found = split(b'[\n  {"a": 1,\n  {"b": 2},\n  {"c": "x\n  },\n  {"d": 4}\n]')
    assert [(raw.split(b":")[0], refused) for _, raw, refused in found] == [
        (b'{"a"', jsonstream.UNCLOSED),
        (b'{"b"', ""),
        (b'{"c"', ""),
        (b'{"d"', ""),
    ]


def test_a_record_that_a_block_cuts_off_is_found_by_its_line(monkeypatch):
    monkeypatch.setattr(jsonstream._Splitter, "_key", lambda *_: pytest.fail("looked into a record, bracket by bracket"))
    lines = [b'{"n":%d,"in":[{"a":"%s"}]}' % (n, b"x" * 50_000) for n in range(30)]
    chunks = list(jsonstream.split_values(io.BytesIO(b"\r\n".join(lines) + b"\n")))
    assert [chunk.raw for chunk in chunks] == lines
    assert [chunk.position for chunk in chunks] == [sum(len(line) + 2 for line in lines[:n]) for n in range(30)]


def test_text_between_records_is_refused():
    assert split(b'[{"a":1}, junk, {"b":2}]')[1] == (8, b", junk, ", jsonstream.STRAY)


@pytest.mark.parametrize("raw", [b'{"a":', b"[1]", b"12", b'{"a":' * 5000, b"\xff\xfe"])
def test_what_is_no_object_is_unreadable(raw: bytes):
    with pytest.raises(Unreadable):
        jsonstream.loaded(raw)


def read_csl(item: dict[str, object]) -> BibRecord:
    return csl.read(msgspec.json.encode(item), Profile())


@pytest.mark.parametrize(
    "name, heading, kind",
    [
        ({"family": "Happel", "given": "Eduard", "non-dropping-particle": "van"}, "van Happel, Eduard", AgentKind.PERSON),
        ({"family": "Aubignac", "given": "François", "dropping-particle": "abbé d'"}, "Aubignac, François abbé d'", AgentKind.PERSON),
        ({"family": "曹", "given": "雪芹"}, "曹雪芹", AgentKind.PERSON), ({"literal": "曹雪芹"}, "曹雪芹", AgentKind.PERSON),
        ({"literal": "World Health Organization"}, "World Health Organization", AgentKind.ORGANIZATION),
        ({"family": "Bennett", "given": "Frank G.", "suffix": "Jr."}, "Bennett, Frank G., Jr.", AgentKind.PERSON),
    ],
)  # fmt: skip
def test_names_of_csl_become_headings(name: dict[str, str], heading: str, kind: AgentKind):
    found = read_csl({"id": "a", "type": "book", "title": "A", "author": [name]}).contributions[0]
    assert (found.forms[0].value, found.kind) == (heading, kind)


@pytest.mark.parametrize(
    "issued, text",
    [
        ({"date-parts": [["2019", 4, 28]]}, "2019-04-28"), ({"date-parts": [[2015, 6, 22], [2015, 6, 26]]}, "2015-06-22/2015-06-26"),
        ({"raw": "[199-?]"}, "[199-?]"), ({"literal": "民国二十年"}, "民国二十年"), ({"date-parts": [[1665]], "circa": True}, "ca. 1665"),
    ],
)  # fmt: skip
def test_dates_of_csl_become_words(issued: dict[str, object], text: str):
    assert read_csl({"id": "a", "type": "book", "title": "A", "issued": issued}).dates[0].text == text


def test_what_csl_writes_keeps_order_and_roles():
    item = {
        "id": "a",
        "type": "book",
        "title": "A",
        "translator": [{"family": "T", "given": "A"}],
        "author": [{"family": "B", "given": "C"}],
    }
    before = read_csl(item | {"custom": {"lantai": {"names": "trl aut"}}})
    stream = io.BytesIO()
    csl.write([before], stream)
    after = csl.read(next(iter(csl.split(io.BytesIO(stream.getvalue()), Profile()))).raw, Profile())
    assert [c.roles[0] for c in before.contributions] == ["trl", "aut"]
    assert after.contributions == before.contributions


def test_an_abstract_is_put_together_from_its_index_and_holes_are_said():
    work = {"id": "https://openalex.org/W1", "title": "A", "abstract_inverted_index": {"Despite": [0, 3], "all": [1]}}
    found = openalex.read(msgspec.json.encode(work), Profile())
    assert (found.notes[0].forms[0].value, found.notes[0].kind) == ("Despite all Despite", NoteKind.SUMMARY)
    assert [repair.code for repair in found.repairs] == ["holes"]


@pytest.mark.parametrize(
    "index, words",
    [
        ({"b": [1], "a": [0, 2]}, "a b a"), ({"a": [0], "b": [-1]}, "a"), ({"a": [1], "b": [1]}, "b"), ({"a": [0, True, "2"], "b": 3, "c": [1]}, "a c"),
        ({"a": []}, None), ({}, None), ("a", None), ({"a": [200_000]}, None),
    ],
)  # fmt: skip
def test_places_of_words_are_taken_for_what_they_are(index: object, words: str | None):
    found = openalex.read(msgspec.json.encode({"title": "A", "abstract_inverted_index": index}), Profile())
    assert next((note.forms[0].value for note in found.notes), None) == words


def test_members_of_other_shapes_are_taken_as_far_as_they_go():
    work = {
        "title": 1984,
        "authorships": [7, {"author": "x", "raw_author_name": "Ann", "institutions": {"id": "I1"}}, {"author": {"display_name": 5}}],
        "topics": ["x", {"display_name": "Reading", "subfield": 3}],
        "locations": [{"landing_page_url": "https://a.org", "is_oa": 1, "source": []}],
        "biblio": [], "open_access": "gold", "apc_list": {"value": 20, "currency": 3}, "unheard": {"of": [1]}, "is_xpac": [],
    }  # fmt: skip
    found = openalex.read(msgspec.json.encode(work), Profile())
    assert [title.forms[0].value for title in found.titles] == ["1984"]
    assert [name.forms[0].value for name in found.contributions] == ["Ann", "5"]
    assert [subject.forms[0].value for subject in found.subjects] == ["Reading"]
    assert [(a.url, a.openness and a.openness.free) for a in found.access] == [("https://a.org", False)]
    assert [(kept.name, kept.values) for kept in found.verbatim] == [
        ("apc_list", (("", "20 3"),)),
        ("unheard", (("", '{"of":[1]}'),)),
    ]


def test_bytes_that_are_no_text_are_mended_and_said_even_where_nothing_is_read():
    found = openalex.read(b'{"title":"A","related_works":["\xe9"],"language":"fr"}', Profile(encoding="utf-8"))
    assert (found.title and found.title.forms[0].value, found.language, len(found.repairs)) == ("A", "fr", 1)


def test_the_source_of_the_primary_location_is_the_journal_but_a_repository_is_not():
    journal = {"source": {"display_name": "PeerJ", "type": "journal", "issn_l": "2167-8359", "issn": ["2167-8359"]}}
    repository = {"source": {"display_name": "arXiv", "type": "repository"}}
    found = [openalex.read(msgspec.json.encode({"title": "A", "primary_location": p}), Profile()) for p in (journal, repository)]
    assert [[link.titles[0].value for link in record.links] for record in found] == [["PeerJ"], []]


def read_crossref(**members: object) -> BibRecord:
    return crossref.read(
        msgspec.json.encode({"DOI": "10.5555/ABC", "type": "journal-article", "title": ["A"]} | members), Profile()
    )


def test_markup_is_dropped_from_titles_and_abstracts_and_said():
    found = read_crossref(
        title=["H<sub>2</sub>O &amp;amp; <i>E. coli</i>, p < 0.05"],
        abstract="<jats:title>Abstract</jats:title><jats:p>One.</jats:p>",
    )
    assert found.titles[0].forms[0].value == "H₂O & E. coli, p < 0.05"
    assert found.notes[0].forms[0].value == "One."
    assert [repair.code for repair in found.repairs] == ["markup"]


@pytest.mark.parametrize("parts, year", [([[2019, 4]], 2019), ([[None]], None), ([], None), (None, None)])
def test_partial_dates_are_read_and_empty_ones_say_nothing(parts: object, year: int | None):
    assert read_crossref(issued={"date-parts": parts}).year == year


def test_a_notice_points_to_what_it_corrects():
    found = read_crossref(**{"update-to": [{"DOI": "10.5555/OLD", "label": "Retraction"}]})
    assert [(k.relation, k.identifiers[0].value, k.text) for k in found.links] == [
        (Relation.RELATED, "10.5555/old", "Retraction")
    ]


def test_a_licence_for_mining_is_no_licence_for_readers():
    licences = [{"URL": "http://tdm", "content-version": "tdm"}, {"URL": "http://cc-by", "content-version": "vor"}]
    found = read_crossref(license=licences)
    assert [note.forms[0].value for note in found.notes if note.kind is NoteKind.RIGHTS] == ["http://cc-by (vor)"]


def test_numbers_say_which_form_they_belong_to():
    found = read_crossref(
        ISSN=["0028-0836"], **{"issn-type": [{"value": "0028-0836", "type": "print"}], "container-title": ["Nature"]}
    )
    assert [(i.scheme, i.value, i.qualifier, i.standing) for i in found.links[0].identifiers] == [
        (Scheme.ISSN, "0028-0836", "print", Standing.VALID)
    ]
    assert (found.control, found.kind) == ("10.5555/abc", Kind.ARTICLE)


def test_our_own_form_comes_back_exactly():
    before = read_crossref(**{"container-title": ["Nature"]})
    stream = io.BytesIO()
    native.write([before], stream)
    assert native.read(stream.getvalue().strip(), Profile()) == before


def test_another_object_is_not_our_own_form():
    with pytest.raises(Unreadable):
        native.read(b'{"titles": 7}', Profile())


@pytest.mark.parametrize(
    ("host", "urls", "kept"), [("publisher", ["https://doi.org/10.5555/1"], []), ("repository", [], ["oa_locations/1"])]
)
def test_a_copy_without_an_address_is_where_the_publisher_is_or_kept_as_it_stands(host: str, urls: list[str], kept: list[str]):
    place = {"host_type": host, "version": "publishedVersion", "license": "cc-by", "url": None, "url_for_pdf": None}
    work = {"doi": "10.5555/1", "title": "Tides", "is_oa": True, "oa_status": "hybrid", "oa_locations": [place]}
    found = unpaywall.read(msgspec.json.encode(work), Profile())

    assert [access.url for access in found.access] == urls
    assert [field.name for field in found.verbatim if field.name.startswith("oa_loc")] == kept


def test_names_of_journals_and_institutions_keep_no_entities_and_a_day_of_zeros_is_no_day():
    body = {"display_name": "College of Arts &amp; Letters"}
    source = {"display_name": "Odd &amp; Even", "type": "journal", "host_organization_name": "Reed &#38; Son", "is_oa": True}
    place = {"source": source, "landing_page_url": "https://a.org", "is_oa": True}
    work = {
        "title": "A", "publication_date": "0000-00-00", "publication_year": 0, "primary_location": place, "locations": [place],
        "authorships": [{"raw_author_name": "Ann", "institutions": [body]}],
    }  # fmt: skip
    found = openalex.read(msgspec.json.encode(work), Profile())
    assert found.links[0].titles[0].value == "Odd & Even"
    assert [forms[0].value for forms in found.imprints[0].publishers] == ["Reed & Son"]
    assert (found.access[0].label, found.access[0].openness.journal) == ("Odd & Even", "Odd & Even")
    assert found.contributions[0].affiliations[0].name == "College of Arts & Letters"
    assert found.dates == ()


CC_BY = {"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor"}
FOR_PROGRAMS = {"URL": "https://a.org/1.pdf", "content-type": "application/pdf", "intended-application": "similarity-checking"}


def test_addresses_of_crossref_lead_readers_only_where_a_license_lets_everybody_read():
    said = {"DOI": "10.1/a", "URL": "http://dx.doi.org/10.1/a", "link": [FOR_PROGRAMS]}
    assert read_crossref(**said).access == ()
    found = read_crossref(**said, license=[CC_BY]).access
    assert [(a.url, a.note, a.openness.free, a.openness.is_file) for a in found] == [
        ("http://dx.doi.org/10.1/a", "", True, False),
        ("https://a.org/1.pdf", "", True, True),
    ]


@pytest.mark.parametrize(
    "line, kept",
    [(b"[[", b"[\n"), (b"[1,2", b"1,2\n"), (b"[[1,2]]", b"[1,2]"), (b'[["x"', b'["x"\n'), (b"[" * 3000, b"[" * 2999 + b"\n")],
)
def test_a_line_of_brackets_without_end_takes_no_record_with_it(line, kept):
    found = split(b'{"a":1}\n' + line + b'\n{"b":2}\n{"c":3}\n')
    assert [raw for _, raw, refused in found if not refused] == [b'{"a":1}', b'{"b":2}', b'{"c":3}']
    assert [(raw, refused) for _, raw, refused in found if refused] == [(kept, jsonstream.STRAY)]


@pytest.mark.parametrize("tail", [b'"}\n', b"\n", b'","in":{"d":[1]}}\n', b"\\\n"])
def test_a_record_of_one_endless_string_is_refused_and_the_next_is_found(tail, monkeypatch):
    monkeypatch.setattr(jsonstream, "RECORD_LIMIT_BYTES", 1024 * 1024)
    swollen = b'{"id":"W","t":"' + b'x\\"\\\\' * 400_000 + tail
    found = split(b'{"a":1}\n' + swollen + b'{"b":2}\n{"c":3}\n')
    assert [(raw[:8], refused) for _, raw, refused in found] == [
        (b'{"a":1}', ""), (b'{"id":"W', jsonstream.TOO_LARGE), (b'{"b":2}', ""), (b'{"c":3}', ""),
    ]  # fmt: skip
    assert found[2][0] == 8 + len(swollen)
