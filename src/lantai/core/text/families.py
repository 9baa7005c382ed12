"""Families of languages and the scripts they are usually written in, for pages that group languages.

Families as Glottolog and general reference works have them, cut where readers look for them (Indo-European by branch). A language not
named here is "other".
"""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

OTHER = "other"

_FAMILIES = {
    "sinitic": "zh lzh yue wuu nan hak gan cmn",
    "tibeto-burman": "my bo dz ii kac lus mni new lep",
    "japonic": "ja ryu ojp",
    "koreanic": "ko okm",
    "turkic": "tr az tk uz kk ky tt ba cv ug sah crh ota gag kaa nog kum alt tut",
    "mongolic": "mn bua xal",
    "tungusic": "mnc evn",
    "austroasiatic": "vi km mnw kha mkh mun sat",
    "tai-kadai": "th lo shn za tai aho",
    "austronesian": "id ms jv su tl fil mg mi haw sm to fj ceb ilo bug ban min ace map pag war bik hil pam mak mad ch ty rar",
    "dravidian": "ta te kn ml tcy gon kru dra",
    "indo-aryan": "hi ur bn pa gu mr ne or as si sa pi ks sd dv kok mai bho awa raj rom doi mag inc pra",
    "iranian": "fa ps ku tg ckb os ae pal peo sog kho ira zza",
    "armenian": "hy",
    "hellenic": "el grc",
    "albanian": "sq",
    "slavic": "ru uk be pl cs sk bg sr hr sl mk bs sh cu hsb dsb wen csb rue sla cnr",
    "baltic": "lt lv prg sgs bat ltg",
    "germanic": "en de nl sv da nb nn no is fo fy af yi lb gsw nds ang enm goh gmh got non dum sco gem frr frs",
    "romance": "fr es pt it ro ca gl oc rm sc wa fro frm pro lad fur ast an mwl co scn roa",
    "italic": "la",
    "celtic": "ga gd cy br gv kw mga sga cel",
    "uralic": "fi et hu se smi kv udm chm mhr krl myv mdf vep liv sel smn sms sma fiu",
    "kartvelian": "ka xmf",
    "caucasian": "ce ab av lez kbd ady inh cau",
    "basque": "eu",
    "semitic": "ar he am ti mt arc syr gez akk phn uga tig sam sem arz apc aii hbo",
    "afroasiatic": "ha so om ber kab cop egy aa bej zgh tzm shi byn afa cus",
    "niger-congo": "sw zu xh yo ig sn st tn ss ve nso ts nr rw rn lg ln kg ny ki ak tw fat ee wo ff bm lua lu bem mos men tem nyn loz umb kmb bnt nic ful",
    "nilo-saharan": "kr luo din nus ach teo mas ssa son",
    "american": "qu ay gn nah nv chr oj cr iu kl ik yua myn arn dak moh alg iro nai sai cai lkt cho chy bla",
    "constructed": "eo ia ie vo io art",
    "sign": "sgn ase bfi",
    "creole": "ht pap tpi bi crp cpe cpf cpp srn jam mfe",
}


def family(tag: str) -> str:
    """Return the code of the family of a language tag; "other" where none is known."""
    return _family_of().get(tag.split("-")[0], OTHER)


def families() -> tuple[str, ...]:
    """Return the codes of all families, in the order in which pages list them."""
    return (*_FAMILIES, OTHER)


def script(tag: str) -> str:
    """Return the ISO 15924 code of the script a language is usually written in; "" where nobody says."""
    given = next((part.title() for part in tag.split("-")[1:] if len(part) == 4), "")
    likely = str(get_global("likely_subtags").get(tag.split("-")[0], ""))
    found = given or next((part for part in likely.split("_") if len(part) == 4), "")
    return "Hani" if found in ("Hans", "Hant") else found


def script_name(code: str, ui: str) -> str:
    """Return the name of a script in the language ``ui`` of the page; the code itself where there is none."""
    for tag in (ui.replace("-", "_"), ui.split("-")[0], "en"):
        try:
            found = Locale.parse(tag).scripts.get(code)
        except (ValueError, UnknownLocaleError):
            continue
        if found:
            return str(found)
    return code


@cache
def _family_of() -> dict[str, str]:
    return {tag: name for name, tags in _FAMILIES.items() for tag in tags.split()}
