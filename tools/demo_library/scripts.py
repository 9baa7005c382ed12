"""Latin letters for alphabets that a table can romanise (ALA-LC); everything else has its reading noted in the facts."""

import unicodedata


def _table(pairs: str) -> dict[str, str]:
    """Return letter -> letters of "а a б b …"."""
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


RUSSIAN = _table(
    "а a б b в v г g д d е e ё ë ж zh з z и i й ĭ к k л l м m н n о o п p р r с s т t у u ф f х kh ц t͡s ч ch ш sh щ shch "
    "ъ ʺ ы y ь ʹ э ė ю i͡u я i͡a"
)
CYRILLIC = {
    "ru": RUSSIAN,
    "uk": RUSSIAN | _table("г h ґ g є i͡e и y і i ї ï"),
    "bg": RUSSIAN | _table("щ sht ъ ŭ"),
    "be": RUSSIAN | _table("г h і i ў ŭ"),
    "sr": RUSSIAN | _table("ђ đ ж ž ј j љ lj њ nj ћ ć х h ц c ч č џ dž ш š"),
    "mk": RUSSIAN | _table("ј j ж ž х h ц c ч č ш š ѓ ǵ ќ ḱ њ nj љ lj"),
    "kk": RUSSIAN | _table("ә ă қ q ң ng ө ȯ ү u̇ ұ ū ғ gh і ī һ ḣ"),
    "mn": RUSSIAN | _table("ө ȯ ү u̇"),
}
GREEK = _table(
    "α a β v γ g δ d ε e ζ z η ē θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ ph χ ch ψ ps ω ō "
    "ου ou αυ au ευ eu γγ ng γκ gk γχ nch"
)
GEORGIAN = _table(
    "ა a ბ b გ g დ d ე e ვ v ზ z თ tʻ ი i კ k ლ l მ m ნ n ო o პ p ჟ ž რ r ს s ტ t უ u ფ pʻ ქ kʻ ღ ġ ყ q შ š ჩ čʻ ც cʻ "
    "ძ ż წ c ჭ č ხ x ჯ j ჰ h"
)
ARMENIAN = _table(
    "ա a բ b գ g դ d ե e զ z է ē ը ě թ tʻ ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ chʻ պ p "
    "ջ j ռ ṛ ս s վ v տ t ր r ց tsʻ ւ w փ pʻ ք kʻ օ ō ֆ f և ew ու u"
)
TABLES = CYRILLIC | {"el": GREEK, "grc": GREEK | {"β": "b"}, "ka": GEORGIAN, "hy": ARMENIAN}
RANGES = (
    ("Hani", 0x3400, 0x9FFF),
    ("Hani", 0x20000, 0x3FFFF),
    ("Kana", 0x3040, 0x30FF),
    ("Hang", 0xAC00, 0xD7A3),
    ("Arab", 0x0600, 0x06FF),
    ("Hebr", 0x0590, 0x05FF),
    ("Cyrl", 0x0400, 0x052F),
    ("Grek", 0x0370, 0x03FF),
    ("Grek", 0x1F00, 0x1FFF),
    ("Deva", 0x0900, 0x097F),
    ("Beng", 0x0980, 0x09FF),
    ("Taml", 0x0B80, 0x0BFF),
    ("Thai", 0x0E00, 0x0E7F),
    ("Geor", 0x10A0, 0x10FF),
    ("Armn", 0x0530, 0x058F),
    ("Ethi", 0x1200, 0x137F),
    ("Tibt", 0x0F00, 0x0FFF),
    ("Mymr", 0x1000, 0x109F),
    ("Khmr", 0x1780, 0x17FF),
    ("Sinh", 0x0D80, 0x0DFF),
)


class NoReading(Exception):
    """Words in a script that no table romanises have no reading in the facts."""


def script(text: str) -> str:
    """Return the first script other than Latin in the text, "Latn" where there is none."""
    return next((name for c in text for name, low, high in RANGES if low <= ord(c) <= high), "Latn")


def is_latin(text: str) -> bool:
    """Tell whether nothing in the text needs romanising."""
    return script(text) == "Latn"


def romanise(text: str, lang: str) -> str:
    """Return the text in Latin letters by its language's table; raise NoReading."""
    table = TABLES.get(lang)
    if table is None:
        raise NoReading(f"no reading of {text!r} ({lang}) in readings.txt")
    plain = text if table not in (GREEK, TABLES["grc"]) else _breathed(text)
    return unicodedata.normalize("NFC", "".join(_letters(plain, table)))


def _breathed(text: str) -> str:
    """Return Greek without accents, the rough breathing as an h before its vowel or diphthong."""
    words = []
    for word in text.split(" "):
        parts = unicodedata.normalize("NFD", word)
        rough = "\u0314" in parts
        bare = "".join(c for c in parts if not unicodedata.combining(c))
        words.append(
            ("H" + bare.lower() if bare[:1].isupper() else "h" + bare) if rough and not bare.lower().startswith("ρ") else bare
        )
    return " ".join(words)


def _letters(text: str, table: dict[str, str]) -> list[str]:
    out, at = [], 0
    while at < len(text):
        pair = text[at : at + 2].lower()
        piece = text[at : at + 2] if len(pair) == 2 and pair in table else text[at]
        roman = table.get(piece.lower(), piece)
        out.append(roman[:1].upper() + roman[1:] if piece[:1].isupper() and roman != piece else roman)
        at += len(piece)
    return out
