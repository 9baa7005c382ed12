"""Sixty things to cite: ten kinds in six languages, as records of a library have them.

Facts are of real things or plausible ones; a number stands only where it is known to be the thing's own.
"""

from lantai.core.bib.record import (
    Access,
    AccessKind,
    AgentKind,
    BibRecord,
    Contribution,
    Date,
    Identifier,
    Imprint,
    Kind,
    Link,
    Note,
    NoteKind,
    Precision,
    Relation,
    Scheme,
    Statement,
    Text,
    Title,
    TitleForm,
)

_NUMBERS = {Kind.REPORT: Scheme.REPORT, Kind.STANDARD: Scheme.STANDARD, Kind.PATENT: Scheme.OTHER}


def item(kind: Kind, lang: str, title: str, *by: str, **said: str) -> BibRecord:
    """Return a record. ``by``: headings, "edt:" and the like before them, "body:" before an organization.

    ``said``: date, place, publisher, edition, host, host_by, volume, issue, pages, number, doi, url, thesis.
    """
    value, _, rest = title.partition(" : ")
    return BibRecord(
        kind=kind,
        titles=(Title(forms=(TitleForm(value, lang, rest=rest),)),),
        contributions=tuple(contribution(name, lang, main=n == 0) for n, name in enumerate(by)),
        languages=(lang,),
        dates=(_date(said["date"]),) if "date" in said else (),
        imprints=(_imprint(said, lang),) if {"place", "publisher"} & said.keys() else (),
        editions=(Statement(forms=(Text(said["edition"], lang),)),) if "edition" in said else (),
        notes=(Note(forms=(Text(said["thesis"], lang),), kind=NoteKind.THESIS),) if "thesis" in said else (),
        identifiers=tuple(_identifiers(kind, said)),
        links=(_host(said, lang),) if "host" in said else (),
        access=(Access(url=said["url"], kind=AccessKind.RESOURCE),) if "url" in said else (),
    )


def contribution(name: str, lang: str, *, main: bool = False) -> Contribution:
    """Return who is named, with the role before the colon."""
    role, colon, heading = name.rpartition(":")
    body = role == "body"
    return Contribution(
        forms=(Text(heading, lang),),
        kind=AgentKind.ORGANIZATION if body else AgentKind.PERSON,
        roles=(role,) if colon and not body else ("aut",),
        main=main,
    )


def _date(text: str) -> Date:
    exact = text.count("-") == 2
    return Date(text=text, start=int(text[:4]), end=int(text[:4]), iso=text if exact else "",
                precision=Precision.DAY if exact else Precision.YEAR)  # fmt: skip


def _imprint(said: dict[str, str], lang: str) -> Imprint:
    place, publisher = said.get("place", ""), said.get("publisher", "")
    return Imprint(
        places=((Text(place, lang),),) if place else (),
        publishers=((Text(publisher, lang),),) if publisher else (),
        date=said.get("date", ""),
    )


def _identifiers(kind: Kind, said: dict[str, str]) -> list[Identifier]:
    found = [Identifier(scheme=Scheme.DOI, value=said["doi"])] if "doi" in said else []
    return found + ([Identifier(scheme=_NUMBERS[kind], value=said["number"])] if "number" in said else [])


def _host(said: dict[str, str], lang: str) -> Link:
    value, _, rest = said["host"].partition(" : ")
    return Link(
        relation=Relation.HOST,
        titles=(TitleForm(value, lang, rest=rest),),
        names=tuple(Text(name, lang) for name in said.get("host_by", "").split("; ") if name),
        volume=said.get("volume", ""),
        issue=said.get("issue", ""),
        pages=said.get("pages", ""),
    )


B, CH, A, T, C, R, S, P = (
    Kind.BOOK, Kind.CHAPTER, Kind.ARTICLE, Kind.THESIS, Kind.CONFERENCE, Kind.REPORT, Kind.STANDARD, Kind.PATENT,
)  # fmt: skip

SIXTY: tuple[BibRecord, ...] = (
    # ---- books
    item(B, "zh", "柳如是别传", "陈寅恪", place="上海", publisher="上海古籍出版社", date="1980"),
    item(B, "en", "Introduction to algorithms", "Cormen, Thomas H.", "Leiserson, Charles E.", "Rivest, Ronald L.", "Stein, Clifford",
         edition="3rd ed.", place="Cambridge, MA", publisher="MIT Press", date="2009"),
    item(B, "ar", "بين القصرين", "محفوظ، نجيب", place="القاهرة", publisher="مكتبة مصر", date="1956"),
    item(B, "ru", "Проблемы поэтики Достоевского", "Бахтин, Михаил Михайлович", edition="2-е изд.", place="Москва",
         publisher="Советский писатель", date="1963"),
    item(B, "ja", "こころ", "夏目, 漱石", place="東京", publisher="岩波書店", date="1914"),
    item(B, "fr", "La Méditerranée et le monde méditerranéen à l’époque de Philippe II", "Braudel, Fernand",
         edition="2e éd. revue et augmentée", place="Paris", publisher="Armand Colin", date="1966"),
    # ---- chapters
    item(CH, "zh", "论唐高祖称臣于突厥事", "陈寅恪", host="寒柳堂集", pages="97-108", place="上海", publisher="上海古籍出版社", date="1980"),
    item(CH, "en", "Can the subaltern speak?", "Spivak, Gayatri Chakravorty", host="Marxism and the interpretation of culture",
         host_by="Nelson, Cary; Grossberg, Lawrence", pages="271-313", place="Urbana", publisher="University of Illinois Press",
         date="1988"),
    item(CH, "ar", "أبو العلاء في بغداد", "حسين، طه", host="تعريف القدماء بأبي العلاء", host_by="السقا، مصطفى", pages="31-52",
         place="القاهرة", publisher="دار الكتب المصرية", date="1944"),
    item(CH, "ru", "Театр и театральность в строе культуры начала XIX века", "Лотман, Юрий Михайлович", host="Избранные статьи",
         volume="1", pages="269-286", place="Таллинн", publisher="Александра", date="1992"),
    item(CH, "ja", "歴史意識の「古層」", "丸山, 眞男", host="歴史思想集", host_by="丸山, 眞男", pages="3-46", place="東京", publisher="筑摩書房",
         date="1972"),
    item(CH, "fr", "L’effet de réel", "Barthes, Roland", host="Littérature et réalité", host_by="Genette, Gérard; Todorov, Tzvetan",
         pages="81-90", place="Paris", publisher="Éditions du Seuil", date="1982"),
    # ---- articles
    item(A, "zh", "中药青蒿化学成分的研究", "屠呦呦", "倪慕云", "钟裕容", "李兰娜", host="药学学报", volume="16", issue="5", pages="366-370", date="1981"),
    item(A, "en", "Molecular structure of nucleic acids : a structure for deoxyribose nucleic acid", "Watson, James D.",
         "Crick, Francis H. C.", host="Nature", volume="171", issue="4356", pages="737-738", date="1953", doi="10.1038/171737a0"),
    item(A, "ar", "مفهوم الشعر عند حازم القرطاجني", "عصفور، جابر", host="فصول", volume="1", issue="4", pages="11-25", date="1981"),
    item(A, "ru", "Локальная структура турбулентности в несжимаемой вязкой жидкости при очень больших числах Рейнольдса",
         "Колмогоров, Андрей Николаевич", host="Доклады Академии наук СССР", volume="30", issue="4", pages="299-303", date="1941"),
    item(A, "ja", "蝸牛考", "柳田, 國男", host="人類学雑誌", volume="42", issue="4", pages="125-135", date="1927"),
    item(A, "fr", "Sur la dynamique de l’électron", "Poincaré, Henri",
         host="Comptes rendus hebdomadaires des séances de l’Académie des sciences", volume="140", pages="1504-1508", date="1905"),
    # ---- theses
    item(T, "zh", "人类活动影响下海河流域典型区水循环变化分析", "马欢", place="北京", publisher="清华大学", date="2011",
         thesis="学位论文(博士)--清华大学, 2011"),
    item(T, "en", "A symbolic analysis of relay and switching circuits", "Shannon, Claude Elwood", date="1940",
         thesis="Thesis (M.S.)--Massachusetts Institute of Technology, 1940."),
    item(T, "ar", "ذكرى أبي العلاء", "حسين، طه", place="القاهرة", publisher="الجامعة المصرية", date="1914", thesis="رسالة دكتوراه"),
    item(T, "ru", "К теории ядерных переходов типа 0→0", "Сахаров, Андрей Дмитриевич", place="Москва",
         publisher="Физический институт АН СССР", date="1947", thesis="Дис. … канд. физ.-мат. наук"),
    item(T, "ja", "素粒子の相互作用について", "湯川, 秀樹", place="大阪", publisher="大阪帝国大学", date="1938", thesis="博士論文"),
    item(T, "fr", "Folie et déraison : histoire de la folie à l’âge classique", "Foucault, Michel", place="Paris", date="1961",
         thesis="Thèse de doctorat : Lettres : Université de Paris : 1961"),
    # ---- conference papers
    item(C, "zh", "非线性规划在可燃毒物配置中的应用", "钟文发", host="运筹学的理论与应用 : 中国运筹学会第五届大会论文集", host_by="赵炜", pages="468-471",
         place="西安", publisher="西安电子科技大学出版社", date="1996"),
    item(C, "en", "BERT : pre-training of deep bidirectional transformers for language understanding", "Devlin, Jacob",
         "Chang, Ming-Wei", "Lee, Kenton", "Toutanova, Kristina", host="Proceedings of NAACL-HLT 2019", pages="4171-4186",
         place="Minneapolis", publisher="Association for Computational Linguistics", date="2019", doi="10.18653/v1/n19-1423"),
    item(C, "ar", "المعجم التاريخي للغة العربية : قضايا ومقترحات", "حجازي، محمود فهمي", host="مؤتمر مجمع اللغة العربية", pages="145-168",
         place="القاهرة", publisher="مجمع اللغة العربية", date="2004"),
    item(C, "ru", "Программирование — вторая грамотность", "Ершов, Андрей Петрович", host="Применение ЭВМ в обучении", pages="1-18",
         place="Новосибирск", publisher="ВЦ СО АН СССР", date="1981"),
    item(C, "ja", "仮名漢字変換の一方式", "森, 健一", "天野, 真家", host="情報処理学会全国大会講演論文集", pages="201-202", place="東京",
         publisher="情報処理学会", date="1978"),
    item(C, "fr", "La cité antique et ses archives", "Nicolet, Claude", host="La mémoire perdue : actes du colloque de Rome", pages="7-22",
         place="Paris", publisher="Publications de la Sorbonne", date="1994"),
    # ---- reports
    item(R, "zh", "第47次中国互联网络发展状况统计报告", "body:中国互联网络信息中心", place="北京", publisher="中国互联网络信息中心", date="2021"),
    item(R, "en", "On distributed communications : I, introduction to distributed communications networks", "Baran, Paul",
         number="RM-3420-PR", place="Santa Monica, CA", publisher="RAND Corporation", date="1964"),
    item(R, "ar", "تقرير التنمية الإنسانية العربية 2003 : نحو إقامة مجتمع المعرفة", "body:برنامج الأمم المتحدة الإنمائي", place="نيويورك",
         publisher="المكتب الإقليمي للدول العربية", date="2003"),
    item(R, "ru", "Доклад о развитии человеческого потенциала в Российской Федерации", "edt:Бобылев, Сергей Николаевич",
         place="Москва", publisher="ПРООН", date="2010"),
    item(R, "ja", "科学技術・イノベーション白書. 令和3年版", "body:文部科学省", place="東京", publisher="文部科学省", date="2021"),
    item(R, "fr", "L’informatisation de la société", "Nora, Simon", "Minc, Alain", place="Paris",
         publisher="La Documentation française", date="1978"),
    # ---- standards
    item(S, "zh", "信息与文献 参考文献著录规则", "body:全国信息与文献标准化技术委员会", number="GB/T 7714—2015", place="北京", publisher="中国标准出版社",
         date="2015"),
    item(S, "en", "Information and documentation : guidelines for bibliographic references and citations to information resources",
         "body:International Organization for Standardization", number="ISO 690:2021", place="Geneva",
         publisher="International Organization for Standardization", date="2021"),
    item(S, "ar", "نظم إدارة الجودة : المتطلبات", "body:المنظمة الدولية للتوحيد القياسي", number="ISO 9001:2015", place="جنيف",
         publisher="المنظمة الدولية للتوحيد القياسي", date="2015"),
    item(S, "ru", "Библиографическая ссылка : общие требования и правила составления", "body:Федеральное агентство по техническому регулированию и метрологии",
         number="ГОСТ Р 7.0.5-2008", place="Москва", publisher="Стандартинформ", date="2008"),
    item(S, "ja", "7ビット及び8ビットの2バイト情報交換用符号化漢字集合", "body:日本工業標準調査会", number="JIS X 0208:1997", place="東京",
         publisher="日本規格協会", date="1997"),
    item(S, "fr", "Documentation : références bibliographiques : contenu, forme et structure", "body:Association française de normalisation",
         number="NF Z44-005", place="Paris", publisher="AFNOR", date="1987"),
    # ---- patents
    item(P, "zh", "全智能节电器", "邓一刚", number="200610171314.3", date="2006-12-13"),
    item(P, "en", "Improvement in telegraphy", "Bell, Alexander Graham", number="US 174465", date="1876-03-07"),
    item(P, "ar", "طريقة لتحلية مياه البحر بالطاقة الشمسية", "القاضي، سمير", date="2014-05-12"),
    item(P, "ru", "Ажурная башня", "Шухов, Владимир Григорьевич", number="Привилегия № 1896", date="1899-03-12"),
    item(P, "ja", "木製人力織機", "豊田, 佐吉", number="特許第1195号", date="1891-05-14"),
    item(P, "fr", "Appareil servant à l’obtention et à la vision des épreuves chronophotographiques", "Lumière, Auguste", "Lumière, Louis",
         number="FR 245032", date="1895-02-13"),
    # ---- newspaper articles
    item(A, "zh", "创造学习的新思路", "谢希德", host="人民日报", pages="10", date="1998-12-25"),
    item(A, "en", "Darkness visible, finally : astronomers capture first ever image of a black hole", "Overbye, Dennis",
         host="The New York Times", pages="A1", date="2019-04-11"),
    item(A, "ar", "بصراحة", "هيكل، محمد حسنين", host="الأهرام", pages="1", date="1967-10-06"),
    item(A, "ru", "Великое событие в истории человечества", host="Правда", pages="1", date="1961-04-13"),
    item(A, "ja", "定義集", "大江, 健三郎", host="朝日新聞", pages="22", date="2006-04-18"),
    item(A, "fr", "J’accuse…! : lettre au président de la République", "Zola, Émile", host="L’Aurore", pages="1", date="1898-01-13"),
    # ---- pages of the web, databases, data
    item(Kind.DATABASE, "zh", "中华古籍资源库", "body:中国国家图书馆", url="http://read.nlc.cn/thematDataSearch/toGujiIndex"),
    item(Kind.DATASET, "en", "Iris", "Fisher, R. A.", publisher="UCI Machine Learning Repository", date="1936",
         doi="10.24432/c56c76"),
    item(Kind.WEBSITE, "ar", "عن المنظمة", "body:المنظمة العربية للتربية والثقافة والعلوم", date="2020", url="https://www.alecso.org/"),
    item(Kind.WEBSITE, "ru", "История библиотеки", "body:Российская государственная библиотека", date="2019", url="https://www.rsl.ru/"),
    item(Kind.DATABASE, "ja", "国立国会図書館デジタルコレクション", "body:国立国会図書館", date="2011", url="https://dl.ndl.go.jp/"),
    item(Kind.WEBSITE, "fr", "Gallica", "body:Bibliothèque nationale de France", date="1997", url="https://gallica.bnf.fr/"),
)  # fmt: skip
"""By kind, then by language: zh, en, ar, ru, ja, fr."""
