from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("my-class/", views.my_class_start, name="my-class-start"),
    path("my-class/<int:pk>/", views.my_class, name="my-class"),
    path("search/", views.find, name="search"),
]
