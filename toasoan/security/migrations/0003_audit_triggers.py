"""The audit log is append-only in the database too."""

from django.db import migrations

from toasoan.security import triggers


class Migration(migrations.Migration):

    dependencies = [("security", "0002_audit_and_sign_in")]

    operations = [migrations.RunPython(triggers.create, triggers.drop)]
