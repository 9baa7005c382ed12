"""Codes and words that the export files need: languages, statements of responsibility, rooms of the demo library."""

# BCP 47 -> (MARC language, name used in 240 $l, short Chinese name of the country for 701 $c)
LANGUAGES = {
    "af": ("afr", "Afrikaans", "南非"),
    "am": ("amh", "Amharic", ""),
    "ar": ("ara", "Arabic", "阿拉伯"),
    "be": ("bel", "Belarusian", "白俄罗斯"),
    "bg": ("bul", "Bulgarian", "保"),
    "bn": ("ben", "Bengali", "印"),
    "bo": ("tib", "Tibetan", ""),
    "ca": ("cat", "Catalan", "西"),
    "cs": ("cze", "Czech", "捷"),
    "da": ("dan", "Danish", "丹麦"),
    "de": ("ger", "German", "德"),
    "el": ("gre", "Greek, Modern", "希腊"),
    "en": ("eng", "English", "英"),
    "eo": ("epo", "Esperanto", ""),
    "es": ("spa", "Spanish", "西"),
    "et": ("est", "Estonian", "爱沙尼亚"),
    "eu": ("baq", "Basque", ""),
    "fa": ("per", "Persian", "伊朗"),
    "fi": ("fin", "Finnish", "芬"),
    "fr": ("fre", "French", "法"),
    "ga": ("gle", "Irish", "爱尔兰"),
    "grc": ("grc", "Greek", "古希腊"),
    "he": ("heb", "Hebrew", "以色列"),
    "hi": ("hin", "Hindi", "印"),
    "hr": ("hrv", "Croatian", "克罗地亚"),
    "hu": ("hun", "Hungarian", "匈"),
    "hy": ("arm", "Armenian", "亚美尼亚"),
    "id": ("ind", "Indonesian", "印尼"),
    "is": ("ice", "Icelandic", "冰岛"),
    "it": ("ita", "Italian", "意"),
    "ja": ("jpn", "Japanese", "日"),
    "ka": ("geo", "Georgian", "格鲁吉亚"),
    "kk": ("kaz", "Kazakh", "哈萨克"),
    "ko": ("kor", "Korean", "韩"),
    "la": ("lat", "Latin", "古罗马"),
    "lt": ("lit", "Lithuanian", "立陶宛"),
    "lv": ("lav", "Latvian", "拉脱维亚"),
    "mk": ("mac", "Macedonian", ""),
    "ml": ("mal", "Malayalam", "印"),
    "mn": ("mon", "Mongolian", "蒙古"),
    "ms": ("may", "Malay", "马来西亚"),
    "nl": ("dut", "Dutch", "荷"),
    "no": ("nor", "Norwegian", "挪"),
    "pl": ("pol", "Polish", "波"),
    "pt": ("por", "Portuguese", "葡"),
    "ro": ("rum", "Romanian", "罗"),
    "ru": ("rus", "Russian", "俄"),
    "sa": ("san", "Sanskrit", "印"),
    "sk": ("slo", "Slovak", "斯洛伐克"),
    "sl": ("slv", "Slovenian", "斯洛文尼亚"),
    "sr": ("srp", "Serbian", "塞尔维亚"),
    "sv": ("swe", "Swedish", "瑞典"),
    "sw": ("swa", "Swahili", ""),
    "ta": ("tam", "Tamil", "印"),
    "th": ("tha", "Thai", "泰"),
    "tr": ("tur", "Turkish", "土"),
    "uk": ("ukr", "Ukrainian", "乌克兰"),
    "ur": ("urd", "Urdu", "巴基斯坦"),
    "vi": ("vie", "Vietnamese", "越"),
    "yi": ("yid", "Yiddish", ""),
    "zh": ("chi", "Chinese", ""),
}
NATIONS = {
    "us": "美", "es": "西", "ie": "爱尔兰", "at": "奥", "ch": "瑞士", "be": "比", "co": "哥伦比亚", "ar": "阿根廷", "mx": "墨",
    "cl": "智", "pe": "秘", "br": "巴西", "ca": "加", "in": "印", "cz": "捷", "ng": "尼日利亚", "eg": "埃及", "lb": "黎巴嫩",
    "il": "以色列", "au": "澳", "za": "南非", "ua": "乌克兰", "uk": "英", "cu": "古巴", "nz": "新西兰", "al": "阿尔巴尼亚",
    "pl": "波", "hu": "匈", "fr": "法", "de": "德", "ru": "俄", "jp": "日", "kr": "韩", "kg": "吉尔吉斯", "uy": "乌拉圭", "gt": "危地马拉",
    "tn": "突尼斯", "ma": "摩洛哥", "sy": "叙利亚", "iq": "伊拉克", "ir": "伊朗", "tr": "土", "gr": "希腊", "su": "苏", "sd": "苏丹",
}  # fmt: skip
SCRIPT_MARKS = {"Hani": "$1", "Kana": "$1", "Hang": "$1", "Arab": "(3", "Hebr": "(2", "Cyrl": "(N", "Grek": "(S"}
RIGHT_TO_LEFT = {"Arab", "Hebr"}

TRANSLATED_BY = {
    "en": "translated by {}",
    "fr": "traduit par {}",
    "de": "übersetzt von {}",
    "it": "traduzione di {}",
    "es": "traducción de {}",
    "pt": "tradução de {}",
    "ca": "traducció de {}",
    "nl": "vertaald door {}",
    "sv": "översättning: {}",
    "pl": "przełożył {}",
    "zh": "{}译",
    "ja": "{}訳",
    "ko": "{} 옮김",
}
EDITED_BY = {
    "en": "edited by {}",
    "fr": "édition de {}",
    "de": "herausgegeben von {}",
    "it": "a cura di {}",
    "es": "edición de {}",
    "zh": "{}校注",
    "ja": "{}校注",
}
WRITTEN_BY = {"zh": "{}著", "ja": "{}著", "ko": "{} 지음"}

# room code -> (English name, Chinese name)
ROOMS = {
    "MAIN": ("Main Library", "总馆"),
    "EAR": ("East Asian Reading Room", "东亚阅览室"),
    "APR": ("Arabic and Persian Room", "阿拉伯波斯文阅览室"),
    "ROM": ("Romance Languages Room", "罗曼语阅览室"),
    "LAW": ("Law Branch", "法学分馆"),
    "SCI": ("Science Branch", "理科分馆"),
    "RARE": ("Special Collections", "特藏室"),
    "STORE": ("Closed Stacks", "闭架书库"),
    "ONLINE": ("Online", "电子书"),
}
LIBRARY = "Lantai Demo Library"
AGENCY = "LantaiDemo"


def marc_language(lang: str) -> str:
    """Return the MARC code of a BCP 47 tag."""
    return LANGUAGES[lang.split("-")[0]][0]


def nation_word(nation: str, lang: str) -> str:
    """Return what Chinese cataloguers put in brackets before a name: a dynasty, a country; "" for modern Chinese."""
    return NATIONS.get(nation, nation) if nation else LANGUAGES[lang.split("-")[0]][2]
