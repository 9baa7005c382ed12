"""What can be played: one ``Play`` a variant of a kind of fault, and sound pages that look like faults.

Every second play of each kind is of the half "rules", on which the judge's rules may be looked at and mended; the others, "held", were
written before any rule was run and only measure.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from lantai.core.faults.facts import Expected
from lantai.core.faults.kinds import LinkKind

from .dress import BOOK, DATABASE, JOURNALS, LOREM, article, journal, page


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answers; ``to``: a redirect, in which {self} and {other} stand for this server and for one under another name."""

    status: int = 200
    body: str | bytes = ""
    headers: dict[str, str] = field(default_factory=dict)
    to: str = ""
    delay_s: float = 0.0
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """One variant: what is asked for, what is expected there, and what the addresses answer. ``at``: "http", "tls", "closed" or "nowhere"."""

    name: str
    kind: LinkKind
    expected: Expected
    answers: dict[str, Answer]
    path: str = "/journal/imagined"
    at: str = "http"
    half: str = "rules"


def plays() -> list[Play]:
    """Return all of them."""
    made: list[Play] = []
    for kind, several in _all().items():
        for n, (expected, answers, path, at) in zip(count(), several):
            made.append(Play(f"{kind}-{n:02}", kind, expected, answers, path, at, "rules" if n % 2 == 0 else "held"))
    return made


Scene = tuple[Expected, dict[str, Answer], str, str]
PATH = "/journal/imagined"


def says(lang: str, html: str, *, status: int = 200, path: str = PATH, expected: Expected | None = None, **headers: str) -> Scene:
    """Return a scene of one page."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return expected or JOURNALS[lang], {path: Answer(status, html, named)}, path, "http"


def leads(lang: str, to: str, *, status: int, then: str = "", path: str = PATH, at: str = "", **more: Answer) -> Scene:
    """Return a scene of a redirect and the page that it leads to."""
    where = at or to.replace("{self}", "").replace("{other}", "")
    return JOURNALS[lang], {path: Answer(status, to=to), where: Answer(200, then), **more}, path, "http"


def _all() -> dict[LinkKind, list[Scene]]:
    return {
        LinkKind.DEAD_HOST: list(_dead()),
        LinkKind.MOVED: list(_moved()),
        LinkKind.SOFT_404: list(_gone()),
        LinkKind.LOGIN_WALL: list(_login()),
        LinkKind.EXPIRED_CERTIFICATE: [(JOURNALS[lang], {p: Answer(200, journal(lang))}, p, "tls") for lang, p in _shut()],
        LinkKind.PROXY_NOT_CONFIGURED: list(_proxy()),
        LinkKind.PAYWALL: list(_paywall()),
        LinkKind.WRONG_COVERAGE: list(_coverage()),
        LinkKind.WRONG_TITLE: list(_other_title()),
        LinkKind.BLOCKED_IP: list(_blocked()),
        LinkKind.MAINTENANCE: list(_maintenance()),
        LinkKind.DOI_UNRESOLVED: list(_doi()),
        LinkKind.SOUND: list(_sound()),
    }


def _shut() -> Iterator[tuple[str, str]]:
    yield from zip(
        ["en", "zh", "ar", "ru", "es", "fr", "de", "ja", "ko", "en", "zh", "en"], (f"/j/{n}" for n in count()), strict=False
    )


def _dead() -> Iterator[Scene]:
    for lang in ("en", "zh", "ar", "ru"):
        yield JOURNALS[lang], {}, PATH, "closed"
    for lang in ("en", "de", "fr"):
        yield JOURNALS[lang], {}, PATH, "nowhere"
    yield JOURNALS["en"], {PATH: Answer(delay_s=30)}, PATH, "http"
    yield JOURNALS["zh"], {PATH: Answer(drop=True)}, PATH, "http"
    yield (
        JOURNALS["en"],
        {PATH: Answer(502, page("en", "502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr>nginx", bare=True))},
        PATH,
        "http",
    )
    yield says("zh", page("zh", "504 Gateway Time-out", "<h1>504 Gateway Time-out</h1>openresty", bare=True), status=504)
    yield says(
        "en",
        page("en", "500", "<h1>Internal Server Error</h1><p>The server encountered an internal error.</p>", bare=True),
        status=500,
    )
    yield says(
        "en",
        page(
            "en",
            "imagined-hydrology.example",
            "<h1>imagined-hydrology.example</h1><p>This domain is for sale! Related searches: rivers, loans</p>",
            bare=True,
        ),
    )
    yield says(
        "zh", page("zh", "example.cn", "<h2>域名已过期</h2><p>该域名 example.cn 已过期，请域名所有者尽快续费。</p>", bare=True)
    )
    yield leads("ru", "{self}/dead", status=302, then="", at="/none", **{"/dead": Answer(drop=True)})
    yield (
        JOURNALS["ja"],
        {PATH: Answer(522, "<title>522: Connection timed out</title><h1>Connection timed out</h1>")},
        PATH,
        "http",
    )


def _moved() -> Iterator[Scene]:
    yield leads("en", "{other}/j/1", status=301, then=journal("en"))
    yield leads("zh", "{other}/kns/2", status=301, then=journal("zh"))
    yield leads("ar", "{self}/new/imagined", status=308, then=journal("ar"))
    yield leads("ru", "{self}/archive/2023/imagined", status=301, then=journal("ru"))
    yield says(
        "en",
        page(
            "en",
            "We have moved",
            "<h1>Our new home</h1><p>This journal has moved to a new platform. Please update your bookmarks: <a href='http://new.example.org/jih'>new.example.org/jih</a></p>",
        ),
    )
    yield says("zh", page("zh", "平台迁移通知", "<h1>通知</h1><p>本站已迁移至新平台，请更新您的书签。新网址：new.example.cn</p>"))
    yield says(
        "ar", page("ar", "انتقل الموقع", "<h1>انتقل الموقع إلى عنوان جديد</h1><p>العنوان الجديد للمجلة هو new.example.org</p>")
    )
    yield says("ru", page("ru", "Сайт переехал", "<h1>Внимание</h1><p>Сайт переехал на новый адрес. Обновите закладки.</p>"))
    yield says(
        "en",
        page(
            "en",
            "Redirecting",
            "<p>Please wait</p>",
            head='<meta http-equiv="refresh" content="3; url=http://elsewhere.example.org/jih/">',
            bare=True,
        ),
    )
    yield says(
        "fr",
        page(
            "fr",
            "Changement d’adresse",
            "<h1>La revue a déménagé</h1><p>Mettez à jour vos favoris : la nouvelle adresse est revues.example.fr.</p>",
        ),
    )
    yield says("de", page("de", "Umzug", "<p>Unsere Zeitschrift ist umgezogen. Bitte aktualisieren Sie Ihre Lesezeichen.</p>"))
    yield says(
        "es",
        page("es", "Nos hemos mudado", "<p>La revista se ha trasladado a la nueva plataforma. Actualice sus marcadores.</p>"),
    )
    yield says(
        "ja", page("ja", "移転のお知らせ", "<p>当サイトは新しいアドレスに移転しました。ブックマークの変更をお願いします。</p>")
    )
    yield says("ko", page("ko", "이전 안내", "<p>학회지 누리집이 새 주소로 이전되었습니다. 즐겨찾기를 변경해 주십시오.</p>"))
    yield says("en", page("en", "Moved", "<p>The content you are looking for is now hosted on Example Reader.</p>", bare=True))
    answers = {
        PATH: Answer(301, to="{self}/step"),
        "/step": Answer(301, to="{other}/final/j"),
        "/final/j": Answer(200, journal("es")),
    }
    yield JOURNALS["es"], answers, PATH, "http"


def _gone() -> Iterator[Scene]:
    yield says(
        "en",
        page(
            "en",
            "Page not found | Example Platform",
            "<h1>Page not found</h1><p>Sorry, we can’t find the page you are looking for.</p><ul><li>Journals</li><li>Books</li></ul>",
        ),
    )
    yield says("zh", page("zh", "页面不存在", "<h1>抱歉</h1><p>您访问的页面不存在或已被删除。</p><a href='/'>返回首页</a>"))
    yield says("ar", page("ar", "خطأ", "<h1>الصفحة غير موجودة</h1><p>عذرا، الصفحة المطلوبة غير متاحة.</p>"))
    yield says("ru", page("ru", "Ошибка 404", "<h1>Страница не найдена</h1><p>Запрашиваемая страница удалена.</p>"))
    yield leads(
        "en",
        "{self}/",
        status=302,
        then=page(
            "en",
            "Example Platform: journals and books",
            "<h1>Welcome</h1><p>Search 2,000 journals.</p>" + "<p>Featured: water, air, fire.</p>" * 8,
        ),
        at="/",
    )
    yield says("es", page("es", "Página no encontrada", "<h1>404</h1><p>La página que busca no existe.</p>"))
    yield says("fr", page("fr", "Erreur", "<h2>Page introuvable</h2><p>La page demandée n’existe plus.</p>"))
    yield says("de", page("de", "Fehler", "<h1>Seite nicht gefunden</h1><p>Die gesuchte Seite existiert nicht.</p>"))
    yield says("ja", page("ja", "エラー", "<h1>お探しのページは見つかりませんでした</h1><p>URLをご確認ください。</p>"))
    yield says("ko", page("ko", "안내", "<h1>요청하신 페이지를 찾을 수 없습니다</h1><p>주소를 확인해 주십시오.</p>"))
    yield says(
        "en",
        page(
            "en",
            "Example Platform",
            "<div class='error-box'>This content is no longer available on Example Platform.</div><p>You may be interested in:</p>"
            + "<p>Water Letters</p>" * 5,
        ),
    )
    yield says(
        "en",
        page("en", "Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", bare=True),
        status=404,
    )
    yield says("zh", page("zh", "提示信息", "<div class='message'>该期刊不存在，或已下架！</div><p>3秒后返回</p>"))
    yield says(
        "en",
        page(
            "en",
            "Oops!",
            "<h1>Oops! Something is missing</h1><p>The item you requested does not exist.</p>"
            + "<p>Try a search instead.</p>" * 3,
        ),
    )
    yield says("ar", page("ar", "منصة المثال", "<h1>عذرا</h1><p>لم يتم العثور على المحتوى الذي طلبته، ربما تم حذفه.</p>"))
    yield says("en", page("en", "Gone", "<h1>Gone</h1>", bare=True), status=410)
    yield leads(
        "zh",
        "{self}/index.html",
        status=302,
        then=page("zh", "示例数据库平台", "<h1>一框式检索</h1>" + "<p>期刊 图书 学位论文</p>" * 12),
        at="/index.html",
    )
    yield leads(
        "en",
        "{self}/error?code=404",
        status=302,
        then=page("en", "Error", "<h1>We couldn’t find the page</h1><p>The page you requested could not be found.</p>"),
        at="/error",
    )


def _login() -> Iterator[Scene]:
    form = "<form action='/login'><input name='u'><input type='password' name='p'><button>{}</button></form>"
    yield leads(
        "en",
        "{self}/login?next=/journal/imagined",
        status=302,
        then=page("en", "Log in", "<h1>Log in</h1>" + form.format("Log in")),
        at="/login",
    )
    yield leads(
        "zh",
        "{self}/cas/login?service=x",
        status=302,
        then=page("zh", "统一身份认证", "<h1>统一身份认证平台</h1>" + form.format("登录")),
        at="/cas/login",
    )
    yield says(
        "ar", page("ar", "تسجيل الدخول", "<h1>تسجيل الدخول</h1><p>يجب تسجيل الدخول لقراءة هذا المحتوى.</p>" + form.format("دخول"))
    )
    yield says(
        "ru",
        page(
            "ru", "Вход в систему", "<h1>Авторизация</h1><p>Для просмотра необходимо войти в систему.</p>" + form.format("Войти")
        ),
    )
    yield says(
        "en",
        page(
            "en",
            "Find your institution",
            "<h1>Access through your institution</h1><p>Choose your institution to sign in.</p><input name='q' placeholder='University name'>",
        ),
    )
    yield says(
        "es",
        page(
            "es",
            "Acceso de usuarios",
            "<h1>Iniciar sesión</h1><p>Debe iniciar sesión para ver este contenido.</p>" + form.format("Entrar"),
        ),
    )
    yield says(
        "fr",
        page(
            "fr",
            "Authentification",
            "<h1>Connexion</h1><p>Vous devez vous connecter pour consulter cette revue.</p>" + form.format("Valider"),
        ),
    )
    yield says("de", page("de", "Anmeldung", "<h1>Bitte melden Sie sich an</h1>" + form.format("Anmelden")))
    yield says(
        "ja",
        page("ja", "ログイン", "<h1>ログイン</h1><p>この雑誌を閲覧するにはログインが必要です。</p>" + form.format("ログイン")),
    )
    yield says("ko", page("ko", "로그인", "<h1>로그인</h1><p>로그인이 필요합니다.</p>" + form.format("로그인")))
    yield says("en", page("en", "401", "<h1>Unauthorized</h1><p>Authentication required.</p>", bare=True), status=401)
    yield says("zh", page("zh", "想象水文学报", "<p>您尚未登录，请登录后查看全文内容。</p>" + form.format("登录")))
    yield says(
        "en",
        page(
            "en",
            "Session expired",
            "<h1>Your session has expired</h1><p>Please sign in to continue.</p><a href='/signin'>Sign in</a>",
        ),
    )
    yield leads(
        "fr",
        "{other}/idp/profile/SAML2/Redirect/SSO?x=1",
        status=302,
        then=page("fr", "Service d’authentification", "<h1>Identifiez-vous</h1>" + form.format("OK"), bare=True),
        at="/idp/profile/SAML2/Redirect/SSO",
    )
    yield says(
        "en",
        page(
            "en",
            "Sign in to Example Reader",
            "<div class='card'><h2>Member login</h2>" + form.format("Sign in") + "<p>Forgot password? Create account.</p></div>",
        ),
    )
    yield leads(
        "ar",
        "{self}/signin",
        status=303,
        then=page("ar", "منصة المثال", "<h2>الدخول الموحد</h2><p>اختر مؤسستك من القائمة.</p>" + form.format("متابعة")),
        at="/signin",
    )


def _proxy() -> Iterator[Scene]:
    yield says(
        "en",
        page(
            "en",
            "Host needs to be added",
            "<p>To allow http://journals.example.com to be used in a starting point URL, your EZproxy administrator must first authorize the hostname of this URL in the config.txt file.</p><p>Within this database's section, the following line must be added:</p><pre>Host journals.example.com</pre>",
            bare=True,
        ),
    )
    yield says("zh", page("zh", "WebVPN", "<h1>提示</h1><p>该资源未配置，请联系管理员添加。</p>", bare=True), status=403)
    yield says(
        "en",
        page(
            "en",
            "Proxy error",
            "<h1>Error</h1><p>This resource is not configured for remote access. Contact your library.</p>",
            bare=True,
        ),
        status=404,
    )
    yield says(
        "zh", page("zh", "访问受限", "<div class='alert'>您访问的网站不在白名单中，如需访问请联系图书馆。</div>", bare=True)
    )
    yield says("ar", page("ar", "خطأ في الوكيل", "<p>الخادم الوكيل غير مهيأ لهذا العنوان. يرجى الاتصال بالمكتبة.</p>", bare=True))
    yield says("ru", page("ru", "Ошибка", "<p>Прокси-сервер не настроен для доступа к этому сайту.</p>", bare=True), status=403)
    yield says(
        "en",
        page(
            "en",
            "OpenAthens",
            "<h1>Sorry</h1><p>The OpenAthens Redirector could not take you there: the link is not a recognised resource for your organisation.</p>",
            bare=True,
        ),
    )
    yield says(
        "en",
        page(
            "en",
            "Unknown service provider",
            "<h1>Unsupported Request</h1><p>The application you have accessed is not registered for use with this service.</p>",
            bare=True,
        ),
        status=400,
    )
    yield says("es", page("es", "Proxy", "<p>El proxy no está configurado para este recurso.</p>", bare=True))
    yield says(
        "fr",
        page(
            "fr",
            "Accès distant",
            "<p>Cette ressource n’est pas configurée : le proxy n’est pas configuré pour ce site.</p>",
            bare=True,
        ),
    )
    yield says(
        "en",
        page(
            "en",
            "EZproxy",
            "<h2>Maximum number of virtual hosts reached</h2><p>The administrator must increase MaxVirtualHosts in config.txt.</p>",
            bare=True,
        ),
    )
    yield says("de", page("de", "Fernzugriff", "<p>Der Proxy ist nicht konfiguriert für diesen Anbieter.</p>", bare=True))
    yield says("zh", page("zh", "CARSI", "<h1>错误</h1><p>未知的服务提供者，SP未注册。</p>", bare=True), status=500)
    yield says("ja", page("ja", "リモートアクセス", "<p>このサイトはプロキシに登録されていません。</p>", bare=True))
    yield says("zh", page("zh", "校外访问系统", "<p>该站点未开通校外访问，请提交申请。</p>", bare=True))
    yield says("ko", page("ko", "프록시", "<p>이 사이트는 프록시에 등록되지 않았습니다.</p>", bare=True))


def _paywall() -> Iterator[Scene]:
    shut = (
        '<script type="application/ld+json">'
        + json.dumps({"@type": "ScholarlyArticle", "isAccessibleForFree": False})
        + "</script>"
    )
    title = {
        "en": "Five rivers of the northern plain",
        "zh": "北方平原的五条河",
        "ar": "أنهار السهل الخمسة",
        "ru": "Пять рек равнины",
        "es": "Cinco ríos",
        "fr": "Cinq rivières",
        "de": "Fünf Flüsse",
        "ja": "五つの川",
        "ko": "다섯 강",
    }
    yield says(
        "en",
        article(
            "en", title["en"], "<div class='access'>You do not have access to this article. <a>Purchase PDF $39.95</a></div>"
        ),
    )
    yield says("zh", article("zh", title["zh"], "<div class='tip'>您所在的机构未订购该资源，<a>购买全文</a> ¥25</div>"))
    yield says("ar", article("ar", title["ar"], "<div>ليس لديك صلاحية الوصول إلى النص الكامل. <a>شراء المقال</a> 30 دولار</div>"))
    yield says("ru", article("ru", title["ru"], "<div>У вас нет доступа к полному тексту. <a>Купить статью</a> 300 руб</div>"))
    yield says(
        "en",
        article(
            "en",
            title["en"],
            "<p>This is a preview of subscription content. <a>Buy article PDF USD 39.95</a></p>",
            extra_head=shut,
        ),
    )
    yield says("es", article("es", title["es"], "<div>Su institución no tiene acceso. <a>Comprar artículo</a> 30 €</div>"))
    yield says("fr", article("fr", title["fr"], "<div>Vous n’avez pas accès à cet article. <a>Acheter l’article</a> 25 €</div>"))
    yield says(
        "de", article("de", title["de"], "<div>Sie haben keinen Zugriff auf diesen Inhalt. <a>Artikel kaufen</a> 32 €</div>")
    )
    yield says("ja", article("ja", title["ja"], "<div>アクセス権がありません。<a>この記事を購入</a> 3,300円</div>"))
    yield says("ko", article("ko", title["ko"], "<div>소속 기관은 구독하지 않습니다. <a>이 논문을 구매</a> 6,000원</div>"))
    yield says(
        "en",
        article(
            "en",
            title["en"],
            "<aside class='paywall'><h2>Get access</h2><p>Your institution has not subscribed to this journal.</p></aside>",
        ),
    )
    yield says(
        "en",
        page(
            "en",
            f"{BOOK.title} | Example Books",
            f"<h1>{BOOK.title}</h1><p>{LOREM['en']}</p><p>Rent this ebook from $12.00 or purchase chapters. Subscription required: you don’t have access to this book.</p>",
        ),
        expected=BOOK,
    )
    yield says(
        "zh",
        page(
            "zh",
            "想象水文学报",
            "<h1>想象水文学报</h1><p>" + LOREM["zh"] + "</p><div class='message'>您没有下载权限，余额不足，请充值。</div>",
        ),
    )
    yield says(
        "en",
        article(
            "en",
            title["en"],
            "<p>Access options</p><button>Add to cart</button><p>Price includes VAT €34.95</p>",
            extra_head=shut,
        ),
    )
    yield says("ar", article("ar", title["ar"], "<p>يتطلب هذا المحتوى اشتراكا. مؤسستك غير مشتركة في هذه المجلة.</p>"))
    yield says(
        "en",
        article(
            "en",
            title["en"],
            "<p>Subscribe to Journal: get full journal access for 1 year, $119.00</p><p>Purchase instant access (48 hours) $15</p>",
        ),
    )


def _coverage() -> Iterator[Scene]:
    def volumes(lang: str, first: int, last: int, word: str) -> str:
        return "<ul>" + "".join(f"<li><a>{word} {y - 1980} ({y})</a></li>" for y in range(last, first - 1, -1)) + "</ul>"

    yield says("en", journal("en", "<p>Full text available: 2010 – present</p>"))
    yield says("zh", journal("zh", "<p>收录年限：2012-至今</p>"))
    yield says("ar", journal("ar", "<p>التغطية: 2015 - الآن</p>"))
    yield says("ru", journal("ru", "<p>Доступны выпуски: 2014–2019 годы. Полный текст: 2014–2019</p>"))
    yield says(
        "en",
        journal(
            "en", "<div class='alert'>This volume is not included in your subscription. Your access covers 2015 to present.</div>"
        ),
    )
    yield says("zh", journal("zh", "<div class='tip'>该卷期不在订购年限内，您的订购年限为2016-2024。</div>"))
    yield says("es", journal("es", "<p>Cobertura: 2011 - 2018</p>"))
    yield says("fr", journal("fr", "<p>Couverture : 2005 - 2012</p>"))
    yield says("de", journal("de", "<p>Verfügbare Jahrgänge: 2009 bis heute</p>"))
    yield says("ja", journal("ja", "<p>収録期間：2012年～現在</p>"))
    yield says("ko", journal("ko", "<p>수록 기간: 2015 ~ 현재</p>"))
    yield says("en", journal("en", "<h2>All issues</h2>" + volumes("en", 2012, 2024, "Volume")))
    yield says("zh", journal("zh", "<h2>过刊浏览 全部</h2>" + volumes("zh", 2010, 2024, "第")))
    yield says("en", journal("en", "<p>The year you asked for is outside your subscribed period: entitled years 2008-2015.</p>"))
    yield says("ar", journal("ar", "<div class='alert'>هذا العدد خارج فترة اشتراككم. يشمل اشتراككم السنوات من 2016.</div>"))
    yield says("en", journal("en", "<p>Coverage: 1998 - 2009 (ceased on this platform; later volumes elsewhere)</p>"))


def _other_title() -> Iterator[Scene]:
    def another(lang: str, title: str, issn: str, body: str = "") -> str:
        head = f'<meta name="citation_journal_title" content="{title}"><meta name="citation_issn" content="{issn}">'
        return page(
            lang,
            f"{title} | Example Platform",
            f"<h1>{title}</h1><p>ISSN {issn}</p><p>{LOREM[lang].replace('ydrolog', 'istor')}</p>{body}",
            head=head,
        )

    yield says("en", another("en", "Annals of Synthetic Botany", "2998-0016"))
    yield says("zh", another("zh", "虚构植物学通报", "2998-0024"))
    yield says("ar", another("ar", "حوليات النبات الاصطناعي", "2998-0032"))
    yield says("ru", another("ru", "Журнал вымышленной ботаники", "2998-0040"))
    yield says("en", another("en", "Journal of Imagined Geology", "2998-0059"))
    yield says("es", another("es", "Boletín de Botánica Ficticia", "2998-0067"))
    yield says("fr", another("fr", "Cahiers de botanique fictive", "2998-0075"))
    yield says("de", another("de", "Archiv für erfundene Botanik", "2998-0083"))
    yield says("ja", another("ja", "空想植物学会誌", "2998-0091"))
    yield says("ko", another("ko", "가상식물학연구", "2998-0105"))
    ld = (
        '<script type="application/ld+json">'
        + json.dumps({"@type": "Book", "name": "Deserts Without Sand", "isbn": "9780000000200"})
        + "</script>"
    )
    yield says(
        "en", page("en", "Deserts Without Sand", f"<h1>Deserts Without Sand</h1><p>{LOREM['en']}</p>", head=ld), expected=BOOK
    )
    yield says(
        "en",
        page(
            "en", "Acta Imaginaria B", f"<h1>Acta Imaginaria B</h1><p>ISSN 2998-0113. Volume 3, Issue 2.</p><p>{LOREM['en']}</p>"
        ),
        expected=Expected(title="Review of Unbuilt Bridges", identifiers=frozenset({"2998-0121"})),
    )
    yield says(
        "zh",
        page(
            "zh",
            "虚构天文学报-期刊主页",
            f"<h1>虚构天文学报</h1><p>ISSN 2998-013X 第3卷第2期</p><p>{'本刊主要刊登虚构天文学研究成果，包括不存在的恒星、行星与星系的观测与理论，每年出版四期，欢迎投稿。' * 6}</p>",
        ),
    )
    yield says("en", another("en", "Journal of Imagined Hydrology Letters", "2998-0148"))
    head = '<meta name="dc.title" content="A manual of beekeeping"><meta name="citation_isbn" content="9780000000309">'
    yield says(
        "en",
        page("en", "A manual of beekeeping", f"<h1>A manual of beekeeping</h1><p>{LOREM['en']}</p>", head=head),
        expected=BOOK,
    )
    yield says(
        "en",
        another("en", "Physics of Invented Media B", "2998-0156"),
        expected=Expected(title="Physics of Invented Media A", identifiers=frozenset({"2998-0164"})),
    )


def _blocked() -> Iterator[Scene]:
    yield says(
        "en",
        page(
            "en",
            "Access Denied",
            "<h1>Access Denied</h1><p>Your IP address has been blocked due to excessive downloading. Reference #18.2f</p>",
            bare=True,
        ),
        status=403,
    )
    yield says("zh", page("zh", "访问被拒绝", "<h1>系统提示</h1><p>检测到异常下载，您的IP地址已被暂时封禁，请联系图书馆。</p>"))
    yield says("ar", page("ar", "تم رفض الوصول", "<h1>تم حظر عنوان IP الخاص بكم</h1><p>بسبب تنزيل مفرط.</p>"), status=403)
    yield says(
        "ru",
        page("ru", "Доступ запрещён", "<h1>Ваш IP-адрес заблокирован</h1><p>Зафиксировано массовое скачивание.</p>"),
        status=403,
    )
    yield says("en", page("en", "Too Many Requests", "<h1>Too Many Requests</h1>", bare=True), status=429)
    yield says(
        "en",
        page("en", "Just a moment...", "<h1>Checking your browser before accessing</h1><p>Verify you are human.</p>", bare=True),
        status=403,
    )
    yield says(
        "en",
        page(
            "en",
            "Attention Required!",
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access this site. The action you performed triggered the security solution.</p>",
            bare=True,
        ),
        status=403,
    )
    yield says("es", page("es", "Acceso denegado", "<p>Su dirección IP ha sido bloqueada por descargas masivas.</p>"), status=403)
    yield says("fr", page("fr", "Accès refusé", "<p>Votre adresse IP a été bloquée à la suite de téléchargements excessifs.</p>"))
    yield says("de", page("de", "Zugriff verweigert", "<p>Ihre IP-Adresse wurde wegen übermäßiger Downloads gesperrt.</p>"))
    yield says(
        "ja",
        page(
            "ja",
            "アクセス制限",
            "<h1>アクセスが拒否されました</h1><p>大量ダウンロードが検出されたため、お使いのIPアドレスからの利用を停止しています。</p>",
        ),
    )
    yield says("ko", page("ko", "접근 차단", "<h1>접근이 차단되었습니다</h1><p>과도한 다운로드가 감지되었습니다.</p>"))
    yield says("zh", page("zh", "安全验证", "<h1>请完成安全验证</h1><p>您的访问过于频繁，请输入验证码。</p>"))
    yield says(
        "en",
        page("en", "403 Forbidden", "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>", bare=True),
        status=403,
    )
    yield says(
        "en",
        page(
            "en",
            "Example Platform",
            "<div class='alert'>Access to this resource from your network has been suspended because of systematic downloading.</div>",
        ),
    )
    yield says(
        "en",
        page(
            "en",
            "Pardon our interruption",
            "<h1>Pardon Our Interruption...</h1><p>Something about your browser made us think you were a bot. Complete the captcha.</p>",
            bare=True,
        ),
    )


def _maintenance() -> Iterator[Scene]:
    yield says(
        "en",
        page(
            "en",
            "Scheduled maintenance",
            "<h1>We’ll be right back</h1><p>Example Platform is down for scheduled maintenance until 06:00 UTC.</p>",
        ),
        status=503,
        Retry_After="3600",
    )
    yield says("zh", page("zh", "系统维护", "<h1>系统升级维护中</h1><p>平台将于今日22:00至次日6:00暂停服务。</p>"))
    yield says("ar", page("ar", "صيانة", "<h1>الموقع قيد الصيانة</h1><p>غير متاح مؤقتا.</p>"), status=503)
    yield says("ru", page("ru", "Технические работы", "<h1>Ведутся технические работы</h1><p>Сайт временно недоступен.</p>"))
    yield says(
        "en",
        page(
            "en",
            "Service Unavailable",
            "<h1>Service Unavailable</h1><p>The service is temporarily unavailable due to maintenance. Please try again later.</p>",
            bare=True,
        ),
        status=503,
    )
    yield says("es", page("es", "Mantenimiento", "<h1>Sitio en mantenimiento</h1><p>No disponible temporalmente.</p>"))
    yield says(
        "fr", page("fr", "Maintenance", "<h1>Site en cours de maintenance</h1><p>Temporairement indisponible.</p>"), status=503
    )
    yield says("de", page("de", "Wartung", "<h1>Wartungsarbeiten</h1><p>Die Plattform ist vorübergehend nicht erreichbar.</p>"))
    yield says("ja", page("ja", "メンテナンス中", "<h1>ただいまメンテナンス中です</h1><p>サービスを一時停止しております。</p>"))
    yield says("ko", page("ko", "시스템 점검", "<h1>시스템 점검 안내</h1><p>서비스가 일시 중단됩니다.</p>"))
    yield says(
        "en",
        page(
            "en",
            "Example Platform",
            "<div class='notice'>Planned outage: the site is offline while we are upgrading our systems.</div>",
        ),
    )
    yield says(
        "en", page("en", "Upgrade", "<h1>System upgrade in progress</h1><p>We’re upgrading Example Platform. Back soon.</p>")
    )
    yield says("zh", page("zh", "公告", "<h1>停机公告</h1><p>因机房检修，网站暂时无法访问，敬请谅解。</p>"), status=503)
    yield says("en", page("en", "503", "<p>Unavailable</p>", bare=True), status=503, Retry_After="600")
    yield says("ar", page("ar", "منصة المثال", "<h1>أعمال صيانة مجدولة</h1><p>سنعود قريبا.</p>"))
    yield leads(
        "zh",
        "{self}/weihu.html",
        status=302,
        then=page("zh", "维护公告", "<p>网站正在维护，服务暂不可用。</p>"),
        at="/weihu.html",
    )


def _doi() -> Iterator[Scene]:
    path = "/10.5555/imaginary.404"
    yield says(
        "en",
        page(
            "en",
            "Error: DOI Not Found",
            "<h1>DOI Not Found</h1><p>10.5555/imaginary.404</p><p>This DOI cannot be found in the DOI System. Possible reasons are: the DOI is incorrect in your source; the DOI has not been activated yet.</p>",
            bare=True,
        ),
        status=404,
        path=path,
    )
    yield says("zh", page("zh", "DOI解析", "<h1>未找到该DOI</h1><p>该DOI尚未注册。</p>"), path=path)
    yield says("en", page("en", "Handle not found", "<h1>Handle Not Found</h1>", bare=True), status=404, path=path)
    yield says("ar", page("ar", "خطأ", "<h1>معرف DOI غير موجود</h1>"), path=path)
    yield says("ru", page("ru", "Ошибка", "<h1>DOI не найден</h1>"), status=404, path=path)
    yield says("es", page("es", "Error", "<h1>DOI no encontrado</h1>"), status=404, path=path)
    yield says("fr", page("fr", "Erreur", "<h1>DOI introuvable</h1>"), status=404, path=path)
    yield says("de", page("de", "Fehler", "<h1>DOI nicht gefunden</h1>"), status=404, path=path)
    yield says("ja", page("ja", "エラー", "<h1>DOIが見つかりません</h1>"), path=path)
    yield says("ko", page("ko", "오류", "<h1>DOI를 찾을 수 없습니다</h1>"), path=path)
    yield says("en", page("en", "404", "<p>Not here</p>", bare=True), status=404, path=path)
    yield says(
        "en",
        page("en", "Example Platform", "<h1>Sorry</h1><p>This DOI has not been activated. The publisher has been told.</p>"),
        path="/doi/10.5555/imaginary.405",
    )
    yield says("zh", page("zh", "提示", "<p>DOI解析失败：无法解析该DOI。</p>"), path="/doi/10.5555/imaginary.406")
    yield leads(
        "en",
        "{self}/doi-error",
        status=302,
        then=page("en", "Link error", "<h1>DOI could not be resolved</h1><p>Report it to the registration agency.</p>"),
        path=path,
        at="/doi-error",
    )
    yield says(
        "en",
        page("en", "Resolver", "<h1>Invalid DOI</h1><p>The handle you requested, 10.5555/x, does not exist.</p>", bare=True),
        status=400,
        path=path,
    )
    yield says(
        "en",
        page("en", "Not Registered", "<p>The DOI is not registered.</p>", bare=True),
        status=404,
        path="/doi:10.5555/imaginary.9",
    )


def _sound() -> Iterator[Scene]:
    for lang in JOURNALS:
        yield says(lang, journal(lang))
        yield says(lang, article(lang, {"en": "Water", "zh": "水的故事", "ar": "الماء"}.get(lang, "H2O"), "<a>PDF</a>"))
    errors = Expected(
        kind="monograph", title="Page Not Found: A History of HTTP 404 Errors", identifiers=frozenset({"9780000000408"})
    )
    yield says(
        "en",
        page(
            "en",
            f"{errors.title} | Example Books",
            f"<h1>{errors.title}</h1><p>Why the page you are looking for is missing, and what the web learnt from it. {LOREM['en']}</p>",
            head='<meta name="citation_isbn" content="9780000000408">',
        ),
        expected=errors,
    )
    yield says(
        "en",
        article(
            "en",
            "On maintenance of rivers that do not exist",
            "<p>Log in to save this article. Register for alerts.</p>",
            abstract="Scheduled maintenance of rivers is under construction as a theory. " + LOREM["en"],
        ),
    )
    yield says(
        "en",
        journal(
            "en",
            "<p>Full text: 1998 – present</p><form class='login'><input type='password' name='p'><button>Sign in</button></form>",
        ),
    )
    yield says("zh", journal("zh", "<p>收录年限：1999-至今</p><p>登录后可收藏</p>"))
    yield says(
        "en",
        article(
            "en",
            "Access denied: blockades in imaginary trade",
            "<p>Download PDF</p>",
            abstract="We ask how access denied to a network shaped trade. " + LOREM["en"] * 3,
        ),
    )
    free = (
        '<script type="application/ld+json">'
        + json.dumps({"@type": "ScholarlyArticle", "name": "x", "isAccessibleForFree": True})
        + "</script>"
    )
    yield says("en", article("en", "Free as water", "<p>Open access. Buy a print copy $20.</p>", extra_head=free))
    yield says("en", journal("en", "<p>Subscribe to alerts. Recommend to your library. Submit a paper.</p>"))
    yield leads("en", "{self}/journal/imagined/", status=301, then=journal("en"))
    yield leads("zh", "{self}/journal/imagined;jsessionid=1", status=302, then=journal("zh"))
    yield JOURNALS["en"], {PATH: Answer(200, b"%PDF-1.7 binary", {"Content-Type": "application/pdf"})}, PATH, "http"
    yield says(
        "en",
        page(
            "en",
            "Imaginary Waters Online",
            f"<h1>Imaginary Waters Online</h1><p>{LOREM['en']}</p><form><input type='search'></form><a>Sign in</a>",
        ),
        expected=DATABASE,
    )
    yield says("de", journal("de", "<p>Hinweis: Am 1. Mai finden Wartungsarbeiten statt.</p>"))
    yield says("zh", journal("zh", "<div class='notice'>公告：本平台将于下周日进行系统维护。</div>"))
    yield says("en", journal("en", "<h2>Current issue</h2><p>Volume 26 (2024) · Volume 25 (2023) · Volume 24 (2022)</p>"))
    yield says("fr", journal("fr", "<p>Texte intégral : 1990 - présent</p>"))
    yield leads(
        "en",
        "{self}/article/77",
        status=302,
        then=article("en", "Resolved", "<a>PDF</a>"),
        path="/10.5555/imaginary.7",
        at="/article/77",
    )
    yield says("en", journal("en", title="Journal of Imagined Hydrology: An International Review"))
    yield says("ar", article("ar", "الصفحة غير موجودة: تاريخ الأخطاء", "<a>PDF</a>"))
    yield says("ru", journal("ru", "<p>Подписка на новости. Войти в личный кабинет.</p>"))
    yield says(
        "en",
        page(
            "en",
            "J. Imagin. Hydrol. – Home",
            f"<h1>Journal of Imagined Hydrology</h1><p>{LOREM['en']}</p><p>Print: buy single issues. Archive: 1998-2024.</p>",
        ),
    )
    yield says("ja", journal("ja", "<p>収録期間：2002年～現在</p><p>ログイン</p>"))
    yield says(
        "en",
        article(
            "en",
            "Excessive downloading and your IP address: a law review",
            "<a>PDF</a>",
            abstract="Excessive downloading is a matter of contract. " + LOREM["en"] * 2,
        ),
    )
