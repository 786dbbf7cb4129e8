"""How Wagtail is set up here."""

from django.utils.translation import gettext_lazy as _

WAGTAIL_SITE_NAME = "Tòa soạn"
WAGTAIL_I18N_ENABLED = False
# One clock for the whole house; nobody sets another.
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
# The review chain is ours (docs/adr/0011): Wagtail's workflow cannot return a
# story to any earlier step, name a person, or carry a due time.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_MODERATION_ENABLED = False
# What is said of an item is ours as well (docs/adr/0018): Wagtail's comments are saved
# with the draft, which only the holder of the lease may save.
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 2000
# A pasted text of 2 MB is saved, also when each of its letters takes two bytes and more.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
# A body of 150 blocks sends over a thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# What the date pickers write; toasoan/core/formats says what else may be typed.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
# An address stays an address: looking it up would name pages of other units.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_EXTENSIONS += ["bmp", "tif", "tiff"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "toasoan.archive.forms.PhotoForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILIMAGES_AVIF_QUALITY = 58
WAGTAILEMBEDS_RESPONSIVE_HTML = False
WAGTAILDOCS_DOCUMENT_FORM_BASE = "toasoan.archive.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_EXTENSIONS += ["odp", "ods"]
# Film and sound come in by resumable upload; here their words can be put right.
WAGTAILDOCS_EXTENSIONS += ["3gp", "aac", "flac", "m4a", "mov", "mp3", "mp4"]
WAGTAILDOCS_EXTENSIONS += ["ogg", "wav", "webm", "aiff", "avi", "mts"]
WAGTAILDOCS_EXTENSIONS += ["amr", "wma", "wmv"]
TAGGIT_CASE_INSENSITIVE = True
