"""Renditions are told apart by the file they were made of, too."""

import hashlib

from django.db import migrations

FOCAL = ("focal_point_width", "focal_point_height", "focal_point_x", "focal_point_y")
BY_FILE = {"original", "fill", "min", "max", "width", "height", "scale"}
BATCH = 500


def renditions_rename(apps, _schema_editor):
    """Give those that fit their photo the key they are looked for under from now on."""
    every = apps.get_model("archive", "PhotoRendition").objects.order_by("pk")
    last = 0
    while rows := list(every.filter(pk__gt=last).select_related("image")[:BATCH]):
        fitting = [r for r in rows if r.focal_point_key == _key(r, by_file=False)]
        for row in fitting:
            row.focal_point_key = _key(row, by_file=True)
        every.bulk_update(fitting, ["focal_point_key"])
        last = rows[-1].pk


def _key(row, *, by_file):
    values = []
    for part in row.filter_spec.split("|"):
        operation = part.split("-")[0]
        names = FOCAL if operation == "fill" else ()
        if by_file and operation in BY_FILE:
            names = (*names, "content_hash")
        values += [str(getattr(row.image, name)) for name in names]
    text = "-".join(values)
    return hashlib.sha1(text.encode()).hexdigest()[:8] if text else ""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_upright_pictures")]

    operations = [
        migrations.RunPython(renditions_rename, migrations.RunPython.noop),
    ]
