"""Tables of the editors' pages."""

from .notices import Notice, Tone
from .opening import Place, Span, SpecialDay
from .pages import Guide, GuideList, HousePage, LanguageRoot, NewsItem, NewsList, NotTranslated, StandardPage, Started, Topic
from .pictures import Picture, Rendition

__all__ = [
    "Guide",
    "GuideList",
    "HousePage",
    "LanguageRoot",
    "NewsItem",
    "NewsList",
    "NotTranslated",
    "Notice",
    "Picture",
    "Place",
    "Rendition",
    "Span",
    "SpecialDay",
    "StandardPage",
    "Started",
    "Tone",
    "Topic",
]
