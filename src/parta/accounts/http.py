"""The request as views of signed-in people get it, for the types."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import User


class Request(HttpRequest):
    user: User
    htmx: HtmxDetails
