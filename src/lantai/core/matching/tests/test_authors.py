"""Whether names can be one person's, and what is grouped, proposed and never brought together."""

import pytest

from lantai.core.matching.authors.called import called
from lantai.core.matching.authors.grouping import grouped, proposals, seeds
from lantai.core.matching.authors.mention import Mention, is_person, names_of
from lantai.core.matching.authors.naming import Agreement, agreement


def agreed(one: str, other: str) -> Agreement:
    return agreement(names_of((one,)), names_of((other,)))


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Wang Xiaoming", "Xiaoming Wang", Agreement.FULLER),
        ("Wang, Xiao-Ming", "Wang Xiaoming", Agreement.FULLER),
        ("王小明", "Xiao-Ming Wang", Agreement.SOUNDS),
        ("王小明", "Wang XM", Agreement.INITIALS),
        ("張偉", "张伟", Agreement.CHARACTERS),
        ("Massimo Aria", "Aria, M.", Agreement.INITIALS),
        ("John Smith", "Smith, John M.", Agreement.FULL),
        ("Maria de la Cruz", "de la Cruz, María", Agreement.FULL),
        ("Иванов, Пётр", "Petr Ivanov", Agreement.SOUNDS),
        ("محمد الأحمد", "Mohammed Al-Ahmad", Agreement.SOUNDS),
        ("김소월", "Kim Sowol", Agreement.SOUNDS),
    ],
)
def test_names_of_one_person_agree(one, other, how):
    assert agreed(one, other) is how
    assert agreed(other, one) is how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "James Smith"),
        ("张伟", "张薇"),
        ("Wei Zhang", "Weiming Zhang"),
        ("张伟", "Y. Zhang"),
        ("Иванов, Пётр", "Ivan Petrov"),
    ],
)
def test_names_of_two_persons_do_not(one, other):
    assert agreed(one, other) is Agreement.OTHER


@pytest.mark.parametrize("form", ["et al.", "等", "ATLAS Collaboration", "国家气候委员会", "Anonymous", "", "?"])
def test_bodies_and_nobody_are_no_person(form):
    assert not is_person(form) or names_of((form,)) == ()


def test_a_long_name_of_many_words_is_read():
    assert called("a " * 500) is not None


def mention(key: str, name: str, **said: object) -> Mention:
    return Mention(key=key, work=said.pop("work", key), names=names_of((name,)), **said)


def keys(groups) -> set[frozenset[str]]:
    return {frozenset(one.key for one in group.members) for group in groups}


def groups_of(*mentions: Mention):
    known = seeds(mentions)
    return keys(grouped(known, proposals(known)))


LAB = frozenset({"li n", "chen w"})


def test_only_an_orcid_or_somebodys_word_joins_without_a_proposal():
    found = seeds(
        [mention("1", "Ana Ruiz", orcid="A"), mention("2", "A. Ruiz", orcid="A"), mention("3", "Ana Ruiz", coauthors=LAB)]
    )
    assert sorted(map(len, found.values())) == [1, 2]
    bound = seeds(
        [mention("1", "Ana Ruiz", orcid="A", scholar=7), mention("2", "A. Ruiz", orcid="A"), mention("3", "R. Ana", scholar=7)]
    )
    assert {name: len(some) for name, some in bound.items()} == {"scholar:7": 3}


def test_a_common_coauthor_proposes_one_person_and_says_why():
    known = seeds([mention("1", "Ana Ruiz", orcid="A", coauthors=LAB), mention("2", "A. Ruiz", coauthors=LAB)])
    (found,) = proposals(known)
    assert {found.left, found.right} == {"orcid:A", "mention:2"}
    assert found.reasons[0][0] == "coauthors"


def test_two_orcids_two_words_and_two_places_in_one_work_are_two_persons():
    same = {"coauthors": LAB, "institutions": frozenset({"x"})}
    assert len(groups_of(mention("1", "Ana Ruiz", orcid="A", **same), mention("2", "Ana Ruiz", orcid="B", **same))) == 2
    assert len(groups_of(mention("1", "Ana Ruiz", scholar=1, **same), mention("2", "Ana Ruiz", scholar=2, **same))) == 2
    assert len(groups_of(mention("1", "Ana Ruiz", work="w", **same), mention("2", "Ana Ruiz", work="w", **same))) == 2


def test_a_third_brings_two_orcids_never_together():
    same = {"coauthors": LAB, "institutions": frozenset({"x"})}
    found = groups_of(
        mention("1", "Ana Ruiz", orcid="A", **same), mention("2", "Ana Ruiz", orcid="B", **same), mention("3", "Ana Ruiz", **same)
    )
    assert sorted(map(len, found)) == [1, 2]


def test_a_bare_initial_says_too_little_and_so_does_a_name_that_thousands_have():
    assert len(groups_of(mention("1", "Ruiz, A."), mention("2", "Ruiz, A."))) == 2
    assert len(groups_of(mention("1", "Wei Zhang"), mention("2", "Zhang, Wei"))) == 2


def test_a_block_of_thousands_is_compared_by_what_its_members_share():
    crowd = [mention(str(n), "Wei Zhang", coauthors=frozenset({f"c{n // 2}", f"d{n // 2}"})) for n in range(3_000)]
    assert len(groups_of(*crowd)) == 1_500
