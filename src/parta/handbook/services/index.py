"""Keeping the search index: every article and shared answer goes through `index`, and out through `forget`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from .. import rules
from ..models import SearchDocument, SearchPosting, SearchVariant

IN_TITLE, IN_KEYWORDS, IN_TEXT, MOST_IN_TEXT = 20, 12, 1, 8
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


@transaction.atomic
def index(documents: Iterable[Indexed]) -> None:
    """Put the documents into the index, in place of what it knew of them."""
    postings = []
    for one in documents:
        document, _ = SearchDocument.objects.update_or_create(
            kind=one.kind,
            target_id=one.target_id,
            defaults={"title": one.title[:200], "summary": one.summary[:300], "url": one.url, "roles": one.roles},
        )
        document.postings.all().delete()
        postings += [
            SearchPosting(stem=stem, document=document, weight=weight) for stem, weight in weights(one).items()
        ]
    SearchPosting.objects.bulk_create(postings, batch_size=2000)
    learn({posting.stem for posting in postings})


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
    SearchVariant.objects.bulk_create(
        (SearchVariant(variant=variant, stem=stem) for stem in stems for variant in rules.shortened(stem)),
        batch_size=2000,
        ignore_conflicts=True,
    )


def forget(kind: str, target_ids: Iterable[int]) -> None:
    SearchDocument.objects.filter(kind=kind, target_id__in=list(target_ids)).delete()
