"""What a service says of authors: every row accounted for, the newest kept, and of a profile only what agrees with the names in its works."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from lantai.apps.scholars import actions, queries, said
from lantai.apps.scholars.models import Scholar
from lantai.catalog.tests.conftest import NOW
from lantai.core.matching.authors.registry import Author, Post, Refused

from .conftest import ANA, OTHER, WANG

DAY = date(2026, 11, 1)
LAKE = Post("Lakeside University", "01mkqqe32", "cn", 2019, 2021)


def author(row, number, orcid, *names, places=(LAKE,)):
    return Author(row, number, orcid, names, places)


@pytest.fixture
def kept() -> Path:
    """Return where the file is, with three authors in it."""
    where = Path(settings.DATA) / said.FILE
    said.take(
        where, [author(1, 1, ANA, "Ana Ruiz"), author(2, 2, WANG, "王小明"), author(3, 3, OTHER, "A. Ruiz")], given_up=(), on=DAY
    )
    yield where
    where.unlink(missing_ok=True)


def test_rows_in_are_those_kept_left_out_and_refused_and_the_newest_of_an_author_counts(kept):
    rows = [author(1, 1, ANA, "Ana"), author(2, 1, ANA, "Ana M. Ruiz"), author(3, 2, "", "Wang"), author(4, 9, "", "Nobody"), author(5, 8, WANG, "Gone"),
            Refused(6, "not JSON"), author(7, 7, ANA, "阿娜")]  # fmt: skip

    counts = said.take(kept, rows, given_up=[8], on=date(2026, 11, 8))

    assert (counts.rows_in, counts.kept, counts.without_orcid, counts.earlier, counts.given_up, counts.refused) == (
        7,
        2,
        2,
        1,
        1,
        1,
    )
    assert counts.why == ["row 6: not JSON"]
    assert said.of(kept, [ANA]) == said.Said(("Ana M. Ruiz", "阿娜"), (("Lakeside University", 2019, 2021),), date(2026, 11, 8))
    assert said.of(kept, [WANG]) is None  # its number has no ORCID now
    assert said.of(kept, [OTHER]).on == DAY  # what was there and is not spoken of stays
    assert said.of(kept, ["'); --"]) is None


def test_a_part_that_breaks_off_changes_nothing(kept):
    def cut():
        yield author(1, 1, ANA, "Another")
        raise ValueError("cut in half")

    with pytest.raises(ValueError, match="cut"):
        said.take(kept, cut(), given_up=(), on=DAY)
    assert said.of(kept, [ANA]).names == ("Ana Ruiz",)
    assert [path.name for path in kept.parent.glob(f"{said.FILE}*")] == [said.FILE]


def test_a_profile_has_the_forms_that_agree_with_its_works_is_found_by_them_and_says_whose_word_they_are(client, papers, kept):
    college, far = Post("Elsewhere College", "", "es", 2015, 2016), Post("Far Institute", "", "fr", 2001, 2001)
    rows = [author(1, 1, ANA, "Ana Ruiz", "Ana María Ruiz", "Otto Stranger", places=(college, LAKE)), author(2, 3, OTHER, "Zed Unlike", places=(far,)),
            author(3, 2, WANG, "Ван Сяомин", places=())]  # fmt: skip
    said.take(kept, rows, given_up=(), on=DAY)

    actions.rebuild(now=NOW)

    ana, wang = (Scholar.objects.get(orcid=one) for one in (ANA, WANG))
    assert ana.portrait["told"]["names"] == ["Ana María Ruiz"]
    assert [row[0] for row in ana.portrait["told"]["institutions"]] == [
        "Elsewhere College"
    ]  # the works name the other themselves
    assert Scholar.objects.get(orcid=OTHER).portrait["told"] == {}
    assert [one.scholar.pk for one in queries.find("Ван Сяомин")] == [wang.pk]
    page = client.get(f"/scholars/{ana.pk}/").content.decode()
    assert "Elsewhere College" in page
    assert "OpenAlex" in page
    assert "Otto Stranger" not in page
    ana.visibility = {"institutions": "private", "names": "private"}
    ana.save()
    assert "OpenAlex" not in client.get(f"/scholars/{ana.pk}/").content.decode()
