"""The reason of a refusal becomes that of every end, with who ended it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0003_handed_in_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("assignment", "decline_reason", "closing_reason"),
        migrations.AlterField(
            model_name="assignment",
            name="closing_reason",
            field=models.CharField(
                blank=True, max_length=1000, verbose_name="lý do kết thúc"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người kết thúc",
            ),
        ),
    ]
