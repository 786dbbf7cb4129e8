"""Addresses of the notification centre."""

from django.urls import path

from toasoan.workspace.views import centre, devices, settings

app_name = "workspace"
urlpatterns = [
    path("thong-bao/", centre.notifications, name="notifications"),
    path("thong-bao/so/", centre.count, name="count"),
    path("thong-bao/da-mo/", centre.read_here, name="read_here"),
    path("thong-bao/<int:pk>/da-doc/", centre.read_one, name="read"),
    path("thong-bao/doc-het/", centre.read_all, name="read_all"),
    path("thong-bao/cai-dat/", settings.settings_edit, name="settings"),
    path("thong-bao/cai-dat/thiet-bi/", devices.device_new, name="device_new"),
    path(
        "thong-bao/cai-dat/thiet-bi/<int:pk>/bo/",
        devices.device_drop,
        name="device_remove",
    ),
    path("thong-bao/chuong.js", devices.service_worker, name="service_worker"),
]
