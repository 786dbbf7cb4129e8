"""Work can be taken back from its assignee, and given to them again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0004_who_ended_it_and_why'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assignment',
            name='assignment_once_a_person',
        ),
        migrations.AlterField(
            model_name='assignment',
            name='state',
            field=models.CharField(choices=[('assigned', 'Đã giao'), ('accepted', 'Đã nhận'), ('in_progress', 'Đang làm'), ('submitted', 'Đã nộp'), ('completed', 'Đã xong'), ('declined', 'Từ chối'), ('withdrawn', 'Đã thu hồi'), ('cancelled', 'Đã hủy')], default='assigned', max_length=16, verbose_name='trạng thái'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['declined', 'withdrawn', 'cancelled']), _negated=True), fields=('coverage', 'assignee'), name='assignment_once_a_person'),
        ),
    ]
