"""Make the Han table that core.text ships, from the dictionaries of OpenCC.

Development only: needs ``opencc-python-reimplemented``; the product reads the file this writes. Run
``python tools/make_han_table.py`` after a new version of the dictionaries, or after a change of ``OWN_FORMS``;
the same input gives the same bytes.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/lantai/core/text/data/han.txt"

SAME = ("TSCharacters", "JPVariants", "TWVariants", "HKVariants")
"""Dictionaries whose rows say that two characters are forms of one; the first candidate of a row is the usual one."""

NOT_SAME = frozenset("瓣辨")
"""Rows left out: Japan writes 瓣, 辨 and 辯 all as 弁, which would make three everyday words of Chinese one."""

OWN_FORMS = """
    为爲為 真眞 教敎 清淸 青靑 既旣 即卽 乡鄕郷鄉 绪緖緒 黄黃 叙敍敘 里裡裏 么麽麼 宁甯寧寕寜 峰峯 群羣 床牀
    册冊 说説說 户戸戶 吕呂 吴吳呉 奥奧 温溫 众眾衆 鸡鷄雞鳮 剑劔劍剣劒釼 岛嶋島嶌 村邨 概槪 濑瀨瀬 德徳惪
    绝絕絶 颜顏顔 历歷歴 增増 略畧 昆崑崐 采採 高髙 吉𠮷 辺邊边邉 斋齋斎 岳嶽 国國囯圀 学學斈斆 体體軆躰
    宝寶寳寚 珍珎 姊姉 婿壻聟 笋筍 杯盃桮 烟煙菸 迹跡蹟 猫貓 狸貍 粽糉 柏栢 泪淚 窗窓牕窻 墙墻牆 蕊蘂蕋
    针鍼針 锈鏽銹 绣繡綉 线線綫缐 弦絃 唇脣 咏詠 咽嚥 异異 弃棄 彝彛 志誌 恒恆 悦悅 税稅 锐銳 脱脫 阅閱
    蜕蛻 兑兌 强強彊 虚虛 值値 研硏 姬姫 郎郞 朗朖 尚尙 回囘囬廻迴逥 州洲 刊刋 并並竝併幷倂 仙僊 兔兎 冰氷
    凡凢凣 函凾 劫刦刧刼 敕勅 却卻 吊弔 启啓啟啔 喻喩 崎埼﨑嵜碕 壶壺壷 夜亱 梦夢夣 妒妬 妆粧妝 姻婣 娱娛娯
    寇冦宼 富冨 岩巖巌嵒 废廢廃 往徃 耻恥 慎愼 憩憇 戏戲戯戱 拿拏 挂掛 插挿揷 效効俲 春旾 映暎 晋晉 普暜
    期朞 朵朶 柳栁 棋碁棊 楠枏 梅楳 梁樑 岁歲歳嵗 毗毘 泛汎氾 泄洩 涅湼 淫婬 溪谿嵠渓 潜潛濳 灶竈 煮煑 照炤
    尔爾尒 瓶甁缾 痴癡 皋皐 盘盤槃 睹覩 瞰矙 秋穐龝 秘祕 稿稾 策筞 答荅 粮糧 纸紙帋 罚罰罸 翻飜繙 耀燿 考攷
    聪聰聡 花芲 庄莊荘 庵菴 萌萠 盖蓋葢 药藥薬葯 苏蘇蘓囌 虎乕 蚕蠶 卫衛衞 褒襃 赞讚贊讃賛 艳豔艷 猪豬 貌皃
    踪蹤 软軟輭 遍徧 野埜 钵缽鉢 钩鉤鈎 炼煉鍊 镰鎌鐮 熔鎔 鉴鑑鑒鑬 铁鐵鉄銕 阪坂 陕陝陜 隶隸隷 雁鴈 雕彫
    颓頹頽 颠顛顚 饮飲飮 饰飾餝 馆館舘 饥飢饑 驳駁駮 骚騷騒 鹅鵝鵞 莺鶯鴬 鼓皷 龟龜亀 邻鄰隣 静靜 毁毀燬 昂昻
    凉涼 准準凖 净淨浄 况況 决決 减減 凑湊 寝寢 宽寬寛 宫宮 窑窯窰 巨鉅 匆怱 忧憂 怪恠 懒懶嬾 携攜擕 晚晩
    暖煖 曹曺 朴樸 杰傑 樽罇 欢歡歓懽 欲慾 毡氈氊 汇匯彙滙 浅淺 渊淵渕 渔漁 湾灣 滨濱浜濵 灾災烖 炮砲礮 煊暄
    燕鷰 犁犂 疏疎 皂皁 眷睠 砖磚甎 碍礙 碗椀盌 窥窺闚 竖豎竪 筑築 筱篠 糖餹 绸綢紬 缘緣縁 罗羅 羁羈羇 翠翆
    胆膽 胸胷 腊臘臈 腿骽 舵柁 舻艫 苹蘋 菊鞠 葱蔥 蒂蔕 薯藷 藩籓 蛔蚘 蜂蠭 蝶蜨 蝇蠅蝿 蟹蠏 裙帬裠 裤褲袴
    谣謠謡 豆荳 赖賴頼 赞賛 趟蹚 躯軀 躲躱 轰轟 辞辭辤 迩邇 遁遯 酬醻詶 醇醕 铲鏟剷 锄鋤耡 锻鍛 闲閒閑
    阔闊濶 阴陰隂 阳陽 险險険 隙𨻶 雾霧 霸覇 鞍鞌 韭韮 韵韻 飘飄飃 餐飡 馈饋餽 骂罵駡 鬓鬢 魂䰟 鳖鱉鼈
    鳌鰲鼇 麦麥 麻蔴 鼠鼡 齐齊斉 龙龍竜 龄齡 瑶瑤 遥遙 摇搖 徭傜 寿壽夀 将將 奖獎奨 桨槳 装裝 状狀 妆妝
    壮壯 处處処 凤鳳鳯 发髮髪發発 变變変 栋棟 栖棲 岗崗 栀梔 巽巺 凛凜 廪廩 禀稟 瓷甆
"""
"""Forms that the dictionaries lack: older and Korean print, Hong Kong and Japanese personal names."""


def _rows(dictionary: str) -> Iterator[tuple[str, list[str]]]:
    package = find_spec("opencc")
    if package is None or package.origin is None:
        raise SystemExit("opencc is missing: pip install opencc-python-reimplemented")
    path = Path(package.origin).parent / "dictionary" / f"{dictionary}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        source, _, targets = line.partition("\t")
        if len(source) == 1 and targets:
            yield source, [target for target in targets.split() if len(target) == 1]


def groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the sets of characters that ``pairs`` connect, directly or over others."""
    group: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = group.get(one, {one}) | group.get(other, {other})
        for character in joined:
            group[character] = joined
    return sorted({id(members): members for members in group.values()}.values(), key=min)


def _pairs() -> Iterator[tuple[str, str]]:
    for dictionary in SAME:
        for source, targets in _rows(dictionary):
            if source not in NOT_SAME or dictionary == "TSCharacters":
                yield source, targets[0]
    for forms in OWN_FORMS.split():
        yield from ((forms[0], form) for form in forms[1:])


def _common(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def table() -> list[str]:
    """Return one line a group, its mainland form first, then the others by code point."""
    simplified = Counter(targets[0] for _, targets in _rows("TSCharacters"))
    lines = []
    for members in groups(_pairs()):
        if len(members) == 1:
            continue
        head = min(members, key=lambda c: (not _common(c), -simplified[c], ord(c)))
        lines.append(head + "".join(sorted(members - {head})))
    return sorted(lines)


def only_one_script() -> dict[str, str]:
    """Return the characters that occur in simplified writing only, and in traditional writing only."""
    traditional: dict[str, set[str]] = defaultdict(set)
    for source, targets in _rows("STCharacters"):
        traditional[source].update(targets)
    simplified = {source: set(targets) for source, targets in _rows("TSCharacters")}
    return {
        "hans": "".join(sorted(c for c, forms in traditional.items() if c not in forms and c not in simplified)),
        "hant": "".join(sorted(c for c, forms in simplified.items() if c not in forms and c not in traditional)),
    }


def main() -> None:
    """Write the table, or with --check only say whether the shipped one is current."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="exit 1 when the shipped table is not what this would write")
    arguments = parser.parse_args()
    source = f"opencc-python-reimplemented {version('opencc-python-reimplemented')}"
    header = [
        "# Han characters that are forms of one another; the first of each line stands for all when text is folded.",
        f"# Made by tools/make_han_table.py from the dictionaries of OpenCC ({source}, Apache-2.0) and its own list.",
        "# A line 'hans:' or 'hant:' holds the characters that only simplified or only traditional writing has.",
    ]
    text = "\n".join([*header, *(f"{name}:{chars}" for name, chars in only_one_script().items()), *table()]) + "\n"
    if arguments.check:
        raise SystemExit(0 if TARGET.read_text(encoding="utf-8") == text else f"{TARGET} is outdated: run this without --check")
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {len(text.encode())} bytes, {text.count(chr(10)) - 5} groups")


if __name__ == "__main__":
    main()
