"""Photos are measured upright; the columns stay as they are."""

import wagtail.images.models
from django.db import migrations

import toasoan.archive.models.photos


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="photo",
            name="file",
            field=toasoan.archive.models.photos.UprightImageField(
                height_field="height",
                upload_to=wagtail.images.models.get_upload_to,
                verbose_name="tệp",
                width_field="width",
            ),
        ),
    ]
