"""Codes of invitations: how they are made, read from what a person typed, and kept."""

from django.utils.crypto import salted_hmac

from parta.accounts.services import random_signs

# Russian letters that look like the Latin ones of a code, as they are typed from paper.
LOOKALIKES = str.maketrans("АСЕНКМРТХУЗ", "ACEHKMPTXY3")
LENGTH = 12


def new_code() -> str:
    """A code as it is printed: «K7MD-9RTX-34AC»."""
    return "-".join(random_signs(4).upper() for _ in range(LENGTH // 4))


def plain(typed: str) -> str:
    """What was meant by what was typed: case, spaces, dashes and look-alike Russian letters do not matter."""
    return "".join(sign for sign in typed.upper().translate(LOOKALIKES) if sign.isalnum())


def digest(typed: str) -> str:
    """What is kept instead of the code; without the server's key codes cannot be tried against it."""
    return salted_hmac("parta.school.invitation", plain(typed), algorithm="sha256").hexdigest()
