"""Addresses of signing in that are ours; the rest is allauth's. A person's own pages are in `school.own_urls`."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.SignInView.as_view(), name="login"),
    path("demo/", views.demo, name="demo"),
]
