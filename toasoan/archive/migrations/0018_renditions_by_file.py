"""A rendition is found by its file: asked when somebody wants one that is not public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0017_using")]

    operations = [
        migrations.AddIndex(
            model_name="photorendition",
            index=models.Index(fields=["file"], name="photo_rendition_by_file"),
        ),
    ]
