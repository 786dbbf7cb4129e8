"""Only names change: restoring is no longer called what republishing is."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0004_search_index'),
    ]

    operations = [
        migrations.AlterField(
            model_name='depositrecord',
            name='kind',
            field=models.CharField(choices=[('published', 'Xuất bản'), ('corrected', 'Đính chính'), ('taken_down', 'Gỡ bài'), ('restored', 'Khôi phục bài')], max_length=16, verbose_name='việc'),
        ),
        migrations.AlterField(
            model_name='takedown',
            name='lifted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='khôi phục lúc'),
        ),
    ]
