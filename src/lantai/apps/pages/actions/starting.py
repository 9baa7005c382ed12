"""What a library begins with: a tree of pages a language, who may write in it, and starting pages that are the library's from then on.

``prepare`` runs whenever Lantai starts. It makes what is missing and never touches a page that is there: a starting page is made
once, and one that the library deleted stays deleted.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from lantai.apps.pages import starting
from lantai.apps.pages.models import HousePage, LanguageRoot, Started

OURS = UUID("0b0f1d0e-5a3d-4f0c-8d1a-4c616e746169")
"""What keys of starting pages are derived from: the versions of one page find each other whenever they are made."""

WRITERS = "write_pages"
PUBLISHERS = "publish_pages"
PAGE_RIGHTS = {
    WRITERS: ("add_page", "change_page"),
    PUBLISHERS: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
PICTURE_RIGHTS = ("add_image", "change_image", "choose_image")
REVIEW = "Review · 审校 · مراجعة"
"""The step between a draft and its publication; named once for all languages, since Wagtail keeps one name."""


@transaction.atomic
def prepare(*, now: datetime) -> int:
    """Make the trees, the rights and the starting pages that are missing; return how many pages were made."""
    root = _root()
    roots = {code: _language_root(root, code) for code, _ in settings.LANGUAGES}
    _site(roots[settings.LANGUAGE_CODE])
    _clear_what_wagtail_begins_with(root)
    _grant(root)
    return _start(roots, now)


def _root() -> Page:
    for code, _ in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    found = Page.get_first_root_node()
    return found or Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE))


def _language_root(root: Page, code: str) -> LanguageRoot:
    locale = Locale.objects.get(language_code=code)
    found = LanguageRoot.objects.filter(locale=locale).first()
    if found:
        return found
    name = dict(settings.LANGUAGES)[code]
    made = LanguageRoot(title=name, draft_title=name, slug=code, locale=locale, translation_key=uuid5(OURS, "root"))
    return root.add_child(instance=made)


def _site(home: LanguageRoot) -> None:
    """Let Wagtail know one site; whatever it began with led to a page of its own."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id is None or not LanguageRoot.objects.filter(pk=site.root_page_id).exists():
        site.root_page, site.site_name = home, "Lantai"
        site.save()


def _clear_what_wagtail_begins_with(root: Page) -> None:
    """Take away its page of welcome and its two groups, as long as nobody uses them: roles are ours (people.roles)."""
    for page in root.get_children().filter(slug="home", title__startswith="Welcome to your new Wagtail", latest_revision=None):
        page.specific.delete()
    Group.objects.filter(name__in=("Moderators", "Editors"), user=None).delete()


def _grant(root: Page) -> None:
    """Give each role on pages and pictures what its permissions of this area say; take back what they no longer do."""
    groups = {name: list(_groups(name)) for name in PAGE_RIGHTS}
    due = {(g.pk, p.pk) for name, rights in PAGE_RIGHTS.items() for g in groups[name] for p in _rights("wagtailcore", rights)}
    held = {(r.group_id, r.permission_id): r for r in GroupPagePermission.objects.filter(page=root)}
    GroupPagePermission.objects.filter(pk__in=[held[pair].pk for pair in held.keys() - due]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group_id=group, page=root, permission_id=right) for group, right in due - held.keys()
    )
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for group in {*groups[WRITERS], *groups[PUBLISHERS]}:
        for right in _rights("wagtailimages", PICTURE_RIGHTS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    _let_review(root, groups[PUBLISHERS])


def _let_review(root: Page, publishers: list[Group]) -> None:
    """Let drafts be sent to whoever may publish; the library may make further steps of review, this one stays theirs."""
    task = GroupApprovalTask.objects.order_by("pk").first() or GroupApprovalTask.objects.create(name=REVIEW)
    if task.name == "Moderators approval":  # as Wagtail's migrations make it
        task.name = REVIEW
        task.save(update_fields=["name"])
    if set(task.groups.all()) != set(publishers):
        task.groups.set(publishers)
    workflow = Workflow.objects.order_by("pk").first() or Workflow.objects.create(name=REVIEW)
    if workflow.name == "Moderators approval":
        workflow.name = REVIEW
        workflow.save(update_fields=["name"])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})


def _groups(permission: str) -> list[Group]:
    found = Q(permissions__content_type__app_label="pages", permissions__codename=permission)
    return list(Group.objects.filter(found).distinct())


def _rights(app: str, names: tuple[str, ...]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=names))


def _start(roots: dict[str, LanguageRoot], now: datetime) -> int:
    """Make the starting pages that were never made, the library's own language first: the others are its translations."""
    done = set(Started.objects.values_list("name", flat=True))
    count = 0
    for language in sorted(roots, key=lambda code: code != "en"):
        waiting = [name for name in starting.names() if f"{name}.{language}" not in done]
        for name in waiting:
            count += _make(starting.read(name, language), roots[language], now)
            Started.objects.create(name=f"{name}.{language}", at=now)
    return count


def _make(text: starting.Text, root: LanguageRoot, now: datetime) -> int:
    """Make one page, unless its place is taken or the page it belongs under is gone."""
    parent_path = root.url_path + "".join(f"{slug}/" for slug in text.name.split("/")[:-1])
    parent = Page.objects.filter(url_path=parent_path).first()
    slug = text.name.split("/")[-1]
    if parent is None or parent.get_children().filter(slug=slug).exists():
        return 0
    page: HousePage = starting.page(text, today=now.date())
    page.slug, page.locale, page.translation_key = slug, root.locale, uuid5(OURS, text.name)
    page.first_published_at = page.last_published_at = now
    parent.specific.add_child(instance=page)
    return 1
