from django.urls import path

from .views import editing, reading

app_name = "handbook"
urlpatterns = [
    path("", reading.shelf, name="shelf"),
    path("manual.pdf", reading.manual_pdf, name="manual"),
    path("qr.pdf", reading.qr_pdf, name="qr"),
    path("new/", editing.new, name="new"),
    path("<slug:slug>/", reading.article, name="article"),
    path("<slug:slug>/vote/", reading.vote, name="vote"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/versions/", editing.versions, name="versions"),
    path("<slug:slug>/give-back/", editing.give_back, name="give-back"),
]
