"""Full texts of the demo library's made-up papers, generated: articles in JATS in three languages with a drawn figure, and a PDF; nothing in them is true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from lantai.core.formats.pdf.write import Drawing, Sheet, write

from . import actions, queries
from .models import FullText, TextOrigin

BARS = (3, 5, 4, 8, 6, 9, 7)


@dataclass(frozen=True, slots=True)
class Article:
    """A made-up article: number of the paper, language, license as the catalog has it, words by their place."""

    number: int
    language: str
    license: str
    title: str
    abstract: str
    sections: Sequence[tuple[str, Sequence[str]]]
    caption: tuple[str, str]
    table: tuple[str, Sequence[Sequence[str]]]


ARTICLES = (
    Article(
        8, "en", "by-sa", "A made-up article on drought genes in foxtail millet",
        "This article was made up for a demonstration. It looks for genes in millet that nobody has planted, and finds as many as it was told to find.",
        (
            ("Introduction", ("Whoever wants to see how an article is read in this library needs an article. This is one, and nothing in it is true.",
                              "Foxtail millet was chosen because it bears drought well, and that it was invented.")),
            ("Methods", ("Seven imaginary fields were watched for seven imaginary weeks. The numbers were chosen by hand.",)),
            ("Results", ("The number of genes grew from three to nine and fell again, as Figure 1 shows.",)),
            ("Limits", ("No conclusion about any plant can be drawn from numbers that were made up.",)),
        ),
        ("Figure 1", "Genes in seven fields, all of them made up."),
        ("Table 1. Fields and genes.", (("Field", "Genes"), ("East", "3"), ("South", "9"), ("West", "7"))),
    ),
    Article(
        2, "zh-Hans", "by-nc", "一篇虚构的文章：海冰下的潮流",
        "本文为演示而虚构，其中没有任何内容是真实的。",
        (
            ("引言", ("要展示如何在本馆阅读文章，就需要一篇文章。本文即为此而写。", "之所以选择海冰下的潮流，是因为没有人能去核对。")),
            ("方法", ("我们观察了七个并不存在的海湾，持续七周。所有数字都是人工选定的。",)),
            ("结果", ("如图 1 所示，流速先增大后减小。",)),
        ),
        ("图 1", "七个虚构海湾的流速。"),
        ("表 1 海湾与流速", (("海湾", "流速"), ("甲", "3"), ("乙", "9"))),
    ),
    Article(
        12, "ar", "by-nc", "مقالة مُختلقة عن تمارين التنفس ودوار البحر",
        "كُتبت هذه المقالة للعرض التجريبي، وليس فيها ما هو حقيقي.",
        (
            ("مقدمة", ("لكي يُرى كيف تُقرأ مقالة في هذه المكتبة لا بد من مقالة، وهذه واحدة.",)),
            ("النتائج", ("زاد عدد التمارين ثم نقص كما يبيّن الشكل 1.",)),
        ),
        ("الشكل 1", "تمارين سبعة أشخاص لا وجود لهم."),
        ("الجدول 1. التمارين", (("الشخص", "التمارين"), ("أ", "3"), ("ب", "9"))),
    ),
)  # fmt: skip

PDF_NUMBER = 1


def furnish(*, now: datetime) -> None:
    """Keep the files, once; what staff change afterwards stays so."""
    if FullText.objects.exists():
        return
    for article in ARTICLES:
        raw, pictures = jats(article), {"bars.png": _png()}
        _keep(article.number, raw, f"made-up-{article.number}.xml", now=now, pictures=pictures)
    _keep(PDF_NUMBER, pdf(), f"made-up-{PDF_NUMBER}.pdf", now=now, deposit=True)


def _keep(
    number: int, data: bytes, name: str, *, now: datetime, pictures: Mapping[str, bytes] | None = None, deposit: bool = False
) -> None:
    for work in queries.works_with_doi(f"10.5555/lantai-demo.{number}")[:1]:
        actions.keep(
            by=None,
            work=work.pk,
            data=data,
            file_name=name,
            origin=TextOrigin.DEMO,
            now=now,
            version="published",
            pictures=pictures,
            deposit=deposit,
        )


def jats(article: Article) -> bytes:
    """Return the article in JATS."""
    label, caption = article.caption
    heading, rows = article.table
    body = "".join(
        f"<sec><title>{escape(title)}</title>{''.join(f'<p>{escape(p)}</p>' for p in texts)}{_plates(label, caption, heading, rows) if n == 2 else ''}</sec>"
        for n, (title, texts) in enumerate(article.sections, start=len(article.sections) == 2)
    )
    return f"""<article xml:lang="{article.language}" xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>
<article-id pub-id-type="doi">10.5555/lantai-demo.{article.number}</article-id><title-group><article-title>{escape(article.title)}</article-title></title-group>
<permissions><license xlink:href="https://creativecommons.org/licenses/{article.license}/4.0/"/></permissions><abstract><p>{escape(article.abstract)}</p></abstract></article-meta></front><body>{body}</body>
<back><ref-list><ref id="r1"><mixed-citation>Demo A. A paper nobody wrote. Annals of Made-up Results.</mixed-citation></ref></ref-list></back>
</article>""".encode()


def _plates(label: str, caption: str, heading: str, rows: Sequence[Sequence[str]]) -> str:
    head, *rest = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return (
        f'<fig id="f1"><label>{escape(label)}</label><caption><p>{escape(caption)}</p></caption><graphic xlink:href="bars.tif"/></fig>'
        f"<table-wrap><caption><p>{escape(heading)}</p></caption><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(f'<tr>{row}</tr>' for row in rest)}</tbody></table></table-wrap>"
    )


def pdf() -> bytes:
    """Return a made-up paper as PDF, with the same drawing."""
    from PIL import Image

    drawn = Image.open(BytesIO(_png())).convert("RGB")
    return write(
        [
            Sheet(
                [
                    "A made-up paper on microplastics in mountain lakes", "", "Everything in this file was invented for a demonstration library.",
                    "",
                    "Figure 1 shows the plastic in seven lakes that are on no map.",
                ],
                Drawing(drawn.width, drawn.height, drawn.tobytes()),
                ["Figure 1. Plastic in seven lakes that do not exist."],
            ),
            Sheet(["Nothing follows from these numbers.", "", "The second page is here so that there is one to turn to."]),
        ],
        title="A made-up paper on microplastics in mountain lakes", author="Demo, Ada",
    )  # fmt: skip


def _png() -> bytes:
    """Return a drawing of bars."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (640, 360), "white")
    pen = ImageDraw.Draw(drawn)
    for n, high in enumerate(BARS):
        pen.rectangle((50 + 80 * n, 330 - 32 * high, 100 + 80 * n, 330), fill=(44, 88, 120))
    pen.line((40, 330, 610, 330), fill=(60, 60, 60), width=2)
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()
