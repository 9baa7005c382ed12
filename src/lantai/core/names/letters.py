"""What letters sound like: one table a script, into the letters of ``sounds.SOUNDS``.

Coarse on purpose. What a letter may also stand for in another script (و as v, u or o; c as k or s) is learned (``learn``), not written here.
Letters are those that core.text.fold leaves. Sources: ISO 9, ISO 843, ALA-LC, Hepburn, revised romanisation; pinyin by anyascii.
"""


def _paired(written: str, heard: str) -> dict[str, str]:
    return dict(zip(written, heard, strict=True))


def _listed(entries: str) -> dict[str, str]:
    """Return a table from "letters=sounds letters=sounds"."""
    return {written: heard for written, _, heard in (entry.partition("=") for entry in entries.split(" "))}


LATIN = _paired("abcdefghijklmnopqrstuvwyz", "abkdefghiJklmnopkrstuvwyz") | _listed(
    "shch=SC tsch=C tch=C sch=S sh=S cz=C sz=S ch=C zh=Z kh=x gh=g ph=f th=T ts=c tz=c dzh=J dj=J dz=c ck=k cqu=k qu=k "
    "ng=N ce=se ci=si cy=si oo=u ou=u ee=i eau=o au=au qi=Ci ks=ks x=ks"
)
LATIN_FIRST = {"x": "S", "hs": "S", "ts": "c", "kn": "n"}
"""At the beginning of a word: Xun, Hsün, Xenophon; Knut loses no more than its k."""

CYRILLIC = _paired("абвгдежзийклмнопрстуфхцчшыэі", "abvgdeZziyklmnoprstufxcCSiei") | _listed(
    "щ=SC ъ= ь= ю=yu я=ya ї=yi є=ye ґ=g ў=w ђ=J ћ=C љ=l њ=n џ=J ј=y қ=k ғ=g ң=N ө=o ү=u ұ=u һ=h ә=a ќ=k ѓ=g ѕ=c дж=J чж=Z "
    "цз=Z ия=ia ье=e ьо=o"
)

GREEK = _paired("αβγδεζηικλμνορστυφχω", "avgdeziiklmnorstifxo") | _listed(
    "θ=T ξ=ks π=p ψ=ps ς=s μπ=b ντ=d γκ=g γγ=Ng ου=u αι=e ει=i οι=i υι=i αυ=av ευ=ev τσ=c τζ=J γι=y"
)

ARABIC = _paired("ابتثجحخدذرزسشصضطظغفقكلمنهوي", "abtTJhxdzrzsSsdtzgfkklmnhwy") | _listed(
    "ع=@ ء= ئ=y ؤ=w پ=p چ=C ژ=Z گ=g ڤ=v ٹ=t ڈ=d ڑ=r ں=n ھ=h ے=e تش=C كس=ks"
)

HEBREW = _paired("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhwzxtykklmmnns@pfcckrSt") | _listed("וו=w יי=y")

DEVANAGARI_CONSONANTS = _paired("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", "kkggNCCJJnttddntTddnpfbbmyrlvSSshl") | _listed(
    "क्ष=kS ज्ञ=gy"
)
DEVANAGARI_VOWELS = _paired("अआइईउऊएऐओऔऑऍािीुूेैोौॉॅंॲ", "aaiiuueeoooeaiiuueeoooena") | _listed("ऋ=ri ृ=ri ः= ्=")
DEVANAGARI_SIGNS = frozenset("ािीुूेैोौॉॅृ्")
"""Signs that take the place of the vowel that a bare consonant has."""

HANGUL_FIRST = ("g", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "J", "J", "C", "k", "t", "p", "h")
HANGUL_MIDDLE = ("a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "wa", "we", "we", "yo", "u", "wo", "we", "wi", "yu", "@", "i", "i")  # fmt: skip

HANGUL_LAST = ("", *"kkknnntlkmlllllmppttNttktp", "")
"""By the number of the letter in a syllable's code."""

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ", "t": "たちつてと", "d": "だぢづでど",
    "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ",
}  # fmt: skip
KANA = (
    {kana: consonant + vowel for consonant, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)}
    | {kana: f"{consonant}@" for consonant, kana in zip("kgsznmfbpr", "くぐすずぬむふぶぷる", strict=True)}
    | _listed("し=Si ち=Ci つ=c@ じ=Ji ぢ=Ji づ=z@ や=ya ゆ=yu よ=yo わ=wa を=o ん=n ゔ=v@ っ= ー= ゐ=i ゑ=e ゎ=wa")
)
KANA_SMALL = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
"""They take the place of the vowel before them."""

PINYIN_INITIALS = {"zh": "Z", "ch": "C", "sh": "S", "x": "X", "j": "J", "q": "C"}

SURNAMES = _listed(
    "曾=Zeng 单=Shan 單=Shan 解=Xie 仇=Qiu 区=Ou 區=Ou 查=Zha 盖=Ge 翟=Zhai 覃=Qin 冼=Xian 乐=Yue 樂=Yue 任=Ren 朴=Piao 缪=Miao 繆=Miao "
    "尉迟=YuChi 长孙=ZhangSun 長孫=ZhangSun 万俟=MoQi 宓=Mi 折=She 朱=Zhu 沈=Shen 石=Shi 洗=Xian"
)
"""Readings of characters as surnames where another one is commoner."""

BARE = frozenset("斯特克德夫弗姆格布普茨什施赫卜伯兹尔爾茲思")
"""Characters that stand for a consonant without vowel in names from abroad (Xinhua's tables): their vowel is weak."""

FOREIGN = frozenset(
    "丁万丘东丝中丰丹丽乃乌乔于云亚亨京什仁代伊伏休优伟伦伯伽佐何佩佳依侯保修儒克兰关兴兹内冈农冯凡凯切列利别力加努劳勃勒包北匹华卓南博卜卡卢卫厄"
    "历叔古可史叶司各吉吕吾哀哈哥哲唐喀因图土圣圭坎坡坦埃培基堡塔塞墨壁士夏多大夫夸奇奈奎契奥妮姆威娃娄娅娑娜孔孙孟季宁宇安定室宰宾密富察尔尚尤尧"
    "尼屈屠山左巴布希帕席平库底庞康廉廓延廷弗张弥强当彭彻彼徒得德怀思恩恰惠慈慕戈戴所扎托扬拉拜拿捷提摩撒支敏文斯方施日旺昂昆昌明易显普曼曾朔朗末"
    "本朱村杜杨杭杰松林果柏查柯柳柴根格桑梅梨森欣欧歇歌武比毛永汉江汤沁沃沙治法泡波泰泽洛津洪派济海涅温滨潘澳烈热爱牛特狄王玛玻珀珍班理琳琴琼瑙瑞"
    "瑟瓜瓦甘生田申留略登白皮盖石祖福科穆立章笛第策简米素索约纪纳纽绍绪维缪罕罗翁翰考耶联肖肯胡胥脱腊腾舍舒良艾芒芙芝芬芭苏若英茂范茨茹荣荷莉莎莫"
    "莱菲萨葛蒂蒙蒲蔡薄薛裴西詹让许诺谔谟谢豪贝贡费贾赖赛赫路辛边达迈迦迪逊通道邓邦郭采里金钦钱铁锡门阿陀陶隆雅雨雷霍青韦顿香马高魏鲁鲍鸠麦黎黑默"
    "齐龙"
)
"""Characters that names from abroad are written with in Chinese (Xinhua's tables, and the training names), folded."""
