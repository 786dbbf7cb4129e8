"""Renditions are told apart by the credit and copyright they carry, too."""

import hashlib

from django.db import migrations

FOCAL = ("focal_point_width", "focal_point_height", "focal_point_x", "focal_point_y")
OPERATIONS = {"original", "fill", "min", "max", "width", "height", "scale"}
BY_FILE = ("content_hash",)
BY_WORDS = ("content_hash", "credit", "copyright_notice")
BATCH = 500


def renditions_rename(apps, _schema_editor):
    """Give those that fit their photo the key they are looked for under from now on.

    Files are not made anew: they carry the words of today, or of before this rule.
    """
    every = apps.get_model("archive", "PhotoRendition").objects.order_by("pk")
    last = 0
    while rows := list(every.filter(pk__gt=last).select_related("image")[:BATCH]):
        fitting = [row for row in rows if row.focal_point_key == _key(row, BY_FILE)]
        for row in fitting:
            row.focal_point_key = _key(row, BY_WORDS)
        every.bulk_update(fitting, ["focal_point_key"])
        last = rows[-1].pk


def _key(row, told_by):
    values = []
    for part in row.filter_spec.split("|"):
        operation = part.split("-")[0]
        names = FOCAL if operation == "fill" else ()
        if operation in OPERATIONS:
            names = (*names, *told_by)
        values += [str(getattr(row.image, name)) for name in names]
    text = "-".join(values)
    return hashlib.sha1(text.encode()).hexdigest()[:8] if text else ""


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_renditions_told_by_file")]

    operations = [
        migrations.RunPython(renditions_rename, migrations.RunPython.noop),
    ]
