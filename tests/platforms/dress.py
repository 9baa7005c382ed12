"""What stands around the words of a played page: titles of the library's, heads and feet of platforms, in nine languages."""

from lantai.core.faults.facts import Expected

JOURNALS = {
    "en": Expected(title="Journal of Imagined Hydrology", identifiers=frozenset({"2999-1236", "2999-1244"}), first_year=1998),
    "zh": Expected(title="想象水文学报", identifiers=frozenset({"2999-2003"}), first_year=1999),
    "ar": Expected(title="مجلة الهيدرولوجيا المتخيلة", identifiers=frozenset({"2999-3018"}), first_year=2001),
    "ru": Expected(title="Вестник воображаемой гидрологии", identifiers=frozenset({"2999-4022"}), first_year=1995),
    "es": Expected(title="Revista de Hidrología Imaginada", identifiers=frozenset({"2999-5037"}), first_year=2000),
    "fr": Expected(title="Annales d’hydrologie imaginaire", identifiers=frozenset({"2999-6041"}), first_year=1990),
    "de": Expected(title="Zeitschrift für erdachte Gewässerkunde", identifiers=frozenset({"2999-7056"}), first_year=1988),
    "ja": Expected(title="架空水文学雑誌", identifiers=frozenset({"2999-8060"}), first_year=2002),
    "ko": Expected(title="상상수문학회지", identifiers=frozenset({"2999-9075"}), first_year=2003),
}
BOOK = Expected(
    kind="monograph", title="Rivers That Were Never There: A Cultural History", identifiers=frozenset({"9780000000019"})
)
DATABASE = Expected(kind="database", title="Imaginary Waters Online", entitled=True)

NAV = {
    "en": ("Home", "Browse", "For authors", "Log in", "Register", "Cart (0)", "© Example Press. Terms · Privacy · Contact us"),
    "zh": ("首页", "期刊导航", "投稿指南", "登录", "注册", "我的订单", "© 示例出版社 版权所有 联系我们"),
    "ar": ("الرئيسية", "تصفح", "للمؤلفين", "تسجيل الدخول", "إنشاء حساب", "السلة", "© دار المثال. الشروط والخصوصية"),
    "ru": ("Главная", "Журналы", "Авторам", "Войти", "Регистрация", "Корзина", "© Издательство «Пример». Контакты"),
    "es": ("Inicio", "Revistas", "Autores", "Iniciar sesión", "Registrarse", "Carrito", "© Editorial Ejemplo. Contacto"),
    "fr": ("Accueil", "Revues", "Auteurs", "Se connecter", "S’inscrire", "Panier", "© Éditions Exemple. Mentions légales"),
    "de": ("Startseite", "Zeitschriften", "Für Autoren", "Anmelden", "Registrieren", "Warenkorb", "© Beispiel-Verlag. Impressum"),
    "ja": ("ホーム", "雑誌一覧", "投稿規定", "ログイン", "新規登録", "カート", "© 例示出版 お問い合わせ"),
    "ko": ("홈", "학술지", "투고안내", "로그인", "회원가입", "장바구니", "© 예시출판사 문의"),
}
LOREM = {
    "en": "Streams that no map shows have been described since antiquity. We compare three accounts of the fifth river of the northern plain and "
    "show that their discharge cannot be reconciled with rainfall of any century. Implications for the teaching of hydrology are discussed. ",
    "zh": "自古以来就有人描述地图上不存在的河流。本文比较了关于北方平原第五条河的三种记载，指出其流量与任何世纪的降水都无法吻合，并讨论了对水文学教学的启示。",
    "ar": "وصفت منذ القدم أنهار لا تظهر على أي خريطة. نقارن ثلاث روايات عن النهر الخامس في السهل الشمالي ونبين أن تصريفه لا يتفق مع أمطار أي قرن. ",
    "ru": "Реки, которых нет на картах, описывались с древности. Мы сравниваем три описания пятой реки северной равнины и показываем. ",
    "es": "Desde la Antigüedad se describen ríos que ningún mapa muestra. Comparamos tres relatos del quinto río de la llanura septentrional y su caudal. ",
    "fr": "Des rivières qu’aucune carte ne montre sont décrites depuis l’Antiquité. Nous comparons trois récits de la cinquième rivière de la plaine du nord. ",
    "de": "Flüsse, die keine Karte zeigt, werden seit der Antike beschrieben. Wir vergleichen drei Berichte über den fünften Fluss der nördlichen Ebene. ",
    "ja": "地図にない川は古代から記述されてきた。本論文では北部平原の第五の川に関する三つの記録を比較し、その流量がどの世紀の降水量とも一致しないことを示す。",
    "ko": "지도에 없는 강은 고대부터 기록되어 왔다. 이 논문은 북부 평야의 다섯 번째 강에 대한 세 기록을 비교하고 그 유량이 강수량과 맞지 않음을 보인다. ",
}


def page(lang: str, title: str, body: str, *, head: str = "", bare: bool = False) -> str:
    """Return a whole page; ``bare``: without the head and foot of a platform, as proxies and web servers write."""
    if bare:
        return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    home, browse, authors, login, register, cart, foot = NAV[lang]
    direction = ' dir="rtl"' if lang == "ar" else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"{direction}><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width">{head}<link rel="stylesheet" href="/s.css"><script>var a="not found";</script></head>'
        f'<body><header><a href="/">Example Platform</a><nav><a href="/">{home}</a><a href="/b">{browse}</a><a href="/a">{authors}</a>'
        f'<a href="/login">{login}</a><a href="/reg">{register}</a><a href="/cart">{cart}</a></nav></header>'
        f"<main>{body}</main><footer><p>{foot}</p></footer></body></html>"
    )


def journal(lang: str, more: str = "", *, extra_head: str = "", title: str = "") -> str:
    """Return the sound page of a journal: name, number, newest issues."""
    expected = JOURNALS[lang]
    name, issn = title or expected.title, min(expected.identifiers)
    head = f'<meta name="citation_journal_title" content="{name}"><meta name="citation_issn" content="{issn}">{extra_head}'
    body = f"<h1>{name}</h1><p>ISSN {issn}</p><p>{LOREM[lang] * 2}</p>{more}"
    return page(lang, f"{name} | Example Platform", body, head=head)


def article(lang: str, title: str, more: str = "", *, extra_head: str = "", abstract: str = "") -> str:
    """Return the sound page of an article in the expected journal, with its abstract."""
    name = JOURNALS[lang].title
    head = (
        f'<meta name="citation_title" content="{title}"><meta name="citation_journal_title" content="{name}">'
        f'<meta name="citation_doi" content="10.5555/imaginary.7">{extra_head}'
    )
    body = f"<h1>{title}</h1><p><i>{name}</i> 12 (2019), 1–17</p><h2>Abstract</h2><p>{abstract or LOREM[lang] * 2}</p>{more}"
    return page(lang, f"{title} – {name}", body, head=head)
