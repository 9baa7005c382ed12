"""The 25 columns of KBART II, and the other names under which providers send them."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

COLUMNS = (
    "publication_title",
    "print_identifier",
    "online_identifier",
    "date_first_issue_online",
    "num_first_vol_online",
    "num_first_issue_online",
    "date_last_issue_online",
    "num_last_vol_online",
    "num_last_issue_online",
    "title_url",
    "first_author",
    "title_id",
    "embargo_info",
    "coverage_depth",
    "notes",
    "publisher_name",
    "publication_type",
    "date_monograph_published_print",
    "date_monograph_published_online",
    "monograph_volume",
    "monograph_edition",
    "first_editor",
    "parent_publication_title_id",
    "preceding_publication_title_id",
    "access_type",
)

CLOSE = 0.87
"""Likeness of a misspelt heading to a column's name (difflib): "publicaton_title" 0.97, "print_id" and "print_identifier" 0.67."""

_OTHER_NAMES = """
publication_title: title, journal title, journal, book title, publication name, publication, title name, full title
publication_title: name, 刊名, 题名, 书名, 期刊名称, 出版物名称, 资源名称, عنوان المنشور, العنوان
print_identifier: issn, print issn, p issn, pissn, issn print, id issn, print isbn, p isbn, isbn print, isbn
print_identifier: journal issn print version, id isbn, 印刷版issn, 纸本issn, 国际标准刊号, 纸本isbn
online_identifier: e issn, eissn, online issn, issn online, electronic issn, id eissn, e isbn, eisbn, online isbn
online_identifier: electronic isbn, isbn online, journal eissn online version, id eisbn, 电子版issn, 电子issn
online_identifier: 电子isbn
date_first_issue_online: ft start date, coverage start, coverage from, start date, first issue date, from date
date_first_issue_online: date first issue, coverage start date, first issue, 起始日期, 收录起始年, 起始年, 开始年份
num_first_vol_online: vol ft start, first volume, start volume, first vol, 起始卷
num_first_issue_online: iss ft start, start issue, first issue number, 起始期
date_last_issue_online: ft end date, coverage end, coverage to, end date, last issue date, to date, date last issue
date_last_issue_online: coverage end date, last issue, 截止日期, 收录截止年, 截止年, 结束年份
num_last_vol_online: vol ft end, last volume, end volume, last vol, 截止卷
num_last_issue_online: iss ft end, end issue, last issue number, 截止期
title_url: url, journal url, link, website, web address, platform title url, platform host url, publication url
title_url: journal homepage, 链接, 网址, 访问地址
first_author: author, first author surname, 作者, 第一作者
title_id: id kbart title id, kbart title id, proprietary id, id, journal id, publication id, 刊号id, 标识号
embargo_info: embargo, embargo period, moving wall, 滞后期, 时滞
coverage_depth: depth, coverage level, 收录深度
notes: coverage_notes, note, coverage note, comments, remarks, 备注, 注释
publisher_name: publisher, 出版社, 出版者, 出版商
publication_type: type, resource type, material type, content type, 类型, 资源类型
date_monograph_published_print: print publication date, publication date print, 纸本出版日期
date_monograph_published_online: online publication date, publication date online, publication date, 电子出版日期
monograph_volume: volume, 卷册
monograph_edition: edition, 版次
first_editor: editor, 编者, 主编
parent_publication_title_id: parent_publication_id, parent title id, parent id
preceding_publication_title_id: preceding_publication_id, previous title id, preceding title id
access_type: access, access model, oa status, 获取类型, 访问类型
"""
_ALIASES = {
    re.sub(r"[\W_]+", "", name.casefold()): column
    for column, _, names in (line.partition(":") for line in _OTHER_NAMES.strip().splitlines())
    for name in (column, *names.split(","))
}
_LONG = {re.sub(r"[\W_]+", "", column): column for column in COLUMNS}

TELLING = frozenset({"publication_title", "print_identifier", "online_identifier", "title_url", "title_id", "publisher_name"})
"""Columns by which a row is known to be the row of headings."""


def plain(heading: str) -> str:
    """Return a heading as it is compared: lower case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def column_of(heading: str) -> str:
    """Return which column a heading means, "" none: by its name, another name of it, or one misspelt."""
    bare = plain(heading)
    if bare in _ALIASES:
        return _ALIASES[bare]
    near = get_close_matches(bare, _LONG, n=1, cutoff=CLOSE) if len(bare) > 6 else []
    return _LONG[near[0]] if near else ""


def placed(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Return column -> place. ``mapping``: column -> heading, as staff said, counts first; then a column's own name before others.

    Of several headings that mean one column the first counts; the others stay what they are, columns that KBART does not know.
    """
    found: dict[str, int] = {}
    bare = [plain(heading) for heading in headings]
    for column, heading in mapping.items():
        if column in COLUMNS and plain(heading) in bare:
            found[column] = bare.index(plain(heading))
    taken = set(found.values())
    for exact in (True, False):
        for place, heading in enumerate(headings):
            column = _LONG.get(bare[place], "") if exact else column_of(heading)
            if column and column not in found and place not in taken:
                found[column] = place
                taken.add(place)
    return found
