"""What stands between a request and its page while an account is not in order."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

STILL_OPEN = {"account_change_password", "account_logout"}

View = Callable[..., HttpResponse]


class MustChangePassword:
    """A temporary password opens one page only: the one where it is changed."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: object) -> HttpResponse | None:
        if url_name(request) in STILL_OPEN or not request.user.is_authenticated:
            return None
        if not request.user.must_change_password:
            return None
        return send_to(request, "account_change_password")


class FailedForms:
    """allauth answers a failed form with 200; ours say 422, so that a password keeper and a test see the failure."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == HTTPStatus.OK and getattr(form, "errors", None):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


def url_name(request: HttpRequest) -> str:
    """The name of the address with its namespace, as `{% url %}` takes it."""
    return request.resolver_match.view_name if request.resolver_match else ""


def send_to(request: HttpRequest, name: str) -> HttpResponse:
    """Redirect the whole page, also when htmx asked for a piece of it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": resolve_url(name)})
    return HttpResponseRedirect(resolve_url(name))
