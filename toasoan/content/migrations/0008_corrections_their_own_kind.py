"""Corrections stop standing in the record as approvals, those made before too."""

from datetime import timedelta

from django.db import migrations, models

# The two rows are written one after the other, in one transaction.
TOGETHER = timedelta(minutes=1)


def corrections_tell(apps, schema_editor):
    """Name the decisions that were written with a correction by their own kind."""
    decisions = apps.get_model("content", "ReviewDecision").objects
    for correction in apps.get_model("content", "Correction").objects.all():
        made = decisions.filter(
            review__item=correction.item_id,
            kind="approve",
            by=correction.by_id,
            at__range=(correction.at - TOGETHER, correction.at + TOGETHER),
        )
        own = [each.pk for each in made if each.comment.strip() == correction.wrong]
        decisions.filter(pk__in=own).update(kind="correct")


class Migration(migrations.Migration):

    dependencies = [("content", "0007_article_layout")]

    operations = [
        migrations.AlterField(
            model_name="reviewdecision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submit", "Nộp bài"),
                    ("approve", "Duyệt"),
                    ("return", "Trả lại"),
                    ("withdraw", "Rút bài"),
                    ("correct", "Đính chính"),
                ],
                max_length=16,
                verbose_name="quyết định",
            ),
        ),
        migrations.RunPython(corrections_tell, migrations.RunPython.noop),
    ]
