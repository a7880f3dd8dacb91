from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('school', '0003_importdraft'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='employee',
            name='employee_external_key',
            constraint=models.UniqueConstraint(condition=models.Q(('external_key', ''), _negated=True), fields=('external_key',), name='employee_external_key', violation_error_message='Такой код уже у другого человека.'),
        ),
        migrations.AlterConstraint(
            model_name='guardian',
            name='guardian_external_key',
            constraint=models.UniqueConstraint(condition=models.Q(('external_key', ''), _negated=True), fields=('external_key',), name='guardian_external_key', violation_error_message='Такой код уже у другого человека.'),
        ),
        migrations.AlterConstraint(
            model_name='pupil',
            name='pupil_external_key',
            constraint=models.UniqueConstraint(condition=models.Q(('external_key', ''), _negated=True), fields=('external_key',), name='pupil_external_key', violation_error_message='Такой код уже у другого человека.'),
        ),
    ]
