"""Letters to vendors that come with the system, in three languages, and filling them: places in braces such as {title}.

Sentences are not marked for translation: a letter is written in the vendor's language, whatever the librarian reads.
"""

import re
from collections.abc import Mapping

from lantai.core.faults.kinds import FaultClass

PLACES = ("library", "platform", "title", "address", "since", "count", "seen", "number", "networks", "contact")
_PLACE = re.compile(r"\{(\w*)\}")

_OPENING = {
    "en": "Dear colleagues,\n\nreaders of {library} cannot use {title} on {platform} since {since} ({count} reports so far).\n"
    "Address: {address}\nWhat we see: {seen}\n\n",
    "zh-hans": "您好：\n\n{library}的读者自{since}起无法使用{platform}上的《{title}》（目前收到{count}次反馈）。\n地址：{address}\n所见现象：{seen}\n\n",
    "ar": "السادة الزملاء،\n\nلا يستطيع قراء {library} استعمال {title} على {platform} منذ {since} (عدد البلاغات حتى الآن: {count}).\n"
    "العنوان: {address}\nما نراه: {seen}\n\n",
}
_CLOSING = {
    "en": "\n\nPlease name our number {number} in your answer.\n\nKind regards\n{library}\n{contact}",
    "zh-hans": "\n\n回复时请注明我们的编号{number}。\n\n此致\n{library}\n{contact}",
    "ar": "\n\nيرجى ذكر رقمنا {number} في ردكم.\n\nمع التحية\n{library}\n{contact}",
}
_ASKS: dict[FaultClass, dict[str, str]] = {
    FaultClass.LINK_BROKEN: {
        "en": "Please tell us the right address, and correct it in the lists you send to libraries.",
        "zh-hans": "请告知正确的地址，并在提供给图书馆的目录中更正。",
        "ar": "نرجو إخبارنا بالعنوان الصحيح وتصحيحه في القوائم التي ترسلونها إلى المكتبات.",
    },
    FaultClass.NO_ENTITLEMENT: {
        "en": "By our agreement it is ours to use. Please activate it and tell us when that is done.",
        "zh-hans": "按照协议，我馆有权使用该资源。请予以开通，并在完成后告知。",
        "ar": "بموجب اتفاقنا يحق لنا استعماله. نرجو تفعيله وإعلامنا عند إتمام ذلك.",
    },
    FaultClass.PROXY: {
        "en": "Please check that these networks of ours are registered with you:\n{networks}",
        "zh-hans": "请核对我馆以下网段是否已在贵方登记：\n{networks}",
        "ar": "نرجو التحقق من أن شبكاتنا التالية مسجلة لديكم:\n{networks}",
    },
    FaultClass.FEDERATED_LOGIN: {
        "en": "Signing in through our institution fails. Please check our entry in your list of institutions and the attributes you expect.",
        "zh-hans": "通过机构登录失败。请核对贵方机构列表中我馆的条目以及所需的属性。",
        "ar": "يفشل الدخول عبر مؤسستنا. نرجو مراجعة بياناتنا في قائمة المؤسسات والسمات التي تطلبونها.",
    },
    FaultClass.PLATFORM_DOWN: {
        "en": "Please tell us what has happened and when the platform will be back.",
        "zh-hans": "请告知故障原因及预计恢复时间。",
        "ar": "نرجو إخبارنا بما حدث ومتى تعود المنصة إلى العمل.",
    },
    FaultClass.WRONG_COVERAGE: {
        "en": "Fewer years can be read than were agreed. Please open the missing ones, or send us the years that are right.",
        "zh-hans": "可阅读的年份少于约定的年份。请补开缺失的年份，或告知正确的收录年限。",
        "ar": "السنوات المتاحة أقل من المتفق عليها. نرجو إتاحة الناقص منها أو إرسال السنوات الصحيحة.",
    },
    FaultClass.METADATA: {
        "en": "The description is not right. Please correct it at the source.",
        "zh-hans": "著录信息有误，请在源头更正。",
        "ar": "الوصف غير صحيح. نرجو تصحيحه في المصدر.",
    },
    FaultClass.PAYMENT_LAPSED: {
        "en": "Your platform says that our subscription has ended. Please check our payments and keep access open meanwhile.",
        "zh-hans": "贵平台提示我馆订阅已到期。请核查付款情况，其间请保持开通。",
        "ar": "تقول منصتكم إن اشتراكنا انتهى. نرجو مراجعة مدفوعاتنا وإبقاء الوصول مفتوحا في هذه الأثناء.",
    },
    FaultClass.EXCESS_DOWNLOAD: {
        "en": "We have looked into the downloads that led to the block and stopped them. Please lift it and tell us the addresses and times concerned.",
        "zh-hans": "我们已调查并制止了导致封禁的下载行为。请解除封禁，并告知相关地址和时间。",
        "ar": "بحثنا في التنزيلات التي أدت إلى الحظر وأوقفناها. نرجو رفعه وإخبارنا بالعناوين والأوقات المعنية.",
    },
    FaultClass.USER_ERROR: {
        "en": "A reader asks about the use of your platform; could you help us to answer?",
        "zh-hans": "有读者询问贵平台的使用方法，请协助解答。",
        "ar": "يسأل أحد القراء عن استعمال منصتكم، فهل تساعدوننا في الإجابة؟",
    },
}
_SUBJECTS = {
    "en": "{title}: no access ({number})",
    "zh-hans": "{title}：无法访问（{number}）",
    "ar": "{title}: تعذر الوصول ({number})",
}
LANGUAGES = tuple(_SUBJECTS)


def letter(label: FaultClass, language: str) -> tuple[str, str]:
    """Return subject and text of the letter for a class of faults, places not filled; in English where there is none in ``language``."""
    lang = language if language in LANGUAGES else "en"
    return _SUBJECTS[lang], _OPENING[lang] + _ASKS[label][lang] + _CLOSING[lang]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its places filled; what has no value leaves "-"."""
    return _PLACE.sub(lambda place: (values.get(place[1]) or "-") if place[1] in PLACES else place[0], text)


def unknown_places(text: str) -> list[str]:
    """Return the places of a text that nothing fills."""
    return sorted({f"{{{name}}}" for name in _PLACE.findall(text) if name not in PLACES})
