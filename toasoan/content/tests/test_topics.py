"""Running stories gather articles by themselves; editors have the last word."""

from datetime import timedelta

import pytest
from django.test import TestCase

from toasoan.content import services
from toasoan.content.curation.topics import item_ids_of, suggestions_of, topics_of
from toasoan.content.errors import TopicChanged, TopicWrong
from toasoan.content.models import (
    ArticlePage,
    SyndicatedPage,
    TopicEntry,
    TopicPage,
    TopicRule,
)
from toasoan.content.services import topics as topic_services
from toasoan.content.tests.factories import (
    make_article,
    make_genre,
    make_published,
    open_newsroom,
    publish,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.services import event_add, story_approve, story_pitch
from toasoan.security.models import AuditEntry
from toasoan.units.models import Desk
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db


def jobs_done():
    """What is asked for in the block is done at its end, as after a commit."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def opened(newsroom, title="Thu 2026", **rule):
    with jobs_done():
        return services.topic_open(
            unit=newsroom.unit, title=title, by=newsroom.secretary, **rule
        )


def tagged(newsroom, title, *tags, **fields):
    article = make_article(newsroom, title, **fields)
    article.tags.add(*tags)
    article.save_revision(user=newsroom.reporter)
    return publish(newsroom, article)


def titles(topic):
    pages = ArticlePage.objects.filter(pk__in=item_ids_of(topic))
    return sorted(pages.values_list("title", flat=True))


def rule_set(newsroom, topic, *, version=None, by=None, **fields):
    found = TopicRule.objects.filter(topic=topic).first()
    known = found.version if found else 0
    with jobs_done():
        return services.topic_rule_set(
            topic=topic,
            version=known if version is None else version,
            by=by or newsroom.secretary,
            **fields,
        )


def test_an_article_joins_at_publication_by_its_tag_however_it_is_spelled(newsroom):
    topic = opened(newsroom, tags=["Thu ngân sách"])
    inside = tagged(newsroom, "Vào", "thu ngân sách")
    tagged(newsroom, "Không", "Hải quan")

    assert titles(topic) == ["Vào"]
    entry = TopicEntry.objects.get()
    assert (entry.item_id, entry.source, entry.left_out) == (inside.pk, "rule", False)
    assert topics_of(inside, inside) == [topic]


def test_what_was_public_before_joins_by_the_job_when_the_rule_is_set(newsroom):
    tagged(newsroom, "Cũ", "Thu ngân sách")
    topic = opened(newsroom)
    assert titles(topic) == []
    rule_set(newsroom, topic, tags=["Thu ngân sách"])
    assert titles(topic) == ["Cũ"]
    assert services.topic_fill(topic.pk) == 0
    rule_set(newsroom, topic, tags=["Hải quan"])
    assert titles(topic) == []


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("subjects", lambda room, article: [article.subject_id]),
        ("genres", lambda room, article: [article.genre_id]),
        ("sections", lambda room, article: [room.section.pk]),
        ("words", lambda room, article: ["HOAN THUE"]),
        ("words", lambda room, article: ["không có", "noi dia tang"]),
    ],
)
def test_each_condition_alone_takes_the_article(newsroom, condition, value):
    article = make_published(newsroom, "Tăng tốc hoàn thuế cuối năm")
    topic = opened(newsroom, **{condition: value(newsroom, article)})
    assert titles(topic) == [article.title]


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("subjects", [0]),
        ("genres", [0]),
        ("sections", [0]),
        ("words", ["oan thue"]),  # whole words only
        ("slugline", "thu-"),
        ("tags", ["Thuế"]),
    ],
)
def test_a_condition_not_met_takes_nothing(newsroom, condition, value):
    make_published(newsroom, "Tăng tốc hoàn thuế cuối năm")
    assert titles(opened(newsroom, **{condition: value})) == []


def test_any_or_all_of_the_conditions(newsroom):
    tagged(newsroom, "Đủ hai", "Thu ngân sách", genre=make_genre("tin"))
    tagged(newsroom, "Chỉ từ khóa", "Thu ngân sách")
    tagged(newsroom, "Chỉ thể loại", genre=make_genre("tin"))
    rule = {"tags": ["Thu ngân sách"], "genres": [make_genre("tin").pk]}
    assert titles(opened(newsroom, "Một", match="any", **rule)) == [
        "Chỉ thể loại",
        "Chỉ từ khóa",
        "Đủ hai",
    ]
    assert titles(opened(newsroom, "Hai", match="all", **rule)) == ["Đủ hai"]


def test_the_story_brings_its_articles_by_event_and_by_slugline(newsroom):
    room = newsroom
    [event] = event_add(
        unit=room.unit,
        title="Kỳ họp",
        place="Hà Nội",
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=1),
        by=room.reporter,
    )
    story = story_pitch(
        unit=room.unit,
        desk=Desk.objects.filter(unit=room.unit).first() or _desk(room),
        slugline="thu-ngan-sach-thang-11",
        title="Thu",
        brief="x",
        subject=make_subject("tax"),
        by=room.reporter,
    )
    story_approve(story=story, by=room.chief)
    story.refresh_from_db()
    story.event = event
    story.save()
    make_published(room, "Của đề tài", story=story)
    make_published(room, "Ngoài")
    assert titles(opened(room, "Sự kiện", event=event)) == ["Của đề tài"]
    assert titles(opened(room, "Đầu", slugline="thu-ngan-sach")) == ["Của đề tài"]


def _desk(room):
    return Desk.objects.create(unit=room.unit, name="Ban Thời sự")


def test_days_bound_what_is_taken(newsroom):
    tagged(newsroom, "Hôm nay", "Thu")
    today = clock.today()
    day = timedelta(days=1)
    for first, last, expected in (
        (today, today, ["Hôm nay"]),
        (today + day, None, []),
        (None, today - day, []),
    ):
        topic = opened(
            newsroom, f"{first} {last}", tags=["Thu"], first_day=first, last_day=last
        )
        assert titles(topic) == expected
    with pytest.raises(TopicWrong):
        opened(newsroom, "Ngược", tags=["Thu"], first_day=today, last_day=today - day)


def test_published_again_without_the_tag_the_article_leaves(newsroom):
    topic = opened(newsroom, tags=["Thu"])
    article = tagged(newsroom, "Bài", "Thu")
    assert titles(topic) == ["Bài"]
    article.tags.clear()
    article.save_revision(user=newsroom.secretary)
    services.item_update(item=article, added="Bỏ từ khóa", by=newsroom.secretary)
    assert titles(topic) == []


def test_what_an_editor_left_out_stays_out(newsroom):
    topic = opened(newsroom, tags=["Thu"])
    article = tagged(newsroom, "Bài", "Thu")
    services.topic_item_pin(topic=topic, item=article, by=newsroom.secretary)
    services.topic_item_leave_out(topic=topic, item=article, by=newsroom.secretary)
    assert titles(topic) == []
    assert TopicRule.objects.get(topic=topic).pinned == []
    rule_set(newsroom, topic, tags=["Thu"], words=["bai"])
    services.topic_fill(topic.pk)
    topic_services.topics_join(article)
    assert titles(topic) == []
    services.topic_item_add(topic=topic, item=article, by=newsroom.secretary)
    assert titles(topic) == ["Bài"]
    rule_set(newsroom, topic, tags=["Khác"], words=[])
    assert titles(topic) == ["Bài"]  # put in by hand


def test_an_article_that_ticks_the_topic_itself_can_be_left_out_too(newsroom):
    topic = opened(newsroom)
    article = make_published(newsroom, "Tự chọn", topics=[topic])
    assert titles(topic) == ["Tự chọn"]
    revisions = article.revisions.count()
    services.topic_item_leave_out(topic=topic, item=article, by=newsroom.secretary)
    assert titles(topic) == []
    assert topics_of(article, article) == []
    # Neither its draft nor its own ticks were touched.
    assert article.revisions.count() == revisions
    assert list(article.topics.all()) == [topic]


def test_an_ended_story_takes_nothing_more_and_keeps_what_it_has(newsroom):
    topic = opened(newsroom, tags=["Thu"])
    tagged(newsroom, "Trước", "Thu")
    topic.is_running = False
    topic.save_revision(user=newsroom.secretary).publish()
    tagged(newsroom, "Sau", "Thu")
    assert services.topic_fill(topic.pk) == 0
    assert titles(topic) == ["Trước"]
    topic.is_running = True
    with jobs_done():
        topic.save_revision(user=newsroom.secretary).publish()
    assert titles(topic) == ["Sau", "Trước"]


def test_a_copy_is_its_own_units_item_and_its_originals_traits_count(newsroom):
    other = open_newsroom("tctc")
    own, foreign = opened(newsroom, tags=["Thu"]), opened(other, tags=["Thu"])
    article = tagged(newsroom, "Gốc", "Thu")
    copy = services.item_syndicate(
        article=article, unit=other.unit, section=other.section, by=other.secretary
    )
    if not SyndicatedPage.objects.get(pk=copy.pk).live:
        services.item_publish(item=copy, by=other.secretary)
    assert item_ids_of(own) == {article.pk}
    assert item_ids_of(foreign) == {copy.pk}


def test_who_does_not_curate_changes_no_topic(newsroom):
    topic = opened(newsroom, tags=["Thu"])
    article = tagged(newsroom, "Bài", "Thu")
    by = newsroom.reporter
    for act in (
        lambda: services.topic_open(unit=newsroom.unit, title="x", by=by),
        lambda: rule_set(newsroom, topic, by=by, tags=[]),
        lambda: services.topic_item_add(topic=topic, item=article, by=by),
        lambda: services.topic_item_leave_out(topic=topic, item=article, by=by),
        lambda: services.topic_item_pin(topic=topic, item=article, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert TopicPage.objects.count() == 1
    assert TopicRule.objects.get().tags == ["Thu"]
    assert titles(topic) == ["Bài"]


def test_another_units_item_is_not_put_into_the_topic(newsroom):
    other = open_newsroom("tctc")
    topic, foreign = opened(newsroom), make_published(other)
    for act in (services.topic_item_add, services.topic_item_leave_out):
        with pytest.raises(TopicWrong):
            act(topic=topic, item=foreign, by=newsroom.secretary)
    assert TopicEntry.objects.count() == 0


def test_of_two_editors_of_a_rule_the_second_is_told(newsroom):
    topic = opened(newsroom, tags=["Một"])
    rule_set(newsroom, topic, version=1, tags=["Hai"])
    with pytest.raises(TopicChanged):
        rule_set(newsroom, topic, version=1, tags=["Ba"], by=newsroom.chief)
    assert TopicRule.objects.get().tags == ["Hai"]
    assert AuditEntry.objects.filter(action="content.topic_rule_set").count() == 2


def test_a_job_killed_midway_leaves_all_as_it_was_and_does_it_the_next_time(
    newsroom, monkeypatch
):
    tagged(newsroom, "Bài", "Thu")
    topic = opened(newsroom)
    TopicRule.objects.create(
        topic=topic, tags=["Thu"], changed_at=clock.now(), version=1
    )

    def dies(*_args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(topic_services, "_changed", dies)
        with pytest.raises(SystemExit):
            services.topic_fill(topic.pk)
    assert TopicEntry.objects.count() == 0
    assert services.topic_fill(topic.pk) == 1
    assert titles(topic) == ["Bài"]


def test_at_most_five_are_pinned_and_only_what_is_in_the_topic(newsroom):
    topic = opened(newsroom, tags=["Thu"])
    items = [tagged(newsroom, f"Bài {n}", "Thu") for n in range(6)]
    outside = make_published(newsroom, "Ngoài")
    pin = services.topic_item_pin
    for item in items[:5]:
        pin(topic=topic, item=item, by=newsroom.secretary)
    pin(topic=topic, item=items[0], by=newsroom.secretary, number=0)
    assert TopicRule.objects.get().pinned == [items[n].pk for n in (0, 4, 3, 2, 1)]
    for item in (items[5], outside):
        with pytest.raises(TopicWrong):
            pin(topic=topic, item=item, by=newsroom.secretary)
    pin(topic=topic, item=items[4], by=newsroom.secretary, number=None)
    assert TopicRule.objects.get().pinned == [items[n].pk for n in (0, 3, 2, 1)]


def test_a_tag_of_five_recent_articles_without_a_topic_is_suggested(newsroom):
    for n in range(5):
        tagged(newsroom, f"Bài {n}", "Chuyển đổi số", "Thu 2026")
    tagged(newsroom, "Lẻ", "Hải quan")
    assert [(s.tag, s.count) for s in suggestions_of(newsroom.unit)] == [
        ("Chuyển đổi số", 5),
        ("Thu 2026", 5),
    ]
    opened(newsroom, "Thu 2026")
    opened(newsroom, "Số hóa", tags=["chuyển đổi số"])
    assert suggestions_of(newsroom.unit) == []


def test_a_hundred_rules_cost_a_publication_no_more_queries_than_one(
    newsroom, django_assert_max_num_queries
):
    article = tagged(newsroom, "Bài", "Thu")
    opened(newsroom, "Một", tags=["Thu"])
    for n in range(30):
        opened(
            newsroom, f"Dòng {n}", tags=[f"Khác {n}"], sections=[newsroom.section.pk]
        )
    with django_assert_max_num_queries(9):
        topic_services.topics_join(article)
    assert TopicEntry.objects.filter(item=article).count() == 31
