"""A unit says what its items need, from which step; without a word it is the house's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.rich_text import RichText

from toasoan.content.editing.profiles import FieldRule, rules_of
from toasoan.content.errors import GateClosed, ProfileWrong
from toasoan.content.models import ArticlePage, ContentProfile, Review
from toasoan.content.publication.gate import gate_check
from toasoan.content.services import (
    item_publish,
    item_submit,
    override_confirm,
    override_request,
)
from toasoan.content.services.profiles import (
    profile_add,
    profile_remove,
    profile_update,
)
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_genre,
    make_photo,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


def profile_with(room, genre=None, *, lengths=None, blocks=(), **fields):
    """A profile in which some fields are "hidden", or needed from a step on."""
    made = profile_add(unit=room.unit, genre=genre, by=room.secretary)
    return change(room, made, lengths=lengths, blocks=blocks, **fields)


def change(room, profile, *, lengths=None, blocks=(), **fields):
    rules = [
        FieldRule(
            rule.name,
            is_shown=fields.get(rule.name) != "hidden",
            needed=_needed(fields.get(rule.name, rule.needed)),
        )
        for rule in rules_of(profile).fields
    ]
    return profile_update(
        profile=profile,
        by=room.secretary,
        fields=rules,
        blocks=blocks,
        **(lengths or {}),
    )


def _needed(word):
    return "" if word in {"hidden", "never"} else word


def codes(item):
    return [b.code for b in gate_check(item) if b.code != "review_open"]


# --- The steps


def test_field_needed_at_submit_keeps_the_article_with_its_writer(room):
    profile_with(room, tags="submit")
    article = make_article(room)

    with pytest.raises(GateClosed) as refused:
        item_submit(item=article, by=room.reporter)

    assert refused.value.message == "Thiếu từ khóa. Thêm từ khóa."
    assert not Review.objects.exists()
    stored = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert stored.sapo == "Thu nội địa tăng so với cùng kỳ."
    stored.tags.add("ngân sách")
    stored.save_revision(user=room.reporter)
    assert item_submit(item=article, by=room.reporter).step == 1


def test_field_needed_at_publication_only_closes_the_gate(room):
    profile_with(room, short_headline="publish")
    article = make_article(room)
    approve_all(room, article)

    with pytest.raises(GateClosed) as refused:
        item_publish(item=article, by=room.secretary)

    assert [b.code for b in refused.value.blockers] == ["missing_short_headline"]
    assert refused.value.blockers[0].anchor == "short_headline"


def test_first_save_asks_for_nothing(room):
    profile_with(room, tags="submit", source="submit", sapo="submit")

    article = make_article(room, sapo="", body=[])

    assert article.pk


def test_two_people_may_pass_over_what_the_profile_needs(room):
    profile_with(room, short_headline="publish")
    article = make_article(room)
    approve_all(room, article)
    asked = override_request(item=article, reason="Tin nóng", by=room.secretary)
    override_confirm(override=asked, item=article, by=room.chief)

    item_publish(item=article, by=room.secretary)

    article.refresh_from_db()
    assert article.live


def test_no_two_people_pass_over_an_empty_headline_or_text(room):
    profile_with(room, title="never", body="never")
    article = make_article(room, body=[])

    [blocker] = [b for b in gate_check(article) if b.code == "missing_body"]

    assert (blocker.overridable, blocker.at_submit) == (False, True)


# --- Whose profile


def test_two_units_ask_for_different_things(room):
    other = open_newsroom("hq")
    profile_with(room, source="publish", lead_photo="never")
    profile_with(other, ai_note="publish")

    assert codes(make_article(room, lead_photo=None)) == ["missing_source"]
    assert codes(make_article(other)) == ["missing_ai_note"]


def test_profile_of_the_genre_beats_the_general_one(room):
    interview = make_genre("phong-van")
    profile_with(room, source="publish")
    profile_with(room, interview, source="never", short_headline="publish")

    assert codes(make_article(room)) == ["missing_source"]
    assert codes(make_article(room, genre=interview)) == ["missing_short_headline"]


def test_general_profile_speaks_for_briefs_too(room):
    brief = make_genre("tin")
    assert codes(make_article(room, genre=brief, lead_photo=None)) == []

    profile_with(room)

    assert codes(make_article(room, genre=brief, lead_photo=None)) == [
        "missing_lead_photo"
    ]


def test_profile_that_goes_leaves_what_the_house_asks(room):
    profile = profile_with(room, lead_photo="never", source="publish")
    article = make_article(room, lead_photo=None)
    assert codes(article) == ["missing_source"]

    profile_remove(profile=profile, by=room.secretary)

    assert codes(article) == ["missing_lead_photo"]


# --- Lengths and pictures


def test_lengths_of_the_profile_are_the_gates(room):
    profile_with(
        room,
        lengths={"headline_max": 20, "sapo_max": 5, "body_min": 10, "body_max": 12},
    )
    short = make_article(room)
    long = make_article(
        room,
        "Thu vượt dự toán",
        sapo="Tăng đều.",
        body=[("text", RichText("<p>" + "chữ " * 13 + "</p>"))],
    )

    assert codes(short) == ["headline_long", "sapo_long", "body_short"]
    assert next(b.message for b in gate_check(long)) == (
        "Nội dung dài 13 chữ, cho phép 12. Rút ngắn nội dung."
    )


def test_pictures_are_counted_with_the_lead(room):
    profile_with(room, lengths={"pictures_min": 2})
    one = make_article(room)
    picture = {"photo": make_photo(room.unit), "caption": "Quầy", "credit": ""}
    two = make_article(
        room, body=[("text", RichText("<p>Có.</p>")), ("picture", picture)]
    )

    assert (codes(one), codes(two)) == (["pictures_few"], [])


# --- Keeping


def test_who_only_writes_keeps_no_profile(room):
    profile = profile_with(room)

    with pytest.raises(NotAllowed):
        profile_add(unit=room.unit, genre=make_genre(), by=room.reporter)
    with pytest.raises(NotAllowed):
        profile_update(profile=profile, by=room.reporter, fields=[], headline_max=40)
    with pytest.raises(NotAllowed):
        profile_remove(profile=profile, by=room.reporter)

    assert ContentProfile.objects.get().headline_max == 160


def test_administrator_of_the_unit_keeps_them_and_another_units_does_not(room):
    other = open_newsroom("hq")
    keeper = make_person("Quản trị", unit=room.unit, role=Role.UNIT_ADMINISTRATOR)

    assert profile_add(unit=room.unit, genre=None, by=keeper).changed_by == keeper
    with pytest.raises(NotAllowed):
        profile_add(unit=other.unit, genre=None, by=keeper)


def test_genre_has_one_profile(room):
    profile_with(room)
    profile_with(room, make_genre())

    for genre in (None, make_genre()):
        with pytest.raises(ProfileWrong):
            profile_add(unit=room.unit, genre=genre, by=room.secretary)

    assert ContentProfile.objects.count() == 2


@pytest.mark.parametrize(
    "lengths",
    [
        {"headline_max": 256},
        {"sapo_max": 2},
        {"body_min": 300, "body_max": 200},
        {"pictures_min": 31},
    ],
)
def test_length_that_cannot_be_is_refused(room, lengths):
    profile = profile_with(room)

    with pytest.raises(ProfileWrong):
        change(room, profile, lengths=lengths)

    profile.refresh_from_db()
    assert (profile.headline_max, profile.sapo_max, profile.body_min) == (160, 60, None)


def test_field_nobody_sees_is_not_needed(room):
    profile = profile_with(room)
    rules = [FieldRule("tags", is_shown=False, needed="submit")]

    with pytest.raises(ProfileWrong, match="“Từ khóa” bắt buộc thì phải hiện"):
        profile_update(profile=profile, by=room.secretary, fields=rules)

    assert rules_of(profile).by_name["tags"].is_shown


def test_log_says_what_was_before_and_after(room):
    profile = profile_with(room, make_genre("tin"))

    change(room, profile, lengths={"headline_max": 90}, tags="submit")
    change(room, profile, lengths={"headline_max": 90}, tags="submit")

    [entry] = AuditEntry.objects.filter(action="content.profile_changed")
    assert entry.actor == room.secretary
    assert entry.data == {
        "genre": "tin",
        "before": {"headline_max": 160, "tags": "shown"},
        "after": {"headline_max": 90, "tags": "shown submit"},
    }


def test_unit_without_profiles_costs_one_question(room):
    article = make_article(room)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        gate_check(article)

    about = [q for q in asked.captured_queries if "contentprofile" in q["sql"]]
    assert len(about) == 1


# --- The screens


def _sent(profile, **changes):
    rules = rules_of(profile)
    sent = {"headline_max": 160, "sapo_max": 60, "pictures_min": 0}
    sent["blocks"] = ["text", "picture"]
    for place, rule in enumerate(rules.fields, start=1):
        sent[f"{rule.name}-shown"] = "on"
        sent[f"{rule.name}-needed"] = rule.needed or "khong"
        sent[f"{rule.name}-place"] = place
        sent[f"{rule.name}-help"] = ""
    return {**sent, **changes}


def test_profile_is_kept_on_screen_and_what_was_refused_stays(client, room):
    client.force_login(room.secretary)
    genre = make_genre("tin")
    client.post(reverse("content:profile_new"), {"genre": genre.pk})
    profile = ContentProfile.objects.get(genre=genre)
    address = reverse("content:profile", args=[profile.pk])

    sent = _sent(profile, headline_max=90, **{"source-place": 1, "sapo-help": "Ngắn"})
    del sent["layout-shown"]
    refused = client.post(address, {**sent, "headline_max": 5})
    client.post(address, sent)
    listed = client.get(reverse("content:profiles")).text

    assert refused.status_code == 400
    assert "Ghi số từ 20 đến 255." in refused.text
    assert 'value="Ngắn"' in refused.text
    rules = rules_of(ContentProfile.objects.get(pk=profile.pk))
    assert (rules.headline_max, rules.blocks) == (90, ("text", "picture"))
    assert [rule.name for rule in rules.fields][:3] == [
        "title",
        "source",
        "short_headline",
    ]
    assert rules.by_name["sapo"].help_text == "Ngắn"
    assert not rules.by_name["layout"].is_shown
    assert "Tít 90 ký tự, sapo 60 chữ" in listed
    client.post(reverse("content:profile_end", args=[profile.pk]))
    assert not ContentProfile.objects.exists()


def test_reporter_reads_profiles_and_changes_none(client, room):
    profile = profile_with(room, make_genre("tin"))
    client.force_login(room.reporter)

    page = client.get(reverse("content:profiles")).text

    assert "Bắt buộc khi nộp" in page
    assert "Thêm mẫu" not in page
    address = reverse("content:profile", args=[profile.pk])
    answers = [
        client.get(address),
        client.post(address, _sent(profile, headline_max=90)),
        client.post(reverse("content:profile_end", args=[profile.pk])),
        client.post(reverse("content:profile_new"), {"genre": ""}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert ContentProfile.objects.get().headline_max == 160


def test_profile_of_another_unit_is_not_there(client, room):
    other = open_newsroom("hq")
    profile = profile_with(other)
    client.force_login(room.secretary)

    answer = client.post(reverse("content:profile_end", args=[profile.pk]))

    assert answer.status_code == 404
    assert ContentProfile.objects.filter(pk=profile.pk).exists()
