"""The editor's words in Chinese and Arabic: where Wagtail has none, ours; where it has, its own."""

import re
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from lantai.apps.pages.words import of_the_editor

PACKAGE = Path(wagtail.__file__).parent
AREAS = ("admin", ".", "images", "locales", "users", "contrib/simple_translation", "contrib/typed_table_block")
OURS = Path(__file__).resolve().parents[1] / "wagtail_locale"
LEFT = {"zh_Hans": 68, "ar": 22}
"""How many sentences may be in English still: those of parts that are not installed (interface tokens, snippets, news of versions), and
a few that no editor of pages meets. Counted from Wagtail 8.0.1's catalogs; may only become less."""


def sentences(path: Path, *, translated: bool) -> dict[str, Message]:
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        catalog = read_po(stream)
    return {key(m): m for m in catalog if m.id and (not translated or (not m.fuzzy and all(forms(m.string))))}


def key(message: Message) -> str:
    return forms(message.id)[0]


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def theirs(language: str) -> tuple[dict[str, Message], dict[str, Message]]:
    """Return what Wagtail says in the parts that we use, and what of it is translated there."""
    said: dict[str, Message] = {}
    done: dict[str, Message] = {}
    for area in AREAS:
        folder = PACKAGE / area / "locale"
        said |= sentences(folder / "en" / "LC_MESSAGES" / "django.po", translated=False)
        done |= sentences(folder / language / "LC_MESSAGES" / "django.po", translated=True)
    return said, done


@pytest.mark.parametrize("language", ["zh_Hans", "ar"])
def test_ours_fill_the_gaps_and_nothing_else(language):
    said, done = theirs(language)
    ours = sentences(OURS / language / "LC_MESSAGES" / "django.po", translated=True)
    assert not set(ours) - set(said), "Wagtail no longer says these"
    assert not set(ours) & set(done), "Wagtail has its own translation of these now"
    assert len(set(said) - set(done) - set(ours)) <= LEFT[language]


@pytest.mark.parametrize("language", ["zh_Hans", "ar"])
def test_their_placeholders_are_kept(language):
    holder = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?[a-z]+")
    for message in sentences(OURS / language / "LC_MESSAGES" / "django.po", translated=True).values():
        wanted = sorted(holder.findall(forms(message.id)[-1]))
        for words in forms(message.string):
            assert sorted(holder.findall(words)) == wanted, words


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("zh-hans", "Schedule to publish", "定时发布"),
        ("zh-hans", "Pages", "页面"),
        ("zh-hans", "Reports", "报告"),
        ("ar", "Locked by", "قفله"),
        ("ar", "Save draft", "حفظ مسودة"),
    ],
)
def test_editors_read_them_as_the_editor_means_them(language, sentence, words):
    with translation.override(language):
        site = gettext(sentence)
        with of_the_editor():
            assert gettext(sentence) == words
            assert gettext("Put up a notice") != "Put up a notice"  # ours are there as well
        assert gettext(sentence) == site


def test_readers_pages_keep_their_own():
    with translation.override("zh-hans"):
        assert gettext("Schedule to publish") == "Schedule to publish"


def test_other_languages_stay_what_they_are():
    with translation.override("zh-hans"), of_the_editor():
        assert gettext("Password") == "密码"
    with translation.override("en"):
        assert gettext("Password") == "Password"
