"""Keeping the search index: every article and shared answer goes through `index`, and out through `forget`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from .. import rules
from ..models import SearchDocument, SearchPosting, SearchVariant

IN_TITLE, IN_KEYWORDS, IN_TEXT, MOST_IN_TEXT = 20, 12, 1, 8
AT_ONCE = 1000  # documents
LONGEST = 40  # letters of a stem that are kept


@dataclass(frozen=True, slots=True)
class Indexed:
    """What of a document is searched and shown."""

    kind: str
    target_id: int
    title: str
    text: str
    url: str
    summary: str = ""
    keywords: str = ""
    roles: list[str] = field(default_factory=list)


Thing = TypeVar("Thing")
SHOWN = ("title", "url", "summary", "roles")


@transaction.atomic
def index(documents: Iterable[Indexed]) -> None:
    """Put the documents into the index, in place of what it knew of them. A few statements a thousand documents."""
    for part in chunked(documents, AT_ONCE):
        rows = documents_of(part)
        SearchPosting.objects.filter(document__in=rows).delete()
        postings = [
            SearchPosting(stem=stem, document=row, weight=weight)
            for one, row in zip(part, rows, strict=True)
            for stem, weight in weights(one).items()
        ]
        SearchPosting.objects.bulk_create(postings, batch_size=5000)
        learn({posting.stem for posting in postings})


def documents_of(part: Sequence[Indexed]) -> list[SearchDocument]:
    """The rows of these documents in their order, made or brought up to date."""
    rows = [
        SearchDocument(
            kind=one.kind, target_id=one.target_id, title=one.title[:200], summary=one.summary[:300], url=one.url,
            roles=one.roles,
        )
        for one in part
    ]  # fmt: skip
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "target_id"], update_fields=SHOWN
    )
    keys = {
        (kind, target): pk
        for pk, kind, target in SearchDocument.objects.filter(
            kind__in={one.kind for one in part}, target_id__in=[one.target_id for one in part]
        ).values_list("pk", "kind", "target_id")
    }
    for row in rows:
        row.pk = keys[row.kind, row.target_id]
    return rows


def chunked(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    source = iter(things)
    while part := list(islice(source, size)):
        yield part


def weights(one: Indexed) -> Counter[str]:
    """Stem → weight. A word said often counts a little more, up to a limit."""
    found: Counter[str] = Counter()
    for stem, times in Counter(rules.stems(one.text)).items():
        found[stem[:LONGEST]] += min(times * IN_TEXT, MOST_IN_TEXT)
    for stem in set(rules.stems(one.keywords)):
        found[stem[:LONGEST]] += IN_KEYWORDS
    for stem in set(rules.stems(one.title)):
        found[stem[:LONGEST]] += IN_TITLE
    return found


def learn(stems: set[str]) -> None:
    """Remember how new stems look with a letter left out."""
    known: set[str] = set()
    for part in chunked(sorted(stems), 10_000):
        known.update(SearchVariant.objects.filter(variant__in=part, stem=F("variant")).values_list("stem", flat=True))
    SearchVariant.objects.bulk_create(
        (SearchVariant(variant=variant, stem=stem) for stem in stems - known for variant in rules.shortened(stem)),
        batch_size=5000,
        ignore_conflicts=True,
    )


def forget(kind: str, target_ids: Iterable[int]) -> None:
    SearchDocument.objects.filter(kind=kind, target_id__in=list(target_ids)).delete()
