"""Search that knows Russian word forms, one wrong letter, and the other keyboard layout."""

from collections import defaultdict
from dataclasses import dataclass

from .. import rules
from ..models import SearchDocument, SearchPosting, SearchVariant

MOST_WORDS = 8  # of a question; the rest of a long one adds nothing
MOST_NEAR = 6  # known stems tried for a mistyped one
EXACT, FORGIVEN = 4, 2  # how much a match counts


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    target_id: int
    title: str
    summary: str
    url: str


def search(text: str, *, roles: set[str], kinds: tuple[str, ...] = ("article", "answer"), most: int = 8) -> list[Hit]:
    """The documents that fit the text best and may be found by one of these roles. Three queries at most."""
    meant = meanings(text)
    if not meant:
        return []
    scores = score(meant, kinds)
    documents = SearchDocument.objects.in_bulk([key for key, _ in scores[: most * 4]])
    found = []
    for key, _ in scores:
        document = documents.get(key)
        if document and (not document.roles or roles & set(document.roles)):
            found.append(Hit(document.kind, document.target_id, document.title, document.summary, document.url))
    return found[:most]


def meanings(text: str) -> dict[str, dict[str, int]]:
    """Each word of the text → the known stems it may mean with how surely. Words nothing is known of are left out."""
    typed = rules.words(text)[:MOST_WORDS] or rules.words(rules.other_layout(text))[:MOST_WORDS]
    tried: dict[str, list[str]] = {}
    for word in typed:
        stem = rules.stem(word)
        switched = rules.stem(rules.other_layout(word)) if word.isascii() and word.isalpha() else ""
        tried[word] = [one for one in (stem, switched) if one]
    known = near_stems({variant for stems in tried.values() for stem in stems for variant in rules.shortened(stem)})
    meant = {}
    for word, stems in tried.items():
        best: dict[str, int] = {}
        for stem in stems:
            for candidate in known:
                sureness = sure(stem, candidate)
                if sureness:
                    best[candidate] = max(best.get(candidate, 0), sureness)
        exact = {stem: sureness for stem, sureness in best.items() if sureness == EXACT}
        chosen = exact or dict(sorted(best.items(), key=lambda pair: -pair[1])[:MOST_NEAR])
        if chosen:
            meant[word] = chosen
    return meant


def near_stems(variants: set[str]) -> set[str]:
    return set(SearchVariant.objects.filter(variant__in=variants).values_list("stem", flat=True))


def sure(typed: str, known: str) -> int:
    if typed == known:
        return EXACT
    if rules.is_near(typed, known):
        return FORGIVEN
    return 0


def score(meant: dict[str, dict[str, int]], kinds: tuple[str, ...]) -> list[tuple[int, float]]:
    """Documents with their score, best first. Every further word of the question found counts more than one often."""
    stems = {stem for chosen in meant.values() for stem in chosen}
    rows = SearchPosting.objects.filter(stem__in=stems, document__kind__in=kinds).values_list(
        "document_id", "stem", "weight"
    )
    by_stem: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, stem, weight in rows:
        by_stem[stem].append((document, weight))
    total: dict[int, float] = defaultdict(float)
    words_found: dict[int, int] = defaultdict(int)
    for chosen in meant.values():
        best: dict[int, float] = {}
        for stem, sureness in chosen.items():
            rarity = 1 / (1 + len(by_stem[stem]) ** 0.5)
            for document, weight in by_stem[stem]:
                best[document] = max(best.get(document, 0), weight * sureness * rarity)
        for document, points in best.items():
            total[document] += points
            words_found[document] += 1
    ranked = ((key, points * words_found[key] ** 2) for key, points in total.items())
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))
