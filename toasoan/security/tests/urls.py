"""Wagtail's admin, and two addresses that refuse."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.widgets import (
    AdminDateInput,
    AdminDateTimeInput,
    AdminPageChooser,
    AdminTimeInput,
)
from wagtail.models import Page

from toasoan.core.errors import NotAllowed, ToasoanError


class HouseBroken(ToasoanError):
    code = "house_broken"
    http_status = 503


def refuse(_request):
    raise NotAllowed


def refuse_with_own_words(_request):
    raise NotAllowed("Bài <b>này</b> của đơn vị khác. Xin chia sẻ ở trang bài.")


def break_down(_request):
    raise HouseBroken


def stumble(_request):
    raise ZeroDivisionError


def page(_request):
    return HttpResponse("ok")


def page_with_its_own_policy(_request):
    return HttpResponse("ok", headers={"Content-Security-Policy": "sandbox"})


class WidgetForm(forms.Form):
    day = forms.DateField(widget=AdminDateInput())
    at = forms.DateTimeField(widget=AdminDateTimeInput())
    hour = forms.TimeField(widget=AdminTimeInput())
    page = forms.ModelChoiceField(Page.objects.all(), widget=AdminPageChooser())


def widgets(request):
    form = WidgetForm()
    return render(request, "widgets.html", {"form": form, "media": form.media})


handler500 = "toasoan.security.views.failures.server_error"

urlpatterns = [
    path("toa-soan/thu/bieu-mau/", widgets),
    path("toa-soan/thu/tu-choi/", refuse),
    path("toa-soan/thu/loi-rieng/", refuse_with_own_words),
    path("toa-soan/thu/hong/", break_down),
    path("toa-soan/thu/vap/", stumble),
    path("toa-soan/thu/rieng/", page_with_its_own_policy),
    # The menu leads there.
    path("hien-truong/", include("toasoan.newsroom.field.urls")),
    path("toa-soan/", include(wagtailadmin_urls)),
    path("tin/tu-choi/", refuse),
    path("tin/vap/", stumble),
    path("tin/", page),
]
