"""What readers write before a colon to search one field: our names, those of other catalogues, and translations."""

from .tree import Field

_NAMES = {
    Field.ANY: "any all kw keyword 全部 任意词",
    Field.TITLE: "title ti t titel titre título titulo titolo заглавие название 题名 題名 书名 書名 标题 標題 タイトル 書名 제목 عنوان العنوان",
    Field.NAME: "author au a name creator contributor autor auteur autore verfasser автор 作者 著者 责任者 責任者 저자 مؤلف المؤلف",
    Field.SUBJECT: "subject su s topic thema sujet materia tema soggetto schlagwort 主题 主題 主题词 主題詞 件名 주제 موضوع الموضوع",
    Field.SERIES: "series se serie reihe série collection 丛书 叢書 丛编 シリーズ 총서 سلسلة السلسلة",
    Field.CALL_NUMBER: "callnumber call_number callno call shelfmark signatur cote 索书号 索書號 索取号 請求記号 청구기호",
    Field.IDENTIFIER: "identifier id isbn issn doi oclc lccn orcid arxiv pmid barcode 条码 条码号 條碼 标准号",
}

FIELD_NAMES = {name: field for field, names in _NAMES.items() for name in names.split()}
"""What stands before a colon, in lower case -> the field."""

SCHEMES = frozenset(["isbn", "issn", "doi", "oclc", "lccn", "orcid", "arxiv", "pmid", "barcode"])
"""Names of the identifier field that say which identifier it is."""
