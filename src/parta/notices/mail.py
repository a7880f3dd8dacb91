"""Django's way to send a letter leads into the outbox: the page that asked for it does not wait for a mail server."""

import re
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .services.letters import MailFile, post

KIND = "accounts"  # what is sent this way is allauth's: passwords and addresses


class Outbox(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            files = [kept(*attachment) for attachment in message.attachments if isinstance(attachment, tuple)]
            headers = {**message.extra_headers, "Auto-Submitted": "auto-generated"}
            if message.reply_to:
                headers["Reply-To"] = ", ".join(message.reply_to)
            for address in message.recipients():
                post(
                    address, kind=KIND, subject=str(message.subject), text=str(message.body),
                    sender=message.from_email, headers=headers, files=files,
                )  # fmt: skip
        return len(email_messages)


def kept(name: str | None, content: bytes | str, content_type: str | None) -> MailFile:
    """Put a file of the letter into the storage, where the sender finds it."""
    name = re.sub(r"[^\w.-]", "_", name or "файл")
    body = content.encode() if isinstance(content, str) else content
    path = default_storage.save(f"outbox/{name}", ContentFile(body))
    return {"name": name, "path": path, "content_type": content_type or "application/octet-stream"}
