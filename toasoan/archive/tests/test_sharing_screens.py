"""The screens of rights and sharing, by what a person sees and sends."""

import pytest
from django.test import Client
from django.urls import reverse

from toasoan.archive.holdings.ledger import uses_record
from toasoan.archive.holdings.papers import consent_add
from toasoan.archive.holdings.sharing import asset_request, grant_add
from toasoan.archive.models import (
    AssetConsent,
    AssetGrant,
    AssetLease,
    AssetLicence,
    AssetRequest,
)
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return unit_make("hq")


@pytest.fixture
def asking():
    return unit_make("thue")


@pytest.fixture
def photo(owner):
    return photo_make(owner, title="Cầu cảng", credit="Nguyễn An")


@pytest.fixture
def keeper(owner):
    return person_make(owner, Role.EDITORIAL_SECRETARY)


@pytest.fixture
def reporter(asking):
    return person_make(asking, Role.REPORTER)


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def text(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"holdings:{name}", args=args)


def test_the_keeper_writes_papers_and_ends_them(photo, keeper):
    client = browser(keeper)
    page = text(client.get(url("entry", photo.entry.pk)))
    assert "Hôm nay dùng được trên trang web" in page
    client.post(
        url("lease_add", photo.entry.pk), {"says": "deny", "channels": ["social"]}
    )
    client.post(url("consent_add", photo.entry.pk), {"name": "Bà Sáu"})
    client.post(
        url("licence_add", photo.entry.pk),
        {"supplier": "Hãng A", "quota": "3", "cost": "1.500.000"},
    )
    assert AssetLease.objects.get().channels == ["social"]
    assert AssetLicence.objects.get().cost == 1_500_000
    consent = AssetConsent.objects.get()
    client.post(url("consent_withdraw", consent.pk))
    page = text(client.get(url("entry", photo.entry.pk)))
    assert "Bà Sáu đã rút lại sự đồng ý. Chọn ảnh khác" in page
    for kind, model in (
        ("lease", AssetLease),
        ("consent", AssetConsent),
        ("licence", AssetLicence),
    ):
        client.post(url(f"{kind}_end", model.objects.get().pk))
        assert model.objects.get().ended_at is not None


def test_a_wrong_paper_keeps_what_was_typed_and_says_why(photo, keeper):
    answer = browser(keeper).post(
        url("lease_add", photo.entry.pk),
        {
            "says": "deny",
            "starts_on": "2026-12-02",
            "ends_on": "2026-12-01",
            "note": "theo công văn",
        },
    )
    assert answer.status_code == 409
    assert "Ngày hết phải sau ngày bắt đầu" in text(answer)
    assert "theo công văn" in text(answer)
    assert not AssetLease.objects.exists()


def test_a_reporter_of_the_unit_reads_papers_but_no_contact_and_writes_none(
    photo, owner, keeper
):
    consent = consent_add(
        entry=photo.entry, name="Bà Sáu", contact="0909 000 111", by=keeper
    )
    client = browser(person_make(owner, Role.REPORTER))
    page = text(client.get(url("entry", photo.entry.pk)))
    assert "Bà Sáu" in page
    assert "0909 000 111" not in page
    for name in ("lease_add", "open"):
        answer = client.post(
            url(name, photo.entry.pk), {"says": "deny", "level": "use"}
        )
        assert answer.status_code == 403
    assert client.post(url("consent_withdraw", consent.pk)).status_code == 403
    assert client.get(url("standing")).status_code == 403
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
    assert not AssetGrant.objects.exists()


def test_from_opening_to_asking_to_the_answer(photo, owner, asking, keeper, reporter):
    theirs, ours = browser(reporter), browser(keeper)
    assert "Chưa đơn vị nào mở kho" in text(theirs.get(url("opened")))
    ours.post(url("standing"), {"level": "preview", "to_unit": asking.pk})
    page = text(theirs.get(url("opened") + "?q=cau+cang"))
    assert "Cầu cảng" in page
    assert "Cầu cảng" not in text(theirs.get(url("opened") + "?q=khac"))
    page = text(theirs.get(url("entry", photo.entry.pk)))
    assert url("preview", photo.entry.pk) in page
    assert "/files/" not in page
    assert url("file", photo.entry.pk) not in page
    theirs.post(url("ask", photo.entry.pk), {"purpose": "bài về cảng"})
    asked = AssetRequest.objects.get()
    assert "bài về cảng" in text(ours.get(url("requests")))
    assert theirs.get(url("answer", asked.pk)).status_code == 404
    refused = ours.post(url("answer", asked.pk), {"answer": "no"})
    assert "Ghi lý do không đồng ý" in text(refused)
    ours.post(url("answer", asked.pk), {"answer": "yes", "credit": "Báo hq"})
    asked.refresh_from_db()
    assert asked.grant.credit == "Báo hq"
    page = text(theirs.get(url("entry", photo.entry.pk)))
    assert url("file", photo.entry.pk) in page
    assert theirs.post(url("grant_end", asked.grant.pk)).status_code == 404
    ours.post(url("grant_end", asked.grant.pk))
    assert theirs.get(url("file", photo.entry.pk)).status_code == 404


def test_the_ledger_is_a_page_and_a_table_for_both_units(
    photo, owner, asking, keeper, reporter
):
    uses_record(
        item_id=3,
        item_title="Bài về cảng",
        unit=asking,
        shown=[(photo, "Nguyễn An")],
        by=reporter,
    )
    for person in (keeper, reporter):
        assert "Bài về cảng" in text(browser(person).get(url("ledger")))
        table = text(browser(person).get(url("ledger") + "?dang=csv"))
        assert table.splitlines()[0].startswith("\ufeffDùng lúc,Tư liệu,Đơn vị giữ")
        assert table.splitlines()[1].endswith(
            ",Cầu cảng,Báo hq,Báo thue,Bài về cảng,Trang web,Nguyễn An"
        )
    third = person_make(unit_make("ba"), Role.EDITOR_IN_CHIEF)
    assert "Bài về cảng" not in text(browser(third).get(url("ledger") + "?dang=csv"))


def test_the_edit_screens_lead_to_the_rights(photo, owner, keeper):
    document = document_make(owner)
    client = browser(keeper)
    for address, entry in (
        (reverse("wagtailimages:edit", args=[photo.pk]), photo.entry),
        (reverse("wagtaildocs:edit", args=[document.pk]), document.entry),
    ):
        assert url("entry", entry.pk) in text(client.get(address))


def test_a_document_of_another_unit_is_asked_for_without_a_preview(
    owner, asking, keeper, reporter
):
    document = document_make(owner)
    grant_add(
        from_unit=owner,
        to_unit=asking,
        level="preview",
        entry=document.entry,
        by=keeper,
    )
    client = browser(reporter)
    assert client.get(url("entry", document.entry.pk)).status_code == 200
    assert client.get(url("preview", document.entry.pk)).status_code == 404
    asset_request(entry=document.entry, unit=asking, purpose="bài", by=reporter)
    assert "Đã xin, chờ trả lời" in text(client.get(url("entry", document.entry.pk)))
