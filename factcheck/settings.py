"""All settings, from the environment only. `.env.example` lists every variable with its meaning.

With no DATABASE_URL the project is in its *embedded default*: PostgreSQL and Redis from pip packages, under var/,
a generated secret key, and the sample newsroom. With one set it is in production: nothing secret has a default.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2.extensions
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from factcheck import local

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
ENV_FILE = env.str("FACTCHECK_ENV_FILE", str(BASE_DIR / ".env"))
if ENV_FILE:  # The tests set it to nothing: they must not meet what a person configured.
    env.read_env(ENV_FILE, recurse=False)

VAR_DIR = Path(env.str("FACTCHECK_VAR", "") or BASE_DIR / "var").absolute()

DATABASE_URL = env.str("DATABASE_URL", "")
REDIS_URL = env.str("REDIS_URL", "")
EMBEDDED = not DATABASE_URL

DEBUG = env.bool("DEBUG", False)

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not EMBEDDED:
        raise ImproperlyConfigured("SECRET_KEY is not set. Set it to a long random string (see .env.example).")
    SECRET_KEY = local.secret_key(VAR_DIR)

SITE_URL = env.str("SITE_URL", "").rstrip("/") or (f"http://127.0.0.1:{env.int('PORT', 8000)}" if EMBEDDED else "")
if not SITE_URL:
    raise ImproperlyConfigured("SITE_URL is not set. Set it to the public address, for example https://facts.example.")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if EMBEDDED else [urlsplit(SITE_URL).hostname or ""]
)
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path or _site.query or _site.fragment:
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}. Give scheme and host alone, like https://facts.example.")
if not EMBEDDED and not REDIS_URL and not env.bool("FACTCHECK_OWN_REDIS", False):
    raise ImproperlyConfigured(
        "REDIS_URL is not set. Set it to the broker's address, for example redis://redis:6379/0."
    )
CSRF_FAILURE_VIEW = "claims.desk.views.errors.form_too_old"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])

INSTALLED_APPS = [
    "claims",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factcheck.middleware.BrowsersLanguage",
    "factcheck.middleware.RefuseUnreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "factcheck.middleware.SignInRequired",
    "factcheck.middleware.PersonsLanguageAndTime",
    "factcheck.middleware.RefuseUnstorableText",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database(url: str) -> dict[str, Any]:
    """Django's database settings from a libpq URL, read by libpq's own parser."""
    try:
        parts = psycopg2.extensions.parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL is not a PostgreSQL address: {error}") from error
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {names[key]: value for key, value in parts.items() if key in names}
    options = {key: value for key, value in parts.items() if key not in names}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
        **known,
    }


DATABASES = {"default": _database(DATABASE_URL or local.database_url(VAR_DIR))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One Redis serves broker and cache, so it must run with `maxmemory-policy noeviction`:
# an evicting Redis loses doorbells.
REDIS_URL = REDIS_URL or local.redis_url(VAR_DIR)
# A hung Redis must cost a request a second, not a minute.
REDIS_TIMEOUT = 1
CACHES = {
    "default": {
        "BACKEND": "factcheck.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "factcheck",
        "OPTIONS": {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT},
    }
}

# Celery only carries doorbells ("job 17 is due"); the work itself is a Job row. So: no result backend, late acks.
CELERY_BROKER_URL = "redis+socket://" + urlsplit(REDIS_URL).path if REDIS_URL.startswith("unix:") else REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": REDIS_TIMEOUT,
    "socket_connect_timeout": REDIS_TIMEOUT,
    "max_retries": 1,
    "interval_start": 0,  # Else it sleeps two seconds before it tries once more.
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 8
# A long split goes on when Redis drops: the job row, not the message, says who holds it.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

# How long a worker may hold a job without a heartbeat, and how often the sweeper looks for jobs nobody holds.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 30)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", 5)
JOB_MAX_ATTEMPTS = 5
# A job that was rung for and still waits is rung for again after this long: a doorbell takes a moment to be answered,
# and a long queue must not fill with doorbells.
JOB_RING_AGAIN_SECONDS = 3 * JOB_SWEEP_SECONDS

AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = ["claims.desk.accounts.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:my_work"
ACCOUNT_ADAPTER = "claims.desk.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "claims.desk.forms.accounts.SignInForm",
    "change_password": "claims.desk.forms.accounts.ChangePasswordForm",
    "reset_password_from_key": "claims.desk.forms.accounts.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # People are created by an admin; nobody signs up.
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # Strangers get no mail from us because somebody typed their address.
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

LANGUAGE_CODE = "en"
# Those whose translation is complete (tests/test_messages.py sees to it), each by its own name.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]
FORMAT_MODULE_PATH = ["claims.formats"]  # What Django's own formats of a language lack.
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# The public site is files: a folder by default, any Django storage in production.
PUBLIC_ROOT = Path(env.str("PUBLIC_ROOT", "") or VAR_DIR / "public")
# What is told of every change of it: a CDN's address for that, and the token that it wants.
PURGE_URL = env.str("PURGE_URL", "")
PURGE_TOKEN = env.str("PURGE_TOKEN", "")
if PURGE_URL and not PURGE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured(f"PURGE_URL is {PURGE_URL!r}. Give a web address, or leave it empty.")
STORAGES = {
    # What people upload: private, handed out by a view only.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "media",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "public": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PUBLIC_ROOT}},
    "staticfiles": {"BACKEND": "factcheck.static_files.HashedStaticFiles"},
}

SECURE_SSL = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL
SECURE_SSL_REDIRECT = SECURE_SSL and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # Asked from inside, past the proxy that speaks HTTPS.
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE_SSL else 0
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Limits on guessing passwords count by address: the one that the last proxy of ours saw, not the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", 1)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# No 'unsafe-inline', no 'unsafe-eval', no other host: every script and style is a file of ours.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# The longest article, in characters. Longer ones are refused with a plain sentence (HTTP 413).
ARTICLE_MAX_CHARS = 1_000_000
# Its page shows every line, so there is a limit to them, too.
ARTICLE_MAX_LINES = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
# The largest request, its files included, but for the form below.
LARGEST_REQUEST = DATA_UPLOAD_MAX_MEMORY_SIZE + 1024 * 1024
# The largest file that can be uploaded as a source, and the largest picture.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_MB", 20) * 1_000_000
UPLOAD_MAX_PIXELS = 24_000_000
# The form that takes such files is read up to here, so that one that is too large can be told beside its field.
UPLOAD_PATH = r"/desk/claims/\d+/evidence/"
LARGEST_UPLOAD_REQUEST = 2 * UPLOAD_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# How many API requests a person or a token may make in a minute.
API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", 600)

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claims.api.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # DRF's views are exempt from LoginRequiredMiddleware, so these are what keeps strangers out.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "claims.api.tokens.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.throttles.RequestsAMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["claims.api.parsers.StrictJSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "claims.api.errors.on_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck API",
    "VERSION": "1",
    "SERVERS": [{"url": SITE_URL}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "ENUM_NAME_OVERRIDES": {
        "ClaimState": "claims.vocabulary.State",
        "JobState": "claims.vocabulary.JobState",
        "CaptureState": "claims.vocabulary.CaptureState",
        "JobKind": "claims.vocabulary.JobKind",
        "RatingKind": "claims.vocabulary.RatingKind",
        "SpeakerKind": "claims.vocabulary.SpeakerKind",
        "Priority": "claims.vocabulary.Priority",
        "Origin": "claims.vocabulary.Origin",
        "Stance": "claims.vocabulary.Stance",
        "Decision": "claims.vocabulary.Decision",
        "Role": "claims.vocabulary.Role",
        "Action": "claims.vocabulary.Action",
        "MediaKind": "claims.vocabulary.MediaKind",
        "MediaCategory": "claims.vocabulary.MediaCategory",
        "ChangeClass": "claims.vocabulary.ChangeClass",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.document.add_what_all_share",
    ],
}

EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend" if EMBEDDED else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 30  # A mail server that hangs must not hold a worker.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "factcheck@localhost")
# How long a notification waits for others to go into the same mail, and the hour from which on the day's digests leave.
MAIL_GATHER_SECONDS = env.int("MAIL_GATHER_SECONDS", 60, validate=validate.Range(0, 300))
DIGEST_HOUR = env.int("DIGEST_HOUR", 7, validate=validate.Range(0, 23))

# What readers send in. How many claims and challenges are taken: of one network, of one e-mail address, and in all.
READERS_A_NETWORK_AN_HOUR = env.int("READERS_A_NETWORK_AN_HOUR", 5, validate=validate.Range(1))
READERS_AN_ADDRESS_A_DAY = env.int("READERS_AN_ADDRESS_A_DAY", 5, validate=validate.Range(1))
READERS_AN_HOUR = env.int("READERS_AN_HOUR", 300, validate=validate.Range(1))
# Nobody reads and fills in a form in less; 0 takes any.
READERS_FASTEST_SECONDS = env.int("READERS_FASTEST_SECONDS", 2, validate=validate.Range(0, 60))
# For how many days the keyed hash of the address it came from is kept, and after the decision name and e-mail.
READERS_NETWORK_DAYS = env.int("READERS_NETWORK_DAYS", 3, validate=validate.Range(1))
READERS_CONTACT_DAYS = env.int("READERS_CONTACT_DAYS", 90, validate=validate.Range(1))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "factcheck.logs.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    # Anybody can send a wrong Host header or too many fields; the answer is 400, and the log is not theirs to fill.
    # Without any handler Python would write them to the terminal after all, each with its traceback.
    "loggers": {
        f"django.security.{name}": {"handlers": ["nowhere"], "propagate": False}
        for name in ("DisallowedHost", "TooManyFieldsSent", "RequestDataTooBig", "TooManyFilesSent")
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
