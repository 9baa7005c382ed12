"""Countries: the codes of MARC and ISO 3166, and their names, as they are shown and as people write them.

MARC has codes of its own (cc is China, cn was Canada), and codes for states and provinces, which count as their country here.
"""

from collections.abc import Collection
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from .fold import words

_MARC = """
    aa al  ae dz  af af  ag ar  ai am  aj az  am ai  an ad  ao ao  aq ag  as as  at au  au at  aw aw  ay aq  ba bh  bb bb  bd bi
    be be  bf bs  bg bd  bh bz  bi io  bl br  bm bm  bn ba  bo bo  bp sb  br mm  bs bw  bt bt  bu bg  bv bv  bw by  bx bn  ca bq
    cb kh  cc cn  cd td  ce lk  cf cg  cg cd  ch tw  ci hr  cj ky  ck co  cl cl  cm cm  co cw  cq km  cr cr  cu cu  cv cv  cw ck
    cx cf  cy cy  dk dk  dm bj  dq dm  dr do  ea er  ec ec  eg gq  em tl  er ee  es sv  et et  fa fo  fg gf  fi fi  fj fj  fk fk
    fm fm  fp pf  fr fr  fs tf  ft dj  gb ki  gd gd  gg gg  gh gh  gi gi  gl gl  gm gm  go ga  gp gp  gr gr  gs ge  gt gt  gu gu
    gv gn  gw de  gy gy  gz ps  hm hm  ho hn  ht ht  hu hu  ic is  ie ie  ii in  im im  io id  iq iq  ir ir  is il  it it  iv ci
    ja jp  je je  ji um  jm jm  jo jo  ke ke  kg kg  kn kp  ko kr  ku kw  kv xk  kz kz  lb lr  le lb  lh li  li lt  lo ls  ls la
    lu lu  lv lv  ly ly  mc mc  mf mu  mg mg  mj ms  mk om  ml ml  mm mt  mo me  mp mn  mq mq  mr ma  mu mr  mv md  mw mw  mx mx
    my my  mz mz  ne nl  ng ne  nl nc  nn vu  no no  np np  nq ni  nr ng  nu nr  nw mp  nx nf  nz nz  ot yt  pc pn  pe pe  pg gw
    ph ph  pk pk  pl pl  pn pa  po pt  pp pg  pr pr  pw pw  py py  qa qa  rb rs  re re  rh zw  rm ro  ru ru  rw rw  sa za  sc bl
    sd ss  se sc  sf st  sg sn  si sg  sj sd  sl sl  sm sm  sn sx  so so  sp es  sq sz  sr sr  ss eh  st mf  su sa  sw se  sx na
    sy sy  sz ch  ta tj  tc tc  tg tg  th th  ti tn  tk tm  tl tk  to to  tr tt  ts ae  tu tr  tv tv  tz tz  ua eg  ug ug  un ua
    uv bf  uy uy  uz uz  vb vg  vc va  ve ve  vi vi  vm vn  wf wf  wj ps  wk um  ws ws  xa cx  xb cc  xc mv  xd kn  xe mh  xf um
    xh nu  xj sh  xk lc  xl pm  xm vc  xn mk  xo sk  xr cz  xs gs  xv si  ye ye  za zm  xxc ca  xxk gb  xxu us  up um
"""
"""The codes in use, each with the ISO code of its country; the first that leads to a country is the one that is written."""

_OBSOLETE = """
    air am  ajr az  bwr by  cn ca  cs cs  cp ki  cz pa  err ee  ge de  gsr ge  hk hk  jn sj  kgr kg  kzr kz  lir lt  ln ki  lvr lv  mh mo
    mvr md  na an  nm mp  pt tl  rur ru  ry jp  sb sj  sk in  sv hn  tar tj  tkr tm  tt fm  ui gb  uk gb  unr ua  ur su  us us  uzr uz
    vn vn  vs vn  wb de  xi kn  xxr su  ys ye  yu yu
"""
_PARTS = {
    "us": "ak al ar az ca co ct dc de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nb nc nd nh nj nm nv ny oh ok or pa ri sc sd tn tx ut va "
    "vt wa wi wv wy u",
    "ca": "ab bc mb nf nk ns nt nu on pi qu sn yk c",
    "gb": "en ni st wl ui k",
    "au": "ac qe tm vr we xg xn xo xr a",
}
"""Country -> first letters of the codes of its parts, and last the letter that ends them all."""

_GONE = {"su": "Soviet Union", "cs": "Czechoslovakia", "yu": "Yugoslavia", "an": "Netherlands Antilles"}


@cache
def _marc() -> dict[str, str]:
    words = f"{_MARC} {_OBSOLETE}".split()
    found = dict(zip(words[::2], words[1::2], strict=True))
    for country, parts in _PARTS.items():
        *beginnings, end = parts.split()
        found.update((beginning + end, country) for beginning in beginnings)
    return found


@cache
def _iso() -> dict[str, str]:
    words = _MARC.split()
    return dict(reversed(list(zip(words[1::2], words[::2], strict=True)))) | {"hk": "cc", "mo": "cc"}


def country_of_marc(code: str) -> str:
    """Return the ISO 3166 code, in lower case, of a MARC country code, also of a part ("nyu": "us") or an old one; "" when unknown."""
    return _marc().get(code.strip(" |#").casefold(), "")


def marc_country(iso: str) -> str:
    """Return the MARC code of an ISO 3166 code; "xx" (no place) when there is none. Hong Kong and Macao are written as China, as MARC has it."""
    return _iso().get(iso.strip().casefold(), "xx")


@lru_cache(maxsize=2048)
def name(code: str, ui: str) -> str:
    """Return the name of an ISO 3166 code in the language ``ui`` of the page, else in English, else the code itself."""
    for tag in (ui.replace("-", "_"), ui.split("-")[0], "en"):
        try:
            found = Locale.parse(tag).territories.get(code.upper())
        except (ValueError, UnknownLocaleError):
            continue
        if found:
            return str(found)
    return _GONE.get(code.casefold(), code)


def is_country(code: str) -> bool:
    """Say whether two letters are the ISO 3166 code of a country."""
    return marc_country(code) != "xx" and len(code) == 2


def code_of(said: str, languages: Collection[str]) -> str:
    """Return the ISO 3166 code, in capitals, of a country that is named by its code or in one of ``languages``; "" for what is none, or several."""
    plain = said.strip()
    if len(plain) == 2 and plain.isascii():
        return plain.upper() if is_country(plain) else ""
    folded = " ".join(words(plain))
    found = {code for language in languages if (code := _named(language).get(folded))}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=16)
def every(ui: str) -> tuple[tuple[str, str], ...]:
    """Return all countries, (code in capitals, name in the language of the page), in the order of their names."""
    codes = (code.upper() for code in _iso())
    return tuple(sorted(((code, name(code, ui)) for code in codes), key=lambda one: (" ".join(words(one[1])), one[0])))


@cache
def _named(language: str) -> dict[str, str]:
    return {" ".join(words(name(code, language))): code.upper() for code in _iso()}
