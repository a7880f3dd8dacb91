"""Hours of a room begin and end at any minute (15.20–17.00), not at a quarter of an hour."""

from datetime import time

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("readiness", "0001_skills_survey_places_seats")]

    operations = [
        migrations.RemoveConstraint("roomhours", "room_hours_order"),
        migrations.AlterModelOptions(
            "roomhours",
            {
                "ordering": ["weekday", "starts_at"],
                "verbose_name": "часы кабинета",
                "verbose_name_plural": "часы кабинетов",
            },
        ),
        migrations.RemoveField("roomhours", "from_quarter"),
        migrations.RemoveField("roomhours", "to_quarter"),
        migrations.AddField("roomhours", "starts_at", models.TimeField("с", default=time(8)), preserve_default=False),
        migrations.AddField("roomhours", "ends_at", models.TimeField("до", default=time(9)), preserve_default=False),
        migrations.AddConstraint(
            "roomhours",
            models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="room_hours_order",
                violation_error_message="Конец часов раньше начала.",
            ),
        ),
    ]
