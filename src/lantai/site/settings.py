"""Lantai's settings. What a library may choose comes from the environment (docs/operate/settings.md); the rest is the product.

Start at LANTAI_DATA: everything that is a library's own lies in that one directory.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from .databases import database
from .engines import engine
from .mail import mail
from .places import PACKAGE, cache_directory, data_directory, second_factor, secret_key
from .services import embedder, translator
from .telling import logging_of, networks

DATA = data_directory(os.environ)
SECRET_KEY = secret_key(DATA)
READY = cache / "lexicons" if (cache := cache_directory(os.environ)) else None  # compiled once for all libraries of an account
DEBUG = os.environ.get("LANTAI_DEBUG") == "1"

# Where the library is reached. One public address says all: which host, and whether cookies may travel unencrypted.
ADDRESS = os.environ.get("LANTAI_ADDRESS", "").rstrip("/")
HTTPS = ADDRESS.startswith("https://")
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, [urlsplit(ADDRESS).hostname]),
    *filter(None, os.environ.get("LANTAI_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "lantai.infra",
    "lantai.people",
    "lantai.vocab",
    "lantai.catalog",
    "lantai.apps.agreements",
    "lantai.apps.analytics",
    "lantai.apps.discovery",
    "lantai.apps.desk",
    "lantai.apps.doors",
    "lantai.apps.evaluation",
    "lantai.apps.feedback",
    "lantai.apps.fulltext",
    "lantai.apps.holdings",
    "lantai.apps.openaccess",
    "lantai.apps.publishing",
    "lantai.apps.topics",
    "lantai.apps.access",
    "lantai.apps.pages",
    "lantai.apps.scholars",
    "lantai.apps.shelf",
    "lantai.site",
    # What Wagtail's editor is made of: no documents, embedded media, redirects, forms, sites or snippets.
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "lantai.apps.pages.apps.PicturesConfig",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
]
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "lantai.site.watching.watched",
    "django.middleware.security.SecurityMiddleware",
    "lantai.site.headers.content_security_policy",
    "lantai.apps.doors.guard.guard",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "lantai.site.languages.language_of_address",
    "lantai.site.crawlers.turned_away",
    "lantai.site.uploads.bounded",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "lantai.people.gate.gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lantai.apps.pages.editor.EditorMiddleware",
    "lantai.apps.access.campus.campus",
]
ROOT_URLCONF = "lantai.site.urls"
WSGI_APPLICATION = "lantai.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("LANTAI_DATABASE", ""), directory=DATA)}

WORKERS = os.environ.get("LANTAI_WORKERS", "")
SEARCH_ENGINE = engine(os.environ.get("LANTAI_ENGINE", "tantivy"))

# Models and services: none until the library chooses one (docs/operate/services.md).
EMBEDDER = embedder(os.environ, DATA)
TRANSLATOR = translator(os.environ)
SERVICE_HOSTS = frozenset(filter(None, os.environ.get("LANTAI_SERVICE_HOSTS", "").split(",")))

# Who signs in, how, and for how long: docs/operate/accounts.md.
SECOND_FACTOR, DEMO = second_factor(os.environ, DATA)
STAFF_IDLE_S = int(os.environ.get("LANTAI_STAFF_IDLE_MINUTES", "60")) * 60
FOOT_KEPT_S = 60
"""For how long the links at the foot of pages are kept before they are looked up again."""
JOURNALS_KEPT_S = 10
"""For how long a page of the list of journals is given to other readers, too, while the list is the same."""
PROXIES = int(os.environ.get("LANTAI_PROXIES", "1" if HTTPS else "0"))
AUTHENTICATION_BACKENDS = ["lantai.people.backends.NameOrMail"]
SESSION_ENGINE = "lantai.people.sessions"
OTP_TOTP_ISSUER = "Lantai"
vars().update(mail(os.environ.get("LANTAI_MAIL", ""), sender=os.environ.get("LANTAI_MAIL_FROM", "")))

# What other machines are told of this library (docs/operate/doors.md).
LIBRARY_NAME = os.environ.get("LANTAI_NAME", "Lantai")
RESOLVER = os.environ.get("LANTAI_RESOLVER", "")
API_PER_MINUTE = int(os.environ.get("LANTAI_API_PER_MINUTE", "300"))
LINK_HOSTS = frozenset(filter(None, os.environ.get("LANTAI_LINK_HOSTS", "").split(",")))
CHECK_LINKS = os.environ.get("LANTAI_CHECK_LINKS", "1") == "1" and not DEMO
HARVEST_PAUSE = float(os.environ.get("LANTAI_HARVEST_PAUSE", "1"))
EXPORTS_LICENSE = os.environ.get("LANTAI_EXPORTS_LICENSE", "")
CONTACT = os.environ.get("LANTAI_CONTACT") or DEFAULT_FROM_EMAIL  # noqa: F821 (mail() names it)

# The library's client at ORCID, by which scholars prove who they are (docs/operate/scholars.md).
ORCID_ID = os.environ.get("LANTAI_ORCID_ID", "")
ORCID_SECRET = os.environ.get("LANTAI_ORCID_SECRET", "")
ORCID_AT = os.environ.get("LANTAI_ORCID_AT") or "https://orcid.org"

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]

USE_I18N = USE_TZ = True
TIME_ZONE = os.environ.get("LANTAI_TIME_ZONE", "UTC")
LANGUAGE_CODE = os.environ.get("LANTAI_LANGUAGE", "en")
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "site" / "locale", *sorted(PACKAGE.glob("apps/*/locale"))]  # before Django's and Wagtail's own words
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "pictures": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "pictures", "base_url": "/pictures/"},
    },
}
MEDIA_ROOT = DATA / "files"

UPLOAD_LIMIT = int(os.environ.get("LANTAI_UPLOAD_LIMIT_MB", "1024")) * 1_000_000
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
for directory in (STATIC_ROOT, FILE_UPLOAD_TEMP_DIR):
    directory.mkdir(exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# What is told of the running library, and to whom: docs/operate/monitoring.md.
LOGGING = logging_of(
    os.environ.get("LANTAI_LOG", ""),
    form=os.environ.get("LANTAI_LOG_FORMAT", "plain"),
    level=os.environ.get("LANTAI_LOG_LEVEL", "warning"),
    access=os.environ.get("LANTAI_LOG_REQUESTS") == "1",
)
METRICS_FROM = networks(os.environ.get("LANTAI_METRICS_FROM", ""))
METRICS_TOKEN = os.environ.get("LANTAI_METRICS_TOKEN", "")

# Where backups lie, and how many are kept; with a place the worker makes one every night (docs/operate/backup.md).
BACKUP_TO = Path(os.environ["LANTAI_BACKUP_TO"]).expanduser() if os.environ.get("LANTAI_BACKUP_TO") else None
BACKUP_KEEP = int(os.environ.get("LANTAI_BACKUP_KEEP", "7"))

# Pages that editors write (apps/pages). Wagtail asks nobody outside: no faces from Gravatar, no look for newer versions, no news.
WAGTAIL_SITE_NAME = LIBRARY_NAME
WAGTAILADMIN_BASE_URL = ADDRESS or "http://127.0.0.1:8000"
WAGTAILADMIN_LOGIN_URL = "login"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT, WAGTAIL_TIME_FORMAT = "%Y-%m-%d", "%Y-%m-%d %H:%M", "%H:%M"
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "lantai.apps.pages.pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10_000_000
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_RENDITION_STORAGE = "pictures"
