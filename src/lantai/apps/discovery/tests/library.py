"""A library of works in many scripts with names, subjects, classes and call numbers, for the tests of browsing."""

from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    Date,
    HoldingRecord,
    Kind,
    Subject,
    SubjectKind,
    Text,
    Title,
    TitleForm,
)


def book(control: str, title: str, lang: str, **more) -> BibRecord:
    """Return a book. ``people``: contributions; ``subjects``; ``year``; ``classes``: "clc:I242.4"; ``shelf``: (scheme, call number);
    ``countries``."""
    return BibRecord(
        control=control,
        kind=Kind.BOOK,
        titles=(Title(forms=(TitleForm(title, lang),)),),
        languages=(lang,) if lang else (),
        countries=tuple(more.get("countries", ())),
        contributions=tuple(more.get("people", ())),
        subjects=tuple(more.get("subjects", ())),
        classifications=tuple(
            Classification(scheme=c.partition(":")[0], value=c.partition(":")[2]) for c in more.get("classes", ())
        ),
        dates=(Date(text=str(more["year"]), start=more["year"], end=more["year"]),) if "year" in more else (),
        holdings=tuple(HoldingRecord(library="Main", scheme=s, call_number=n) for s, n in more.get("shelf", ())),
    )


def agent(*names: str, dates: str = "", role: str = "aut") -> Contribution:
    """Return a contributor by the name in all its scripts."""
    return Contribution(forms=tuple(Text(name) for name in names), dates=dates, roles=(role,))


def about(heading: str, *parts: str, kind: SubjectKind = SubjectKind.TOPIC, scheme: str = "lcsh", forms=()) -> Subject:
    """Return a subject heading."""
    return Subject(forms=(Text(heading, "en"), *map(Text, forms)), subdivisions=parts, kind=kind, scheme=scheme)


CAO = agent("曹雪芹", "Cao, Xueqin", dates="1715?-1763")
LIBRARY = [
    book("1", "红楼梦", "zh", people=[CAO], year=1982, classes=["clc:I242.4"], shelf=[("clc", "I242.4/1")], countries=["cn"],
         subjects=[about("China", "History", "Qing dynasty", forms=["中国"])]),
    book("2", "The story of the stone", "en", people=[agent("Cao, Xueqin", dates="1715-1763"), agent("Hawkes, David", role="trl")],
         year=1973, classes=["ddc:895.1348"], countries=["gb"], subjects=[about("China", "History"), about("Families")]),
    book("3", "红楼梦研究", "zh", people=[agent("俞平伯", "Yu, Pingbo")], year=1952, classes=["clc:I207.411"], shelf=[("clc", "I207/3")],
         countries=["cn"], subjects=[about("Cao, Xueqin, approximately 1715-1763", kind=SubjectKind.PERSON)]),
    book("4", "Hamlet", "en", people=[agent("Smith, John", dates="1850-1910")], year=1900, classes=["lcc:PR2807"]),
    book("5", "A manual of chemistry", "en", people=[agent("Smith, John", dates="1920-1999")], year=1960, classes=["lcc:QD31"]),
    book("6", "On bees", "en", people=[agent("Smith, John")], year=1970),
    book("7", "王右丞集", "zh", people=[agent("王维", "Wang, Wei")], year=1950, classes=["clc:I222.742"], shelf=[("clc", "I222/9")]),
    book("8", "经济学", "zh", people=[agent("王伟", "Wang, Wei")], year=2001, classes=["clc:F0"], shelf=[("clc", "F0/12")]),
    book("9", "Poems", "en", people=[agent("Wang, Wei")], year=1999),
    book("10", "مقدمة ابن خلدون", "ar", people=[agent("ابن خلدون", "Ibn Khaldūn", dates="1332-1406")], year=2004, countries=["eg"]),
    book("11", "Без названия", "", year=1990),
]  # fmt: skip
