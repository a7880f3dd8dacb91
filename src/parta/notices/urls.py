from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read_all, name="read-all"),
    path("choices/", views.choices, name="choices"),
    path("off/<str:token>/", views.off, name="off"),
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/again/", views.send_again, name="send-again"),
]
