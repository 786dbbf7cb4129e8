"""Leases, consents and licences: what refuses wins, and each refusal says what to do."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.archive.errors import PaperWrong
from toasoan.archive.holdings.papers import (
    consent_add,
    consent_withdraw,
    lease_add,
    licence_add,
    paper_end,
)
from toasoan.archive.holdings.right_rules import Papers, papers_deny, papers_lack
from toasoan.archive.models import (
    AssetConsent,
    AssetLease,
    AssetLicence,
    AssetUse,
    Channel,
)
from toasoan.archive.selectors import right_to_use
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

DAY = date(2026, 12, 1)
WORDS = {"Asset": "Ảnh", "asset": "ảnh"}


@pytest.fixture
def unit(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return unit_make()


@pytest.fixture
def photo(unit):
    return photo_make(unit)


def reason(photo, unit, **asked):
    return right_to_use(photo, unit, **{"at": DAY, **asked}).reason


def test_a_lease_that_forbids_beats_one_that_allows(photo, unit, keeper):
    lease_add(entry=photo.entry, says="allow", by=keeper)
    assert right_to_use(photo, unit, at=DAY).allowed
    lease_add(entry=photo.entry, says="deny", ends_on=DAY, by=keeper)
    assert reason(photo, unit) == (
        "Ảnh bị cấm dùng đến hết 01/12/2026. Chọn ảnh khác hoặc đợi hết ngày ấy"
    )
    assert right_to_use(photo, unit, at=date(2026, 12, 2)).allowed


def test_a_ban_without_end_sends_to_the_keeper(unit, keeper):
    document = document_make(unit)
    lease_add(entry=document.entry, says="deny", by=keeper)
    assert reason(document, unit) == (
        "Tài liệu đang bị cấm dùng. Chọn tài liệu khác hoặc hỏi người giữ kho"
    )


def test_a_ban_on_one_channel_leaves_the_others(photo, unit, keeper):
    lease_add(entry=photo.entry, says="deny", channels=["social"], by=keeper)
    assert right_to_use(photo, unit, "web", at=DAY).allowed
    assert not right_to_use(photo, unit, "social", at=DAY).allowed


def test_a_lease_that_allows_bounds_the_use_to_its_days_and_channels(
    photo, unit, keeper
):
    lease_add(entry=photo.entry, says="allow", ends_on=DAY, channels=["web"], by=keeper)
    assert right_to_use(photo, unit, at=DAY).allowed
    assert reason(photo, unit, channel="print") == (
        "Ảnh không được cho dùng ở kênh báo in vào ngày đăng. "
        "Chọn ảnh khác hoặc ghi thêm thời hạn dùng trong kho"
    )
    assert not right_to_use(photo, unit, at=date(2026, 12, 2)).allowed


def test_a_lease_lets_what_has_no_known_right_and_never_what_is_forbidden(unit, keeper):
    unknown = photo_make(unit, usage="unknown")
    forbidden = photo_make(unit, usage="forbidden", title="Khác")
    for each in (unknown, forbidden):
        lease_add(entry=each.entry, says="allow", by=keeper)
    assert right_to_use(unknown, unit, at=DAY).allowed
    assert reason(forbidden, unit) == "Ảnh không được dùng. Chọn ảnh khác"


def test_a_withdrawn_consent_refuses_whatever_else_was_agreed(photo, unit, keeper):
    consent = consent_add(entry=photo.entry, name="Bà Sáu", by=keeper)
    consent_add(entry=photo.entry, name="Bà Sáu", reference="HS 2", by=keeper)
    assert right_to_use(photo, unit, at=DAY).allowed
    consent_withdraw(consent=consent, by=keeper)
    assert reason(photo, unit) == "Bà Sáu đã rút lại sự đồng ý. Chọn ảnh khác"
    again = consent_withdraw(consent=consent, by=keeper)
    assert again.withdrawn_at == AssetConsent.objects.get(pk=consent.pk).withdrawn_at


def test_each_person_shown_has_to_agree_on_that_day_and_channel(photo, unit, keeper):
    consent_add(entry=photo.entry, name="Ông Tư", by=keeper)
    consent_add(
        entry=photo.entry, name="Em Bé", channels=["print"], ends_on=DAY, by=keeper
    )
    assert reason(photo, unit) == (
        "Em Bé không đồng ý cho đăng ở kênh trang web. "
        "Chọn ảnh khác hoặc xin thêm sự đồng ý"
    )
    assert reason(photo, unit, channel="print", at=date(2026, 12, 2)) == (
        "Sự đồng ý của Em Bé không có hiệu lực vào ngày đăng. "
        "Chọn ảnh khác hoặc xin lại sự đồng ý"
    )


def test_a_renewed_consent_stands_in_for_the_one_that_ran_out(photo, unit, keeper):
    consent_add(entry=photo.entry, name="Ông Tư", ends_on=date(2026, 1, 1), by=keeper)
    assert not right_to_use(photo, unit, at=DAY).allowed
    consent_add(entry=photo.entry, name="Ông Tư", starts_on=DAY, by=keeper)
    assert right_to_use(photo, unit, at=DAY).allowed


def use_make(photo, unit, item_id, day=DAY, channel="web"):
    return AssetUse.objects.create(
        entry=photo.entry,
        title=photo.title,
        owner=unit,
        unit=unit,
        item_id=item_id,
        item_title="Bài",
        channel=channel,
        at=clock.now().replace(year=day.year, month=day.month, day=day.day, hour=3),
    )


def test_a_quota_used_up_refuses_new_items_and_not_the_one_that_shows_it(
    photo, unit, keeper
):
    licence_add(entry=photo.entry, supplier="Hãng A", quota=2, starts_on=DAY, by=keeper)
    use_make(photo, unit, 1, day=date(2026, 11, 1))  # before the licence
    use_make(photo, unit, 2)
    assert right_to_use(photo, unit, at=DAY).allowed
    use_make(photo, unit, 3)
    assert reason(photo, unit) == (
        "Ảnh đã dùng đủ 2 lần theo giấy phép. Chọn ảnh khác hoặc mua thêm quyền"
    )
    assert right_to_use(photo, unit, at=DAY, item_id=3).allowed
    licence_add(
        entry=photo.entry,
        supplier="Hãng A",
        quota=1,
        invoice="2",
        starts_on=DAY,
        by=keeper,
    )
    assert right_to_use(photo, unit, at=DAY).allowed


def test_a_licence_says_when_and_where_it_holds(photo, unit, keeper):
    licence = licence_add(
        entry=photo.entry,
        supplier="Hãng A",
        starts_on=DAY,
        ends_on=DAY,
        channels=["web"],
        by=keeper,
    )
    assert reason(photo, unit, channel="print") == (
        "Giấy phép không gồm kênh báo in. Chọn ảnh khác hoặc mua thêm quyền"
    )
    assert reason(photo, unit, at=date(2026, 12, 2)) == (
        "Giấy phép hết hạn từ 02/12/2026. Chọn ảnh khác hoặc mua tiếp quyền"
    )
    assert reason(photo, unit, at=date(2026, 11, 30)) == (
        "Giấy phép có hiệu lực từ 01/12/2026. Chọn ảnh khác hoặc đợi đến ngày ấy"
    )
    paper_end(paper=licence, by=keeper)
    assert right_to_use(photo, unit, channel="print", at=DAY).allowed


def test_written_twice_it_is_one_paper_and_one_line_in_the_log(photo, keeper):
    fields = {"says": "deny", "channels": ["web", "web"], "note": "theo công văn"}
    first = lease_add(entry=photo.entry, by=keeper, **fields)
    assert lease_add(entry=photo.entry, by=keeper, **fields) == first
    assert AssetLease.objects.count() == 1
    assert AuditEntry.objects.filter(action="archive.lease_added").count() == 1


@pytest.mark.parametrize("role", [Role.REPORTER, Role.DESK_EDITOR, None])
def test_who_does_not_keep_the_archive_writes_nothing(photo, unit, keeper, role):
    other = unit_make("thue")
    person = person_make(unit, role) if role else person_make(other, Role.ARCHIVIST)
    consent = consent_add(entry=photo.entry, name="Bà Sáu", by=keeper)
    with pytest.raises(NotAllowed):
        lease_add(entry=photo.entry, says="deny", by=person)
    with pytest.raises(NotAllowed):
        consent_withdraw(consent=consent, by=person)
    with pytest.raises(NotAllowed):
        paper_end(paper=consent, by=person)
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
    assert consent.ended_at is None
    assert not AssetLease.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"says": "deny", "starts_on": DAY, "ends_on": DAY - timedelta(days=1)},
        {"says": "deny", "channels": ["telepathy"]},
        {"says": "maybe"},
        {"says": "deny", "note": "x" * 301},
    ],
)
def test_a_wrong_paper_is_refused_and_not_written(photo, keeper, fields):
    with pytest.raises(PaperWrong):
        lease_add(entry=photo.entry, by=keeper, **fields)
    assert not AssetLease.objects.exists()


def test_another_unit_learns_no_name_of_who_is_shown():
    consent = AssetConsent(name="Bà Sáu", ends_on=date(2020, 1, 1))
    said = papers_deny(Papers(consents=(consent,)), DAY, "web", WORDS, names=False)
    assert said == (
        "Sự đồng ý của người trong ảnh không có hiệu lực vào ngày đăng. "
        "Chọn ảnh khác hoặc xin lại sự đồng ý"
    )


# --- Whatever is written, in whatever order -----------------------------------------

days = st.none() | st.dates(DAY - timedelta(days=2), DAY + timedelta(days=2))
spans = st.tuples(days, days).filter(lambda s: None in s or s[0] <= s[1])
channels = st.lists(st.sampled_from(Channel.values), unique=True, max_size=3)
papers = st.tuples(spans, channels).map(
    lambda made: {
        "starts_on": made[0][0],
        "ends_on": made[0][1],
        "channels": made[1],
    }
)
leases = st.builds(
    lambda says, fields: AssetLease(says=says, **fields),
    st.sampled_from(AssetLease.Says.values),
    papers,
)
consents = st.builds(
    lambda name, gone, fields: AssetConsent(
        name=name, withdrawn_at=clock.now() if gone else None, **fields
    ),
    st.sampled_from(["Bà Sáu", "bà sáu", "Ông Tư"]),
    st.booleans(),
    papers,
)
licences = st.builds(
    lambda quota, fields: AssetLicence(supplier="Hãng", quota=quota, **fields),
    st.none() | st.integers(0, 3),
    papers,
)
uses = st.tuples(
    st.sampled_from(Channel.values), days.filter(lambda day: day is not None)
)
everything = st.builds(
    lambda *lists: Papers(*map(tuple, lists)),
    st.lists(leases, max_size=4),
    st.lists(consents, max_size=4),
    st.lists(licences, max_size=3),
    st.lists(uses, max_size=4),
)
asked = st.sampled_from(Channel.values)


def answer(held, channel):
    return papers_deny(held, DAY, channel, WORDS) or papers_lack(
        held, DAY, channel, WORDS
    )


@settings(max_examples=300, deadline=None)
@given(everything, asked, st.randoms())
def test_the_order_of_the_rows_never_matters(held, channel, random):
    def mixed(rows):
        return tuple(random.sample(rows, len(rows)))

    other = Papers(
        mixed(held.leases), mixed(held.consents), mixed(held.licences), mixed(held.uses)
    )
    assert answer(other, channel) == answer(held, channel)


@settings(max_examples=300, deadline=None)
@given(everything, asked, st.integers(0, 4))
def test_a_ban_in_force_always_wins(held, channel, place):
    rows = list(held.leases)
    rows.insert(place, AssetLease(says="deny"))
    banned = Papers(tuple(rows), held.consents, held.licences, held.uses)
    assert answer(banned, channel) == (
        "Ảnh đang bị cấm dùng. Chọn ảnh khác hoặc hỏi người giữ kho"
    )


@settings(max_examples=300, deadline=None)
@given(everything, asked, st.integers(0, 4))
def test_a_withdrawn_consent_always_refuses(held, channel, place):
    rows = list(held.consents)
    rows.insert(place, AssetConsent(name="Cô Út", withdrawn_at=clock.now()))
    assert answer(Papers(held.leases, tuple(rows), held.licences, held.uses), channel)
