"""Skills that got their course: where a school has set none of its own."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COURSES = {"computer": "computer", "reports": "figures"}


def set_courses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for code, course in COURSES.items():
        apps.get_model("readiness", "Skill").objects.filter(code=code, course="").update(course=course)


class Migration(migrations.Migration):
    dependencies = [("readiness", "0002_hours_by_the_minute")]
    operations = [migrations.RunPython(set_courses, migrations.RunPython.noop)]
