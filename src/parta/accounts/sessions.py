"""Sessions in the database, as Django's own, read without building a query: every request of everybody does it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from parta.lib import sql

SESSION = """
SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"""


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        for key, content, expires in sql.rows(SESSION, [self.session_key, sql.instant_in(timezone.now())]):
            return Session(session_key=key, session_data=content, expire_date=expires)
        return super()._get_session_from_db()  # type: ignore[misc]  # says in its own way that there is none
