"""The second factor of administrators and deputies, where the school requires it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from parta.accounts.middleware import STILL_OPEN, View, send_to, url_name

from .access import cast_of

SET_UP = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_view_recovery_codes",
    "account_reauthenticate", "mfa_reauthenticate", "account_set_password", *STILL_OPEN,
}  # fmt: skip
WHY = "Школа требует второй фактор от администраторов и завучей. Подключите его, и журнал откроется."


class SecondFactor:
    """Until the second factor is set up, its page is the only one such a person can open."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: object) -> HttpResponse | None:
        user = request.user
        if url_name(request) in SET_UP or not user.is_authenticated or not (user.is_admin or user.is_deputy):
            return None
        if not cast_of(user).lacks_second_factor:
            return None
        messages.warning(request, WHY)
        return send_to(request, "mfa_index")
