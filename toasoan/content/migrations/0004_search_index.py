"""The table readers' search looks into, with its full-text index."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from toasoan.content.finding import search_schema


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("published_at", models.DateTimeField()),
                ("is_own", models.BooleanField()),
                ("marks", models.CharField(max_length=60)),
                ("title", models.TextField()),
                ("body", models.TextField()),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="units.pressunit",
                    ),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.RunPython(search_schema.create, search_schema.drop),
    ]
