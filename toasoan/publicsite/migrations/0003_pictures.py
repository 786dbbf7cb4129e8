from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publicsite", "0002_retired_files")]

    operations = [
        migrations.AddField(
            model_name="readeritem",
            name="pictures",
            field=models.JSONField(default=list, verbose_name="ảnh trong chùm"),
        ),
    ]
