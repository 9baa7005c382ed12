"""Pages that librarians write, one a language; versions of one page share their ``translation_key`` and their address.

What a page may contain and who may stand below whom is said here; that no untranslated copy is ever published, in ``publish``.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from lantai.apps.pages.blocks import PAGE_PARTS, SectionBlock, anchor
from lantai.apps.pages.editing import HousePageForm
from lantai.apps.pages.untranslated import left_over


class NotTranslated(Exception):
    """A translation was to be published while ``sentences`` of it are still its source's."""

    def __init__(self, page: Page, sentences: list[str]) -> None:
        self.page, self.sentences = page, sentences
        count = len(sentences)
        self.message = ngettext(
            "“%(title)s” is not translated yet: %(count)d passage is still the other language’s, beginning with “%(first)s”.",
            "“%(title)s” is not translated yet: %(count)d passages are still the other language’s, beginning with “%(first)s”.",
            count,
        ) % {"title": page.title, "count": count, "first": sentences[0][:80] if sentences else page.title}
        super().__init__(self.message)


class LanguageRoot(Page):
    """The pages of one language; readers see its children, and under its own address the library's first page."""

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    is_creatable = False
    private_page_options: ClassVar = []
    preview_modes: ClassVar = []

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        default_permissions = ()
        permissions: ClassVar = [("write_pages", _("Write drafts of pages")), ("publish_pages", _("Publish pages"))]

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str:
        """Return where the library's first page is read in this language."""
        return f"/?lang={self.locale.language_code}"


class HousePage(Page):
    """What every page has: a summary, a body of parts, an address that its versions share."""

    intro = models.TextField(
        _("summary"), blank=True, max_length=400, help_text=_("One or two sentences: shown large under the title, and in lists.")
    )
    base_form_class = HousePageForm
    private_page_options: ClassVar = []
    is_creatable = False
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    promote_panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus", heading=_("Link to it at the foot of every page"))],
            _("Address and links"),
        ),
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")),
    ]

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Return the path that all languages share: the reader's language decides which version stands there."""
        return "/" + self.url_path.split("/", 2)[2]

    @property
    def language(self) -> str:
        """Return the language that this version is written in, as BCP 47 has it."""
        language, _sep, script = self.locale.language_code.partition("-")
        return f"{language}-{script.title()}" if script else language

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str:
        """Return the address of this very version, for staff and search engines."""
        return f"{self.address}?lang={self.locale.language_code}"

    url = property(get_url)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        """Return the same for Wagtail, which asks for the site as well: there is one."""
        return (0, settings.WAGTAILADMIN_BASE_URL, self.get_url())

    def get_full_url(self, request: HttpRequest | None = None) -> str:
        """Return the address of this version as it is written in mails."""
        return settings.WAGTAILADMIN_BASE_URL + self.get_url()

    full_url = property(get_full_url)

    def older_versions(self) -> list[Page]:
        """Return the versions in other languages that this one was, or may have been, translated from: those made before it."""
        return list(self.get_translations().filter(pk__lt=self.pk).specific()) if self.pk else []

    def sentences_left(self) -> list[str]:
        """Return the sentences that are still another language's: those of the versions before it now, and when it was copied."""
        older = self.older_versions()
        if not older:
            return []
        copied = self.revisions.order_by("pk").first() if self.was_copied else None
        return left_over(self, [*older, *([copied.as_object()] if copied else [])])

    @property
    def was_copied(self) -> bool:
        """Say whether this version began as a copy to be translated, so that its first revision is in another language."""
        from wagtail.models import PageLogEntry

        return PageLogEntry.objects.filter(page=self.pk, action="wagtail.copy_for_translation").exists()

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, or lay down to be published; raise NotTranslated for a copy whose words are still its source's."""
        candidate = revision.as_object()
        if left := candidate.sentences_left():
            raise NotTranslated(candidate, left)
        return super().publish(revision, *args, **kwargs)

    def create_alias(self, **kwargs: Any) -> Any:
        """Refuse a live copy in another language: it would be untranslated for ever."""
        locale, parent = kwargs.get("update_locale"), kwargs.get("parent")
        if (locale and locale.pk != self.locale_id) or _elsewhere(self, parent):
            raise NotTranslated(self, [])
        return super().create_alias(**kwargs)

    def copy(self, **kwargs: Any) -> Any:
        """Refuse to copy among another language's pages what is not said to be in that language: "Translate" does that."""
        if _elsewhere(self, kwargs.get("to")) and "locale" not in (kwargs.get("update_attrs") or {}):
            raise NotTranslated(self, [])
        return super().copy(**kwargs)

    def clean(self) -> None:
        """Keep one address to one page in all its languages."""
        super().clean()
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        if parent is None or parent.depth < 2:
            return
        if is_taken(f"/{parent.url_path.split('/', 2)[2]}{self.slug}/"):
            raise ValidationError({"slug": _("Another part of the site has this address.")})
        elsewhere = [f"{version.url_path}{self.slug}/" for version in parent.get_translations()]
        if Page.objects.filter(url_path__in=elsewhere).exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"slug": _("Another page has this address in another language.")})


def is_taken(path: str) -> bool:
    """Say whether the address answers for something else than pages, which would never be seen there."""
    return resolve(path, urlconf=settings.ROOT_URLCONF).view_name != "pages:page"


def _elsewhere(page: Page, parent: Page | None) -> bool:
    return parent is not None and parent.depth > 1 and parent.locale_id != page.locale_id


class StandardPage(HousePage):
    """A page of its own: about, help, accessibility, privacy."""

    body = StreamField(PAGE_PARTS, verbose_name=_("parts"), blank=True)
    parent_page_types: ClassVar = ["pages.LanguageRoot", "pages.StandardPage"]
    subpage_types: ClassVar = ["pages.StandardPage"]
    template = "pages/standard.html"
    is_creatable = True
    content_panels: ClassVar = [*HousePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Return the headings of its sections as (anchor, heading)."""
        heads = (part.value for part in self.body if part.block_type == "heading")
        return [(anchor(head["text"]), head["text"]) for head in heads if head["level"] == "2"]


class NewsList(HousePage):
    """The list of news, newest first."""

    parent_page_types: ClassVar = ["pages.LanguageRoot"]
    subpage_types: ClassVar = ["pages.NewsItem"]
    max_count_per_parent = 1
    template = "pages/news.html"
    is_creatable = True

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")


class Topic(models.TextChoices):
    """What a piece of news is about, where it is of a kind of its own."""

    NONE = "", pgettext_lazy("news", "The library")
    OPEN_SCIENCE = "open-science", pgettext_lazy("news", "Open science")


class NewsItem(HousePage):
    """One piece of news, of a day."""

    day = models.DateField(_("day"), help_text=_("The day that stands above it; the list goes by it."))
    body = StreamField(PAGE_PARTS, verbose_name=_("parts"), blank=True)
    topic = models.CharField(_("about"), max_length=20, choices=Topic, default=Topic.NONE, blank=True)
    parent_page_types: ClassVar = ["pages.NewsList"]
    subpage_types: ClassVar = []
    template = "pages/news_item.html"
    is_creatable = True
    content_panels: ClassVar = [*HousePage.content_panels, FieldPanel("day"), FieldPanel("topic"), FieldPanel("body")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")


class GuideList(HousePage):
    """The list of guides."""

    parent_page_types: ClassVar = ["pages.LanguageRoot"]
    subpage_types: ClassVar = ["pages.Guide"]
    max_count_per_parent = 1
    template = "pages/guides.html"
    is_creatable = True

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")


class Guide(HousePage):
    """A guide to a subject: sections with text, searches of the catalogue, chosen works, resources."""

    body = StreamField([("section", SectionBlock())], verbose_name=_("sections"), blank=True)
    parent_page_types: ClassVar = ["pages.GuideList"]
    subpage_types: ClassVar = []
    template = "pages/guide.html"
    is_creatable = True
    content_panels: ClassVar = [*HousePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Return the sections as (anchor, heading)."""
        return [(anchor(section.value["heading"]), section.value["heading"]) for section in self.body]


class Started(models.Model):
    """A starting page that was made once: should the library delete it, it does not come back."""

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
