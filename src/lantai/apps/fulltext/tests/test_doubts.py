"""Files that speak against their license are kept and shown, staff are told, and say when they have looked; embargoes that end soon are told beforehand."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from lantai.apps.fulltext import actions, rules
from lantai.apps.fulltext.models import FullText
from lantai.apps.fulltext.tests.conftest import ARTICLE, PAPER
from lantai.apps.fulltext.tests.test_pages import page, staff
from lantai.catalog.tests.conftest import NOW
from lantai.core.formats.pdf.write import Sheet, write
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

__all__ = ["staff"]

RESERVED = write([Sheet(["Lakes in spring", "Copyright 2021 Example Press. All rights reserved."]), Sheet(["Words."])])
LINE = b"<copyright-statement>2021 Example Press. All rights reserved.</copyright-statement>"


def found(rule):
    return [(one.subject, one.url, one.detail) for one in rule(NOW)]


def test_a_file_that_says_that_all_rights_are_reserved_is_kept_and_told_of_until_somebody_has_looked(keep, works, librarian):
    kept = keep(RESERVED, "Lakes", license="CC BY 4.0")

    assert (kept.in_doubt, kept.against) == (
        True,
        [["reserved", "Lakes in spring Copyright 2021 Example Press. All rights reserved.", 1]],
    )
    assert FullText.objects.shown(localdate()).count() == 1
    assert found(rules.in_doubt) == [(f"fulltext:{kept.pk}", f"/desk/fulltext/{kept.pk}/", kept.against[0][1])]
    with pytest.raises(PermissionDenied):
        actions.settle(by=Account.objects.create(username="reader"), full_text=kept, now=NOW)
    actions.settle(by=librarian, full_text=kept, now=NOW)
    assert (found(rules.in_doubt), AuditEntry.objects.filter(action="fulltext.settle").count()) == ([], 1)
    actions.read_waiting(now=NOW, number=kept.pk)
    assert not FullText.objects.get().in_doubt


@pytest.mark.parametrize(
    ("data", "more", "kinds"),
    [
        (PAPER, {"work": "Lakes", "license": "CC0 1.0"}, ["stricter"]),
        (PAPER, {"work": "Lakes"}, []),
        (RESERVED, {"work": "Lakes", "deposit": True}, ["reserved"]),
        (ARTICLE, {}, []),
        (ARTICLE, {"license": "CC BY-NC 4.0"}, ["other"]),
        (ARTICLE.replace(b"<permissions><license", b"<permissions>" + LINE + b"<license"), {}, []),
    ],
)
def test_what_speaks_against_a_claim_is_noted(keep, data, more, kinds):
    assert [kind for kind, _words, _page in keep(data, **more).against] == kinds


def test_whoever_uploads_it_is_told_at_once_or_on_its_page(staff, keep, works):
    file = SimpleUploadedFile("a.xml", ARTICLE)
    answer = staff.post(f"/desk/fulltext/works/{works['Lakes'].pk}/add/", {"file": file, "license": "CC0 1.0"}, follow=True)
    said = answer.content.decode()
    assert "The file itself speaks against this license" in said
    assert "The file names a license that allows less." in said
    kept = FullText.objects.get()
    staff.post(f"/desk/fulltext/{kept.pk}/settle/")
    assert "somebody has looked at it" in page(staff, f"/desk/fulltext/{kept.pk}/")


def test_today_and_the_list_of_files_lead_to_what_wants_a_look(staff, keep, works):
    assert "?only=" not in page(staff, "/desk/")
    keep(RESERVED, "Lakes", license="CC BY 4.0")
    keep(PAPER, "Rivers", shown_from=localdate() + timedelta(days=9))

    today = page(staff, "/desk/")
    assert ("file that speaks against its license" in today, "full text that is shown within 30 days" in today) == (True, True)
    titles = {
        only: [title in page(staff, f"/desk/fulltext/?only={only}") for title in ("Lakes<", "Rivers<")]
        for only in ("", "doubt", "soon")
    }
    assert titles == {"": [True, True], "doubt": [True, False], "soon": [False, True]}


def test_an_embargo_that_ends_within_thirty_days_is_told_beforehand(keep, works):
    soon = localdate(NOW) + timedelta(days=20)
    kept = keep(PAPER, "Lakes", shown_from=soon)

    assert found(rules.embargo_ends) == [(f"fulltext:{kept.pk}", f"/desk/fulltext/{kept.pk}/", f"{soon} Lakes")]
    FullText.objects.update(shown_from=soon + timedelta(days=20))
    assert found(rules.embargo_ends) == []
