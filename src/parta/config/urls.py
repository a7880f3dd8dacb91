"""Every address of Parta, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("parta.home.urls")),
    path("accounts/", include("parta.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("diary/", include("parta.diary.urls")),
    path("journal/", include("parta.journal.urls")),
    path("timetable/", include("parta.timetable.urls")),
    path("school/", include("parta.school.urls")),
    path("notices/", include("parta.notices.urls")),
    path("history/", include("parta.audit.urls")),
]
