"""Twelve topics for the demo library, and for libraries that want something to begin with."""

from datetime import datetime

from lantai.people.models import Account

from . import actions
from .models import Topic

LANGUAGES = ("en", "zh-hans", "ar")

TOPICS: tuple[tuple[str, str, tuple[str, str, str], tuple[str, str, str]], ...] = (
    (
        "climate-change",
        "q=climate",
        ("Climate change", "气候变化", "تغيّر المناخ"),
        (
            "How the climate changes, what that does to land, sea and people, and what can be done.",
            "气候如何变化，它对陆地、海洋与人类的影响，以及应对之道。",
            "كيف يتغيّر المناخ، وأثر ذلك في البر والبحر والناس، وما يمكن فعله.",
        ),
    ),
    (
        "artificial-intelligence",
        "q=artificial+intelligence",
        ("Artificial intelligence", "人工智能", "الذكاء الاصطناعي"),
        (
            "Machines that learn, see and speak: methods, uses and questions of right and wrong.",
            "会学习、会看、会说的机器：方法、应用与伦理问题。",
            "آلات تتعلّم وترى وتتكلّم: المناهج والاستعمالات والأسئلة الأخلاقية.",
        ),
    ),
    (
        "public-health",
        "q=health",
        ("Public health", "公共卫生", "الصحة العامة"),
        (
            "Keeping many people well: epidemics, nutrition, care and the policies behind them.",
            "维护大众健康：流行病、营养、照护及其背后的政策。",
            "صحة الجماعات: الأوبئة والتغذية والرعاية والسياسات التي وراءها.",
        ),
    ),
    (
        "water",
        "q=water",
        ("Water", "水", "الماء"),
        (
            "Rivers, seas, rain and wells: water as a resource, a danger and a way.",
            "江河、海洋、雨水与水井：水既是资源，也是危险与通道。",
            "الأنهار والبحار والمطر والآبار: الماء موردًا وخطرًا وطريقًا.",
        ),
    ),
    (
        "silk-roads",
        "q=silk+road",
        ("The Silk Roads", "丝绸之路", "طرق الحرير"),
        (
            "Caravans, ships, beliefs and books between China, Central Asia, Arabia and the Mediterranean.",
            "往来于中国、中亚、阿拉伯与地中海之间的商队、船只、信仰与书籍。",
            "القوافل والسفن والعقائد والكتب بين الصين وآسيا الوسطى وبلاد العرب والبحر المتوسط.",
        ),
    ),
    (
        "poetry",
        "q=poetry",
        ("Poetry of the world", "世界诗歌", "شعر العالم"),
        (
            "Poems and what is written about them, from the Book of Songs and the odes of Arabia to our day.",
            "诗与论诗之作：从《诗经》、阿拉伯悬诗到今天。",
            "قصائد وما كُتب عنها، من «كتاب الأناشيد» الصيني والمعلّقات العربية إلى يومنا.",
        ),
    ),
    (
        "education",
        "q=education",
        ("Education", "教育", "التعليم"),
        ("Schools, universities and learning outside them.", "学校、大学以及校外的学习。", "المدارس والجامعات والتعلّم خارجها."),
    ),
    (
        "energy",
        "q=energy",
        ("Energy", "能源", "الطاقة"),
        (
            "Sun, wind, water, coal and atoms: how energy is won, stored and shared.",
            "太阳、风、水、煤与原子：能源如何获取、储存与分配。",
            "الشمس والريح والماء والفحم والذرّة: كيف تُنتج الطاقة وتُخزَّن وتُوزَّع.",
        ),
    ),
    (
        "birds-and-biodiversity",
        "q=birds",
        ("Birds and biodiversity", "鸟类与生物多样性", "الطيور والتنوّع الحيوي"),
        (
            "Life in its many kinds, with birds as its best watched part.",
            "形形色色的生命，以最受关注的鸟类为例。",
            "الحياة بأنواعها الكثيرة، والطيور أكثرها رصدًا.",
        ),
    ),
    (
        "open-science",
        "q=open+access",
        ("Open science", "开放科学", "العلم المفتوح"),
        (
            "Papers, data and methods that everybody can read, check and use again.",
            "人人可读、可验证、可再用的论文、数据与方法。",
            "أبحاث وبيانات ومناهج يستطيع الجميع قراءتها والتحقق منها وإعادة استعمالها.",
        ),
    ),
    (
        "migration",
        "q=migration",
        ("Migration", "迁徙与移民", "الهجرة"),
        (
            "People on the move, why they go, and what they find.",
            "迁徙中的人们：为何离开，又遇见了什么。",
            "الناس في ترحالهم: لماذا يرحلون وماذا يجدون.",
        ),
    ),
    (
        "history-of-science",
        "q=history+of+science",
        ("History of science", "科学史", "تاريخ العلوم"),
        (
            "How people came to know what they know, in all parts of the world.",
            "世界各地的人们如何认识世界、积累知识。",
            "كيف عرف الناس ما يعرفونه في أنحاء العالم كلها.",
        ),
    ),
)
"""Name in the address, search, names and introductions in ``LANGUAGES``."""


def furnish(*, by: Account, now: datetime) -> None:
    """Make and publish the twelve, once; what staff change afterwards stays so."""
    if Topic.objects.exists():
        return
    for slug, search, names, introductions in TOPICS:
        said = {
            "names": dict(zip(LANGUAGES, names, strict=True)),
            "introductions": dict(zip(LANGUAGES, introductions, strict=True)),
        }
        topic = actions.make_topic(by=by, slug=slug, search=search, now=now, **said)
        actions.publish(by=by, topic=topic, now=now)
