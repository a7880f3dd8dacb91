"""What an article is made of, and words of search: stems, the other layout, neighbours with one letter wrong."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import count

import snowballstemmer

WORD = re.compile(r"[a-zа-я0-9]+(?:-[a-zа-я0-9]+)*")
SENSELESS = """а без бы в во вот все вы где да для до его если есть еще же за и из или их к как ко когда ли мне мы на
над не нет но о об он она они от по под при с со так то тоже у уже что чтобы это я"""
COMMON = frozenset(SENSELESS.split())
LATIN, RUSSIAN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"
TO_RUSSIAN = str.maketrans(LATIN, RUSSIAN)
LONG_ENOUGH = 4  # letters a stem needs before a wrong one is forgiven


def fold(text: str) -> str:
    """Small letters, «ё» as «е»."""
    return text.lower().replace("ё", "е")


def words(text: str) -> list[str]:
    """The words that carry sense, in order. Signs that are marks in a journal («н/а») stay as their letters."""
    return [word for word in WORD.findall(fold(text)) if word not in COMMON]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """«родителями» → «родител»; a Latin word stays as it is."""
    return _stemmer().stemWord(word) if re.search("[а-я]", word) else word


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("russian")


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def other_layout(text: str) -> str:
    """What was meant when Russian was typed on a Latin layout: «jnvtnrf» → «отметка»."""
    return fold(text.lower().translate(TO_RUSSIAN))


def shortened(term: str) -> set[str]:
    """The term and the term with any one letter left out. Two terms one mistake apart share one of these
    (a letter missing, extra, wrong, or two neighbours swapped)."""
    if len(term) < LONG_ENOUGH:
        return {term}
    return {term, *(term[:place] + term[place + 1 :] for place in range(len(term)))}


def is_near(typed: str, known: str) -> bool:
    """Whether the two differ by one missing, extra or wrong letter, or by two neighbours swapped."""
    if abs(len(typed) - len(known)) > 1 or min(len(typed), len(known)) < LONG_ENOUGH - 1:
        return False
    if len(typed) == len(known):
        wrong = [place for place, (one, other) in enumerate(zip(typed, known, strict=True)) if one != other]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(typed) == sorted(known)
        return len(wrong) <= 1 or swapped
    longer, shorter = sorted((typed, known), key=len, reverse=True)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article as it comes with Parta; `roles` and `pages` empty mean everybody and no page."""

    slug: str
    title: str
    body: str
    section: str
    summary: str = ""
    keywords: str = ""
    clause: str = ""
    position: int = 100
    reviewed_on: date | None = None
    roles: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN_SOUNDS = "a,b,v,g,d,e,e,zh,z,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,iu,ia"
LATIN_OF = dict(zip(CYRILLIC, LATIN_SOUNDS.split(","), strict=True))


def free_address(title: str, taken: Collection[str]) -> str:
    """An address in Latin letters made of the title, with a number where it is taken: «Вес работ» → «ves-rabot»."""
    latin = "".join(LATIN_OF.get(letter, letter) for letter in title.lower())
    base = "-".join(re.findall("[a-z0-9]+", latin))[:60].strip("-") or "article"
    numbered = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(address for address in numbered if address not in taken)
