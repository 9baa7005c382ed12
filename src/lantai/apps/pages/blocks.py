"""What a page is made of: a few well-known parts, each drawn by a template of the house.

A part whose words stay the same in every language (a name, an address, a search) is ``Verbatim``; all other words must have been
translated before a translation is published (untranslated.py).
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from lantai.catalog.models import Work
from lantai.core.query.tree import Field
from lantai.core.text import languages

RICH = ["bold", "italic", "ol", "ul", "link"]
"""What the design sets of rich text. Headings are parts of their own, so that a page's outline is right."""

MOST_WORKS = 24
QUOTED = ["en", "zh-Hans", "zh-Hant", "lzh", "ar", "fa", "he", "el", "grc", "la", "ja", "ko", "hi", "sa", "ru", "fr", "de", "es", "it", "pt", "tr"]  # fmt: skip
FIELDS = [
    (Field.ANY.value, _("Everything")),
    (Field.TITLE.value, pgettext_lazy("field", "Title")),
    (Field.NAME.value, _("Author")),
    (Field.SUBJECT.value, _("Subject")),
    (Field.CALL_NUMBER.value, _("Call number")),
]
PERMALINK = re.compile(r"^(?:https?://[^/\s]+)?/?(?:works/)?(\d{1,18})/?$")


def quoted_languages() -> list[tuple[str, str]]:
    """Return languages that are quoted, each by its own name."""
    return [(tag, languages.own_name(tag)) for tag in QUOTED]


class Verbatim(blocks.CharBlock):
    """A name, an address, a search: the same in every language."""


class HeadingBlock(blocks.StructBlock):
    """A heading of the page's outline."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"features": RICH} | kwargs))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words; in another language than the page's they are kept as they are."""

    text = blocks.TextBlock(label=pgettext_lazy("block", "Quotation"), rows=3)
    source = Verbatim(label=_("Who said it, where"), required=False)
    language = blocks.ChoiceBlock(
        label=_("Language, if it is not the page’s"),
        required=False,
        choices=quoted_languages,
    )

    class Meta:
        icon = "openquote"
        label = pgettext_lazy("block", "Quotation")
        template = "pages/blocks/quote.html"


class LinkBlock(blocks.StructBlock):
    """A link to a page of ours, whose title is taken from it, or to another site."""

    page = blocks.PageChooserBlock(label=_("A page of this site"), required=False)
    url = blocks.URLBlock(label=_("or an address"), required=False)
    title = Verbatim(label=_("Name of the other site"), required=False, max_length=200)
    note = blocks.CharBlock(label=_("What is found there"), required=False, max_length=300)

    def clean(self, value: Any) -> Any:
        """Want one target, and of another site its name."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise blocks.StructBlockValidationError({"url": ValidationError(_("Give either a page or an address."))})
        if cleaned["url"] and not cleaned["title"]:
            raise blocks.StructBlockValidationError({"title": ValidationError(_("Say what the other site is called."))})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(blocks.StructBlock):
    """A list of links: what to read on, which resources there are."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        template = "pages/blocks/links.html"


class TableBlock(blocks.StructBlock):
    """A table, which says what it shows."""

    table = TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table"))
    heads = blocks.BooleanBlock(label=_("The first cell of each row names it"), required=False, default=True)

    def clean(self, value: Any) -> Any:
        """Want a caption: a table without one is a riddle to whoever cannot see it."""
        cleaned = super().clean(value)
        if not cleaned["table"].caption:
            raise blocks.StructBlockValidationError({"table": ValidationError(_("Say in the caption what the table shows."))})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        template = "pages/blocks/table.html"


class PictureBlock(blocks.StructBlock):
    """A picture, with words for whoever does not see it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"), max_length=250, help_text=_("Read aloud to readers who do not see it. One sentence.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)
    credit = Verbatim(label=_("Whose picture it is"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"


class NoticeBlock(blocks.StructBlock):
    """Something that must not be missed."""

    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("note", _("For your information")), ("warn", _("Take care")), ("stop", _("Not possible"))],
        default="note",
    )
    bold = blocks.CharBlock(label=_("First words"), max_length=80)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=400)

    class Meta:
        icon = "warning"
        label = pgettext_lazy("block", "Notice")
        template = "pages/blocks/notice.html"


class SearchBlock(blocks.StructBlock):
    """A search box for the catalog, with a word on what to type."""

    label = blocks.CharBlock(label=_("What to type"), max_length=120)
    field = blocks.ChoiceBlock(label=_("Search in"), choices=FIELDS, default=Field.ANY.value)

    class Meta:
        icon = "search"
        label = _("Search box for the catalog")
        template = "pages/blocks/search.html"


class FoundBlock(blocks.StructBlock):
    """What a search finds today: new works come in by themselves."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    search = Verbatim(
        label=_("Search"),
        max_length=1000,
        help_text=_("Words, or the address of a search with its filters, copied from the browser."),
    )
    count = blocks.IntegerBlock(label=_("How many works"), default=5, min_value=1, max_value=MOST_WORKS)

    class Meta:
        icon = "search"
        label = _("Works that a search finds")
        template = "pages/blocks/found.html"


class WorkBlock(blocks.StructBlock):
    """One work by its permalink."""

    work = Verbatim(label=_("Permalink or number of the work"), max_length=200)
    note = blocks.CharBlock(label=_("Why it is here"), required=False, max_length=300)

    def clean(self, value: Any) -> Any:
        """Want the address of a work of this library."""
        cleaned = super().clean(value)
        found = PERMALINK.match(cleaned["work"].strip())
        if found is None or not Work.objects.filter(pk=int(found[1])).exists():
            raise blocks.StructBlockValidationError({"work": ValidationError(_("No work of this library has this number."))})
        cleaned["work"] = found[1]
        return cleaned


class WorksBlock(blocks.StructBlock):
    """Works that a librarian chose, in this order."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    works = blocks.ListBlock(WorkBlock(), label=_("Works"), max_num=MOST_WORKS)

    class Meta:
        icon = "doc-full"
        label = _("Chosen works")
        template = "pages/blocks/works.html"


PARTS: list[tuple[str, blocks.Block]] = [
    ("text", TextBlock()),
    ("quote", QuoteBlock()),
    ("links", LinksBlock()),
    ("table", TableBlock()),
    ("picture", PictureBlock()),
    ("notice", NoticeBlock()),
    ("search", SearchBlock()),
    ("found", FoundBlock()),
    ("works", WorksBlock()),
]
PAGE_PARTS = [("heading", HeadingBlock()), *PARTS]


class SectionBlock(blocks.StructBlock):
    """A section of a guide: a heading, and parts below it."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    content = blocks.StreamBlock(PARTS, label=_("Parts"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Section")
        template = "pages/blocks/section.html"


def anchor(heading: str) -> str:
    """Return what an address ends in to lead to this heading; letters of every script stay."""
    return slugify(heading, allow_unicode=True) or "part"
