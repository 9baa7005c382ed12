"""Editions as CNMARC, the way Chinese library systems export them: pinyin under capital codes, 690, 905."""

from .facts import Edition, Facts, Person
from .iso2709 import Record
from .scripts import is_latin, script
from .shelf import clc_call_number, copies
from .tables import AGENCY, LIBRARY, ROOMS, marc_language, nation_word

ROLES = {"aut": "著", "trl": "译", "edt": "校注", "com": "编", "ill": "绘", "ann": "注"}
ERAS = ("代", "世纪", "时期", "时代", "近代", "现代", "古代", "当代")
PLACES = ("国", "国家", "地区", "世界", "洲", "亚", "兰", "欧", "欧洲", "日本", "苏联", "西班牙", "葡萄牙", "希腊", "罗马", "印度", "伊朗",
          "土耳其", "朝鲜", "越南", "以色列", "巴西", "丹麦", "瑞典", "挪威", "蒙古", "中东", "捷克", "匈牙利", "俄罗斯", "意大利")  # fmt: skip


class Cnmarc:
    """Writes one edition after another."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def record(self, edition: Edition) -> Record:
        """Return the whole record."""
        self.edition, self.work = edition, edition.work
        self.out = Record("00000nam0 2200000   450 ")
        self._coded()
        self._titles()
        self._linked()
        self._subjects()
        self._agents()
        self._holdings()
        return self.out

    def pinyin(self, text: str) -> str:
        """Return the syllables of a name or term from the readings."""
        return "" if is_latin(text) else self.facts.phrase(text, "zh").roman.lower()

    def _coded(self) -> None:
        e = self.edition
        self.out.control("001", f"{e.number:09d}")
        self.out.control("005", "20261101080000.0")
        self.out.add("010", "##", ("a", e.extra("isbn")))
        first, _, last = e.year.partition("-")
        kind = "g" if last else "d" if first else "u"
        self.out.add("100", "##", ("a", f"20261101{kind}{first or '    '}{last or '    '}em y0chiy50      ea"))
        middle = e.extra("from")
        if e.translated:
            self.out.add(
                "101", "1#", ("a", "chi"), ("b", marc_language(middle) if middle else ""), ("c", marc_language(self.work.lang))
            )
        else:
            self.out.add("101", "0#", ("a", "chi"))
        self.out.add("102", "##", ("a", "CN"), ("b", {"北京": "110000", "上海": "310000"}.get(e.place, "")))
        self.out.add("105", "##", ("a", "y   z   000ay"))
        self.out.add("106", "##", ("a", "r"))

    def _titles(self) -> None:
        e = self.edition
        title, rest = e.title.split()
        first, other = self._statements()
        self.out.add("200", "1#", ("a", title.native), ("A", title.roman.lower()), ("e", rest.native), ("f", first), ("g", other))
        self.out.add("210", "##", ("a", e.place), ("c", e.publisher), ("d", e.year))
        self.out.add("225", "2#", ("a", e.extra("series")))
        self.out.add("300", "##", ("a", e.extra("note")))

    def _statements(self) -> tuple[str, str]:
        authors = [self._named(person, bracket=True) for person in self.work.authors]
        first = ", ".join(authors) + "著" if authors and all(authors) else ""
        by_role: dict[str, list[str]] = {}
        for role, person in self.edition.people:
            by_role.setdefault(role, []).append(self._named(person))
        other = "; ".join(", ".join(names) + ROLES[role] for role, names in by_role.items())
        return (first, other) if first else (other, "")

    def _named(self, person: Person, *, bracket: bool = False) -> str:
        own = person.form("zh-Hans") or person.form("")
        if script(own) != "Hani":
            own = person.form("zh")
        nation = nation_word(person.nation, self.work.lang) if bracket else ""
        return f"({nation}) {own}" if own and nation else own

    def _linked(self) -> None:
        title = self.work.title.split()[0]
        if self.edition.translated:
            author = self.work.authors[0].heading if self.work.authors else ""
            self.out.add("454", "#0", ("1", "2001 "), ("a", title.roman), ("1", "701 0" if author else ""), ("a", author))
        if not self.work.authors:  # entered under its title, so the controlled one: it is what all languages share
            own = script(title.native) == "Hani"
            self.out.add(
                "500", "10", ("a", title.native if own else self.work.uniform), ("A", self.work.uniform.lower() if own else "")
            )
        elif self.edition.translated:
            self.out.add("500", "10", ("a", title.native if script(title.native) == "Hani" else title.roman))
        elif title.native != self.edition.title.split()[0].native:
            self.out.add("500", "10", ("a", title.native), ("A", title.roman.lower()))
        for alternative in self.work.extras.get("alt", "").split(";"):
            if script(alternative) == "Hani":
                phrase = self.facts.phrase(alternative, "zh")
                self.out.add("517", "1#", ("a", phrase.native), ("A", phrase.roman.lower()))

    def _subjects(self) -> None:
        work = self.work
        said = tuple(part for part in work.extras.get("z", "").split(";") if part)
        for heading in said or work.group.cct:
            first, *others = heading.split("--")
            self.out.add("606", "0#", ("a", first), ("A", self.pinyin(first)), *((_subdivision(o), o) for o in others))
        self.out.add("690", "##", ("a", clc_call_number(self.edition)[0]), ("v", "5"))

    def _agents(self) -> None:
        for person in self.work.authors:
            self._agent("701", person, "aut")
        for role, person in self.edition.people:
            self._agent("702", person, role)

    def _agent(self, tag: str, person: Person, role: str) -> None:
        name = self._named(person)
        if not name:
            return
        if person.body:
            self.out.add("712", "02", ("a", name), ("A", self.pinyin(name)), ("4", ROLES[role]))
            return
        nation = nation_word(person.nation, self.work.lang) if role == "aut" else ""
        foreign = role == "aut" and not self.work.lang.startswith("zh")
        dates = person.dates.replace("approximately ", "约").replace("active ", "") if person.dates else ""
        pinyin = self.pinyin(name) if foreign else person.heading.replace(",", "").lower()
        original = f"({person.heading})" if foreign else ""
        self.out.add(
            tag,
            "#0",
            ("c", f"({nation})" if nation else ""),
            ("a", name),
            ("A", pinyin),
            ("c", original),
            ("f", dates),
            ("4", ROLES[role]),
        )

    def _holdings(self) -> None:
        self.out.add("801", "#0", ("a", "CN"), ("b", AGENCY), ("c", "20261101"))
        number, item = clc_call_number(self.edition)
        for copy in copies(self.edition):
            self.out.add(
                "905",
                "##",
                ("a", LIBRARY),
                ("b", copy.barcode),
                ("c", ROOMS[copy.room][1]),
                ("d", number),
                ("e", item),
                ("s", f"{number}/{item}"),
            )


def _subdivision(text: str) -> str:
    if text.endswith(ERAS):
        return "z"
    return "y" if text.endswith(PLACES) else "x"
