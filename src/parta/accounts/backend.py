"""Signing in as allauth does it; the account of a session is read without building a query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from parta.lib import sql

from .models import User

FIELDS = [field.attname for field in User._meta.concrete_fields]
USER = f"SELECT {', '.join(FIELDS)} FROM {User._meta.db_table} WHERE id = %s AND is_active"  # noqa: S608


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    def get_user(self, user_id: int) -> User | None:
        found = sql.rows(USER, [user_id])
        if not found:
            return None
        user = User.from_db("default", FIELDS, found[0])
        user.last_login = sql.instant(user.last_login)
        user.date_joined = sql.instant(user.date_joined) or timezone.now()  # the column is never null
        return user
