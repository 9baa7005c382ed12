"""What CLDR's names must be read with: names that are everyday words of their language, and usual names that Babel does not have."""

from lantai.core.text.fold import key

_EVERYDAY = {
    "en": "afar anchorage canary cayenne chad creek even ewe fang gothic guinea jersey ladino manila midway mohawk moon muscat oral"
    " phoenix polish resolute runic simplified slave traditional troll turkey christmas easter bass ho han bali",
    "ar": "استر الجا ترك سينا نوم مالي",
    "es": "asunción bahía chile indio navidad gayo ladino mandar meta rombo sena soga venda pascua fénix cuba lima panamá",
    "de": "marchen han ho",
    "fr": "canton cri mari moré maurice",
    "pt": "baía caimão creek sena teso venda natal páscoa salvador chile meta",
    "it": "anguilla giuba riunione avaro corso fon meta obolo rombo sena teso vallone zulu marche",
    "ru": "восток кантон крик нко сена фон шамбала шарада чад того мали дон лима",
    "tr": "han çita mısır çad hint",
    "ko": "가나 말리 치타 크리스마스",
    "ja": "クリスマス",
    "fa": "بینی کرت کریسمس کیف مالی",
    "id": "bulu nama susu",
}
EVERYDAY = {lang: frozenset(map(key, names.split())) for lang, names in _EVERYDAY.items()}
"""Language -> folded names that are words too: a word of WordNet written small in English, a head of an OMW wordnet without the name among its
translations in the others (found so, then read through by hand), and the names that everybody trips over.
"""

OTHER_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "territory:TR": ("Turkey",),
        "territory:CZ": ("Czech Republic",),
        "territory:HK": ("Hong Kong",),
        "territory:MO": ("Macao", "Macau"),
        "territory:SZ": ("Swaziland",),
        "territory:CI": ("Ivory Coast",),
        "territory:CV": ("Cabo Verde",),
        "territory:TL": ("East Timor",),
        "territory:US": ("United States of America", "USA"),
        "territory:GB": ("Great Britain", "Britain"),
        "territory:CN": ("People's Republic of China",),
        "territory:KR": ("Republic of Korea",),
        "territory:KP": ("Democratic People's Republic of Korea",),
        "territory:CD": ("Democratic Republic of the Congo", "DR Congo"),
        "territory:CG": ("Republic of the Congo",),
        "territory:RU": ("Russian Federation",),
        "territory:PS": ("Palestine",),
        "territory:VA": ("Vatican",),
        "territory:NL": ("Holland",),
        "territory:MK": ("Macedonia",),
        "language:bn": ("Bengali",),
        "language:fa": ("Farsi",),
    },
    "zh": {
        "territory:HK": ("香港",),
        "territory:MO": ("澳门",),
        "territory:CN": ("中华人民共和国",),
        "territory:US": ("美利坚合众国",),
        "territory:RU": ("俄国",),
        "territory:GB": ("大不列颠",),
        "language:zh": ("汉语",),
        "language:en": ("英文",),
        "language:fr": ("法文",),
        "language:de": ("德文",),
        "language:ru": ("俄文",),
        "language:ja": ("日文",),
        "language:es": ("西班牙文",),
        "language:ar": ("阿拉伯文",),
    },
    "ar": {
        "territory:HK": ("هونغ كونغ",),
        "territory:MO": ("ماكاو",),
        "territory:US": ("الولايات المتحدة الأمريكية", "أمريكا"),
        "territory:GB": ("بريطانيا",),
    },
    "de": {
        "territory:HK": ("Hongkong",),
        "territory:MO": ("Macau",),
        "territory:GB": ("Großbritannien",),
        "territory:US": ("USA", "Vereinigte Staaten von Amerika"),
    },
    "fr": {
        "territory:HK": ("Hong Kong",),
        "territory:MO": ("Macao",),
        "territory:GB": ("Grande-Bretagne",),
        "territory:US": ("États-Unis d'Amérique",),
    },
    "es": {
        "territory:HK": ("Hong Kong",),
        "territory:MO": ("Macao",),
        "territory:GB": ("Gran Bretaña",),
        "territory:US": ("Estados Unidos de América", "EE. UU."),
    },
    "pt": {
        "territory:HK": ("Hong Kong",),
        "territory:MO": ("Macau",),
        "territory:GB": ("Grã-Bretanha",),
        "territory:US": ("Estados Unidos da América",),
    },
    "ru": {
        "territory:HK": ("Гонконг",),
        "territory:MO": ("Макао",),
        "territory:US": ("США", "Соединённые Штаты Америки"),
        "territory:GB": ("Британия",),
        "territory:CZ": ("Чешская Республика",),
    },
    "tr": {
        "territory:HK": ("Hong Kong",),
        "territory:MO": ("Makao",),
        "territory:GB": ("Büyük Britanya", "Britanya"),
        "territory:US": ("ABD", "Amerika"),
    },
    "ja": {"territory:HK": ("香港",), "territory:MO": ("マカオ",), "territory:US": ("米国",), "territory:GB": ("英国",)},
    "ko": {"territory:HK": ("홍콩",), "territory:MO": ("마카오",)},
}
"""Language -> concept -> further names. CLDR has most of them as its variants, which Babel does not carry."""
