"""What an agent did, as a MARC relator code, from codes, UNIMARC numbers and words in many languages.

``role`` is the way in. The words are those that cataloguers write in $e, $4 and statements of responsibility; the codes are
those of id.loc.gov/vocabulary/relators.
"""

import unicodedata
from functools import lru_cache

RELATORS = frozenset(
    """
    abr acp act adi adp aft anc anl anm ann ant ape apl app aqt arc ard arr art asg asn ato att auc aud aue aui aup aus aut
    bdd bjd bka bkd bkp blw bnd bpd brd brl bsl cad cas ccp chr cli cll clr clt cmm cmp cmt cnd cng cns coe col com con cop
    cor cos cot cou cov cpc cpe cph cpl cpt cre crp crr crt csl csp cst ctb cte ctg ctr cts ctt cur cwt dbd dbp dfd dfe dft
    dgc dgg dgs dis djo dln dnc dnr dpc dpt drm drt dsr dst dtc dte dtm dto dub edc edd edm edt egr elg elt eng enj etr evp
    exp fac fds fld flm fmd fmk fmo fmp fnd fon fpy frg gdv gis grt his hnr hst ill ilu ink ins inv isb itr ive ivr jud jug
    lbr lbt ldr led lee lel len let lgd lie lil lit lsa lse lso ltg ltr lyr mcp mdc med mfp mfr mka mod mon mrb mrk msd mte
    mtk mup mus mxe nan nrt onp opn org orm osp oth own pad pan pat pbd pbl pdr pfr pht plt pma pmn pop ppm ppt pra prc prd
    pre prf prg prm prn pro prp prs prt prv pta pte ptf pth ptt pup rap rbr rcd rce rcp rdd red ren res rev rpc rps rpt rpy
    rse rsg rsp rsr rst rth rtm rxa sad sce scl scr sde sds sec sfx sgd sgn sht sll sng spk spn spy srv std stg stl stm stn
    str swd tau tcd tch ths tld tlf tlg tlh tlp trc trl tyd tyg uvp vac vdg vfx voc wac wal wam wat waw wdc wde wfs wft win
    wit wpr wst wts
    """.split()  # noqa: SIM905 - a list of 300 quoted codes reads worse
)

# UNIMARC relator codes (appendix C) that occur in catalogues.
_UNIMARC = {
    "005": "act", "010": "adp", "018": "aut", "020": "ann", "030": "arr", "040": "art", "050": "asg", "060": "asn", "065": "auc",
    "070": "aut", "072": "aqt", "073": "aft", "075": "aft", "080": "aui", "090": "aus", "100": "ant", "110": "bnd", "120": "bdd",
    "130": "bkd", "140": "bjd", "150": "bpd", "160": "bsl", "170": "cll", "180": "ctg", "190": "cns", "200": "chr", "205": "ctb",
    "207": "cmm", "210": "cmm", "212": "wac", "220": "com", "230": "cmp", "233": "cmp", "240": "cmt", "245": "ccp", "250": "cnd",
    "255": "csp", "257": "ctb", "260": "cph", "270": "crr", "275": "dnc", "280": "dte", "290": "dto", "295": "dgg", "300": "drt",
    "305": "dis", "310": "dst", "320": "dnr", "330": "dub", "340": "edt", "345": "ill", "350": "egr", "360": "etr", "365": "exp",
    "370": "flm", "380": "frg", "390": "own", "395": "fnd", "400": "fnd", "410": "lil", "420": "hnr", "430": "ilu", "440": "ill",
    "445": "ill", "450": "ins", "460": "ive", "470": "ivr", "475": "aut", "480": "lbt", "490": "lse", "500": "lso", "510": "ltg",
    "520": "lyr", "530": "mte", "535": "mrb", "540": "mon", "545": "mus", "550": "nrt", "555": "opn", "557": "org", "560": "org",
    "570": "oth", "580": "ppm", "582": "pta", "584": "pth", "587": "pth", "590": "prf", "595": "res", "600": "pht", "610": "prt",
    "620": "ppm", "630": "pro", "635": "prg", "640": "pfr", "650": "pbl", "651": "pbd", "655": "pmn", "660": "rcp", "670": "rce",
    "672": "rth", "673": "rth", "675": "rev", "677": "res", "680": "rbr", "690": "aus", "695": "sad", "700": "scr", "705": "scl",
    "710": "red", "720": "sgn", "721": "sng", "723": "spn", "725": "stn", "727": "ths", "730": "trl", "740": "tyd", "750": "tyg",
    "753": "ctb", "755": "voc", "760": "wde", "770": "wam",
}  # fmt: skip

# One line a role: every word that means it. Words of languages written without spaces end up here in both scripts.
_WORDS = {
    "aut": """
        author, supposed author, attributed author, kirjoittaja, joint author, co-author, writer, by, written by, verfasser, verfasserin, autor, autorin,
        auteur, auteure, autore, autrice, autora, автор, szerző, yazar, forfatter, författare, tekijä,
        schrijver, ผู้แต่ง, مؤلف, تأليف, نویسنده, 著, 著者, 著作, 撰, 撰著, 撰写, 撰文, 作, 作者, 文, 原著,
        原作, 编著, 編著, 编写, 編寫, 合著, 共著, 撰稿, 口述, 讲, 講, 演讲, 述, 执笔, 執筆, 诗, 詩, 著编,
        지음, 저, 지은이, 저자, 글, 글쓴이, 공저, 편저, 원작, 원저, מאת, מחבר
    """,
    "edt": """
        editor, joint editor, joint ed, editor of compilation, toimittaja, ed, eds, edited by, general editor, volume editor, series editor, herausgeber,
        herausgeberin, hrsg, hg, hrsg. von, éditeur scientifique, éditeur, directeur de la publication, dir,
        sous la direction de, a cura di, curatore, cura, editor literario, coordinador, coord, red, redaktor,
        redaktør, redaktör, redakteur, ред, под ред, редактор, отв. ред, szerk, עורך, محرر, تحرير, تحقيق,
        主编, 主編, 总主编, 總主編, 副主编, 副主編, 执行主编, 编, 編, 编者, 編者, 编辑, 編輯, 編集, 责任编辑,
        責任編輯, 编纂, 編纂, 合编, 共編, 主辑, 编校, 校, 点校, 點校, 校点, 校點, 校订, 校訂, 审校, 審校,
        审订, 審訂, 审定, 審定, 整理, 标点, 標點, 修订, 修訂, 監修, 校閲, 校编, 参编, 參編, 编委, 编审, 엮음,
        엮은이, 편, 편집, 편자, 감수, 편찬, 책임편집
    """,
    "trl": """
        translator, translated by, tr, trans, transl, übersetzer, übersetzerin, übers, übersetzt von,
        aus dem, traducteur, traductrice, trad, traduction, traduttore, traduzione, traductor, traductora,
        traducción, tradutor, tradução, przekład, przeł, tłumacz, пер, переводчик, перевод, ford, çeviren,
        çev, oversætter, oversetter, översättare, kääntäjä, suom, vertaler, vert, מתרגם, תרגום, مترجم, ترجمة,
        ترجمه, 译, 譯, 翻译, 翻譯, 译者, 譯者, 主译, 主譯, 合译, 合譯, 编译, 編譯, 译注, 譯註, 译著, 選譯,
        选译, 節譯, 节译, 重译, 校译, 审译, 译校, 訳, 訳者, 共訳, 監訳, 訳注, 編訳, 옮김, 옮긴이, 역, 역자,
        번역, 편역, 공역, ผู้แปล, แปล
    """,
    "com": """
        compiler, comp, compiled by, joint compiler, zusammenstellung, zsgest, bearb, bearbeiter,
        compilateur, compilador, compilatore, сост, составитель, zestawił, opracował, oprac, 辑, 輯, 汇编,
        彙編, 选编, 選編, 选辑, 選輯, 选, 選, 编选, 編選, 编辑部, 辑录, 輯錄, 纂, 纂修, 汇辑, 主纂, 摘编,
        编目
    """,
    "ill": """
        illustrator, illustrated by, ill, illus, illustrations, illustrationen, illustratør, illustrateur,
        illustratrice, illustratore, ilustrador, ilustr, иллюстратор, худож, художник, kuvittaja, رسوم, 绘,
        繪, 绘画, 繪畫, 图, 圖, 插图, 插圖, 绘图, 繪圖, 画, 畫, 绘者, 配图, 絵, イラスト, 挿絵, 그림, 그린이,
        삽화, 일러스트
    """,
    "pht": """
        photographer, photographs, photography, fotograf, photographe, fotógrafo, fotografo, фотограф, 摄,
        攝, 摄影, 攝影, 撮影, 写真, 사진, 摄制
    """,
    "ctb": """
        contributor, mitwirkender, mitwirkende, beiträger, collaborateur, colaborador, collaboratore,
        joint contributor, mitarb, 供稿, 协编, 参与
    """,
    "aui": """
        author of introduction, writer of introduction, writer of preface, writer of foreword, foreword, préface, préfacier, vorwort, vorr,
        einleitung, prólogo, prologuista, автор предисловия, 序, 作序, 导读, 導讀, 前言, 序言
    """,
    "aft": "author of afterword, nachwort, postface, 跋, 后记",
    "ann": """
        annotator, annotated by, kommentiert von, annotateur, коммент, 注, 註, 注释, 註釋, 校注, 校註, 笺注,
        箋注, 疏, 集解, 集注, 集释, 评注, 評註, 校释, 校釋, 注疏, 补注, 주석
    """,
    "cwt": """
        commentator for written text, commentator, kommentator, 评, 評, 评点, 評點, 批点, 点评, 评论, 解说,
        解說
    """,
    "wac": "writer of added commentary, 解説, 赏析, 導賞",
    "cmp": """
        composer, music by, komponist, komponistin, compositeur, compositor, compositore, композитор,
        säveltäjä, tonsättare, 曲, 作曲, 谱曲, 譜曲, 작곡
    """,
    "lyr": "lyricist, words by, textdichter, parolier, letrista, 词, 詞, 作词, 作詞, 填词, 작사",
    "lbt": "librettist, librettiste, librettista, либреттист, libretto",
    "arr": "arranger, arr, arrangeur, arrangeur musical, bearbeiter (musik), 编曲, 編曲, 改编曲, 편곡",
    "adp": """
        adapter, adaptor, adapted by, adaptateur, adaptador, bearbeitung, 改编, 改編, 改写, 改寫, 缩写, 脚色,
        翻案, 각색
    """,
    "prf": """
        performer, interpret, interprète, intérprete, interprete, исполнитель, esittäjä, 演奏, 表演, 演出,
        연주
    """,
    "itr": "instrumentalist, 伴奏",
    "sng": "singer, vocalist, laulaja, sänger, chanteur, cantante, 演唱, 唱, 歌, 노래",
    "cnd": "conductor, dirigent, chef d'orchestre, director de orquesta, direttore, дирижер, 指挥, 指揮, 지휘",
    "act": "actor, actress, näyttelijä, schauspieler, acteur, attore, cast, 主演, 出演, 演员, 演員, 배우, 출연",
    "nrt": "narrator, read by, reader, sprecher, narrateur, narrador, lukija, 朗读, 朗讀, 播讲, 讲述, 낭독",
    "drt": """
        director, film director, regisseur, regie, réalisateur, réalisation, regista, realizador, ohjaaja,
        режиссер, 导演, 導演, 执导, 監督, 감독, 연출
    """,
    "fmd": "film director (fmd)",
    "pro": """
        producer, produzent, producteur, productor, produttore, продюсер, 制片, 製片, 监制, 監製, 製作, 制作,
        出品, 제작
    """,
    "aus": """
        screenwriter, author of screenplay, drehbuch, scénariste, guionista, sceneggiatore, сценарист, 编剧,
        編劇, 剧本, 脚本, 각본, 극본
    """,
    "art": "artist, künstler, künstlerin, artiste, artista, 作画, 美术",
    "cll": "calligrapher, kalligraph, calligraphe, 书, 書, 书法, 題字, 题字, 书写, 篆刻",
    "scr": "scribe, kopist, copiste, copista, 抄, 抄写, 鈔",
    "egr": "engraver, stecher, graveur, grabador, incisore, гравер, 刻, 雕刻",
    "ctg": "cartographer, kartograf, cartographe, cartógrafo, cartografo, 制图, 製圖, 测绘, 繪製, 編製, 编制",
    "pbl": """
        publisher, kustantaja, verlag, verlegt von, éditeur commercial, editorial, editore, издатель, 出版, 出版者,
        出版社, 刊, 발행, 펴냄
    """,
    "prt": "printer, drucker, imprimeur, impresor, stampatore, tipografo, типограф, 印, 印刷, 刊行",
    "dst": "distributor, vertrieb, diffuseur, distribuidor, 发行, 發行",
    "isb": """
        issuing body, herausgebendes organ, hrsg. körperschaft, collectivité éditrice, entidad emisora, 发布,
        颁布, 主办, 主辦, 编印, 編印, 發行機構
    """,
    "spn": "sponsor, sponsoring body, 资助, 赞助",
    "org": "originator, organizer, veranstalter, organisateur, 策划, 策劃, 组织, 主持",
    "ths": """
        thesis advisor, degree supervisor, betreuer, akademischer betreuer, directeur de thèse,
        director de tesis, promotor, 指导, 指導, 导师, 導師, 指导教师, 지도교수
    """,
    "dgg": """
        degree granting institution, degree grantor, grad-verleihende institution,
        établissement de soutenance, 授予单位, 学位授予单位
    """,
    "opn": "opponent, gutachter, rapporteur de la thèse, opposant, vastaväittäjä",
    "res": "researcher, forscher, 研究, 调查",
    "rev": "reviewer, rezensent, рецензент, 审阅, 審閱",
    "pfr": "proofreader, corrector, 校对, 校對",
    "dte": "dedicatee, widmungsempfänger, dédicataire, dedicatario",
    "dto": "dedicator",
    "hnr": "honoree, honouree, gefeierter, gefeierte, 纪念",
    "own": "owner, former owner, vorbesitzer, ancien possesseur, current owner, besitzer",
    "fmo": "former owner (fmo), 旧藏",
    "col": "collector, sammler, collectionneur, 收藏, 藏",
    "ive": "interviewee, interviewte, interviewé, 受访",
    "ivr": "interviewer, interviewerin, 采访, 採訪",
    "spk": "speaker, redner, vortragender, orador, 主讲, 主講",
    "rsp": "respondent, respondens, respondent (academic)",
    "pra": "praeses, präses",
    "rcp": "addressee, adressat, destinataire, destinatario, korrespondenzpartner",
    "crp": "correspondent, 通信",
    "fnd": "funder, geldgeber, financeur, 出资",
    "cre": "creator, urheber, créateur, creador, geistiger schöpfer, 创作, 創作, 創制, 制定",
    "bkd": "book designer, buchgestalter, concepteur, 装帧, 装幀, 书籍设计",
    "bjd": "bookjacket designer, cover designer, umschlaggestalter, 封面设计",
    "dsr": "designer, 设计, 設計, デザイン",
    "arc": "architect, architekt, architecte, arquitecto, 建筑设计",
    "trc": "transcriber, transkription, 记录, 記錄, 筆錄, 笔录",
    "red": "redaktor, redactor, rédacteur",
    "oth": "other, sonstige, sonst, autre, muu",
    "pan": "panelist",
    "mod": "moderator",
    "hst": "host, gastgeber",
    "ins": "inscriber",
    "cur": "curator, kurator, commissaire d'exposition",
    "his": "host institution, gastgebende institution",
    "jud": "judge",
    "plt": "plaintiff",
    "dfd": "defendant",
    "app": "applicant",
    "pat": "patron, förderer, mécène",
    "bsl": "bookseller, buchhändler, libraire",
    "bnd": "binder, buchbinder, relieur",
    "tch": "teacher",
    "ant": "bibliographic antecedent",
    "asn": "associated name",
    "auc": "auctioneer",
    "cmm": "commentator (spoken)",
    "cph": "copyright holder",
    "dnr": "donor, stifter, donateur",
    "flm": "film editor",
    "ltg": "lithographer, lithograph, lithographe",
    "mus": "musician, musiker, musicien",
    "cns": "censor, zensor",
    "dnc": "dancer, tänzer",
    "chr": "choreographer, choreograph, chorégraphe",
    "fmp": "film producer, filmproduzent, producteur de film",
    "prn": "production company, produktionsfirma, société de production",
    "wat": "writer of added text, writer of supplemental textual content, writer of essay, writer of catalogue essay",
    "fds": "film distributor, film distributer, filmverleih",
    "edm": "editor of moving image work, film editor (edm)",
    "pre": "presenter, präsentator, présentateur",
    "adi": "art director",
    "rce": "recording engineer, tonmeister, toningenieur, ingénieur du son, 录音, 錄音",
    "msd": "musical director",
    "prs": "production designer, szenenbildner",
    "clr": "colorist, kolorist",
    "crr": "corrector (crr)",
    "scl": "sculptor, bildhauer, sculpteur",
    "prm": "printmaker",
    "stn": "standards body",
    "win": "writer of supplementary textual content, mit einem vorwort von",
    "anm": "animator",
    "vdg": "videographer",
    "cng": "cinematographer, director of photography, camera, kameramann, 摄像",
    "prg": "programmer",
    "lgd": "lighting designer",
    "cst": "costume designer",
}

_BY_WORD: dict[str, str] = {}
for _code, _line in _WORDS.items():
    for _word in _line.split(","):
        _BY_WORD.setdefault(" ".join(_word.split()).rstrip("."), _code)

_AROUND = " .,;:[](){}【】［］（）〔〕<>\"'、。，；：…/"
# 等译 "translated by … and others", 共編, 合撰: what stands before or after the word proper.
_EAST_ASIAN_EXTRAS = ("等", "共", "合", "主", "者", "工作", "（", "今", "责任")


@lru_cache(maxsize=8192)
def role(word_or_code: str) -> str:
    """Return the MARC relator code of a code, UNIMARC number, relator URI or word in any language; "" if unknown.

    "trl", "730", "Übers.", "[译]", "http://id.loc.gov/vocabulary/relators/trl" and "옮김" are all "trl".
    """
    word = unicodedata.normalize("NFC", word_or_code).strip(_AROUND).lower()
    word = word.removesuffix(", etc").removesuffix(" (expression")
    if word.startswith("http"):
        word = word.rstrip("/").rpartition("/")[2]
    if word in RELATORS:
        return word
    found = _UNIMARC.get(word) or _BY_WORD.get(word) or _BY_WORD.get(" ".join(word.split()))
    if found or word.isascii():
        return found or ""
    return _without_extras(word)


def _without_extras(word: str) -> str:
    for extra in _EAST_ASIAN_EXTRAS:
        for bare in (word.removeprefix(extra), word.removesuffix(extra)):
            if bare and bare != word and (found := _BY_WORD.get(bare.strip(_AROUND)) or _without_extras(bare)):
                return found
    return ""
