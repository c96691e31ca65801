"""Names and values, in the order of docs/configuration.md; checks.py finds contradictions."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from videogen import env, secret_key
from videogen.embedded import postgres, valkey
from videogen.lib.logging import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

env.load(env.path("ENV_FILE", BASE_DIR / ".env", base=BASE_DIR))

# Where it runs
DEBUG = env.flag("DEBUG", default=False)
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, minimum=1, maximum=65535)
ALLOWED_HOSTS = list(env.words("ALLOWED_HOSTS", LOOPBACK))
IS_LOCAL = set(ALLOWED_HOSTS) <= {*LOOPBACK, "::1"}
HTTPS = env.flag("HTTPS", default=not IS_LOCAL)
PUBLIC_URL = env.url(
    "PUBLIC_URL", f"http://127.0.0.1:{PORT}" if IS_LOCAL else f"https://{ALLOWED_HOSTS[0]}"
)
DATA_DIR = env.path("DATA_DIR", BASE_DIR / ".data", base=BASE_DIR)
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.choice("LOG_FORMAT", "json", ("json", "text"))

# Keys
SECRET_KEY = env.secret("SECRET_KEY") or secret_key.stored(DATA_DIR, "secret_key")
ENCRYPTION_KEY = env.secret("ENCRYPTION_KEY") or secret_key.stored(DATA_DIR, "encryption_key")
GENERATED_KEYS = [name for name in ("SECRET_KEY", "ENCRYPTION_KEY") if not env.text(name)]

# Database and Redis
EMBEDDED_POSTGRES = not env.text("DATABASE_URL")
EMBEDDED_VALKEY = not env.text("REDIS_URL")
REDIS_URL = env.url("REDIS_URL", valkey.redis_url(DATA_DIR), schemes=("redis", "rediss", "unix"))
PROCESS = env.choice("VIDEOGEN_PROCESS", "command", ("web", "work", "command"))
WEB_CONNECTIONS = env.integer("WEB_CONNECTIONS", 20, minimum=2, maximum=500)

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database(
        "DATABASE_URL", postgres.database_url(DATA_DIR) if EMBEDDED_POSTGRES else ""
    ),
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if PROCESS == "web":
    # A connection per thread and request would end in "too many clients" under ASGI.
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": WEB_CONNECTIONS,
        "timeout": 10,
    }
else:
    # A pool does not survive the fork of a worker.
    DATABASES["default"]["CONN_MAX_AGE"] = 600

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "videogen",
    }
}

# Workers
CORES = os.cpu_count() or 2
WORKERS = env.integer("WORKERS", max(2, CORES), minimum=1, maximum=64)
STEP_PARALLEL = env.integer("STEP_PARALLEL", CORES, minimum=1, maximum=64)
LEASE_SECONDS = env.integer("LEASE_SECONDS", 20, minimum=2, maximum=600)
LEASE_RENEW_SECONDS = env.integer("LEASE_RENEW_SECONDS", 5, minimum=1, maximum=300)
SLICE_SECONDS = env.integer("SLICE_SECONDS", 120, minimum=1, maximum=3600)
JOB_TIMEOUT_SECONDS = env.integer("JOB_TIMEOUT_SECONDS", 900, minimum=10, maximum=86400)
JOB_RETRY_SECONDS = env.integer("JOB_RETRY_SECONDS", 2000, minimum=10, maximum=86400)
RETRY_MINUTES = env.integers("RETRY_MINUTES", (1, 5, 15, 60))

Q_CLUSTER = {
    "name": "videogen",
    "workers": WORKERS,
    "timeout": JOB_TIMEOUT_SECONDS,
    "retry": JOB_RETRY_SECONDS,
    "queue_limit": 1,
    "bulk": 1,
    # Keeping results would cost a scan per job; -1 keeps failures only.
    "save_limit": -1,
    "ack_failures": True,
    "catch_up": False,
    "label": "Jobs",
    "redis": REDIS_URL,
    # One worker each: the mirror is strictly serial, and telling people takes milliseconds.
    "ALT_CLUSTERS": {
        "mirror": {"workers": 1, "timeout": 300, "retry": 900},
        "quick": {"workers": 1, "timeout": 60, "retry": 300},
    },
}

# People
ADMIN_USERNAME = env.text("ADMIN_USERNAME", "admin")
ADMIN_PASSWORD = env.secret("ADMIN_PASSWORD")
REVIEW_UNDO_SECONDS = env.integer("REVIEW_UNDO_SECONDS", 10, minimum=0, maximum=3600)
REVIEW_DUE_HOURS = env.integer("REVIEW_DUE_HOURS", 24, minimum=1, maximum=8760)
API_CALLS_PER_MINUTE = env.integer("API_CALLS_PER_MINUTE", 1200, minimum=1)
LOGIN_CALLS_PER_MINUTE = env.integer("LOGIN_CALLS_PER_MINUTE", 20, minimum=1)

# Channels and files
CHANNEL_CONFIG_DIR = env.path("CHANNEL_CONFIG_DIR", BASE_DIR / "channel_configs", base=BASE_DIR)
CHANNEL_RELOAD_SECONDS = env.integer("CHANNEL_RELOAD_SECONDS", 2, minimum=1, maximum=3600)
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "media", base=BASE_DIR)
FFMPEG_PATH = env.path("FFMPEG_PATH", Path(imageio_ffmpeg.get_ffmpeg_exe()), base=BASE_DIR)
COMMAND_PROVIDER_DIR = env.path("COMMAND_PROVIDER_DIR", BASE_DIR / "scripts", base=BASE_DIR)
COMMAND_TIMEOUT_SECONDS = env.integer("COMMAND_TIMEOUT_SECONDS", 600, minimum=1, maximum=86400)

# Providers
GEMINI_API_KEY = env.secret("GEMINI_API_KEY")
GEMINI_BASE_URL = env.url("GEMINI_BASE_URL", "https://generativelanguage.googleapis.com")
GEMINI_MODEL = env.text("GEMINI_MODEL", "gemini-2.5-flash-image")
GEMINI_TIMEOUT_SECONDS = env.integer("GEMINI_TIMEOUT_SECONDS", 120, minimum=1, maximum=3600)
KLING_ACCESS_KEY = env.secret("KLING_ACCESS_KEY")
KLING_SECRET_KEY = env.secret("KLING_SECRET_KEY")
KLING_BASE_URL = env.url("KLING_BASE_URL", "https://api.klingai.com")
KLING_MODEL = env.text("KLING_MODEL", "kling-v2-5-turbo")
KLING_TIMEOUT_SECONDS = env.integer("KLING_TIMEOUT_SECONDS", 60, minimum=1, maximum=3600)
ELEVENLABS_API_KEY = env.secret("ELEVENLABS_API_KEY")
ELEVENLABS_BASE_URL = env.url("ELEVENLABS_BASE_URL", "https://api.elevenlabs.io")
ELEVENLABS_MODEL = env.text("ELEVENLABS_MODEL", "eleven_multilingual_v2")
ELEVENLABS_TIMEOUT_SECONDS = env.integer("ELEVENLABS_TIMEOUT_SECONDS", 120, minimum=1, maximum=3600)
YOUTUBE_CLIENT_ID = env.text("YOUTUBE_CLIENT_ID")
YOUTUBE_CLIENT_SECRET = env.secret("YOUTUBE_CLIENT_SECRET")
YOUTUBE_BASE_URL = env.url("YOUTUBE_BASE_URL", "https://www.googleapis.com")
R2_ACCESS_KEY_ID = env.secret("R2_ACCESS_KEY_ID")
R2_SECRET_ACCESS_KEY = env.secret("R2_SECRET_ACCESS_KEY")
R2_PUBLIC_URL = env.url("R2_PUBLIC_URL", "")

PROVIDER_LIMITS: dict[str, int] = {
    "gemini": env.integer("GEMINI_CONCURRENCY", 12, minimum=1, maximum=1000),
    "kling": env.integer("KLING_CONCURRENCY", 8, minimum=1, maximum=1000),
    "elevenlabs": env.integer("ELEVENLABS_CONCURRENCY", 6, minimum=1, maximum=1000),
}
# (service, operation) -> price of one call; what is not listed costs nothing.
PRICES_USD: dict[tuple[str, str], Decimal] = {
    ("gemini", "image"): env.amount("GEMINI_IMAGE_USD", "0.039"),
    ("kling", "clip"): env.amount("KLING_CLIP_USD", "0.70"),
    ("elevenlabs", "narration"): env.amount("ELEVENLABS_NARRATION_USD", "0.03"),
    ("elevenlabs", "effect"): env.amount("ELEVENLABS_EFFECT_USD", "0.08"),
}

# Notion
NOTION_API_TOKEN = env.secret("NOTION_API_TOKEN")
NOTION_API_BASE_URL = env.url("NOTION_API_BASE_URL", "https://api.notion.com")
NOTION_API_VERSION = env.choice("NOTION_API_VERSION", "2026-03-11", ("2025-09-03", "2026-03-11"))
NOTION_REQUESTS_PER_SECOND = env.integer("NOTION_REQUESTS_PER_SECOND", 3, minimum=1, maximum=10)
NOTION_TIMEOUT_SECONDS = env.integer("NOTION_TIMEOUT_SECONDS", 70, minimum=1, maximum=240)
NOTION_DATABASE_IDS = env.ids("NOTION_DATABASE_IDS")
NOTION_SYNC_INTERVAL_SECONDS = env.clamped(
    "NOTION_SYNC_INTERVAL_SECONDS", 10, minimum=10, maximum=600
)
NOTION_LEAN_MODE = env.flag("NOTION_LEAN_MODE", default=False)
NOTION_SETTLE_SECONDS = env.integer("NOTION_SETTLE_SECONDS", 65, minimum=1, maximum=600)
NOTION_WEBHOOK_SECRET = env.secret("NOTION_WEBHOOK_SECRET")

# Telling people
ENABLE_NOTIFICATIONS = env.flag("ENABLE_NOTIFICATIONS", default=True)
NOTIFICATIONS_KEEP_DAYS = env.integer("NOTIFICATIONS_KEEP_DAYS", 30, minimum=1, maximum=3650)
ALERT_EMAIL_TO = env.words("ALERT_EMAIL_TO")
ALERT_EMAIL_FROM = env.text("ALERT_EMAIL_FROM", "videogen@localhost")
ALERT_SMTP_URL = env.url("ALERT_SMTP_URL", "", schemes=("smtp", "smtps"))
ALERT_WEBHOOK_URL = env.secret("ALERT_WEBHOOK_URL")

# Django: no variable below this line but STATIC_HASHED_NAMES
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "videogen",
    "videogen.accounts",
    "tasks_app",
    "reviews_app",
    "notifications_app",
    "rest_framework",
    "rest_framework_simplejwt",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "channels",
    "django_q",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "videogen.csp.ContentSecurityPolicy",
    "videogen.lib.origin.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
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
    }
]
ROOT_URLCONF = "videogen.urls"
ASGI_APPLICATION = "videogen.asgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_HASHED_NAMES = env.flag("STATIC_HASHED_NAMES", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "videogen.static_storage.HashedNames"
        if STATIC_HASHED_NAMES
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

CSRF_TRUSTED_ORIGINS = ["/".join(PUBLIC_URL.split("/")[:3])]
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
# Subdomains and browsers' preload lists are for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# A load balancer asks these without TLS.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The admin's list with 20 tasks and their actions is far below this.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["videogen.lib.parsers.JsonParser"],
    "DEFAULT_THROTTLE_CLASSES": ["videogen.lib.throttles.PerUser"],
    "DEFAULT_SCHEMA_CLASS": "videogen.lib.openapi.ProblemSchema",
    "EXCEPTION_HANDLER": "videogen.lib.api.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=30),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "UPDATE_LAST_LOGIN": True,
    # A changed password ends the tokens that were issued before.
    "CHECK_REVOKE_TOKEN": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "videogen",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "TaskStatus": "tasks_app.statuses.Status",
        "AssetStatus": "tasks_app.models.asset.AssetStatus",
        "Step": "tasks_app.statuses.Step",
    },
}

LOGGING = logging_config(LOG_LEVEL, form=LOG_FORMAT)
