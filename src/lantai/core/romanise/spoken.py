"""Chinese characters as a question has them: as they are read in their phrases, and what else they may be read like."""

from functools import lru_cache

from lantai.core.text.fold import fold

from . import readings
from .chinese import RUN
from .units import Unit

_SEVERAL = {
    "长": "chang zhang", "重": "zhong chong", "行": "xing hang", "乐": "yue le", "了": "le liao", "都": "du dou", "还": "hai huan", "单": "dan shan",
    "会": "hui kuai", "藏": "cang zang", "传": "chuan zhuan", "朝": "chao zhao", "弹": "dan tan", "调": "diao tiao", "曾": "ceng zeng", "著": "zhu zhe",
    "着": "zhe zhao", "参": "can shen", "和": "he huo", "说": "shuo yue", "谷": "gu yu", "车": "che ju", "数": "shu shuo", "率": "lu shuai", "觉": "jue jiao",
    "降": "jiang xiang", "盛": "sheng cheng", "石": "shi dan", "省": "sheng xing", "系": "xi ji", "校": "xiao jiao", "血": "xue xie", "叶": "ye xie",
    "宿": "su xiu", "曲": "qu", "解": "jie xie", "柏": "bai bo", "伯": "bo bai", "薄": "bo bao", "剥": "bo bao",
    "大": "da dai",  "种": "zhong chong", "六": "liu lu", "什": "shen shi",
}  # fmt: skip
"""Characters with more than one reading in titles, by their folded form."""


def syllables(text: str) -> list[Unit]:
    """Return the syllables of a question, toneless; words in other writing stand for themselves."""
    found: list[Unit] = []
    for match in RUN.finditer(text):
        if match[2]:
            found.append((fold(match[2]),))
        else:
            found += map(_readings, match[1], readings.syllables(match[1]))
    return found


@lru_cache(maxsize=8192)
def _readings(character: str, read: str) -> Unit:
    return tuple(dict.fromkeys((read.replace("v", "u"), *_SEVERAL.get(fold(character), "").split())))
