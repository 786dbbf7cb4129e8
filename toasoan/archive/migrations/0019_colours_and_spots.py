"""The catalogue knows the colours of pictures, and where they were taken.

Searches may tell of other units' material. Colours are measured by `manage.py photos_print`; places stand in what files said.
"""

from django.db import migrations, models

from toasoan.archive.metadata.spots import spot_of
from toasoan.archive.search import search_schema
from toasoan.archive.search.search_words import marks_of


def spots_fill(apps, _editor):
    """Give each entry of a photo the place its file names."""
    entries = apps.get_model("archive", "CatalogueEntry").objects
    rows = entries.filter(photo__isnull=False).select_related("photo")
    some = []
    for entry in rows.iterator(chunk_size=500):
        spot = spot_of(entry.photo.embedded_metadata)
        if spot is None:
            continue
        entry.latitude, entry.longitude = spot
        entry.marks = marks_of(entry)
        some.append(entry)
        if len(some) == 500:
            entries.bulk_update(some, ["latitude", "longitude", "marks"])
            some = []
    entries.bulk_update(some, ["latitude", "longitude", "marks"])


class Migration(migrations.Migration):
    dependencies = [("archive", "0018_renditions_by_file")]

    operations = [
        migrations.AddField(
            model_name="catalogueentry",
            name="colours",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="màu chính, cách nhau một dấu cách"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="latitude",
            field=models.FloatField(null=True, verbose_name="vĩ độ"),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="longitude",
            field=models.FloatField(null=True, verbose_name="kinh độ"),
        ),
        migrations.AddField(
            model_name="photoprint",
            name="colours",
            field=models.CharField(blank=True, max_length=64, null=True, verbose_name="màu chính"),
        ),
        migrations.AddField(
            model_name="assetsearch",
            name="hears_others",
            field=models.BooleanField(default=False, verbose_name="báo cả tư liệu đơn vị khác cho thấy"),
        ),
        migrations.AddField(
            model_name="assetsearch",
            name="others_seen",
            field=models.JSONField(default=list, editable=False),
        ),
        # SQLite has made the table anew, and what keeps the index went with the old one.
        migrations.RunPython(search_schema.create, migrations.RunPython.noop),
        migrations.RunPython(spots_fill, migrations.RunPython.noop),
    ]
