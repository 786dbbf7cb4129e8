"""Host names given by a person are marked, those entered on Wagtail's screen too."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def given_hosts_keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take over a host that differs from the unit's: the house never made such a one.

    Setting the house up again had put a second site for the old host beside it.
    """
    Site = apps.get_model("wagtailcore", "Site")
    for unit in apps.get_model("units", "PressUnit").objects.filter(site__isnull=False):
        sites = Site.objects.filter(root_page=unit.site.root_page)
        given = sites.exclude(hostname=unit.hostname).first()
        if given is None:
            continue
        unit.site, unit.hostname, unit.hostname_is_own = given, given.hostname, True
        unit.save(update_fields=["site", "hostname", "hostname_is_own"])
        sites.exclude(pk=given.pk).delete()


class Migration(migrations.Migration):
    """One field, and what is known of it."""

    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="pressunit",
            name="hostname_is_own",
            field=models.BooleanField(default=False, verbose_name="tên miền riêng"),
        ),
        migrations.RunPython(given_hosts_keep, migrations.RunPython.noop),
    ]
