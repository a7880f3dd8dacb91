"""Every address of Parta, app by app."""

from django.urls import include, path

from parta.accounts import urls as accounts
from parta.school import own_urls

# Signing in knows no school; a person's own pages do. Both are `accounts:…` to the reader.
account_urls = ([*accounts.urlpatterns, *own_urls.urlpatterns], accounts.app_name)

urlpatterns = [
    path("", include("parta.home.urls")),
    path("accounts/", include(account_urls)),
    path("accounts/", include("allauth.urls")),
    path("diary/", include("parta.diary.urls")),
    path("journal/", include("parta.journal.urls")),
    path("help/", include("parta.support.urls")),
    path("consultations/", include("parta.consultations.urls")),
    path("training/", include("parta.training.urls")),
    path("readiness/", include("parta.readiness.urls")),
    path("regulation/", include("parta.regulation.urls")),
    path("handbook/", include("parta.handbook.urls")),
    path("timetable/", include("parta.timetable.urls")),
    path("school/", include("parta.school.urls")),
    path("notices/", include("parta.notices.urls")),
    path("history/", include("parta.audit.urls")),
]
