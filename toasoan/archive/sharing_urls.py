"""Addresses of rights and of what units open to each other."""

from django.urls import path

from toasoan.archive.views import holdings, sharing

app_name = "holdings"
urlpatterns = [
    path("muc/<int:pk>/", holdings.entry_show, name="entry"),
    path("muc/<int:pk>/xem-truoc.jpg", holdings.entry_preview, name="preview"),
    path("muc/<int:pk>/tep/", holdings.entry_file, name="file"),
    path("muc/<int:pk>/mo/", holdings.entry_open, name="open"),
    path("muc/<int:pk>/xin/", holdings.entry_ask, name="ask"),
    path("muc/<int:pk>/xin-ngay/", holdings.entry_ask_at_once, name="ask_at_once"),
    path("muc/<int:pk>/rieng/", holdings.entry_privacy, name="privacy"),
    *(
        path(
            f"muc/<int:pk>/{word}/",
            holdings.paper_write,
            {"kind": kind},
            name=f"{kind}_add",
        )
        for kind, word in (
            ("lease", "thoi-han"),
            ("consent", "dong-y"),
            ("licence", "giay-phep"),
        )
    ),
    *(
        path(
            f"{word}/<int:pk>/thoi/",
            holdings.paper_finish,
            {"kind": kind},
            name=f"{kind}_end",
        )
        for kind, word in (
            ("lease", "thoi-han"),
            ("consent", "dong-y"),
            ("licence", "giay-phep"),
        )
    ),
    path("dong-y/<int:pk>/rut/", holdings.consent_take_back, name="consent_withdraw"),
    path("cac-don-vi/", sharing.opened_list, name="opened"),
    path("yeu-cau/", sharing.request_list, name="requests"),
    path("yeu-cau/<int:pk>/", sharing.request_answer, name="answer"),
    path("mo-kho/", sharing.standing_list, name="standing"),
    path("mo-kho/mac-dinh/", sharing.showing_set, name="showing"),
    path("mo-kho/<int:pk>/dong/", sharing.grant_close, name="grant_end"),
    path("so-dung/", sharing.ledger, name="ledger"),
]
