"""The rules of a right, each looking at all the rows: it refuses or stays silent.

They read nothing themselves, and the order of the rows means nothing to them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from toasoan.archive.models import (
    ArchiveDocument,
    AssetConsent,
    AssetLease,
    AssetLicence,
    Channel,
    Photo,
)
from toasoan.core import clock
from toasoan.core.text import fold

Words = dict[str, str]


@dataclass(frozen=True)
class Papers:
    """What was written down about an asset, ended papers left out.

    Attributes:
        leases: times in which it may or may not be used.
        consents: of the people shown.
        licences: bought; one of them has to hold, if there are any.
        uses: channel and day of each use so far, the asking item's own left out.
    """

    leases: tuple[AssetLease, ...] = ()
    consents: tuple[AssetConsent, ...] = ()
    licences: tuple[AssetLicence, ...] = ()
    uses: tuple[tuple[str, date], ...] = ()

    def is_let(self, day: date, channel: str) -> bool:
        """Return whether a lease says in so many words that it may be used."""
        return any(
            lease.says == AssetLease.Says.ALLOW
            and lease.holds_on(day)
            and lease.covers(channel)
            for lease in self.leases
        )


def papers_deny(
    papers: Papers, day: date, channel: str, words: Words, *, names: bool = True
) -> str:
    """Return the sentence of a paper that forbids the use, or ""."""
    return _lease_denies(papers, day, channel, words) or _consent_denies(
        papers, day, channel, words, names=names
    )


def papers_lack(papers: Papers, day: date, channel: str, words: Words) -> str:
    """Return the sentence when no paper that is needed covers the use, or ""."""
    return _lease_lacks(papers, day, channel, words) or _licence_lacks(
        papers, day, channel, words
    )


def noun_of(asset: Photo | ArchiveDocument) -> str:
    """Return what the asset is called in a sentence."""
    return str(asset._meta.verbose_name)  # noqa: SLF001


def _channel(channel: str) -> str:
    return str(dict(Channel.choices).get(channel, channel)).lower()


def usage_forbidden(asset: Photo | ArchiveDocument, words: Words) -> str:
    """Return the sentence when nobody may use it at all, or ""."""
    if asset.usage != asset.Usage.FORBIDDEN:
        return ""
    return _("%(Asset)s không được dùng. Chọn %(asset)s khác") % words


def usage_unknown(asset: Photo | ArchiveDocument, words: Words, *, is_let: bool) -> str:
    """Return the sentence when neither asset nor lease says by what right, or ""."""
    if is_let or asset.usage != asset.Usage.UNKNOWN:
        return ""
    return (
        _(
            "%(Asset)s chưa rõ quyền sử dụng. "
            "Ghi quyền sử dụng trong kho hoặc chọn %(asset)s khác"
        )
        % words
    )


def dates_refused(asset: Photo | ArchiveDocument, day: date, words: Words) -> str:
    """Return the sentence when the asset's own dates leave the day out, or ""."""
    if asset.rights_hold_on(day):
        return ""
    if asset.rights_to is not None and asset.rights_to < day:
        return (
            _(
                "%(Asset)s hết quyền từ {day}. Chọn %(asset)s khác hoặc xin gia hạn"
            ).format(day=_day_after(asset.rights_to))
            % words
        )
    starts = clock.format_date_vi(asset.rights_from)  # type: ignore[arg-type]
    return (
        _(
            "%(Asset)s chỉ dùng được từ {day}. Chọn %(asset)s khác hoặc đợi đến ngày ấy"
        ).format(day=starts)
        % words
    )


def _day_after(day: date) -> str:
    return clock.format_date_vi(day + timedelta(days=1))


def _lease_denies(papers: Papers, day: date, channel: str, words: Words) -> str:
    denying = [
        lease
        for lease in papers.leases
        if lease.says == AssetLease.Says.DENY
        and lease.holds_on(day)
        and lease.covers(channel)
    ]
    if not denying:
        return ""
    if any(lease.ends_on is None for lease in denying):
        return (
            _("%(Asset)s đang bị cấm dùng. Chọn %(asset)s khác hoặc hỏi người giữ kho")
            % words
        )
    last = max(lease.ends_on for lease in denying if lease.ends_on)
    return (
        _(
            "%(Asset)s bị cấm dùng đến hết {day}. "
            "Chọn %(asset)s khác hoặc đợi hết ngày ấy"
        ).format(day=clock.format_date_vi(last))
        % words
    )


def _consent_denies(
    papers: Papers, day: date, channel: str, words: Words, *, names: bool
) -> str:
    """Return why a person shown is against it; others than the owner learn no name."""
    people: dict[str, list[AssetConsent]] = {}
    for consent in papers.consents:
        people.setdefault(fold(consent.name), []).append(consent)
    for key in sorted(people):
        rows = people[key]
        name = min(row.name for row in rows) if names else _("người trong ảnh")
        said = {**words, "name": name, "Name": capfirst(name)}
        said["channel"] = _channel(channel)
        if any(row.withdrawn_at is not None for row in rows):
            return _("%(Name)s đã rút lại sự đồng ý. Chọn %(asset)s khác") % said
        if any(row.holds_on(day) and row.covers(channel) for row in rows):
            continue
        if any(row.holds_on(day) for row in rows):
            return (
                _(
                    "%(Name)s không đồng ý cho đăng ở kênh %(channel)s. "
                    "Chọn %(asset)s khác hoặc xin thêm sự đồng ý"
                )
                % said
            )
        return (
            _(
                "Sự đồng ý của %(name)s không có hiệu lực vào ngày đăng. "
                "Chọn %(asset)s khác hoặc xin lại sự đồng ý"
            )
            % said
        )
    return ""


def _lease_lacks(papers: Papers, day: date, channel: str, words: Words) -> str:
    allowing = any(lease.says == AssetLease.Says.ALLOW for lease in papers.leases)
    if not allowing or papers.is_let(day, channel):
        return ""
    return _(
        "%(Asset)s không được cho dùng ở kênh %(channel)s vào ngày đăng. "
        "Chọn %(asset)s khác hoặc ghi thêm thời hạn dùng trong kho"
    ) % {**words, "channel": _channel(channel)}


def _licence_lacks(papers: Papers, day: date, channel: str, words: Words) -> str:
    if not papers.licences:
        return ""
    here = [licence for licence in papers.licences if licence.covers(channel)]
    if not here:
        return _(
            "Giấy phép không gồm kênh %(channel)s. "
            "Chọn %(asset)s khác hoặc mua thêm quyền"
        ) % {**words, "channel": _channel(channel)}
    now = [licence for licence in here if licence.holds_on(day)]
    if not now:
        return _licence_time(here, day, words)
    return _quota_used_up(papers, now, words)


def _quota_used_up(papers: Papers, now: list[AssetLicence], words: Words) -> str:
    if any(licence.quota is None for licence in now):
        return ""
    quota = sum(licence.quota or 0 for licence in now)
    if _uses_counted(papers, now) < quota:
        return ""
    return _(
        "%(Asset)s đã dùng đủ %(count)d lần theo giấy phép. "
        "Chọn %(asset)s khác hoặc mua thêm quyền"
    ) % {**words, "count": quota}


def _licence_time(licences: list[AssetLicence], day: date, words: Words) -> str:
    ended = [each.ends_on for each in licences if each.ends_on and each.ends_on < day]
    if ended:
        return (
            _(
                "Giấy phép hết hạn từ {day}. Chọn %(asset)s khác hoặc mua tiếp quyền"
            ).format(day=_day_after(max(ended)))
            % words
        )
    first = min(each.starts_on for each in licences if each.starts_on)
    return (
        _(
            "Giấy phép có hiệu lực từ {day}. Chọn %(asset)s khác hoặc đợi đến ngày ấy"
        ).format(day=clock.format_date_vi(first))
        % words
    )


def _uses_counted(papers: Papers, licences: list[AssetLicence]) -> int:
    """Return how many uses fall under any of the licences; one is counted once."""
    return sum(
        any(each.covers(channel) and each.counts_from <= day for each in licences)
        for channel, day in papers.uses
    )
