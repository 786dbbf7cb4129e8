"""One of everything a unit's archive can have beside its files, for tests of isolation."""

from typing import Any

from toasoan.archive.models import (
    ArchiveDocument,
    AssetCollection,
    AssetConsent,
    AssetDeposit,
    AssetGrant,
    AssetLease,
    AssetLicence,
    AssetRequest,
    AssetSearch,
    AssetUse,
    BinStay,
    CatalogueEntry,
    CollectionPlace,
    Concept,
    ConceptEvent,
    ContactSheet,
    DepositRelease,
    FileCheck,
    FilmCaptions,
    IncomingFile,
    KeepingPolicy,
    Letter,
    Mailbox,
    MailSender,
    Photo,
    PhotoDescription,
    ProcessingStep,
    RetentionRule,
    ShareLink,
    ShareVisit,
    StorageReport,
    UnitSharing,
    Upload,
)
from toasoan.archive.sharelinks.links import share_link_make
from toasoan.archive.storing.addresses import Purpose, file_address
from toasoan.archive.using.sheets import contact_sheet_make
from toasoan.archive.vocabularies.concepts import vocabulary_of
from toasoan.core import clock
from toasoan.units.models import PressUnit
from toasoan.units.tests.factories import make_unit


def unit_closed(unit: PressUnit) -> None:
    """Let other units see nothing of the archive by default: the strict promise."""
    UnitSharing.objects.create(unit=unit, shows_previews=False)


def share_fill(unit: PressUnit, entry: CatalogueEntry, mark: str, by: Any) -> None:
    """Add a link for people outside, and a visit by it."""
    link, _token = share_link_make(
        unit=unit, name=f"{mark} bao ban", entries=[entry], gives="marked", by=by
    )
    sheet = ContactSheet.objects.create(
        unit=unit, by=by, title=f"{mark} to lien he", keys=[entry.pk]
    )
    contact_sheet_make(sheet_pk=sheet.pk)
    ShareVisit.objects.create(link=link, deed="opened", address="192.0.2.1")


def letters_fill(unit: PressUnit, mark: str) -> None:
    """Add the unit's mailbox, who may send to it, and a letter that lies aside."""
    now = clock.now()
    Mailbox.objects.create(
        unit=unit,
        address=f"kho@{unit.key}.example.vn",
        way="imap",
        host=f"{mark} may thu",
        since=now.date(),
        due_at=now,
        problem=f"{mark} hong",
        parked_at=now,
    )
    MailSender.objects.create(
        unit=unit, address=f"ctv@{unit.key}.example.vn", name=f"{mark} ctv"
    )
    Letter.objects.create(
        unit=unit,
        key=f"{unit.key}:1",
        address=f"la@{unit.key}.example.vn",
        subject=f"{mark} thu",
        came_at=now,
        state=Letter.State.ASIDE,
        why=f"{mark} vi sao",
    )


def rights_fill(unit: PressUnit, entry: CatalogueEntry, mark: str) -> None:
    """Add the papers of the photo, what is opened to a third unit, and its ledger."""
    third = PressUnit.objects.filter(key="ba").first() or make_unit("ba")
    AssetLease.objects.create(entry=entry, says="allow", note=f"{mark} ghi")
    AssetConsent.objects.create(entry=entry, name=f"{mark} nguoi trong anh")
    AssetLicence.objects.create(entry=entry, supplier=f"{mark} hang")
    AssetGrant.objects.create(
        from_unit=unit, to_unit=third, entry=entry, level="use", terms=f"{mark} dieu"
    )
    AssetRequest.objects.create(entry=entry, unit=third, purpose=f"{mark} viec")
    AssetUse.objects.create(
        entry=entry,
        title=f"{mark} anh",
        owner=unit,
        unit=third,
        item_id=1,
        item_title=f"{mark} bai",
        channel="web",
    )
    keeping_fill(unit, entry, mark)
    letters_fill(unit, mark)


def keeping_fill(unit: PressUnit, entry: CatalogueEntry, mark: str) -> None:
    """Add what lies in the bin, the deposit, a rule, a damaged file and the figures."""
    binned = Photo.objects.create(
        title=f"{mark} bo",
        file=entry.photo.file.name,
        width=1,
        height=1,
        collection=unit.collection,
    )
    now = clock.now()
    Photo.objects.filter(pk=binned.pk).update(binned_at=now)
    binned.entry.binned_at = now
    binned.entry.save()
    BinStay.objects.create(entry=binned.entry, at=now, ends_at=now)
    deposit = AssetDeposit.objects.create(
        entry=entry,
        unit=unit,
        kind="photo",
        file_name=entry.photo.file.name,
        title=f"{mark} luu",
        item_id=1,
        item_title=f"{mark} bai",
        channel="web",
        key=f"{unit.key}:1",
    )
    DepositRelease.objects.create(deposit=deposit, reason=f"{mark} ly do")
    RetentionRule.objects.create(unit=unit, name=f"{mark} quy dinh", does="propose")
    FileCheck.objects.create(
        entry=entry, name=f"{mark} {unit.key}.jpg", result="missing", at=now
    )
    KeepingPolicy.objects.create(unit=unit, bin_days=77)
    StorageReport.objects.create(
        unit=unit,
        at=now,
        figures={
            "kinds": [],
            "months": [],
            "largest": [[entry.pk, 1]],
            "renditions": [0, 0],
            "made": [0, 0],
            "previews": [0, 0],
            "bin": [0, 0],
            "versions": [0, 0],
        },
    )


def words_fill(unit: PressUnit, entry: CatalogueEntry, mark: str, keeper: Any) -> None:
    """Add one of each that a unit keeps in vocabularies, a merger, and a collection."""
    made = {
        kind: Concept.objects.create(
            vocabulary=vocabulary_of(kind), unit=unit, label_vi=f"{mark} {kind}"
        )
        for kind in ("person", "place", "event")
    }
    ConceptEvent.objects.create(concept=made["event"], unit=unit, event_id=1)
    Concept.objects.create(
        vocabulary=vocabulary_of("person"),
        unit=unit,
        label_vi=f"{mark} trung",
        merged_into=made["person"],
    )
    AssetConsent.objects.filter(entry=entry).update(person=made["person"])
    FilmCaptions.objects.create(
        entry=entry, vtt=f"WEBVTT {mark} phu de", spoken=f"{mark} phu de"
    )
    # What its keepers see stands in one that is shared with their unit only.
    collection = AssetCollection.objects.create(
        unit=unit,
        owner=keeper,
        name=f"{mark} bo",
        note=f"{mark} ghi bo",
        shared="unit",
        cover=entry,
    )
    CollectionPlace.objects.create(
        collection=collection, entry=entry, position=1, note=f"{mark} ghi muc"
    )


def archive_rows(unit: PressUnit) -> list[Any]:
    """Return the rows of the unit's archive, which nobody of another unit may change."""
    return [
        Photo.objects.filter(collection=unit.collection),
        PhotoDescription.objects.filter(photo__collection=unit.collection),
        ArchiveDocument.objects.filter(collection=unit.collection),
        Upload.objects.filter(unit=unit),
        IncomingFile.objects.filter(unit=unit),
        Mailbox.objects.filter(unit=unit),
        MailSender.objects.filter(unit=unit),
        Letter.objects.filter(unit=unit),
        CatalogueEntry.objects.filter(unit=unit),
        ProcessingStep.objects.filter(entry__unit=unit),
        FilmCaptions.objects.filter(entry__unit=unit),
        AssetSearch.objects.filter(unit=unit),
        Concept.objects.filter(unit=unit),
        ConceptEvent.objects.filter(unit=unit),
        AssetCollection.objects.filter(unit=unit),
        CollectionPlace.objects.filter(collection__unit=unit),
        AssetLease.objects.filter(entry__unit=unit),
        AssetConsent.objects.filter(entry__unit=unit),
        AssetLicence.objects.filter(entry__unit=unit),
        AssetGrant.objects.filter(from_unit=unit),
        AssetRequest.objects.filter(entry__unit=unit),
        AssetUse.objects.filter(owner=unit),
        Photo.with_binned.filter(entry__unit=unit),
        CatalogueEntry.with_binned.filter(unit=unit),
        BinStay.objects.filter(entry__unit=unit),
        AssetDeposit.objects.filter(unit=unit),
        DepositRelease.objects.filter(deposit__unit=unit),
        RetentionRule.objects.filter(unit=unit),
        FileCheck.objects.filter(entry__unit=unit),
        KeepingPolicy.objects.filter(unit=unit),
        StorageReport.objects.filter(unit=unit),
        UnitSharing.objects.filter(unit=unit),
        ContactSheet.objects.filter(unit=unit),
        ShareLink.objects.filter(unit=unit),
        ShareVisit.objects.filter(link__unit=unit),
    ]


def archive_keys(other: Any) -> list[tuple[str, list[Any]]]:
    """Return what is meant by the key below each part of the archive's addresses."""
    entry, entries = other.photo.entry, [other.photo.entry.pk, other.document.entry.pk]
    return [
        ("documents", [other.document.pk]),
        ("images", [other.photo.pk]),
        ("kho/anh/luot", [other.photo_batch]),
        ("kho/anh", [other.photo.pk]),
        ("kho/muc", entries),
        ("kho/thoi-han", [each.pk for each in entry.assetlease_set.all()]),
        ("kho/dong-y", [each.pk for each in entry.assetconsent_set.all()]),
        ("kho/giay-phep", [each.pk for each in entry.assetlicence_set.all()]),
        ("kho/mo-kho", [each.pk for each in entry.grants.all()]),
        ("kho/yeu-cau", [each.pk for each in entry.requests.all()]),
        ("kho/thung-rac", _pks(BinStay, entry__unit=entry.unit)),
        ("kho/luu-giu", _pks(RetentionRule, unit=entry.unit)),
        ("kho/da-dang", _pks(AssetDeposit, unit=entry.unit)),
        ("kho/xu-ly/phu-de", _pks(FilmCaptions, entry__unit=entry.unit)),
        ("kho/kiem-tra-tep", _pks(FileCheck, entry__unit=entry.unit)),
        ("kho/tim-da-luu", [other.asset_search.pk]),
        ("kho/danh-muc", [each.pk for each in Concept.objects.filter(unit=entry.unit)]),
        (
            "kho/bo-suu-tap",
            [each.pk for each in AssetCollection.objects.filter(unit=entry.unit)],
        ),
        ("kho/nhan/thu", _pks(Letter, unit=other.room.unit)),
        ("kho/nhan/hop-thu/nguoi-gui", _pks(MailSender, unit=other.room.unit)),
        ("kho/nhan", [other.upload.pk]),
        ("kho/chia-se", _pks(ShareLink, unit=other.room.unit)),
        ("kho/to-lien-he", _pks(ContactSheet, unit=other.room.unit)),
        ("kho", entries),
        ("tai-len", [other.upload.pk]),
        ("tep", [other.upload.pk]),
    ]


def seal_made(other: Any) -> str:
    """Return the seal of an address that the other unit's photographer was given."""
    address = file_address(
        name=other.photo.file.name,
        filename=f"{other.photo.title}.jpg",
        purpose=Purpose.DOWNLOAD,
        person=other.people[0],
    )
    return address.rstrip("/").rpartition("/")[2]


def _pks(model: Any, **filters: Any) -> list[int]:
    return list(model.objects.filter(**filters).values_list("pk", flat=True))
