"""The catalogue is found by words and facets."""

from django.conf import settings
from django.db import migrations, models

from toasoan.archive.search import search_schema
from toasoan.archive.search.search_words import marks_of, place_of, words_of


def index(apps, _editor):
    """Give each entry its tags, its words, its marks and its place."""
    entries = apps.get_model("archive", "CatalogueEntry").objects
    tagged = tags_now(apps)
    some = []
    for entry in entries.iterator(chunk_size=500):
        of = "photo" if entry.photo_id else "archivedocument"
        tags = sorted(tagged.get((of, entry.photo_id or entry.document_id), ()))
        entry.tags = "\n".join(tags)
        entry.words = " ".join(words_of(" ".join([entry.words, *tags])))
        entry.place, entry.marks = place_of(entry), marks_of(entry)
        some.append(entry)
        if len(some) == 500:
            entries.bulk_update(some, ["tags", "words", "place", "marks"])
            some = []
    entries.bulk_update(some, ["tags", "words", "place", "marks"])


def tags_now(apps):
    """Return what is tagged: (model, key) to names."""
    tagged = {}
    rows = apps.get_model("taggit", "TaggedItem").objects.filter(
        content_type__app_label="archive",
        content_type__model__in=["photo", "archivedocument"],
    )
    for of, key, name in rows.values_list("content_type__model", "object_id", "tag__name"):
        tagged.setdefault((of, key), set()).add(name)
    return tagged


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('archive', '0009_rights_and_sharing'),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.AddField(
            model_name="catalogueentry",
            name="tags",
            field=models.TextField(blank=True, default="", verbose_name="thẻ, mỗi dòng một thẻ"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="is_used",
            field=models.BooleanField(default=False, verbose_name="đang có nơi dùng"),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="place",
            field=models.BigIntegerField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="marks",
            field=models.TextField(blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="catalogueentry",
            name="place",
            field=models.BigIntegerField(editable=False, unique=True),
        ),
        migrations.AddIndex(
            model_name="catalogueentry",
            index=models.Index(fields=["unit", "-place"], name="entry_place_in_unit"),
        ),
        migrations.CreateModel(
            name="AssetSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="tên")),
                ("told", models.JSONField(default=dict, verbose_name="điều cần tìm")),
                ("is_shared", models.BooleanField(default=False, verbose_name="cả đơn vị thấy")),
                (
                    "alert",
                    models.CharField(
                        choices=[
                            ("never", "Không báo"),
                            ("daily", "Mỗi ngày một lần"),
                            ("at_once", "Trong vài phút"),
                        ],
                        default="never",
                        max_length=16,
                        verbose_name="báo khi có mục mới",
                    ),
                ),
                ("seen_place", models.BigIntegerField(default=0, editable=False)),
                ("told_on", models.DateField(editable=False, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lưu",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to="units.pressunit", verbose_name="đơn vị"
                    ),
                ),
            ],
            options={
                "verbose_name": "tìm kiếm đã lưu",
                "verbose_name_plural": "tìm kiếm đã lưu",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "unit", "name"), name="asset_search_once")
                ],
            },
        ),
        migrations.RunPython(search_schema.create, search_schema.drop),
    ]
