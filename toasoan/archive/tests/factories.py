"""Units, people and pictures for the tests of this room."""

import io
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection, Page

from toasoan.archive.models import ArchiveDocument, Photo, UnitSharing
from toasoan.units.models import Organisation, PressUnit
from toasoan.units.roles import Role
from toasoan.units.services import membership_add, unit_tree_grant


def unit_make(key: str = "hq") -> PressUnit:
    organisation = Organisation.objects.create(
        code=key, name=f"Đơn vị {key}", kind="press_unit"
    )
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    unit = PressUnit.objects.create(
        organisation=organisation,
        key=key,
        kind="newspaper",
        short_name=key,
        masthead=f"Báo {key}",
        theme=key,
        hostname=f"{key}.example.vn",
        collection=root.add_child(name=f"Kho {key}"),
    )
    home = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    unit_tree_grant(unit=unit, home=home.add_child(title=key, slug=key))
    return unit


def closed_unit_make(key: str = "hq") -> PressUnit:
    """Make a unit of which others see nothing before it opens something."""
    unit = unit_make(key)
    UnitSharing.objects.create(unit=unit, shows_previews=False)
    return unit


def person_make(
    unit: PressUnit | None, role: Role = Role.REPORTER, **extra: Any
) -> Any:
    count = get_user_model().objects.count()
    user = get_user_model().objects.create_user(
        email=f"nguoi{count}@example.vn",
        password="Mat-khau-thu-1",
        full_name=f"Người {count}",
        **extra,
    )
    if unit is not None:
        membership_add(
            user=user,
            organisation=unit.organisation,
            role=role,
            valid_from=date(2020, 1, 1),
        )
    return user


def picture_bytes(
    size: tuple[int, int] = (60, 40),
    image_format: str = "JPEG",
    colour: Any = (180, 60, 40),
    **save: Any,
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, image_format, **save)
    return out.getvalue()


def upload(data: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def photo_make(
    unit: PressUnit, data: bytes | None = None, name: str = "anh.jpg", **fields: Any
) -> Photo:
    fields = {"title": "Cảng", "usage": Photo.Usage.STAFF} | fields
    photo = Photo(
        file=upload(picture_bytes() if data is None else data, name),
        collection=unit.collection,
        **fields,
    )
    photo._set_image_file_metadata()
    photo.save()
    return photo


def document_make(unit: PressUnit, **fields: Any) -> ArchiveDocument:
    fields = {"title": "Thông báo", "usage": ArchiveDocument.Usage.HANDOUT} | fields
    document = ArchiveDocument(
        file=upload(b"%PDF-1.4\n%%EOF\n", "thong-bao.pdf"),
        collection=unit.collection,
        **fields,
    )
    document._set_document_file_metadata()
    document.save()
    return document
