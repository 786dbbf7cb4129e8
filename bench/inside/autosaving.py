"""Reporters who are signed in, each with an article of their own open in the editor."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from wagtail.rich_text import RichText

from bench.articles import SENTENCE, section_of
from bench.form_values import form_values
from bench.machine import cpu_loop_ms
from toasoan.content import services
from toasoan.content.models import ArticlePage
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.services import membership_add

PARAGRAPHS = 24  # about 800 syllables: an article as most are


def answer(unit_key: str, editors: int) -> dict[str, Any]:
    """Return what each editor's browser would have: cookies, addresses and the form."""
    unit = PressUnit.objects.get(key=unit_key)
    return {
        "cpu_ms": cpu_loop_ms(),
        "editors": [_editor(unit, number) for number in range(editors)],
    }


def _editor(unit: PressUnit, number: int) -> dict[str, Any]:
    person = get_user_model().objects.create_user(
        email=f"tu.luu.{number}@do.vidu.vn",
        password=None,
        full_name=f"Người tự lưu {number}",
    )
    membership_add(user=person, organisation=unit.organisation, role=Role.REPORTER)
    paragraphs = "".join(f"<p>{SENTENCE}</p>" for _ in range(PARAGRAPHS))
    article = services.article_create(
        unit=unit,
        section=section_of(unit),
        headline=f"Bài tự lưu {number}",
        by=person,
        body=[("text", RichText(paragraphs)), ("text", RichText(paragraphs))],
    )
    draft = article.get_latest_revision_as_object()
    form_class = ArticlePage.get_edit_handler().get_form_class()
    token = _get_new_csrf_string()
    return {
        "cookies": f"sessionid={_session(person)}; csrftoken={token}",
        "csrf": token,
        "edit": reverse("wagtailadmin_pages:edit", args=[article.pk]),
        "lease": reverse("content:lease", args=[article.pk]),
        "values": form_values(form_class(instance=draft, for_user=person)),
    }


def _session(person: Any) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)
