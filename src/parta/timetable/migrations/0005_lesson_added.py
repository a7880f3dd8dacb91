from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("timetable", "0004_find_moved_lessons"),
    ]

    operations = [
        migrations.AddField(
            model_name="lesson",
            name="is_added",
            field=models.BooleanField(default=False, verbose_name="сверх расписания"),
        ),
    ]
