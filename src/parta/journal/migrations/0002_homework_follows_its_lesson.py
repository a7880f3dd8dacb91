"""Tasks whose lesson was moved or cancelled get the day that lesson, or the next one, is held on."""

from django.db import migrations

FOLLOW = """
UPDATE journal_homework SET due_on = (
  SELECT COALESCE((
    SELECT MIN(n."on") FROM timetable_lesson n
    WHERE n.course_id = due.course_id AND n.state = 'planned'
      AND (n."on" > given."on" OR n."on" = given."on" AND COALESCE(n.slot, 99) > COALESCE(given.slot, 99))
      AND (n."on" > due."on" OR n."on" = due."on" AND COALESCE(n.slot, 99) >= COALESCE(due.slot, 99))
  ), due."on")
  FROM timetable_lesson due, timetable_lesson given
  WHERE due.id = journal_homework.due_lesson_id AND given.id = journal_homework.lesson_id)
WHERE removed_at IS NULL AND EXISTS (
  SELECT 1 FROM timetable_lesson due
  WHERE due.id = journal_homework.due_lesson_id AND (due.state <> 'planned' OR due."on" <> journal_homework.due_on))"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(FOLLOW, migrations.RunSQL.noop)]
