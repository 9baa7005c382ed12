"""No copy of another language's words is ever published as a translation, whichever way somebody tries."""

import json
from datetime import timedelta

import pytest
from wagtail.models import Locale, Page

from lantai.apps.pages import actions
from lantai.apps.pages.editor import PREFIX
from lantai.apps.pages.models import LanguageRoot, NotTranslated, StandardPage
from lantai.infra.models import AuditEntry

from .conftest import NOW, signed_in, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(prepared) -> StandardPage:
    return write("Reading room rules", text="Please be quiet in the reading room.", intro="How to behave.")


@pytest.fixture
def copy(source) -> StandardPage:
    return source.copy_for_translation(Locale.objects.get(language_code="ar"))


def translated(page: StandardPage) -> StandardPage:
    page.title, page.intro, page.body = "قواعد قاعة المطالعة", "كيف تتصرف.", [("text", "<p>يرجى الهدوء في القاعة.</p>")]
    return page


def test_a_copy_starts_as_a_draft_at_the_same_address(source, copy):
    assert not copy.live
    assert (copy.slug, copy.address) == (source.slug, source.address)


def test_it_cannot_be_published_as_it_is(copy):
    with pytest.raises(NotTranslated) as refused:
        copy.get_latest_revision().publish()
    assert refused.value.sentences == ["Reading room rules", "How to behave.", "Please be quiet in the reading room."]
    assert not StandardPage.objects.get(pk=copy.pk).live


def test_one_passage_left_is_enough(copy):
    page = translated(copy)
    page.intro = "How to behave."
    with pytest.raises(NotTranslated):
        page.save_revision().publish()


def test_translated_it_goes_live(copy):
    translated(copy).save_revision().publish()
    assert StandardPage.objects.get(pk=copy.pk).live


def test_words_of_the_source_count_even_when_the_source_has_changed_since(source, copy):
    source.title, source.intro, source.body = "New rules", "Anew.", [("text", "<p>Everything is different now.</p>")]
    source.save_revision().publish()
    with pytest.raises(NotTranslated):
        copy.get_latest_revision().publish()


def test_the_source_is_not_held_up_by_its_copies(source, copy):
    source.save_revision().publish()
    assert StandardPage.objects.get(pk=source.pk).live


def test_names_codes_and_quotations_may_stay(source):
    source.body = [
        ("quote", {"text": "學而時習之", "source": "論語", "language": "lzh"}),
        ("links", {"heading": "", "links": [{"url": "https://example.org/", "title": "JSTOR", "note": "", "page": None}]}),
    ]
    source.save_revision().publish()
    page = source.copy_for_translation(Locale.objects.get(language_code="zh-hans"))
    page.title, page.intro = "阅览室规则", "行为须知。"
    page.save_revision().publish()
    assert StandardPage.objects.get(pk=page.pk).live


def test_no_live_alias_and_no_plain_copy_gets_among_another_language(source):
    arabic = LanguageRoot.objects.get(locale__language_code="ar")
    with pytest.raises(NotTranslated):
        source.create_alias(parent=arabic, update_locale=arabic.locale)
    with pytest.raises(NotTranslated):
        source.copy(to=arabic)


def test_an_appointment_does_not_get_round_it(copy):
    revision = copy.get_latest_revision()
    revision.approved_go_live_at = NOW - timedelta(hours=1)
    revision.save()
    assert actions.publish_due(now=NOW) == (0, 0)
    assert not StandardPage.objects.get(pk=copy.pk).live


def test_what_is_due_is_published_and_what_has_run_out_taken_down(prepared):
    due = write("Later", live=False, text="Comes later.")
    due.go_live_at = NOW - timedelta(minutes=1)
    revision = due.save_revision(approved_go_live_at=due.go_live_at)
    over = write("Once", text="Was once.", expire_at=NOW - timedelta(minutes=1))
    assert actions.publish_due(now=NOW) == (1, 1)
    assert StandardPage.objects.get(pk=due.pk).live
    assert not StandardPage.objects.get(pk=over.pk).live
    assert revision.content_object.pk == due.pk


def form_of(page: StandardPage, **more: str) -> dict[str, str]:
    text = page.body[0].value.source
    blocks = {"key": "a", "text": text.removeprefix("<p>").removesuffix("</p>"), "type": "unstyled"}
    draft = json.dumps({"entityMap": {}, "blocks": [blocks | {"depth": 0, "inlineStyleRanges": [], "entityRanges": []}]})
    return {
        "title": page.title,
        "intro": page.intro,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-value": draft,
        "body-0-id": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **more,
    }


def test_the_editor_names_the_passages_and_keeps_what_was_typed(copy, administrator):
    client = signed_in(administrator)
    copy.title = "قواعد"
    shown = client.post(f"{PREFIX}pages/{copy.pk}/edit/", form_of(copy, **{"action-publish": "1"}))
    assert shown.status_code == 200
    assert "2 passages are still the other language" in shown.text
    assert "قواعد" in shown.text
    assert not StandardPage.objects.get(pk=copy.pk).live


def test_it_is_saved_as_a_draft_all_the_same(copy, librarian):
    response = signed_in(librarian).post(f"{PREFIX}pages/{copy.pk}/edit/", form_of(copy))
    assert response.status_code == 302
    assert StandardPage.objects.get(pk=copy.pk).has_unpublished_changes


def test_publishing_many_at_once_leads_back_with_a_message(copy, administrator):
    client = signed_in(administrator)
    response = client.post(f"{PREFIX}bulk/wagtailcore/page/publish/?id={copy.pk}", {"include_descendants": ""}, follow=True)
    assert "is not translated yet" in response.text
    assert not Page.objects.get(pk=copy.pk).live


def test_a_librarian_writes_and_an_administrator_publishes(source, librarian, administrator):
    source.title = "Rules of the reading room"
    address = f"{PREFIX}pages/{source.pk}/edit/"
    signed_in(librarian).post(address, form_of(source, **{"action-publish": "1"}))
    assert StandardPage.objects.get(pk=source.pk).title == "Reading room rules"
    signed_in(administrator).post(address, form_of(source, **{"action-publish": "1"}))
    assert StandardPage.objects.get(pk=source.pk).title == "Rules of the reading room"
    assert AuditEntry.objects.filter(action="pages.publish", actor_id=administrator.pk).exists()


def test_a_draft_sent_for_review_is_published_by_who_may(source, librarian, administrator):
    source.title = "Rules, reviewed"
    address = f"{PREFIX}pages/{source.pk}/edit/"
    signed_in(librarian).post(address, form_of(source, **{"action-submit": "1"}))
    page = StandardPage.objects.get(pk=source.pk)
    state = page.current_workflow_task_state
    assert page.workflow_in_progress
    signed_in(administrator).post(f"{PREFIX}pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": ""})
    assert StandardPage.objects.get(pk=source.pk).title == "Rules, reviewed"
