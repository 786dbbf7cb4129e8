"""Readers' addresses; included last, because the last of them takes the rest."""

from django.urls import path, re_path
from django.urls.converters import register_converter

from toasoan.publicsite.views import lists, machines, pages, pictures


class Year:
    """Four figures."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return four figures."""
        return f"{value:04d}"


class TwoFigures(Year):
    """A month or a day."""

    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        """Return two figures."""
        return f"{value:02d}"


register_converter(Year, "year")
register_converter(TwoFigures, "two")

urlpatterns = [
    path("rss.xml", machines.rss),
    path("atom.xml", machines.atom),
    path("feed.json", machines.json_feed),
    path("sitemap.xml", machines.sitemap_index),
    path("sitemap-pages.xml", machines.sitemap_pages),
    path("sitemap-news.xml", machines.sitemap_news),
    path("sitemap-articles-<year:year>-<two:month>.xml", machines.sitemap_month),
    path("robots.txt", machines.robots),
    path("manifest.webmanifest", machines.manifest),
    path("sw.js", machines.service_worker),
    path("ngoai-mang/", machines.offline),
    path(".well-known/security.txt", machines.security_txt),
    path("favicon.svg", machines.favicon_svg),
    path("favicon.ico", machines.favicon_ico),
    path("icon-<int:size>.png", machines.icon),
    path("tim-kiem/", lists.search, name="reader_search"),
    path("luu-tru/", lists.archive),
    path("luu-tru/<year:year>/<two:month>/", lists.archive_month),
    path("luu-tru/<year:year>/<two:month>/<two:day>/", lists.archive_day),
    path("dong-su-kien/<slug:slug>/", pages.topic),
    path("dong-su-kien/<slug:slug>/trang-<int:number>/", pages.topic),
    path("tac-gia/", lists.authors),
    path("tac-gia/<slug:slug>/", pages.author),
    path("tac-gia/<slug:slug>/trang-<int:number>/", pages.author),
    path("tu-khoa/<slug:slug>/", pages.tag),
    path("tu-khoa/<slug:slug>/trang-<int:number>/", pages.tag),
    path("anh/<int:item_id>/<int:photo_id>.html", pictures.picture),
    path("in/<int:item_id>.html", pages.print_version),
    path("xem-truoc/<str:token>/", pages.preview, name="reader_preview"),
    re_path(r"^([\w\-/]+)/rss\.xml$", machines.section_rss),
    # Wagtail asks for this name when it makes a page's address.
    re_path(r"^([\w\-./]*)$", pages.serve, name="wagtail_serve"),
]
