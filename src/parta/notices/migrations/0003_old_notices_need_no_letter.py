from django.db import migrations
from django.db.models import F


def leave_old_ones(apps, schema_editor):
    """What was left under the bell before there were letters is not sent after the fact."""
    apps.get_model("notices", "Notice").objects.filter(emailed_at=None).update(emailed_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_letters_and_choices")]

    operations = [migrations.RunPython(leave_old_ones, migrations.RunPython.noop)]
