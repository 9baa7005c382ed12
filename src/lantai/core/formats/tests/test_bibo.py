"""Bibliographic Ontology, read back by the rules of Zotero's reader: which node it looks into for what."""

from lxml import etree

from lantai.core.bib.record import (
    AgentKind,
    BibRecord,
    Contribution,
    Date,
    Identifier,
    Kind,
    Link,
    Relation,
    Scheme,
    Text,
    Title,
    TitleForm,
)
from lantai.core.formats.bibo import written

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "bibo": "http://purl.org/ontology/bibo/", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}  # fmt: skip


def texts(record: BibRecord, path: str) -> list[str]:
    return etree.fromstring(written(record, address="https://library.example.org/works/1/")).xpath(
        f"{path}/text()", namespaces=NS
    )


BOOK = BibRecord(
    kind=Kind.BOOK, titles=(Title(forms=(TitleForm("红楼梦", "zh"),)),), languages=("zh",), dates=(Date(text="1982", start=1982, end=1982),),
    contributions=(Contribution(forms=(Text("曹雪芹"),), roles=("aut",)), Contribution(forms=(Text("Hawkes, David"),), roles=("trl",)),
                   Contribution(forms=(Text("人民文学出版社"),), kind=AgentKind.ORGANIZATION, roles=("edt",))),
    identifiers=(Identifier(scheme=Scheme.ISBN, value="9787020002207"),),
)  # fmt: skip


def test_a_book_has_all_on_itself():
    assert texts(BOOK, "bibo:Book/dcterms:title") == ["红楼梦"]
    assert texts(BOOK, "bibo:Book/bibo:isbn13") == ["9787020002207"]
    assert texts(BOOK, "bibo:Book/dcterms:date") == ["1982"]
    assert texts(BOOK, "bibo:Book/dcterms:language") == ["zh"]


def test_people_come_in_their_parts_and_roles():
    assert texts(BOOK, "bibo:Book/dcterms:creator/foaf:Person/foaf:name") == ["曹雪芹"]
    assert texts(BOOK, "bibo:Book/bibo:translator/foaf:Person/foaf:surname") == ["Hawkes"]
    assert texts(BOOK, "bibo:Book/bibo:translator/foaf:Person/foaf:givenname") == ["David"]
    assert texts(BOOK, "bibo:Book/bibo:editor/foaf:Organization/foaf:name") == ["人民文学出版社"]


def test_an_article_is_in_an_issue_of_a_journal():
    article = BibRecord(
        kind=Kind.ARTICLE, titles=(Title(forms=(TitleForm("On bees"),)),), dates=(Date(text="1999", start=1999, end=1999),),
        links=(Link(relation=Relation.HOST, titles=(TitleForm("Nature"),)),),
        contributions=tuple(Contribution(forms=(Text(n),)) for n in ("Smith, Ann", "Lee, Bo")),
    )  # fmt: skip
    assert texts(article, "bibo:AcademicArticle/dcterms:isPartOf/bibo:Issue/dcterms:date") == ["1999"]
    assert texts(article, "bibo:AcademicArticle/dcterms:isPartOf/bibo:Issue/dcterms:isPartOf/bibo:Journal/dcterms:title") == [
        "Nature"
    ]
    root = etree.fromstring(written(article))
    order = root.xpath("bibo:AcademicArticle/bibo:authorList/rdf:Seq/rdf:li/@rdf:nodeID", namespaces=NS)
    assert [root.xpath(f"//foaf:Person[@rdf:nodeID='{n}']/foaf:surname/text()", namespaces=NS)[0] for n in order] == [
        "Smith",
        "Lee",
    ]


def test_an_empty_record_and_characters_that_xml_has_not_do_no_harm():
    assert etree.fromstring(written(BibRecord())).xpath("bibo:Document", namespaces=NS)
    odd = BibRecord(titles=(Title(forms=(TitleForm("a\x01<b>&"),)),))
    assert texts(odd, "bibo:Document/dcterms:title") == ["a<b>&"]
