"""Settings of Parta. Everything that varies comes from the environment; it starts safely with none of it set."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.utils import get_random_secret_key

from parta.lib import env, imap

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.text("PARTA_HOME", "parta-data")).resolve()  # database, uploads, secret key, collected styles
DEMO = env.flag("PARTA_DEMO")
TESTING = "pytest" in sys.modules


def secret_key() -> str:
    """Take the key from the environment, or keep one of our own in PARTA_HOME, readable by its owner only."""
    given = env.text("PARTA_SECRET_KEY")
    if given or TESTING:
        return given or "a key for tests only, long enough for every signature check there is"
    HOME.mkdir(parents=True, exist_ok=True)
    path = HOME / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = secret_key()
DEBUG = env.flag("PARTA_DEBUG")

URL = env.text("PARTA_URL", "http://127.0.0.1:8000").rstrip("/")  # what people type; https turns on everything secure
HTTPS = URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(URL).hostname or "", "127.0.0.1", "localhost", "[::1]", *env.words("PARTA_HOSTS")]
CSRF_TRUSTED_ORIGINS = [URL]
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("PARTA_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "parta.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "parta.config.apps.ConfigConfig",
    "parta.demo",
    "parta.home",
    "parta.diary",
    "parta.journal",
    "parta.support",
    "parta.consultations",
    "parta.training",
    "parta.timetable",
    "parta.handbook",
    "parta.readiness",
    "parta.regulation",
    "parta.school",
    "parta.notices",
    "parta.audit",
    "parta.accounts",
    "parta.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "parta.config.apps.CollectedFiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parta.ui.middleware.PageHeaders",
    "parta.ui.middleware.FormSize",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "parta.accounts.middleware.FailedForms",
    "parta.accounts.middleware.MustChangePassword",
    "parta.school.middleware.SecondFactor",
]

ROOT_URLCONF = "parta.config.urls"
WSGI_APPLICATION = "parta.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parta.home.frame.frame",
            ],
            "builtins": ["django.templatetags.static", "parta.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "parta.ui.forms.Renderer"

DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{HOME}/parta.sqlite3")}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = None  # a new connection per request is what slows the best open peer
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2000",
    }
    if not TESTING:
        HOME.mkdir(parents=True, exist_ok=True)
if _database["ENGINE"] == "parta.config.postgresql":
    # Planning takes PostgreSQL longer than running our statements: each connection keeps the plans it has made.
    _ours = {"server_side_binding": True, "prepare_threshold": 3, "options": "-c jit=off"}
    _database["OPTIONS"] = {**_ours, **_database["OPTIONS"]}  # what the school's address asks for goes before ours
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["parta.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "parta.accounts.adapter.Accounts"
ACCOUNT_CHANGE_EMAIL = True  # one address, which counts when its owner has opened the link
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to strangers
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "parta.accounts.forms.SignIn",
    "change_password": "parta.accounts.forms.ChangePassword",
    "set_password": "parta.accounts.forms.SetPassword",
    "reset_password": "parta.accounts.forms.AskReset",
    "reset_password_from_key": "parta.accounts.forms.ResetPassword",
    "reauthenticate": "parta.accounts.forms.ConfirmPassword",
    "add_email": "parta.accounts.forms.ChangeEmail",
}
# A whole school may stand behind one address: what is counted by address is generous, by person strict.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password_from_key": "60/m/ip",
    "invite": "30/10m/ip",  # wrong codes of invitations
    "ask_help": "20/h/ip",  # requests for help without signing in
    "look_up_help": "30/10m/ip",  # wrong numbers and codes of such requests
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("PARTA_BEHIND_PROXY") else 0
MFA_ADAPTER = "parta.accounts.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "parta.accounts.forms.EnterCode",
    "reauthenticate": "parta.accounts.forms.ConfirmCode",
    "activate_totp": "parta.accounts.forms.AddApplication",
    "add_webauthn": "parta.accounts.forms.AddKey",
    "edit_webauthn": "parta.accounts.forms.RenameKey",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account is proved by the school's code, not by an address
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Парта"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL_BACKEND = "parta.notices.mail.Outbox"  # letters are rows; the worker sends them
EMAIL_DELIVERY_BACKEND = env.text(
    "PARTA_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("PARTA_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = env.text("PARTA_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("PARTA_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("PARTA_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("PARTA_SMTP_PASSWORD")
EMAIL_TIMEOUT = 10  # seconds
EMAIL_USE_TLS = env.flag("PARTA_SMTP_TLS")
DEFAULT_FROM_EMAIL = env.text("PARTA_EMAIL_FROM", "parta@localhost")

# Where people write for help, and where answers come from.
HELP_EMAIL = env.text("PARTA_HELP_EMAIL", "help@example.org" if DEMO else "")
HELP_TAGS = env.flag("PARTA_HELP_TAGS")  # the mailbox takes help+anything@… too: answers carry a signed tag there
_help_tls = env.flag("PARTA_HELP_IMAP_TLS", True)
HELP_IMAP = imap.Account(
    host=env.text("PARTA_HELP_IMAP_HOST"),
    port=env.number("PARTA_HELP_IMAP_PORT", 993 if _help_tls else 143),
    user=env.text("PARTA_HELP_IMAP_USER"),
    password=env.text("PARTA_HELP_IMAP_PASSWORD"),
    folder=env.text("PARTA_HELP_IMAP_FOLDER", "INBOX"),
    is_encrypted=_help_tls,
)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LANGUAGE_CODE = "ru"
TIME_ZONE = env.text("PARTA_TIME_ZONE", "Europe/Moscow")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["parta.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"  # never served by URL: files go out through a door
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "parta.ui.storage.HashedFiles"},
}
WHITENOISE_MAX_AGE = 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("PARTA_LOG_LEVEL", "WARNING")},
}

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    EMAIL_BACKEND = EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # nothing is collected: files are found where they lie
