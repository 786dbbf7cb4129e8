"""What Wagtail's screens do to pages, sites and collections is in the audit chain."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import Collection, GroupPagePermission, Page, Site

from toasoan.content import services
from toasoan.content.models import SectionPage, TopicPage
from toasoan.content.tests.factories import make_article, make_published
from toasoan.security.models import AuditEntry
from toasoan.security.selectors import audit_chain_check
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    person = make_person("Quản trị", is_superuser=True)
    client.force_login(person)
    return person


def since(start):
    """Return what was written after entry number `start`, in order."""
    return list(
        AuditEntry.objects.filter(sequence__gt=start)
        .order_by("sequence")
        .values_list("action", "actor__full_name", "unit_key", "target_label")
    )


def now():
    return AuditEntry.objects.count()


def test_a_topic_is_made_published_hidden_and_deleted(client, newsroom, keeper):
    start = now()
    home = newsroom.unit.home
    topic = Page.objects.get(pk=home.pk).add_child(
        instance=TopicPage(title="Bão số 3", slug="bao-so-3", live=False, owner=keeper)
    )

    topic.save_revision(user=keeper, log_action=True).publish(user=keeper)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[topic.pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[topic.pk]))

    assert since(start) == [
        (f"wagtail.{act}", "Quản trị", "tbtc", "Bão số 3")
        for act in ("create", "publish", "unpublish", "delete")
    ]
    assert audit_chain_check().broken_at is None


def test_a_section_is_moved_and_renamed(newsroom, keeper):
    section = SectionPage.objects.get(pk=newsroom.section.pk)
    parent = Page.objects.get(pk=newsroom.unit.home.pk).add_child(
        instance=SectionPage(title="Kinh tế", slug="kinh-te")
    )
    start = now()

    section.title = "Thuế và phí"
    section.save_revision(user=keeper, log_action=True).publish(user=keeper)
    SectionPage.objects.get(pk=section.pk).move(parent, "last-child", user=keeper)

    assert [line[0] for line in since(start)] == [
        "wagtail.edit",
        "wagtail.rename",
        "wagtail.publish",
        "wagtail.move",
    ]
    renamed = AuditEntry.objects.get(action="wagtail.rename", sequence__gt=start)
    assert renamed.data["title"] == {"old": "Thuế", "new": "Thuế và phí"}
    assert renamed.target_kind == "content.sectionpage"


def test_one_sitting_of_saving_is_one_line(newsroom, keeper):
    section = SectionPage.objects.get(pk=newsroom.section.pk)
    section.save_revision(user=keeper, log_action=True)
    start = now()

    with LogContext(user=keeper):
        revision = section.save_revision(user=keeper, log_action=True)
    for _ in range(3):
        with LogContext(user=keeper):
            section.save_revision(
                user=keeper, log_action=True, overwrite_revision=revision
            )

    assert [line[0] for line in since(start)] == ["wagtail.edit"]


def test_an_article_is_told_by_our_services_once(newsroom):
    start = now()

    article = make_article(newsroom)

    acts = [line[0] for line in since(start) if not line[0].startswith("archive.")]
    assert acts == ["content.item_created"]
    article.save_revision(user=newsroom.reporter, log_action=True)
    assert since(start)[-1][:3] == ("wagtail.edit", str(newsroom.reporter), "tbtc")


def test_a_publication_and_a_taking_down_have_one_line_each(newsroom):
    article = make_published(newsroom)
    services.item_take_down(
        item=article,
        public_reason="Theo yêu cầu",
        internal_reason="Công văn 12",
        ordered_by="Ban biên tập",
        by=newsroom.chief,
    )

    acts = list(AuditEntry.objects.filter(target_id=article.pk).values_list("action"))
    assert acts.count(("content.item_published",)) == 1
    assert acts.count(("content.item_taken_down",)) == 1
    assert ("wagtail.publish",) not in acts
    assert ("wagtail.unpublish",) not in acts


def test_another_host_of_a_site_says_both_hosts(newsroom):
    site = Site.objects.get(press_unit=newsroom.unit)
    start = now()

    site.hostname = "moi.example.vn"
    site.save()

    assert [line[:3] for line in since(start)] == [("units.site_changed", None, "tbtc")]
    assert AuditEntry.objects.get(sequence=start + 1).data == {
        "changed": ["hostname"],
        "before": {"hostname": "tbtc.localhost"},
        "after": {"hostname": "moi.example.vn"},
    }


def test_a_new_collection_is_known_with_its_unit(client, newsroom, keeper):
    start = now()

    client.post(
        reverse("wagtailadmin_collections:add"),
        {"name": "Ảnh biển", "parent": newsroom.unit.collection.pk},
    )

    assert Collection.objects.filter(name="Ảnh biển").exists()
    assert since(start) == [("units.collection_added", "Quản trị", "tbtc", "Ảnh biển")]


def test_rights_on_a_tree_are_given_and_taken(newsroom):
    group = Group.objects.create(name="Cộng tác")
    start = now()

    right = GroupPagePermission.objects.create(
        group=group,
        page=newsroom.unit.home,
        permission=Permission.objects.get(
            codename="publish_page", content_type__app_label="wagtailcore"
        ),
    )
    right.delete()

    assert since(start) == [
        ("units.tree_right_given", None, "tbtc", "Cộng tác"),
        ("units.tree_right_taken", None, "tbtc", "Cộng tác"),
    ]
    assert AuditEntry.objects.get(sequence=start + 1).data["permission"] == (
        "publish_page"
    )
