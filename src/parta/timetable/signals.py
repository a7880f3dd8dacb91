"""What the floors above may follow."""

from django.dispatch import Signal

# Lessons were moved, called off, restored, made or removed. Sent with `courses`, the keys of their courses (None: any),
# and `by`, inside the transaction that changes them: who follows is changed with them or not at all.
lessons_changed = Signal()
