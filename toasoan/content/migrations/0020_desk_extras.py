"""Items that are there lie where their review says, at the desk of their story."""

from django.db import migrations
from django.utils import timezone


def _takes(item, review):
    if item.live or item.first_published_at is not None:
        return 'published'
    if review is None or review.state == 'withdrawn' or (
        review.closed_at is None and review.step == 0
    ):
        return 'writing'
    return 'approved' if review.state == 'approved' else 'submitted'


def places_of_items(apps, schema_editor):
    """Give a place to each article of a story; the others lie nowhere until moved."""
    ItemPlace = apps.get_model('content', 'ItemPlace')
    Review = apps.get_model('content', 'Review')
    stages = {
        (desk, takes): pk
        for pk, desk, takes in apps.get_model('content', 'Stage')
        .objects.filter(desk__is_active=True)
        .values_list('pk', 'desk', 'takes')
    }
    articles = apps.get_model('content', 'ArticlePage').objects.filter(
        story__isnull=False, place__isnull=True
    )
    now = timezone.now()
    places = []
    for item in articles.select_related('story').defer('body').iterator(500):
        review = (
            Review.objects.filter(item=item.pk).order_by('-submitted_at', '-pk').first()
        )
        stage = stages.get((item.story.desk_id, _takes(item, review)))
        if stage is not None:
            places.append(
                ItemPlace(
                    item_id=item.pk,
                    stage_id=stage,
                    since=item.latest_revision_created_at or now,
                )
            )
    ItemPlace.objects.bulk_create(places, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0019_front_plans_and_topics'),
    ]

    operations = [migrations.RunPython(places_of_items, migrations.RunPython.noop)]
