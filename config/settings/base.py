"""Settings of every installation; what differs comes from the environment."""

import sys
from pathlib import Path

from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from toasoan.core.environment import Environment, exit_when_invalid
from toasoan.core.hosts import site_address

BASE_DIR = Path(__file__).resolve().parents[2]

with exit_when_invalid():
    env = Environment.from_process(BASE_DIR / ".env")
    DATA_DIR = Path(env.text("TOASOAN_DATA_DIR", str(BASE_DIR / "var"))).resolve()
    DEBUG = env.flag("TOASOAN_DEBUG", default=False)
    HTTPS = env.flag("TOASOAN_HTTPS", default=False)
    PORT = env.number("TOASOAN_PORT", 8000, low=1, high=65535)
    # The port readers type: that of the proxy when there is one.
    PUBLIC_PORT = env.number("TOASOAN_PUBLIC_PORT", PORT, low=1, high=65535)
    DATABASES = {
        "default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR}/toasoan.sqlite3")
    }


def _secret_key() -> str:
    """Return the operator's key, or one made once and kept beside the data."""
    given = env.text("TOASOAN_SECRET_KEY", "")
    if given:
        return given
    path = DATA_DIR / "secret-key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(get_random_secret_key(), "utf-8")
        return path.read_text("utf-8").strip()
    except OSError as error:
        sys.exit(f"toasoan: không ghi được vào {DATA_DIR} ({error.strerror})")


SECRET_KEY = _secret_key()
# The key before this one, for as long as what it signed and sealed is to count.
_key_before = env.text("TOASOAN_SECRET_KEY_BEFORE", "")
SECRET_KEY_FALLBACKS = [_key_before] if _key_before else []

INSTALLED_APPS = [
    "toasoan.newsroom",
    "toasoan.publicsite",
    "toasoan.content",
    "toasoan.planning",
    "toasoan.archive",
    "toasoan.workspace",
    "toasoan.units",
    "toasoan.security",
    "toasoan.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "toasoan.security.apps.PeopleScreensConfig",  # wagtail.users with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "toasoan.security.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "toasoan.security.middleware.RequestContextMiddleware",
    "toasoan.security.middleware.SessionRulesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "toasoan.newsroom.post_only.PostOnlyMiddleware",
    "toasoan.security.middleware.RoomErrorMiddleware",
    "toasoan.content.editing.page_scope.PageScopeMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# Hosts are checked by publicsite.hosts, which answers 404 to a stranger.
ALLOWED_HOSTS = ["*"]

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
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

AUTH_USER_MODEL = "security.User"
WAGTAILIMAGES_IMAGE_MODEL = "archive.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "archive.ArchiveDocument"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "toasoan.core.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/tep/"
MEDIA_ROOT = DATA_DIR / "files"

TASKS = {
    "default": {
        "BACKEND": "toasoan.core.queues.RowQueue",
        "QUEUES": ["default", "slow", "media"],
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

from config.settings.logs import *  # noqa: E402
from config.settings.wagtail import *  # noqa: E402

with exit_when_invalid():
    from config.settings.files import *
    from config.settings.mail import *
    from config.settings.security import *

# --- Our own rooms; each name is explained in the room's README ---
# Where baked reader pages live; nginx may serve this folder directly.
PAGE_STORE_DIR = DATA_DIR / "pages"
with exit_when_invalid():
    # Units answer on <key>.<domain>, the group portal on the domain itself.
    TOASOAN_DOMAIN = env.host("TOASOAN_DOMAIN", "localhost")
    # Hosts on which the staff side answers; reader hosts never show it.
    STAFF_HOSTS = env.hosts("TOASOAN_STAFF_HOSTS", "localhost,127.0.0.1")
# Where links in mails lead: the first staff host, as the staff type it.
WAGTAILADMIN_BASE_URL = site_address(STAFF_HOSTS[0], PUBLIC_PORT, https=HTTPS)
# The key by which push services know the house; another one silences every device.
PUSH_KEY_PATH = DATA_DIR / "push-key.pem"
# Whether devices may name push services on private addresses: for tests.
PUSH_SERVICE_PRIVATE = False
CALENDAR_SOURCE_PRIVATE = False
# Files that have not come in whole, or were not looked at yet; never served.
UPLOAD_DIR = DATA_DIR / "uploads"
# Marked previews for other units; made again when they are gone, and never served.
PREVIEW_DIR = DATA_DIR / "previews"
_MB = 1024 * 1024
UPLOAD_LIMITS = {
    "photo": WAGTAILIMAGES_MAX_UPLOAD_SIZE,
    "document": WAGTAILDOCS_MAX_UPLOAD_SIZE,
    "audio": 200 * _MB,
    "video": 1024 * _MB,
    "bundle": 2048 * _MB,
}
# What a ZIP may come to when it is unpacked.
BUNDLE_MOST_BYTES = 4096 * _MB
# Files put into <folder>/<unit>/ enter that unit's archive; None: no folder is watched.
_incoming = env.text("TOASOAN_INCOMING_DIR", "")
INCOMING_DIR = Path(_incoming) if _incoming else None
# Letters that came to a unit's archive address, until they are taken; never served.
MAIL_DIR = DATA_DIR / "mail"
# The own mail server's Maildirs, <folder>/<unit>/; None: letters are read by IMAP only.
_maildirs = env.text("TOASOAN_MAILDIR_DIR", "")
MAILDIR_DIR = Path(_maildirs) if _maildirs else None
# A certificate authority of the house's own, for its own mail server.
MAILBOX_CA = env.text("TOASOAN_MAILBOX_CA", "")
with exit_when_invalid():
    # Whether units may name mail servers on private addresses.
    MAILBOX_PRIVATE = env.flag("TOASOAN_MAILBOX_PRIVATE", default=False)
UPLOAD_SHARE_OF_PERSON = 3 * 1024 * _MB
UPLOAD_DISK_RESERVE = 1024 * _MB
UPLOAD_KEEP_S = 7 * 86_400
# What the house makes of files that came in; served to the unit's people only.
MADE_DIR = DATA_DIR / "made"
PROCESSING_AT_ONCE = True
# Of longer film and sound the original is kept, and no renditions are made.
MEDIA_LONGEST_S = 4 * 3600
# Of a web process's threads, how many may wait for phones; the rest stay for people.
UPLOAD_WRITERS = 1
# A phone that says nothing for so long is let go; it goes on where it stopped.
UPLOAD_SILENCE_S = 20.0
# The program that reads and writes what pictures say of themselves; "" for none. Without
# it only the common words are read, and originals leave as they came.
EXIFTOOL = env.text("TOASOAN_EXIFTOOL", "exiftool")
EXIFTOOL_SECONDS = 15.0
# Coasts and borders for the archive's map, GeoJSON of at most 4 MB; none comes with us.
_outline = env.text("TOASOAN_MAP_OUTLINE", "")
MAP_OUTLINE = Path(_outline) if _outline else None
# Where the scanner ClamAV listens; empty: files are kept unscanned.
CLAMD = env.text("TOASOAN_CLAMD", "")
with exit_when_invalid():
    # Whether only what was scanned may be used.
    SCAN_REQUIRED = env.flag("TOASOAN_SCAN_REQUIRED", default=False)
    CLAMD_MAX_BYTES = env.number("TOASOAN_CLAMD_MAX_MB", 100, low=1, high=4000) * _MB
# Every file is read again and compared so often, in slices of so many files or bytes.
FIXITY_EVERY_DAYS = 30
FIXITY_FILES_PER_RUN, FIXITY_BYTES_PER_RUN = 2000, 2048 * _MB
# Files in which malware was found; never served.
QUARANTINE_DIR = DATA_DIR / "quarantine"
PORTAL_TITLE = env.text("TOASOAN_PORTAL_TITLE", "Cổng báo chí ngành Tài chính")
# The task, and how often the scheduler enqueues it.
SCHEDULE: list[tuple[str, float]] = [
    ("core.outbox_dispatch", 2.0),
    ("content.scheduled_items_publish", 5.0),
    ("content.schedules_watch", 120.0),
    ("content.front_plans_apply", 5.0),
    ("content.front_plan_gaps_tell", 120.0),
    ("content.releases_leave", 2.0),
    ("planning.due_alerts_send", 300.0),
    ("planning.calendar_sources_read", 60.0),
    ("content.plan_alarms_send", 300.0),
    ("content.templates_make", 20.0),
    ("publicsite.pages_refresh", 600.0),
    ("publicsite.pictures_sweep", 86_400.0),
    ("workspace.deliveries_send", 15.0),
    ("units.groups_sync", 3600.0),
    ("archive.uploads_sweep", 3600.0),
    ("archive.incoming_folders_look", 15.0),
    ("archive.incoming_catch_up", 60.0),
    ("archive.mailboxes_look", 60.0),
    ("archive.receipts_send", 60.0),
    ("archive.letters_sweep", 86_400.0),
    ("archive.assets_process", 60.0),
    ("archive.made_sweep", 86_400.0),
    ("archive.sheets_sweep", 86_400.0),
    ("archive.uses_note", 600.0),
    ("archive.searches_tell", 300.0),
    # Told once each, so that a restart on the way to the day costs nothing.
    ("archive.rights_expiry_warn", 21_600.0),
    ("archive.bin_empty", 3600.0),
    ("archive.deposits_hash", 300.0),
    ("archive.fixity_check", 600.0),
    ("archive.storage_measure", 21_600.0),
    ("content.field_acts_prune", 86_400.0),
    ("security.sign_in_counters_prune", 86_400.0),
    ("workspace.notifications_prune", 86_400.0),
]
