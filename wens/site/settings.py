"""Django's settings, derived from :mod:`wens.site.configuration`; nothing here is a choice of an installation."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from csp.constants import NONE, SELF

from wens.site import static_files
from wens.site.configuration import read_configuration
from wens.site.languages import languages
from wens.site.logs import configure_logs

WENS = read_configuration()
configure_logs(WENS.log_format, WENS.log_level)

SITE = Path(__file__).parent
SECRET_KEY = WENS.signing_key
DEBUG = WENS.debug
ALLOWED_HOSTS = ["*"]  # the tenant middleware answers only to host names that belong to a gemeente
CSRF_TRUSTED_ORIGINS = WENS.trusted_origins

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "wens.tenancy",
    "wens.audit",
    "wens.organisations",
    "wens.access",
    "wens.areas",
    "wens.releases",
    "wens.intake",
    "wens.figures",
    "wens.photos",
    "wens.voices",
    "wens.districts",
    "wens.meetings",
    "wens.signalling",
    "wens.dossiers",
    "wens.bottlenecks",
    "wens.budgets",
    "wens.plans",
    "wens.works",
    "wens.initiatives",
    "wens.reports",
    "wens.rounds",
    "wens.followup",
    "wens.privacy",
    "wens.publication",
    "wens.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wens.site.middleware.RequestIdMiddleware",
    "wens.site.middleware.HealthMiddleware",
    "wens.site.headers.HeadersMiddleware",
    "wens.site.styles.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wens.site.middleware.KeptPagesMiddleware",
    "wens.site.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wens.site.middleware.ActorMiddleware",
    "wens.site.accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wens.site.accounts.idle.IdleMiddleware",
    "axes.middleware.AxesMiddleware",
]

FORM_RENDERER = "wens.site.widgets.Renderer"
ROOT_URLCONF = "wens.site.urls"
WSGI_APPLICATION = "wens.site.wsgi.application"

LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "OPTIONS": {
            "loaders": [("wens.site.folding.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wens.site.context.site",
            ],
        },
    }
]


def _database(role: str, url: Any) -> dict[str, Any]:
    common: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": False}
    if url is None:
        options = {"embedded_home": str(WENS.home), "embedded_role": role}
        return {"ENGINE": "wens.site.database", "NAME": "wens", "OPTIONS": options, **common}
    host = url.hosts()[0]
    options = {name: value for name, value in parse_qsl(url.query or "") if value}
    return {
        "ENGINE": "wens.site.database",
        "NAME": (url.path or "/wens").lstrip("/"),
        "HOST": host["host"] or "",
        "PORT": str(host["port"] or ""),
        "USER": unquote(host["username"] or ""),
        "PASSWORD": unquote(host["password"] or ""),
        "OPTIONS": options,
        **common,
    }


DATABASES = {"default": _database("app", WENS.database_url), "owner": _database("owner", WENS.database_owner_url)}
DATABASE_ROUTERS = ["wens.site.database.router.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "wens.site.login.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "wens.organisations.passwords.WordsOfTheGemeente"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beheer"
LOGOUT_REDIRECT_URL = "publication:home"
ACCOUNT_ADAPTER = "wens.site.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # asked for by allauth's checks; nobody can sign up (ADR 0012)
ACCOUNT_EMAIL_VERIFICATION = "none"  # who accepts an invitation has shown that the address is his
MFA_ADAPTER = "wens.site.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "login_webauthn": "wens.site.accounts.keys.LoginForm",
    "authenticate_webauthn": "wens.site.accounts.keys.AuthenticateForm",
    "reauthenticate_webauthn": "wens.site.accounts.keys.ReauthenticateForm",
    "add_webauthn": "wens.site.accounts.keys.AddForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth's table of addresses stays empty
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = WENS.debug
AXES_USERNAME_FORM_FIELD = "username"  # axes would look for the name of our model's field, email
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# What the login remembers holds for all server processes and after a restart; nothing else uses a cache of Django.
CACHES = {"default": {"BACKEND": "wens.organisations.remembering.DatabaseMemory"}}
SESSION_ENGINE = "wens.organisations.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = WENS.https
SECURE_HSTS_SECONDS = 31_536_000 if WENS.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = WENS.https
# Browsers take a cookie with this prefix only over https, from this very host, for all of it.
SESSION_COOKIE_NAME = "__Host-sessionid" if WENS.https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if WENS.https else "csrftoken"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if WENS.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BACKGROUND = [WENS.background_origin] if WENS.background_map else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *BACKGROUND],
        "font-src": [SELF],
        "connect-src": [SELF, *BACKGROUND],
        "worker-src": [SELF],  # the map that moves works in a file of its own, never in a blob
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS: list[str] = []

LANGUAGE_CODE = "nl"
LOCALE_PATHS = [SITE / "locale"]
LANGUAGES = languages(LOCALE_PATHS[0])
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_TZ = True
TIME_ZONE = WENS.time_zone
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATICFILES_DIRS = [SITE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": static_files.HASHED if static_files.serving else static_files.PLAIN},
}
STATIC_ROOT = WENS.home / "static" if static_files.serving else None
WHITENOISE_USE_FINDERS = not static_files.serving
WHITENOISE_AUTOREFRESH = WENS.debug

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = [
    "auth.E003",  # an address is unique within its gemeente; wens.site.login reads inside the tenant
    "auth.W004",
]
LOGGING_CONFIG = None
TEST_RUNNER = "django.test.runner.DiscoverRunner"
