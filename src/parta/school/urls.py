"""Addresses of the school, one list per area."""

from django.urls import URLPattern

app_name = "school"

urlpatterns: list[URLPattern] = []
