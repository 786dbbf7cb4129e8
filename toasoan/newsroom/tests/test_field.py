"""What the app for phones asks and sends: once each, never over another, each their own."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText

from toasoan.archive.models import ArchiveDocument, Photo, Upload
from toasoan.archive.tests.factories import picture_bytes
from toasoan.archive.uploading import upload_begin, upload_receive
from toasoan.content.models import ArticlePage, FieldAct, FiledPiece, Review
from toasoan.content.services import article_base, item_submit
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.services import assignment_give, coverage_add, story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
ROOT = "/hien-truong/"
PICTURE = picture_bytes((300, 200))


@pytest.fixture
def room(db):
    return open_newsroom("tbtc")


@pytest.fixture
def other(room):
    return open_newsroom("hq")


@pytest.fixture
def assignment(room):
    return give(room)


def give(room, kind=Coverage.Kind.TEXT):
    head = room.people[Role.HEAD_OF_DESK]
    story = story_approve(story=pitch(room.unit, room.reporter), by=head)
    coverage = coverage_add(story=story, kind=kind, by=head)
    return assignment_give(
        coverage=coverage,
        assignee=room.reporter,
        by=head,
        due_at=timezone.now() + timedelta(hours=2),
    )


def phone(person):
    client = Client()
    client.force_login(person)
    return client


def post(client, path, **body):
    body.setdefault("id", str(uuid.uuid4()))
    return client.post(f"{ROOT}{path}", body, content_type="application/json")


def piece(**more):
    return {
        "draft": str(uuid.uuid4()),
        "title": "Chợ nổi sáng nay",
        "sapo": "Ghe về đông hơn mọi năm.",
        "parts": [{"id": "", "text": "Đoạn một.\n\nĐoạn hai <b>."}],
        **more,
    }


def arrived(room, kind="photo", data=PICTURE, name="anh.jpg"):
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=room.unit,
        kind=kind,
        name=name,
        length=len(data),
        by=room.reporter,
    )
    upload_receive(upload=upload, at=0, pieces=[data])
    return str(upload.pk)


def kept(room, client, **more):
    key = arrived(room, **more)
    answer = post(client, f"tep/{key}/", credit="Thu Hà", usage="staff", caption="Ghe")
    assert answer.status_code == 200
    return key


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


# --- Files ------------------------------------------------------------------------


def test_a_file_is_kept_once_with_its_words(room):
    client, key = phone(room.reporter), arrived(room)

    answers = [
        post(
            client, f"tep/{key}/", caption="Ghe", credit="Thu Hà", usage="staff"
        ).json()
        for _ in range(2)
    ]

    photo = Photo.objects.get()
    assert [each["photo"] for each in answers] == [photo.pk, photo.pk]
    assert (photo.caption, photo.credit, photo.usage) == ("Ghe", "Thu Hà", "staff")


def test_a_refused_file_says_why_and_the_text_goes_without_it(room, assignment):
    client = phone(room.reporter)
    key = arrived(room, data=b"MZ" + bytes(300))

    answer = post(client, f"tep/{key}/")

    assert answer.status_code == 400
    assert "chương trình" in answer.json()["message"]
    assert post(client, "bai/", **piece(assignment=assignment.pk)).status_code == 200


def test_anothers_file_is_as_if_there_were_none(room, assignment):
    key = arrived(room)
    colleague = phone(room.people[Role.DESK_EDITOR])

    assert post(colleague, f"tep/{key}/").status_code == 404
    assert Upload.objects.get().state == "received"


def test_sound_goes_with_the_article_as_a_document(room, assignment):
    client = phone(room.reporter)
    key = kept(room, client, kind="audio", data=b"ID3\x04" + bytes(500), name="a.mp3")

    post(client, "bai/", **piece(assignment=assignment.pk, recordings=[key]))

    assert list(FiledPiece.objects.get().recordings.all()) == [
        ArchiveDocument.objects.get()
    ]
    screen = phone(room.chief).get(f"/toa-soan/bai/{ArticlePage.objects.get().pk}/")
    assert "Gửi từ hiện trường" in screen.content.decode()


# --- Assignments and pitches ------------------------------------------------------


def test_taking_work_on_twice_is_taking_it_once(room, assignment):
    client, key = phone(room.reporter), str(uuid.uuid4())

    answers = [
        post(client, f"viec/{assignment.pk}/nhan/", id=key).status_code
        for _ in range(2)
    ]

    assignment.refresh_from_db()
    assert (answers, assignment.state) == ([200, 200], "accepted")


def test_declining_needs_the_reason(room, assignment):
    client, path = phone(room.reporter), f"viec/{assignment.pk}/tu-choi/"

    assert post(client, path, note=" ").status_code == 400
    assignment.refresh_from_db()
    assert assignment.state == "assigned"
    assert post(client, path, note="Đang ở xa").status_code == 200
    assignment.refresh_from_db()
    assert (assignment.state, assignment.closing_reason) == ("declined", "Đang ở xa")


def test_anothers_work_is_as_if_there_were_none(room, assignment):
    client = phone(room.people[Role.DESK_EDITOR])

    for path in ("nhan", "tu-choi", "nop"):
        answer = post(client, f"viec/{assignment.pk}/{path}/", note="x")
        assert answer.status_code == 404
    assignment.refresh_from_db()
    assert assignment.state == "assigned"


def test_photos_are_handed_in_once(room):
    assignment = give(room, Coverage.Kind.PHOTO)
    client, key = phone(room.reporter), str(uuid.uuid4())
    uploads = [kept(room, client), kept(room, client)]

    answers = [
        post(
            client,
            f"viec/{assignment.pk}/nop/",
            id=key,
            uploads=uploads,
            note="Hai ảnh",
        ).status_code
        for _ in range(2)
    ]

    assignment.refresh_from_db()
    assert (answers, assignment.state) == ([200, 200], "submitted")
    assert assignment.handed_in_photos == list(
        Photo.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert assignment.handed_in_note == "Hai ảnh"


def test_film_is_handed_in_as_the_way_to_it(room):
    assignment = give(room, Coverage.Kind.VIDEO)
    client = phone(room.reporter)
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(500)
    key = kept(room, client, kind="video", data=film, name="phim.mp4")

    post(client, f"viec/{assignment.pk}/nop/", uploads=[key])

    assignment.refresh_from_db()
    document = ArchiveDocument.objects.get()
    assert assignment.state == "submitted"
    assert assignment.handed_in_link.endswith(document.url)


def test_a_pitch_sent_twice_is_one_story(room):
    client, key = phone(room.reporter), str(uuid.uuid4())
    [unit] = client.get(f"{ROOT}toi/").json()["units"]
    body = {
        "id": key,
        "unit": "tbtc",
        "title": "Chợ nổi vắng dần",
        "brief": "Vì sao, hỏi ai.",
        "desk": unit["desks"][0][0],
        "subject": unit["subjects"][0][0],
    }

    answers = [post(client, "de-xuat/", **body).status_code for _ in range(2)]

    story = Story.objects.get()
    assert answers == [200, 200]
    assert (story.title, story.slugline) == ("Chợ nổi vắng dần", "cho-noi-vang-dan")
    assert story.pitched_by == room.reporter


def test_a_pitch_to_a_unit_one_is_not_in_is_404(room, other):
    answer = post(phone(room.reporter), "de-xuat/", unit="hq", title="a", brief="b")

    assert answer.status_code == 404
    assert Story.objects.count() == 0


# --- Deciding ---------------------------------------------------------------------


@pytest.fixture
def in_review(room):
    article = make_article(room)
    item_submit(item=article, by=room.reporter)
    return article


def test_the_chief_approves_and_publishes_from_the_phone(room, in_review):
    client = phone(room.chief)
    [row] = client.get(f"{ROOT}duyet/").json()["rows"]
    assert (row["turn"], row["title"]) == ("ahead", in_review.title)
    told = client.get(f"{ROOT}bai/{row['article']}/").json()
    assert [each["verb"] for each in told["actions"]] == ["tra-lai", "duyet"]

    key = str(uuid.uuid4())
    approved = [
        post(client, f"bai/{told['id']}/duyet/", id=key, base=told["base"], step=1)
        for _ in range(2)
    ]
    told = client.get(f"{ROOT}bai/{told['id']}/").json()
    published = post(client, f"bai/{told['id']}/xuat-ban/", base=told["base"])

    assert [each.status_code for each in approved] == [200, 200]
    assert (published.status_code, published.json()["said"]) == (200, "Đã xuất bản.")
    in_review.refresh_from_db()
    assert in_review.live
    assert in_review.reviews.get().decisions.filter(kind="approve").count() == 1


def test_only_the_text_that_was_read_is_approved(room, in_review):
    client = phone(room.chief)
    told = client.get(f"{ROOT}bai/{in_review.pk}/").json()
    draft = in_review.get_latest_revision_as_object()
    draft.sapo = "Vừa sửa."
    draft.save_revision(user=room.people[Role.DESK_EDITOR])

    answer = post(client, f"bai/{told['id']}/duyet/", base=told["base"], step=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "piece_changed")
    assert in_review.reviews.get().step == 1


def test_returning_needs_a_reason_and_reaches_the_writers_phone(room, in_review):
    client, path = phone(room.people[Role.DESK_EDITOR]), f"bai/{in_review.pk}/tra-lai/"
    base = client.get(f"{ROOT}bai/{in_review.pk}/").json()["base"]

    without = post(client, path, base=base, step=1, to_step=0, comment="")
    done = post(client, path, base=base, step=1, to_step=0, comment="Thiếu nguồn")

    assert (without.status_code, done.status_code) == (400, 200)
    [row] = phone(room.reporter).get(f"{ROOT}viec/").json()["rows"]
    assert row["returned"]["reason"] == "Thiếu nguồn"


def test_a_reporter_can_neither_approve_nor_publish(room, in_review):
    client = phone(room.reporter)
    base = client.get(f"{ROOT}bai/{in_review.pk}/").json()["base"]

    for verb in ("duyet", "xuat-ban"):
        answer = post(client, f"bai/{in_review.pk}/{verb}/", base=base, step=1)
        assert answer.status_code == 403
    in_review.refresh_from_db()
    assert (in_review.live, in_review.reviews.get().step) == (False, 1)


def test_other_verbs_are_not_for_phones(room, in_review):
    client = phone(room.chief)
    base = client.get(f"{ROOT}bai/{in_review.pk}/").json()["base"]

    assert post(client, f"bai/{in_review.pk}/go/", base=base).status_code == 404


def test_another_units_article_is_as_if_there_were_none(in_review, other):
    client = phone(other.chief)

    assert client.get(f"{ROOT}bai/{in_review.pk}/").status_code == 404
    answer = post(client, f"bai/{in_review.pk}/duyet/", base="", step=1)
    assert answer.status_code == 404
    assert client.get(f"{ROOT}duyet/").json()["rows"] == []
    assert in_review.reviews.get().step == 1


def test_an_assignment_of_another_state_is_told_so(room, assignment):
    Assignment.objects.filter(pk=assignment.pk).update(state="withdrawn")

    answer = post(phone(room.reporter), f"viec/{assignment.pk}/nhan/")

    assert answer.status_code == 409
    assert FieldAct.objects.count() == 0
