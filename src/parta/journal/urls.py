"""Addresses of the journal."""

from django.urls import path

from .views import family, journals, ops, page, roll

app_name = "journal"
urlpatterns = [
    path("", journals.journals, name="list"),
    path("<int:course>/", page.course, name="course"),
    path("<int:course>/ops/", ops.apply, name="apply"),
    path("<int:course>/<int:period>/", page.page, name="page"),
    path("<int:course>/<int:period>/changes/", ops.changes, name="changes"),
    path("lesson/<int:lesson>/roll/", roll.roll_call, name="roll-call"),
    path("absences/<int:notice>/decision/", family.decide_absence, name="decide-absence"),
]
