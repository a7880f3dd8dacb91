"""Search that knows Russian word forms, one wrong letter, and the other keyboard layout."""

from collections import defaultdict
from dataclasses import dataclass

from parta.lib import sql

from .. import rules
from ..models import SearchDocument, SearchVariant

MOST_WORDS = 8  # of a question; the rest of a long one adds nothing
MOST_NEAR = 6  # known stems tried for a mistyped one
MOST_POSTINGS = 300  # of a stem, that name candidates
CANDIDATES = 200  # documents looked at whole
EXACT, FORGIVEN = 4, 2  # how much a match counts


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    target_id: int
    title: str
    summary: str
    url: str


def search(text: str, *, roles: set[str], kinds: tuple[str, ...] = ("article", "answer"), most: int = 8) -> list[Hit]:
    """The documents that fit the text best and may be found by one of these roles. Five queries at most."""
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


@dataclass(frozen=True, slots=True)
class Meant:
    """A stem that a word of the question may mean, and how surely."""

    word: int
    stem: str
    sureness: int


def score(meant: dict[str, dict[str, int]], kinds: tuple[str, ...]) -> list[tuple[int, float]]:
    """Documents with their score, best first. Every further word of the question found counts more than one often.

    A word that stands in half of all documents says little, and reading all its postings takes long: only the heaviest
    of each stem name candidates, and only the candidates are looked at whole.
    """
    terms = [
        Meant(number, stem, sureness)
        for number, chosen in enumerate(meant.values())
        for stem, sureness in chosen.items()
    ]
    rarity = rarities({term.stem for term in terms})
    first = ranked(terms, heaviest(sorted(rarity), kinds), rarity)
    candidates = [key for key, _ in first[:CANDIDATES]]
    return ranked(terms, postings_of(sorted(rarity), candidates), rarity) if candidates else []


def rarities(stems: set[str]) -> dict[str, float]:
    """How much finding each stem says: one over the root of how many documents have it. One query."""
    found = sql.rows(
        f"SELECT stem, COUNT(*) FROM handbook_searchposting WHERE stem IN ({sql.places(len(stems))}) GROUP BY stem",  # noqa: S608
        list(stems),
    )
    return {stem: 1 / (1 + documents**0.5) for stem, documents in found}


HEAVIEST = """
SELECT * FROM (SELECT p.stem, p.document_id, p.weight FROM handbook_searchposting p
  JOIN handbook_searchdocument d ON d.id = p.document_id AND d.kind IN ({kinds})
  WHERE p.stem = %s ORDER BY p.weight DESC, p.document_id LIMIT {most}) AS one"""


def heaviest(stems: list[str], kinds: tuple[str, ...]) -> list[sql.Row]:
    """The heaviest postings of each stem: stem, document, weight. One query."""
    if not stems:
        return []
    one = HEAVIEST.format(kinds=sql.places(len(kinds)), most=MOST_POSTINGS)
    return sql.rows(" UNION ALL ".join([one] * len(stems)), [value for stem in stems for value in (*kinds, stem)])


def postings_of(stems: list[str], documents: list[int]) -> list[sql.Row]:
    """What these documents have of the stems. One query."""
    return sql.rows(
        f"SELECT stem, document_id, weight FROM handbook_searchposting WHERE stem IN ({sql.places(len(stems))})"  # noqa: S608
        f" AND document_id IN ({sql.places(len(documents))})",
        [*stems, *documents],
    )


def ranked(terms: list[Meant], postings: list[sql.Row], rarity: dict[str, float]) -> list[tuple[int, float]]:
    by_stem: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for stem, document, weight in postings:
        by_stem[stem].append((document, weight))
    best: dict[int, dict[int, float]] = defaultdict(dict)  # word → document → points
    for term in terms:
        worth, found = term.sureness * rarity.get(term.stem, 0), best[term.word]
        for document, weight in by_stem[term.stem]:
            found[document] = max(found.get(document, 0), weight * worth)
    total: dict[int, float] = defaultdict(float)
    words_found: dict[int, int] = defaultdict(int)
    for points in best.values():
        for document, value in points.items():
            total[document] += value
            words_found[document] += 1
    scored = ((key, points * words_found[key] ** 2) for key, points in total.items())
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))
