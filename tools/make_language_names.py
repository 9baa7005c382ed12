"""Make the table of languages' names that core.text ships, from the tables of CLDR (by Babel).

Run ``python tools/make_language_names.py`` after a new version of Babel, or after a change of what stands below; the same input gives
the same bytes. Made beforehand because a name is looked up in nearly every import, and loading 90 locales costs a quarter of a second.
"""

from pathlib import Path

from babel import Locale

from lantai.core.text.languages import NOTHING, from_code, own_name

TARGET = Path(__file__).parent.parent / "src/lantai/core/text/data/language_names.txt"

NAMES_FROM = ("en", "zh", "zh_Hant", "fr", "de", "es", "it", "pt", "ru", "ja", "ko", "ar")
"""Languages in which records name languages; where two say the same of different ones, the earlier is right."""

SPEAK_FOR_THEMSELVES = (
    "af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku",
    "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl", "nn", "pa", "pl", "ps", "pt", "ro",
    "ru", "sa", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tk", "tr", "ug", "uk", "ur", "uz",
    "vi", "yi", "zh",
)  # fmt: skip
"""Languages whose own name is read as well."""

USUAL = {
    "mandarin": "zh",
    "汉语": "zh",
    "漢語": "zh",
    "华语": "zh",
    "国语": "zh",
    "英文": "en",
    "日文": "ja",
    "法文": "fr",
    "德文": "de",
    "俄文": "ru",
    "韩文": "ko",
    "farsi": "fa",
    "castilian": "es",
    "moldavian": "ro",
    "serbo-croatian": "sh",
    "ancient greek": "grc",
    "old english": "ang",
    "multiple": "mul",
    "multiple languages": "mul",
    "多语种": "mul",
}
"""What people say and CLDR does not."""


def names() -> dict[str, str]:
    """Return casefolded name -> BCP 47 tag."""
    found: dict[str, str] = {}
    for locale in reversed(NAMES_FROM):
        for tag, label in Locale.parse(locale).languages.items():
            if "_" not in tag and tag not in NOTHING:
                found[label.casefold()] = from_code(tag) or tag
    return found | {own_name(tag).casefold(): tag for tag in SPEAK_FOR_THEMSELVES} | USUAL


def table() -> str:
    """Return the file: a line for each tag and its names, parted by tabs."""
    by_tag: dict[str, list[str]] = {}
    for name, tag in sorted(names().items()):
        by_tag.setdefault(tag, []).append(name)
    return "".join("\t".join((tag, *found)) + "\n" for tag, found in sorted(by_tag.items()))


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
