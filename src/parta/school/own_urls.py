"""A person's own pages. They share the name space `accounts` with signing in, but know the person's part at school."""

from django.urls import path

from .views import joining, me

urlpatterns = [
    path("me/", me.me, name="me"),
    path("sessions/", me.sessions, name="sessions"),
    path("sessions/<int:pk>/end/", me.end_session, name="end-session"),
    path("sessions/end-others/", me.end_others, name="end-others"),
    path("invite/", joining.enter, name="invite"),
    path("invite/join/", joining.join, name="join"),
]
