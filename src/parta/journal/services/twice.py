"""A form sent twice: by a second click, by a browser that asks again, by a page opened in two windows."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from parta.accounts.models import User

from ..models import Homework, Remark

TWICE = timedelta(seconds=15)
Said = TypeVar("Said", Homework, Remark)


def said_before(model: type[Said], by: User, *, now: datetime, **same: Any) -> list[Said]:
    """What this author wrote in the same words moments ago, and has not taken back.

    Called inside a transaction. The author's row is held first, so that of two requests at once the second waits and
    then sees what the first has written.
    """
    User.objects.select_for_update().get(pk=by.pk)
    return list(model._default_manager.filter(author=by, at__gt=now - TWICE, removed_at=None, **same))
