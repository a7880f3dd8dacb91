from django.urls import path

from .views import courses, ops, practice, staff

app_name = "training"
urlpatterns = [
    path("", courses.home, name="home"),
    path("staff/", staff.table, name="staff"),
    path("staff/progress.<slug:suffix>", staff.file, name="staff-file"),
    path("practice/", practice.page, name="practice"),
    path("practice/restart/", practice.restart, name="restart"),
    path("practice/<int:practice>/ops/", ops.apply, name="apply"),
    path("practice/<int:practice>/changes/", ops.changes, name="changes"),
    path("practice/<int:practice>/<int:pupil>/average/", practice.average, name="average"),
    path("practice/lesson/<int:lesson>/", practice.lesson, name="practice-lesson"),
    path("practice/lesson/<int:lesson>/topic/", practice.set_topic, name="set-topic"),
    path("practice/lesson/<int:lesson>/homework/", practice.set_homework, name="set-homework"),
    path("practice/lesson/<int:lesson>/open/", practice.ask_to_open, name="ask-to-open"),
    path("practice/lesson/<int:lesson>/roll/", ops.roll_call, name="roll-call"),
    path("practice/lesson/<int:lesson>/<int:pupil>/history/", practice.history, name="cell-history"),
    path("<slug:course>/", courses.course, name="course"),
    path("<slug:course>/certificate/", courses.certificate, name="certificate"),
    path("<slug:course>/<slug:lesson>/", courses.lesson, name="lesson"),
    path("<slug:course>/<slug:lesson>/check/", courses.check, name="check"),
]
