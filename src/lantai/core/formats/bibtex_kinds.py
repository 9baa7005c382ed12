"""What BibTeX and BibLaTeX call things and roles: read and written by the same tables."""

from lantai.core.bib.record import Kind

KINDS: dict[str, Kind] = {
    "article": Kind.ARTICLE, "suppperiodical": Kind.ARTICLE, "review": Kind.ARTICLE, "book": Kind.BOOK, "mvbook": Kind.BOOK,
    "booklet": Kind.BOOK, "collection": Kind.BOOK, "mvcollection": Kind.BOOK, "reference": Kind.BOOK, "mvreference": Kind.BOOK,
    "manual": Kind.BOOK, "inbook": Kind.CHAPTER, "bookinbook": Kind.CHAPTER, "suppbook": Kind.CHAPTER, "incollection": Kind.CHAPTER,
    "suppcollection": Kind.CHAPTER, "inreference": Kind.CHAPTER, "inproceedings": Kind.CONFERENCE, "conference": Kind.CONFERENCE,
    "proceedings": Kind.CONFERENCE, "mvproceedings": Kind.CONFERENCE, "thesis": Kind.THESIS, "phdthesis": Kind.THESIS,
    "mastersthesis": Kind.THESIS, "report": Kind.REPORT, "techreport": Kind.REPORT, "standard": Kind.STANDARD,
    "patent": Kind.PATENT, "periodical": Kind.JOURNAL, "online": Kind.WEBSITE, "electronic": Kind.WEBSITE, "www": Kind.WEBSITE,
    "unpublished": Kind.MANUSCRIPT, "dataset": Kind.DATASET, "software": Kind.SOFTWARE, "artwork": Kind.OBJECT,
    "image": Kind.IMAGE, "audio": Kind.SOUND, "music": Kind.SOUND, "movie": Kind.VIDEO, "video": Kind.VIDEO, "misc": Kind.OTHER,
}  # fmt: skip

LISTS = {"aut": "author", "edt": "editor", "trl": "translator", "ann": "annotator", "cwt": "commentator", "aui": "introduction",
         "wfw": "foreword", "aft": "afterword"}  # fmt: skip
REST = "contributor"
