"""Renditions are told apart by every public word they carry."""

import hashlib
import json
import re

from django.db import migrations

FOCAL = ("focal_point_width", "focal_point_height", "focal_point_x", "focal_point_y")
OPERATIONS = {"original", "fill", "min", "max", "width", "height", "scale"}
TOLD_BY = ("content_hash", "credit", "copyright_notice")
COLUMNS = ("title", "caption", "alt_text")
MORE = (
    "creator",
    "headline",
    "usage_terms",
    "web_statement",
    "licensor_name",
    "licensor_url",
    "digital_source_type",
)
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BATCH = 500


def renditions_rename(apps, _schema_editor):
    """Give those that fit their photo the key they are looked for under from now on.

    Files are not made anew: they carry what they carried, until a word changes.
    """
    every = apps.get_model("archive", "PhotoRendition").objects.order_by("pk")
    last = 0
    while rows := list(every.filter(pk__gt=last).select_related("image")[:BATCH]):
        fitting = [row for row in rows if row.focal_point_key == _key(row)]
        for row in fitting:
            row.focal_point_key = _key(row, _more_words(row.image))
        every.bulk_update(fitting, ["focal_point_key"])
        last = rows[-1].pk


def _key(row, *more):
    values = []
    for part in row.filter_spec.split("|"):
        operation = part.split("-")[0]
        names = FOCAL if operation == "fill" else ()
        if operation in OPERATIONS:
            names = (*names, *TOLD_BY)
        values += [str(getattr(row.image, name)) for name in names]
        if operation in OPERATIONS:
            values += more
    text = "-".join(values)
    return hashlib.sha1(text.encode()).hexdigest()[:8] if text else ""


def _more_words(photo):
    words = {key: getattr(photo, key) for key in COLUMNS}
    words |= {key: photo.iptc_words.get(key) for key in MORE}
    said = {key: _clean(value) for key, value in words.items() if value}
    if not said:
        return ""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _clean(value):
    if isinstance(value, list):
        return [UNWRITABLE.sub("", str(each)) for each in value]
    return UNWRITABLE.sub("", str(value))


class Migration(migrations.Migration):
    dependencies = [("archive", "0014_keeping")]

    operations = [
        migrations.RunPython(renditions_rename, migrations.RunPython.noop),
    ]
