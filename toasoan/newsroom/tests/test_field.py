"""The app for phones, what it asks, and the pieces it sends: once, never over another."""

import re
import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText

from toasoan.archive.models import Photo
from toasoan.content.models import ArticlePage, FieldAct, FiledPiece, Review
from toasoan.content.services import article_base
from toasoan.content.services.profiles import profile_add
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.newsroom.field import shell
from toasoan.newsroom.tests.field_material import (
    ROOT,
    arrived,
    give,
    kept,
    phone,
    piece,
    post,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db):
    return open_newsroom("tbtc")


@pytest.fixture
def other(room):
    return open_newsroom("hq")


@pytest.fixture
def assignment(room):
    return give(room)


# --- What is asked ----------------------------------------------------------------


def test_nobody_signed_in_gets_the_app_but_no_data():
    client = Client()

    assert client.get(ROOT).status_code == 200
    for path in ("toi/", "viec/", "duyet/", "bai/1/"):
        answer = client.get(ROOT + path)
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert post(client, "bai/", **piece()).status_code == 401
    assert ArticlePage.objects.count() == 0


def test_the_app_lets_the_page_ask_where_it_is_and_nothing_else_changes():
    answer = Client().get(ROOT)

    assert "geolocation=(self)" in answer["Permissions-Policy"]
    assert "script-src 'self';" in answer["Content-Security-Policy"]
    assert b"<script>" not in answer.content
    assert "geolocation=()" in Client().get("/toa-soan/login/")["Permissions-Policy"]


def test_every_script_of_the_app_is_kept_on_the_phone():
    files = (settings.BASE_DIR / "static" / "field").glob("*.js")

    assert set(shell.MODULES) == {f"field/{path.name}" for path in files}
    worker = Client().get(f"{ROOT}sw.js").content.decode()
    assert all(name in worker for name in (*shell.MODULES, *shell.STYLES))


def test_icons_of_the_app_are_on_its_page():
    page = Client().get(ROOT).content.decode()
    scripts = (settings.BASE_DIR / "static" / "field").glob("*.js")
    asked = {
        name
        for path in scripts
        for name in re.findall(r'icon\("([a-z-]+)"\)', path.read_text("utf-8"))
    }

    assert asked
    assert {name for name in asked if f'data-icon="{name}"' not in page} == set()


def test_without_the_token_nothing_is_taken(room):
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.reporter)

    assert post(client, "bai/", **piece(unit="tbtc")).status_code == 403
    assert ArticlePage.objects.count() == 0


def test_work_names_what_is_asked_for_and_the_houses_time(room, assignment):
    answer = phone(room.reporter).get(f"{ROOT}viec/").json()

    [row] = answer["rows"]
    assert (row["assignment"], row["title"]) == (
        assignment.pk,
        assignment.story.title,
    )
    assert (row["is_new"], row["is_written"], row["article"]) == (True, True, None)
    assert abs(answer["now"] - timezone.now().timestamp() * 1000) < 60_000


def test_work_tells_what_the_units_profile_needs_for_handing_in(room, assignment):
    def told():
        [row] = phone(room.reporter).get(f"{ROOT}viec/").json()["rows"]
        return row["needed_words"]

    assert told() == ""
    profile = profile_add(unit=room.unit, genre=None, by=room.secretary)
    profile.fields.filter(name="tags").update(needed="submit")

    assert told() == "Tít, Nội dung, Từ khóa"


# --- A piece ----------------------------------------------------------------------


def test_a_piece_with_a_photo_becomes_the_assignments_article_in_review(
    room, assignment
):
    client = phone(room.reporter)
    first, second = kept(room, client), kept(room, client)
    body = piece(
        assignment=assignment.pk,
        submit=True,
        photos=[
            {"upload": first, "caption": "Ghe về", "credit": "Thu Hà"},
            {"upload": second, "caption": "Bến", "credit": "Thu Hà"},
        ],
        contacts="Ông Ba, 0900",
        location={"latitude": 10.03, "longitude": 105.77, "accuracy_m": 12},
    )

    answer = post(client, "bai/", **body)

    assert answer.status_code == 200, answer.content
    article = ArticlePage.objects.get()
    draft = article.get_latest_revision_as_object()
    assert (draft.title, draft.sapo) == (body["title"], body["sapo"])
    assert [block.block_type for block in draft.body] == ["text", "picture"]
    assert draft.body[0].value.source == "<p>Đoạn một.</p><p>Đoạn hai &lt;b&gt;.</p>"
    assert draft.lead_photo.credit == "Thu Hà"
    assert draft.body[1].value["caption"] == "Bến"
    assignment.refresh_from_db()
    assert (assignment.state, assignment.item_id) == ("submitted", article.pk)
    assert article.open_review().submitted_by == room.reporter
    filed = FiledPiece.objects.get()
    assert (filed.contacts, filed.latitude) == ("Ông Ba, 0900", 10.03)
    assert answer.json()["article"]["base"] == article_base(article)


def test_a_piece_sent_twice_is_one_article_with_one_answer(room, assignment):
    client = phone(room.reporter)
    photos = [{"upload": kept(room, client), "caption": "", "credit": "Thu Hà"}]
    body = piece(assignment=assignment.pk, submit=True, photos=photos)
    body["id"] = str(uuid.uuid4())

    first = post(client, "bai/", **body).json()
    revisions = ArticlePage.objects.get().revisions.count()
    again = post(client, "bai/", **body).json()

    first.pop("now"), again.pop("now")
    assert again == first
    assert ArticlePage.objects.get().revisions.count() == revisions
    assert (Review.objects.count(), Photo.objects.count()) == (1, 1)
    assert FieldAct.objects.count() == 1


def test_one_key_for_two_things_is_refused(room, assignment):
    client, key = phone(room.reporter), str(uuid.uuid4())
    post(client, "bai/", **piece(assignment=assignment.pk, id=key))

    answer = post(client, "bai/", **piece(assignment=assignment.pk, id=key, sapo="x"))

    assert (answer.status_code, answer.json()["code"]) == (409, "field_act_taken")
    assert ArticlePage.objects.get().get_latest_revision_as_object().sapo != "x"


def test_another_version_is_shown_and_never_written_over(room, assignment):
    client = phone(room.reporter)
    draft = piece(assignment=assignment.pk)
    told = post(client, "bai/", **draft).json()["article"]
    article = ArticlePage.objects.get()
    theirs = article.get_latest_revision_as_object()
    theirs.sapo = "Sapo của biên tập viên."
    theirs.save_revision(user=room.people[Role.DESK_EDITOR])

    late = {**draft, "article": told["id"], "base": told["base"], "sapo": "Của tôi."}
    answer = post(client, "bai/", **late)

    assert (answer.status_code, answer.json()["code"]) == (409, "piece_changed")
    said = answer.json()["theirs"]
    assert said["sapo"] == "Sapo của biên tập viên."
    article.refresh_from_db()
    held = article.get_latest_revision_as_object()
    assert held.sapo == "Sapo của biên tập viên."

    chosen = post(client, "bai/", **{**late, "base": said["base"]})

    assert chosen.status_code == 200
    saved = [r.as_object().sapo for r in article.revisions.order_by("pk")]
    assert saved[-2:] == ["Sapo của biên tập viên.", "Của tôi."]


def test_an_article_begun_at_a_desk_is_not_written_over_by_a_phone(room, assignment):
    client = phone(room.reporter)
    post(client, "bai/", **piece(assignment=assignment.pk, sapo="Viết ở bàn."))

    answer = post(client, "bai/", **piece(assignment=assignment.pk, sapo="Ở máy khác."))

    assert answer.status_code == 409
    article = ArticlePage.objects.get()
    assert article.get_latest_revision_as_object().sapo == "Viết ở bàn."


def test_what_a_phone_cannot_write_stays_as_it_is(room):
    table = [
        ("text", RichText("<p>Trước.</p>")),
        ("text", RichText('<h2>Mục</h2><p>Có <a href="/">liên kết</a></p>')),
        ("pull_quote", {"text": "Lời", "speaker": "Ai", "speaker_title": ""}),
    ]
    article = make_article(room, body=table)
    client = phone(room.reporter)
    [row] = client.get(f"{ROOT}viec/").json()["rows"]
    told = row["article"]
    assert [list(part) for part in told["body"]] == [
        ["id", "text"],
        ["id", "fixed"],
        ["id", "fixed"],
    ]

    parts = [
        {"id": told["body"][0]["id"], "text": "Trước, sửa."},
        *({"id": part["id"], "text": None} for part in told["body"][1:]),
    ]
    answer = post(
        client,
        "bai/",
        **piece(article=article.pk, base=told["base"], parts=parts),
    )

    assert answer.status_code == 200
    body = ArticlePage.objects.get().get_latest_revision_as_object().body
    assert body[0].value.source == "<p>Trước, sửa.</p>"
    assert "<h2>Mục</h2>" in body[1].value.source
    assert body[2].value["speaker"] == "Ai"
    assert [block.id for block in body] == [part["id"] for part in told["body"]]


def test_a_refused_piece_leaves_nothing_and_may_be_sent_again(room, assignment):
    client, key = phone(room.reporter), str(uuid.uuid4())
    waiting = [{"upload": arrived(room), "caption": "", "credit": ""}]
    body = piece(assignment=assignment.pk, photos=waiting, id=key)

    answer = post(client, "bai/", **body)

    assert (answer.status_code, answer.json()["code"]) == (409, "upload_unfinished")
    assert (ArticlePage.objects.count(), FieldAct.objects.count()) == (0, 0)
    post(client, f"tep/{waiting[0]['upload']}/")
    assert post(client, "bai/", **body).status_code == 200


def test_a_brief_without_an_assignment_stands_in_the_chosen_section(room):
    client = phone(room.reporter)
    body = piece(unit="tbtc", section=room.section.pk)

    first = post(client, "bai/", **body)
    told = first.json()["article"]
    again = post(client, "bai/", **{**body, "base": told["base"], "sapo": "Mới."})

    assert (first.status_code, again.status_code) == (200, 200)
    article = ArticlePage.objects.get()
    assert (article.unit, article.get_parent().pk) == (room.unit, room.section.pk)
    assert article.get_latest_revision_as_object().sapo == "Mới."


def test_sections_of_other_units_cannot_be_chosen(room, other):
    answer = post(
        phone(room.reporter), "bai/", **piece(unit="tbtc", section=other.section.pk)
    )

    assert answer.status_code == 404
    assert ArticlePage.objects.count() == 0


def test_while_a_reviewer_has_it_the_writers_phone_changes_nothing(room, assignment):
    client = phone(room.reporter)
    draft = piece(assignment=assignment.pk, submit=True)
    told = post(client, "bai/", **draft).json()["article"]

    answer = post(
        client, "bai/", **piece(article=told["id"], base=told["base"], sapo="x")
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert ArticlePage.objects.get().get_latest_revision_as_object().sapo != "x"


@pytest.mark.parametrize(
    "garbage",
    [
        {"id": "x"},
        {"draft": "x"},
        {"parts": "x"},
        {"parts": [1]},
        {"parts": [{"id": "", "text": 5}]},
        {"parts": [{"id": "", "text": ""}] * 501},
        {"title": 5},
        {"title": "a\x00b"},
        {"assignment": "1 OR 1"},
        {"photos": [{"upload": "x"}]},
        {"location": {"latitude": 91}},
        {"location": {"latitude": "10"}},
        {"location": {"height": 1}},
        {"title": "a" * 256},
    ],
)
def test_garbage_is_refused_and_nothing_is_made(room, assignment, garbage):
    body = {**piece(assignment=assignment.pk), **garbage}

    assert post(phone(room.reporter), "bai/", **body).status_code in {400, 404}
    assert ArticlePage.objects.count() == 0


def test_a_body_that_is_no_json_is_refused(room):
    client = phone(room.reporter)

    for body in (b"", b"[]", b"\xff", b"{", b"[" * 100_000):
        answer = client.post(f"{ROOT}bai/", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, "asked_wrongly")
