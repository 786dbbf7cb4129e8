"""Every address of the house."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.javascript_words import javascript_words
from toasoan.archive.views.files import document_file
from toasoan.archive.views.pictures import picture_file
from toasoan.newsroom.views.home import home
from toasoan.planning.views.calendars import feed as calendar_feed

handler500 = "toasoan.security.views.failures.server_error"

urlpatterns = [
    # Before wagtailadmin, whose own view leaves our translations out.
    path("toa-soan/jsi18n/", javascript_words, name="javascript_words"),
    # Before wagtailadmin, which would lead scripts to the sign-in page.
    path("toa-soan/tai-len/", include("toasoan.archive.urls")),
    # Before wagtailadmin, which asks everybody to sign in: an address is its own key.
    path("toa-soan/tep/", include("toasoan.archive.file_urls")),
    path("hien-truong/", include("toasoan.newsroom.field.urls")),
    # “Việc của tôi” stands where Wagtail has its dashboard.
    path("toa-soan/", home),
    # Read by calendar programs, which do not sign in: the address is the key.
    path("toa-soan/lich/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("toa-soan/", include(wagtailadmin_urls)),
    # Before Wagtail's own, which knows only one way of sending.
    path("tai-lieu/<int:document_id>/<str:filename>", document_file),
    path("tai-lieu/", include(wagtaildocs_urls)),
    # What nginx and the front find no mark of: not public, or not yet.
    path("tep/renditions/<path:name>", picture_file),
    # For people outside, who have no account: on readers' hosts, the token is the key.
    path("chia-se/", include("toasoan.archive.shared_urls")),
    # Last: it takes every address that is left.
    path("", include("toasoan.publicsite.urls")),
]
