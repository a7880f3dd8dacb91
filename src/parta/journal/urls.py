"""Addresses of the journal."""

from django.urls import path

from .views import cells, family, homework, journals, kinds, lesson, ops, page, remarks, roll, topics, unlock

app_name = "journal"
urlpatterns = [
    path("", journals.journals, name="list"),
    path("<int:course>/", page.course, name="course"),
    path("<int:course>/ops/", ops.apply, name="apply"),
    path("<int:course>/unlock/", unlock.ask, name="unlock"),
    path("<int:course>/<int:period>/", page.page, name="page"),
    path("<int:course>/<int:period>/changes/", ops.changes, name="changes"),
    path("<int:course>/<int:period>/topics/", topics.topics, name="topics"),
    path("<int:course>/<int:period>/<int:pupil>/average/", cells.average, name="average"),
    path("<int:course>/<int:lesson>/<int:pupil>/history/", cells.history, name="cell-history"),
    path("lesson/<int:lesson>/", lesson.lesson, name="lesson"),
    path("lesson/<int:lesson>/roll/", roll.roll_call, name="roll-call"),
    path("lesson/<int:lesson>/topic/", topics.set_topic, name="set-topic"),
    path("lesson/<int:lesson>/topic/next/", topics.copy_topic, name="copy-topic"),
    path("lesson/<int:lesson>/kind/", topics.set_kind, name="set-kind"),
    path("lesson/<int:lesson>/homework/", homework.give, name="give-homework"),
    path("lesson/<int:lesson>/homework/quick/", homework.give_quick, name="give-homework-quick"),
    path("lesson/<int:lesson>/homework/load/", homework.load, name="homework-load"),
    path("lesson/<int:lesson>/remarks/", remarks.at_lesson, name="remark"),
    path("homework/<int:homework>/", homework.change, name="change-homework"),
    path("homework/<int:homework>/remove/", homework.remove, name="remove-homework"),
    path("homework/file/<int:file>/", homework.file, name="homework-file"),
    path("homework/file/<int:file>/remove/", homework.remove_file, name="remove-homework-file"),
    path("pupil/<int:pupil>/remarks/", remarks.of_pupil, name="pupil-remarks"),
    path("remark/<int:remark>/remove/", remarks.remove, name="remove-remark"),
    path("unlock/", unlock.unlock_list, name="unlock-list"),
    path("unlock/<int:unlock>/", unlock.decide, name="decide-unlock"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/usual/", kinds.usual, name="usual-kinds"),
    path("kinds/new/", kinds.new, name="new-kind"),
    path("kinds/<int:kind>/", kinds.edit, name="edit-kind"),
    path("absences/<int:notice>/decision/", family.decide_absence, name="decide-absence"),
]
