"""What the columns of libraries' tables are called, in nine languages and in KBART: the words that ``guess`` knows.

A line gives a field path (docs/data/mapping.md) and the headings that mean it. Case, spaces and punctuation do not count.
"""

import re
import unicodedata
from functools import cache, lru_cache

from lantai.core.text.languages import UNKNOWN, bcp47

_WORDS = """
title = title, titles, main title, title proper, publication title, book title, article title, name of title, titlename, title.title, 题名, 書名,
    书名, 正题名, 正題名, 题名与责任者, 刊名, 期刊名, 标题, 篇名, 名称, name, タイトル, 題名, 本タイトル, 資料名, العنوان, عنوان, عنوان الكتاب,
    titre, titre propre, titel, haupttitel, buchtitel, título, titulo, título principal, заглавие, название, заголовок, наименование, 서명, 제목,
    journal title of serial
title.rest = subtitle, sub title, remainder of title, other title information, 副题名, 副題名, 副书名, 其他题名信息, サブタイトル, 副書名,
    タイトル関連情報, sous titre, untertitel, zusatz zum titel, subtítulo, подзаголовок, العنوان الفرعي
title.part = part title, part number, volume title, 分册名, 分册号, 分卷名, 卷册, 巻次, numéro de partie, bandangabe, parte, часть
title.by = statement of responsibility, responsibility, 责任说明, 責任表示, mention de responsabilité, verfasserangabe, mención de responsabilidad,
    сведения об ответственности, بيان المسؤولية
title.parallel = parallel title, 并列题名, 並列題名, 英文题名, 外文题名, engname, english title, 並列タイトル, titre parallèle, paralleltitel,
    título paralelo, параллельное заглавие, العنوان الموازي
title.original = original title, 原书名, 原题名, 原題名, 原タイトル, titre original, originaltitel, título original, оригинальное название,
    العنوان الأصلي
title.alternative = alternative title, variant title, other title, 其他题名, 又名, その他のタイトル, autre titre, nebentitel, otro título,
    другое заглавие, alternative titles
title.abbreviated = abbreviated title, short title, 缩略题名, iso abbreviation, 略タイトル, titre abrégé, kurztitel, título abreviado
creator = author, authors, author(s), creator, creators, main author, primary author, first author, title.primary_author, author name, by, 责任者,
    責任者, 作者, 著者, 著者名, 第一责任者, 主要责任者, 作者姓名, 著作者, المؤلف, المؤلفون, مؤلف, تأليف, auteur, auteurs, verfasser, autor, autoren,
    autorin, autores, autor(es), autor principal, автор, авторы, 저자, 지은이
creator[edt] = editor, editors, editor(s), first editor, 编者, 主编, 編者, 編集者, المحرر, éditeur scientifique, directeur de publication,
    herausgeber, hrsg, editores, organizador, редактор, составитель
creator[trl] = translator, translators, 译者, 譯者, 翻译, 訳者, المترجم, ترجمة, traducteur, traductrice, übersetzer, traductor, tradutor, переводчик
creator[ill] = illustrator, 绘者, 插图, イラスト, رسام, illustrateur, ilustrador, иллюстратор
publisher = publisher, publishers, publisher name, publishing house, imprint, title.publisher, 出版社, 出版者, 出版单位, 出版發行, 出版機構, 発行所,
    出版元, الناشر, دار النشر, éditeur, maison d'édition, verlag, verlagsname, editorial, editora, editor comercial, издательство, издатель, 출판사,
    발행처
place = place, place of publication, publication place, place published, city, 出版地, 出版地点, 発行地, مكان النشر, lieu d'édition,
    lieu de publication, ort, erscheinungsort, verlagsort, lugar, lugar de publicación, local de publicação, local, место издания, город, 출판지
date = date, year, publication year, pub year, publication date, date of publication, year of publication, copyright year, title.publication_year,
    pubyear, date monograph published print, date monograph published online, 出版年, 出版日期, 出版时间, 年份, 年代, 年, 年度, 出版年月, 発行年, 刊行年,
    سنة النشر, تاريخ النشر, السنة, année, année de publication, date de publication, jahr, erscheinungsjahr, año, año de publicación, fecha,
    fecha de publicación, ano, ano de publicação, data, год, год издания, дата, 출판년, 발행년
date.original = original date, original year, original publication date, 初版年, 原书出版年, année originale, año original
edition = edition, ed, monograph edition, 版本, 版次, 版本项, 版, エディション, 版表示, الطبعة, édition, auflage, ausgabe, edición, edição, издание,
    номер издания, 판사항
extent = extent, pages, pagination, physical description, page count, number of pages, collation, 页数, 頁數, 页码, 载体形态, 形态, ページ数, 形態,
    عدد الصفحات, الوصف المادي, collation, nombre de pages, seiten, seitenzahl, umfang, páginas, número de páginas, descripción física, страницы,
    объем, количество страниц
series = series, series title, series 1 title, 丛书, 叢書, 丛书名, 丛编, シリーズ, 叢書名, السلسلة, collection, série, reihe, schriftenreihe, serie,
    colección, coleção, серия, 총서
series.number = series number, series volume, series 1 series volume, 丛书号, 丛书编号, シリーズ番号, numéro de collection, bandnummer,
    número de serie, номер серии
isbn = isbn, id.isbn, isbn10, isbn13, isbn 10, isbn 13, e isbn, eisbn,
    print isbn, online isbn, isbns, isbn/issn, ردمك, رقم الكتاب الدولي, 国际标准书号, 書號,
    书号, isbn号, 国际书号
issn = issn, id.issn, id.eissn, issns, print issn, electronic issn,
    online issn, e issn, eissn, issn print, issn online, pissn, issn号, ردمد, 国际标准刊号, 刊号
number = issn/isbn, print identifier, online identifier, identifier isbn issn, title.identifier, standard number, 标准编号
doi = doi, id.doi, digital object identifier
lccn = lccn, lc control number
oclc = oclc, oclc number, oclc no, oclc electronic number, worldcat number
cn = cn, 统一刊号, 国内统一刊号, cn号, 国内刊号
language = language, languages, lang, language of text, language code, 语种, 語種, 语言, 語言, 言語, 本文言語, 正文语种, اللغة, لغة, langue, langues,
    sprache, sprachen, idioma, lengua, língua, idiomas, язык, языки, 언어
language.original = original language, 原文语种, 原著语种, 原文の言語, langue originale, originalsprache, idioma original, язык оригинала,
    اللغة الأصلية
country = country, country of origin, country of publication, 国家, 国别, 出版国, بلد النشر, pays, land, país, страна
subject = subject, subjects, subject heading, subject headings, topic, keyword, keywords, tags, discipline, discipline 1, discipline 2, discipline 3,
    主题, 主题词, 主題, 主題詞, 关键词, 關鍵詞, 学科, 件名, キーワード, الموضوع, الموضوعات, رؤوس الموضوعات, كلمات مفتاحية, sujet, sujets, mots clés,
    schlagwort, schlagwörter, schlagworte, thema, materia, materias, tema, temas, palabras clave, assunto, assuntos, palavras chave, предмет,
    предметные рубрики, ключевые слова, тема, 주제
class[clc] = 中图法分类号, 中图分类号, 分类号, 分類號, clc, 中图法, clc class
class[ddc] = dewey, ddc, dewey class, dewey decimal, 杜威分类号, cote dewey, dk, ддк, تصنيف ديوي
class[lcc] = lcc, lc class, lc classification, library of congress classification
class[udc] = udc, dk zahl, cdu, удк
class[ndc] = ndc, 日本十進分類, 分類記号
holding.callnumber = call number, call no, callnumber, shelfmark, shelf mark, 索书号, 索書號, 排架号, 請求記号, رقم الطلب, رقم الاستدعاء, cote,
    cote de rangement, signatur, standortsignatur, signatura, signatura topográfica, número de chamada, шифр, шифр хранения, полочный шифр, 청구기호
holding.library = library, holding library, branch, owning library, campus, 馆藏单位, 所属馆, 分馆, 馆别, 図書館, 所蔵館, المكتبة, bibliothèque,
    bibliothek, biblioteca, библиотека, 소장기관
item.location = location, shelving location, collection location, 馆藏地, 馆藏地点, 館藏地, 馆藏位置, 所在地, 配置場所, 所在, الموقع, مكان الحفظ,
    localisation, emplacement, standort, ubicación, localización, localização, местонахождение, место хранения, 소장위치
item.barcode = barcode, barcodes, item barcode, bar code, 条码, 条形码, 條碼, 条码号, 馆藏条码, 财产号, バーコード, 資料番号, الباركود,
    الرمز الشريطي, code barres, code à barres, strichcode, exemplarnummer, mediennummer, código de barras, штрихкод, штрих код, инвентарный номер,
    등록번호
item.volume = item volume, volume designation, 卷期, 巻号, enumeration
item.copy = copy, copy number, copies, 复本, 复本数, 複本, 冊数, exemplaire, exemplar, exemplare, ejemplar, ejemplares, exemplares, экземпляр,
    экземпляры, النسخة, عدد النسخ
item.status = status, item status, availability, circulation status, 状态, 馆藏状态, 流通状态, 貸出状況, الحالة, statut, disponibilité, estado,
    situação, статус
holding.coverage = coverage, holdings, holdings statement, coverage statement, 馆藏, 馆藏卷期, 收藏情况, 所蔵, 所蔵巻号, المقتنيات,
    état de collection, bestand, existencias, acervo, фонд
url = url, platform.host.url, link, web address, title url, journal url, uri,
    website, address, web site, 网址, 链接, 全文链接, 電子資源, リンク, الرابط, lien,
    adresse web, enlace, endereço, ссылка, rss
host = journal, journal title, source, source title, container title, host title, published in, 期刊, 来源, 来源刊物, 所在期刊, 収録誌, المجلة,
    revue, zeitschrift, in, revista, журнал, источник
host.volume = volume, vol, journal volume, 卷, 巻, المجلد, band, volumen, том
host.issue = issue, issue number, journal issue, 期, 期号, 号, العدد, numéro, heft, número, fascículo, выпуск
host.pages = page range, first page, page numbers, 起止页, 起讫页, 所在页码, pages de l'article
note.summary = abstract, summary, description, 摘要, 内容提要, 简介, 内容简介, 要旨, 抄録, ملخص, المستخلص, résumé, zusammenfassung, abstract text,
    resumen, resumo, аннотация, реферат, 초록
note.contents = contents, table of contents, 目录, 目次, المحتويات, table des matières, inhaltsverzeichnis, contenido, sumário, оглавление,
    содержание
note = note, notes, remarks, comment, comments, general note, public note, coverage note, 附注, 备注, 備註, 注記, 備考, ملاحظات, remarque, remarques,
    bemerkung, anmerkung, anmerkungen, nota, notas, observaciones, примечание, примечания, 주기
note.price = price, list price, 定价, 價格, 价格, 単価, 価格, السعر, prix, preis, precio, preço, цена
kind = type, document type, material type, format, record type, kind, publication type, resource type, 文献类型, 资料类型, 類型, 类型, 資料種別,
    種別, نوع المادة, type de document, medienart, dokumenttyp, tipo, tipo de documento, tipo de material, вид документа, тип, 자료유형
control = id, id.kbart_title_id, record id, record number, control number,
    system number, bib id, bibnumber, title id, title #, ckey, mms id, mms, recordid, 控制号,
    记录号, 系统号, 记录控制号, 書誌番号, رقم السجل, identifiant, numéro de notice, id nummer, identifikationsnummer, número de control,
    identificador, номер записи
"""


@lru_cache(maxsize=4096)
def normalised(heading: str) -> str:
    """Return a heading without case, accents, spaces and punctuation; "C++" and the like do not occur."""
    text = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(c for c in text if c.isalnum() or c == "#")


@cache
def _paths() -> dict[str, str]:
    paths: dict[str, str] = {}
    for line in re.sub(r"\n\s+", " ", _WORDS).strip().splitlines():
        path, _, words = line.partition(" = ")
        for word in words.split(","):
            paths.setdefault(normalised(word), path)
    return paths


def guess(heading: str) -> str:
    """Return the field path that a heading most probably means; "" where it is not known."""
    return _paths().get(normalised(heading), "") or _in_a_language(heading)


_OF_LANGUAGE = (
    re.compile(r"(?P<base>.+?)[\s_-]*[(（\[【](?P<lang>[^()（）\[\]]{2,20})[)）\]】]"),  # keywords (English), 关键词（英文）
    re.compile(r"(?P<base>.+)_(?P<lang>[A-Za-z]{2,3})"),  # abstract_en
    re.compile(r"(?P<lang>\w{4,20}) (?P<base>.+)"),  # English abstract
    re.compile(r"(?P<base>.+?) (?P<lang>\w{4,20})"),  # résumé anglais
    re.compile(r"(?P<lang>[\u4e00-\u9fff]{2})(?P<base>[\u4e00-\u9fff]+)"),  # 英文摘要
)
_IN_LANGUAGES = frozenset(("title", "subject", "note.summary"))
"""Fields that tables give once for each language."""


def _in_a_language(heading: str) -> str:
    """Return the path of a heading that also says a language: "subject[lang:en]" of "Keywords (English)"."""
    for pattern in _OF_LANGUAGE:
        if match := pattern.fullmatch(heading.strip()):
            base, tag = _paths().get(normalised(match["base"]), ""), bcp47(match["lang"])
            if base in _IN_LANGUAGES and tag not in ("", UNKNOWN) and match["lang"].lower() != "id":
                return f"{base}[{LANGUAGE_MARK}{tag}]"
    return ""


LANGUAGE_MARK = "lang:"
"""What stands in the brackets of a path before the language of a column's words."""
