"""The one settings file. What can be set from outside is listed in .env.example."""

from pathlib import Path
from typing import Any

from config import env

BASE = Path(__file__).resolve().parent.parent
DATA = Path(env.text("REGULARS_DATA"))
VERSION = (BASE / "CHANGELOG.md").read_text().split("\n## ", 2)[1].split()[0]

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = env.flag("REGULARS_DEBUG")
ALLOWED_HOSTS = env.words("REGULARS_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("REGULARS_ORIGINS")
BEHIND_TLS = env.flag("REGULARS_TLS")
OUTSIDE = env.words(
    "REGULARS_OUTSIDE"
)  # host:port of machines inside the network that may be called all the same

INSTALLED_APPS = [
    "regulars.team",
    "regulars.timeline",
    "regulars.fields",
    "regulars.lists",
    "regulars.people",
    "regulars.files",
    "regulars.orders",
    "regulars.trust",
    "regulars.retention",
    "regulars.service",
    "regulars.care",
    "regulars.imports",
    "regulars.today",
    "regulars.finding",
    "regulars.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "regulars.web.headers.HeadersMiddleware",
    "regulars.web.numbering.NumberMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "regulars.operations.views.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regulars.team.last_seen.LastSeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regulars.team.middleware.MemberMiddleware",
    "regulars.web.error_pages.WordsMiddleware",
    "regulars.web.middleware.RefusalMiddleware",
    "regulars.trust.facts.catching.SmallestFactMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DATABASES: dict[str, Any] = {
    "default": env.database()
    | {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.text("REGULARS_TEST_DB", "test_regulars")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "regulars_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # culling would forget who has tried too many passwords
    },
}

_LOADERS: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "regulars" / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regulars.team.context.firm",
            ],
            "builtins": [
                "regulars.web.templatetags.say",
                "regulars.team.templatetags.words",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # regulars/web/templates/django/forms

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]  # those that are whole: half a page in another language reads as a mistake
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env.flag("REGULARS_TESTING")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG or env.flag("REGULARS_TESTING")
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = env.number("REGULARS_UPLOAD_LIMIT", 1024 * 1024 * 1024)
ATTACHMENT_LIMIT = env.number("REGULARS_ATTACHMENT_LIMIT", 25 * 1024 * 1024)
LARGE_BODIES = [
    "/imports/",
    "/files/",
]  # below these a view reads a large body itself; elsewhere none is taken

AUTH_USER_MODEL = "team.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "regulars.team.strength.HardToGuess"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "regulars.team.adapter.TeamAdapter"
ACCOUNT_FORMS = {
    "login": "regulars.team.forms.sign_in.SignInForm",
    "reauthenticate": "regulars.team.forms.sign_in.ConfirmForm",
    "change_password": "regulars.team.forms.sign_in.NewPasswordForm",
    "set_password": "regulars.team.forms.sign_in.FirstPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # regulars/team/confirming.py
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,60/h/ip,5/300s/key",  # key: an account, and for it a known browser (team/adapter.py)
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
# How many of our own proxies stand in front; what anyone else writes into X-Forwarded-For is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("REGULARS_PROXIES", 1 if BEHIND_TLS else 0)
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "regulars.team.second_step.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "regulars.team.forms.sign_in.CodeForm",
    "reauthenticate": "regulars.team.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "regulars.team.forms.sign_in.AppForm",
    "add_webauthn": "regulars.team.forms.sign_in.PasskeyForm",
    "login_webauthn": "regulars.team.forms.sign_in.PasskeyInForm",
    "authenticate_webauthn": "regulars.team.forms.sign_in.PasskeyStepForm",
    "reauthenticate_webauthn": "regulars.team.forms.sign_in.PasskeyAgainForm",
    "edit_webauthn": "regulars.team.forms.sign_in.PasskeyNameForm",
}
MFA_TOTP_ISSUER = "Regulars"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
USERSESSIONS_TRACK_ACTIVITY = False
# Coming in by another house, team/single_sign_on.py
SOCIALACCOUNT_ADAPTER = "regulars.team.guests.GuestAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_NAME = env.text("REGULARS_OIDC_NAME", "")
OIDC_URL = env.text("REGULARS_OIDC_URL", "")
OIDC_CLIENT_ID = env.text("REGULARS_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.text("REGULARS_OIDC_CLIENT_SECRET", "")
OIDC_SECOND_STEP = env.flag("REGULARS_OIDC_SECOND_STEP")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-regulars" if BEHIND_TLS else "regulars"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The proxy in front redirects to TLS; subdomains and preload lists are for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "regulars.web.log_lines.OneLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("REGULARS_LOG_LEVEL", "WARNING")},
}
