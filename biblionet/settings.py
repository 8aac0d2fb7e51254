"""All settings. Nothing set: SQLite, a folder as queue, mail on the console, for one machine.

`DATABASE_URL` and `REDIS_URL` win when set; `BIBLIONET_PRODUCTION=true` refuses whatever is unsafe.
No other module reads the environment. Every variable stands in .env.example with its default.
"""

import re
import secrets
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.bool("BIBLIONET_PRODUCTION", default=False)
DEBUG = False
VERSION = re.findall(r"^## v(\S+)", (BASE_DIR / "CHANGELOG.md").read_text(), re.MULTILINE)[0]

# Everything the portal writes on this machine lies under one folder.
DATA_DIR = Path(env("BIBLIONET_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def local_secret() -> str:
    """Return the secret key of an installation without settings; made once, for its owner only."""
    file = DATA_DIR / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


SECRET_KEY = env("SECRET_KEY", default="") or ("" if PRODUCTION else local_secret())
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The address printed in reports and mails.
PORTAL_ADDRESS = env("PORTAL_ADDRESS", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "biblionet.kit",
    "biblionet.trail",
    "biblionet.accounts",
    "libraries",
    "programmes",
    "goals",
    "reports",
    "biblionet.home.apps.HomeConfig",
    "allauth",
    "allauth.account",
    "csp",
    "import_export",
    "biblionet.home.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "biblionet.kit.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "biblionet.kit.middleware.PrivatePages",
    "biblionet.kit.middleware.ExplainedButtons",
]

# Pages that live on a higher floor than their model; templates below ask get_absolute_url.
ABSOLUTE_URL_OVERRIDES = {
    "libraries.figure": lambda figure: reverse("reports:figure", args=[figure.pk]),
    "libraries.organisation": lambda body: reverse("home:organisation", args=[body.code]),
    "programmes.return": lambda given: given.page or reverse("home:feedback", args=[given.pk]),
    "libraries.period": lambda period: reverse("home:period", args=[period.pk]),
    "programmes.obligation": lambda due: reverse("home:obligation", args=[due.code]),
}

ROOT_URLCONF = "biblionet.urls"
WSGI_APPLICATION = "biblionet.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "biblionet.kit.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "biblionet.home.views.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Facts
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Queue: a folder on one machine, or Redis. Never eager, never a thread.
REDIS_URL = env("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"  # kombu wants a host
if REDIS_URL.startswith("unix://"):  # the queue spells a socket otherwise than the cache does
    CELERY_BROKER_URL = REDIS_URL.replace("unix", "redis+socket", 1).replace("?db", "?virtual_host")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object]
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 1800,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
    }
else:
    CELERY_BROKER_TRANSPORT = "biblionet.kit.folder_queue.Transport"
    QUEUE_DIR = DATA_DIR / "queue"
    for folder in ("messages", "control"):  # kombu does not make them
        (QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SYNC_EVERY = 1  # each tick touches that file, so its age tells whether beat lives
CELERY_BEAT_SCHEDULE = {
    "hand out what is asked over a period that was opened": {
        "task": "programmes.sweep_periods",
        "schedule": 60.0,
    },
    "ring again for builds that were never taken or whose lease ran out": {
        "task": "reports.sweep_builds",
        "schedule": 15.0,
    },
    "ring again for imports that were never taken or whose lease ran out": {
        "task": "libraries.sweep_imports",
        "schedule": 15.0,
    },
    "write the letters of today; again later for a day that began with a message lost": {
        "task": "home.write_letters",
        "schedule": crontab(minute="0", hour="7-17/2"),
    },
    "tell at once what was sent back, and send what still waits": {
        "task": "home.sweep_letters",
        "schedule": 60.0,
    },
}
CELERY_TIMEZONE = "Europe/Amsterdam"

# Renderer limits: seconds, megabytes
RENDER_SECONDS = env.int("RENDER_SECONDS", default=300)
RENDER_MEGABYTES = env.int("RENDER_MEGABYTES", default=2048)

# Cache, shared by processes so that limits hold
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        }
    )
}

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30  # seconds; a letter is tried again
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@localhost")
CONTACT_EMAIL = env("CONTACT_EMAIL", default=DEFAULT_FROM_EMAIL)  # help, privacy, vulnerabilities

# Files that only a checked view may hand out
PRIVATE_DIR = DATA_DIR / "files"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["biblionet.home.adapter.Door"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("email", "name")},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
ACCOUNT_ADAPTER = "biblionet.home.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "biblionet.home.forms.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the support organisation
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# Sessions and cookies. Secure and __Host- only where https is certain.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a quarter of an organisation in nine municipalities has 900
FILE_UPLOAD_PERMISSIONS = 0o640

# Words, times, numbers
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "biblionet.kit.formats"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Amsterdam"

# Static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is not there
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

if PRODUCTION:
    missing = [
        name
        for name, value in {
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": ALLOWED_HOSTS,
            "DATABASE_URL": env("DATABASE_URL", default=""),
            "REDIS_URL": REDIS_URL,
            "EMAIL_URL": env("EMAIL_URL", default=""),
            "PORTAL_ADDRESS": env("PORTAL_ADDRESS", default=""),
        }.items()
        if not value
    ]
    if missing:
        raise ImproperlyConfigured(f"production needs {', '.join(missing)}: see .env.example")
    if "*" in ALLOWED_HOSTS or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("production needs named hosts and a key of 50 characters")
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
