"""Django's settings. Whatever differs between installations is read from the environment here, and only here.

A missing or wrong value stops the start and names its variable. README.md lists the variables.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from qujiang import environment, logs, protection
from qujiang.environment import database, env, secret, switch

BASE_DIR = Path(__file__).resolve().parent.parent

# Secrets and addresses

SECRET_KEY = protection.key("DJANGO_SECRET_KEY", secret("DJANGO_SECRET_KEY"))
# What they signed is still read; what is signed anew is signed with the one above.
SECRET_KEY_FALLBACKS = protection.keys_of_before(
    "DJANGO_SECRET_KEY_FALLBACKS", secret("DJANGO_SECRET_KEY_FALLBACKS", "")
)
DEBUG = switch("DJANGO_DEBUG")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")

# Files and data

# What a running instance keeps: the SQLite file and the copy of the last live release.
STATE_DIR = environment.folder("STATE_DIR", BASE_DIR / "var")
DATABASES = {"default": database(f"sqlite:///{STATE_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}

# The region that is meant where none is named: the district this installation is for.
DEFAULT_REGION = environment.code("DEFAULT_REGION", "qujiang")

# By what a simulation of changes tells its figures apart: a file like policies/screening/simulation/dimensions.toml,
# which is taken where none is named.
SIMULATION_DIMENSIONS = environment.file("SIMULATION_DIMENSIONS")

# What it is called, and who runs it: that stands at the foot of every page, and is left out where it is empty.
DRAWN = "衢江青年补贴自查"  # in the picture that messengers show with a link, see tools/icons.py
SITE = {
    "name": (SITE_NAME := environment.line("SITE_NAME", DRAWN)),
    "picture": "icons/share.png" if SITE_NAME == DRAWN else "",
    "short_name": environment.line("SITE_SHORT_NAME", "补贴自查"),  # under an icon
    "description": environment.line("SITE_DESCRIPTION", "能领哪些青年补贴、领多少、怎么办，答几个小问题就清楚。"),
    "operator": environment.line("SITE_OPERATOR"),  # 主办单位
    "phone": environment.line("SITE_PHONE"),  # 联系电话
    "id_code": environment.line("SITE_ID_CODE"),  # 网站标识码
    "icp": environment.line("SITE_ICP"),  # ICP 备案号
    "police": environment.line("SITE_POLICE"),  # 公安备案号
}

# The application

INSTALLED_APPS = [
    "policies",
    "qujiang.apps.StaffAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
MIDDLEWARE = [
    "qujiang.request_id.middleware",
    "policies.api.cross_origin.middleware",
    "qujiang.middleware.security_headers",
    # Outside of all that may refuse a request, whose page is one like any other.
    "qujiang.content_policy.Middleware",
    "django.middleware.security.SecurityMiddleware",
    "qujiang.unreadable.middleware",
    "qujiang.limits.middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Static files come compressed already; this is for pages. Compressing answers and CSRF token together is safe
    # here: the token is masked anew and the length padded at random for each response (against BREACH), and what
    # another site can make a browser ask for (GET only, SameSite=Lax) never puts its own text beside the answers.
    "qujiang.compression.middleware",
    "policies.library.appearance.middleware",
    "policies.library.in_app.middleware",
    "qujiang.outage.middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "policies.admin.access.rotated.middleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "policies.admin.access.idle.middleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "qujiang.urls"
WSGI_APPLICATION = "qujiang.wsgi.application"
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
# Django's HTML for fields, drawn without a template for each.
FORM_RENDERER = "qujiang.form_fields.Renderer"

LANGUAGE_CODE = "zh-hans"
# What Django's own translation lacks.
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["qujiang.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# In the visitor's own browser: a message must not make a session row.
MESSAGE_STORAGE = "qujiang.message_cookie.HostCookieStorage"
# How often a worker looks for a newer release; 0: only on its first request.
LIVE_REFRESH_SECONDS = environment.number("LIVE_REFRESH_SECONDS", 2, 3600)

# Security

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# Five wrong passwords for one name, wherever they come from, close it for half an hour. No address is looked at or
# kept: behind a proxy it says little, and nothing here needs it.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "policies.admin.access.lockout.no_address"
AXES_CLIENT_STR_CALLABLE = "policies.admin.access.lockout.no_name"
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# A second factor for everybody on the staff screens, enrolled at the first login.
STAFF_OTP_REQUIRED = switch("STAFF_OTP_REQUIRED")
OTP_TOTP_ISSUER = SITE["name"]
# The word in the address under which the staff screens are.
ADMIN_PATH = protection.admin_path(env.str("ADMIN_PATH", "admin"))
# A text becomes HTML only through the policies of trusted.js and admin-trusted.js, and never a script.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default", "inert"],
    }
}
# Only staff have sessions; half an hour without a click in the admin ends one, see policies.admin.access.idle.
SESSION_COOKIE_AGE = 30 * 60
SESSION_ENGINE = "policies.admin.access.sessions"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "qujiang.errors.forged"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What staff may send; citizens far less, see qujiang.limits. A policy with all its conditions is one form in the admin;
# the largest shipped one has over 1000 fields. No form takes more than one file.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 3

# Behind a proxy that ends TLS and sets X-Forwarded-Proto on every request.
HTTPS = switch("DJANGO_HTTPS")
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|metrics)$"]  # asked from inside, past the proxy
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# With this name browsers take a cookie only over HTTPS, from this very host and for all of its addresses.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# The name above ours, and other names under it, are not ours to bind to HTTPS.
# axes: failures are counted by name alone, so that changing addresses or browsers gives no further tries.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "axes.W006"]

# Everything goes to stderr. Nothing is mailed: an error mail would carry the request, and with it the answers.
LOG_FORMAT = environment.one_of("LOG_FORMAT", "text", "json")
LOGGING = logs.configuration(LOG_FORMAT, environment.web_address("ERROR_REPORT_URL"))

# Who may ask for /metrics, straight and not through the proxy; nobody where it is empty, and then nothing is counted.
METRICS_ADDRESSES = environment.networks("METRICS_ADDRESSES")
if METRICS_ADDRESSES:
    MIDDLEWARE.insert(0, "qujiang.watching.counting")
