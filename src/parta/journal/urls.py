"""Addresses of the journal."""

from django.urls import path

from .views import ops, page

app_name = "journal"
urlpatterns = [
    path("<int:course>/", page.course, name="course"),
    path("<int:course>/ops/", ops.apply, name="apply"),
    path("<int:course>/<int:period>/", page.page, name="page"),
    path("<int:course>/<int:period>/changes/", ops.changes, name="changes"),
]
