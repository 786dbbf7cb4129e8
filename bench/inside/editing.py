"""A desk editor opens a long article and saves a draft of it."""

import time
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import RichText

from bench.articles import SENTENCE, article_draft
from bench.form_values import form_values
from bench.machine import cpu_loop_ms
from toasoan.archive.models import Photo
from toasoan.content.models import ArticlePage
from toasoan.core.text import syllable_count
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role

SYLLABLES = 2_000
PARTS = 5
WARM_UP = 3


def answer(unit_key: str, times: int) -> dict[str, Any]:
    """Return the milliseconds of each opening and each saving."""
    unit = PressUnit.objects.get(key=unit_key)
    reporter = people_with_role(Role.REPORTER, unit).first()
    article = article_draft(
        unit, "Bài dài để đo trình soạn thảo", _body(unit), reporter
    )
    editor = people_with_role(Role.DESK_EDITOR, unit).first()
    client = Client(headers={"host": f"localhost:{settings.PUBLIC_PORT}"})
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    cpu_ms = cpu_loop_ms()
    opened = [_open(client, address) for _ in range(WARM_UP + times)]
    saved = [_save(client, address, article, editor, n) for n in range(WARM_UP + times)]
    return {
        "cpu_ms": cpu_ms,
        "syllables": syllable_count(article.body_text()),
        "open": opened[WARM_UP:],
        "save": saved[WARM_UP:],
    }


def _body(unit: PressUnit) -> list[tuple[str, Any]]:
    """Return a body of 2,000 syllables with what such an article has besides text."""
    photos = list(Photo.objects.filter(collection=unit.collection)[:2])
    sentences = SYLLABLES // syllable_count(SENTENCE) + 1
    paragraphs = [f"<p>{SENTENCE} {SENTENCE}</p>" for _ in range(sentences // 2)]
    size = -(-len(paragraphs) // PARTS)
    body: list[tuple[str, Any]] = []
    for number in range(PARTS):
        part = paragraphs[number * size : (number + 1) * size]
        body.append(("text", RichText(f"<h2>Phần {number + 1}</h2>{''.join(part)}")))
        if number < len(photos):
            body.append(("picture", _picture(photos[number])))
    quote = {
        "text": SENTENCE,
        "speaker": "Trần Văn Minh",
        "speaker_title": "Cục trưởng",
    }
    return [*body, ("pull_quote", quote)]


def _picture(photo: Photo) -> dict[str, Any]:
    return {
        "photo": photo,
        "caption": "Cán bộ hướng dẫn người nộp thuế tại quầy",
        "credit": "",
        "alt_text": "",
        "is_wide": True,
        "made_with_ai": False,
    }


def _open(client: Client, address: str) -> float:
    began = time.perf_counter()
    response = client.get(address)
    ms = (time.perf_counter() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"the editor answers {response.status_code}")
    return ms


def _save(
    client: Client, address: str, article: ArticlePage, editor: Any, number: int
) -> float:
    """Post the form as the browser would, one word changed, and check that it took."""
    draft = article.get_latest_revision_as_object()
    draft.sapo = f"Lần lưu thứ {number}."
    form_class = ArticlePage.get_edit_handler().get_form_class()
    values = form_values(form_class(instance=draft, for_user=editor))
    began = time.perf_counter()
    response = client.post(address, values)
    ms = (time.perf_counter() - began) * 1000
    article.refresh_from_db()
    if article.get_latest_revision_as_object().sapo != draft.sapo:
        errors = response.context["form"].errors if response.context else ""
        raise RuntimeError(f"the draft was not saved: {response.status_code} {errors}")
    return ms
