"""What letters say about themselves: their request, by number or by a signed tag, and whether they only thank."""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256

SIGNATURE = 16  # hexadecimal digits
NUMBER = re.compile(r"\[\s*№\s*(\d{1,6})\s*/\s*(20\d\d)\s*\]")
TAG = re.compile(rf"^t(\d{{1,18}})\.([0-9a-f]{{{SIGNATURE}}})$")
THANKS = re.compile(
    r"^[\W\d]*(?:(?:большое|огромное|вам|спасибо|спс|благодарю|благодарим|благодарна|благодарен|всё|все|заработало|"
    r"помогло|получилось|работает|понятно|ясно|хорошо|отлично|поняла?|вижу|теперь|очень|за|помощь|ответ|быстрый)[\W\d]*)+"
    r"(?:с\s+уважением\W.*)?$",
    re.IGNORECASE | re.DOTALL,
)
PER_HOUR = 20  # letters of one sender that are taken without a person looking
LOOKED = "support.mailbox"  # in the cache: when the mailbox was looked into, and what was wrong
CONFIRMED_A_DAY = 3  # letters «обращение записано» to one address: two programs must not answer each other for ever


@dataclass(frozen=True, slots=True)
class Number:
    """«№ 12/2026»: the request's number in the school year that began in 2026."""

    number: int
    year: int


def number_in(subject: str) -> Number | None:
    found = NUMBER.search(subject)
    return Number(int(found[1]), int(found[2])) if found else None


def subject_of(title: str, number: Number) -> str:
    """The subject of our letters: «Re: Не вижу замену [№ 12/2026]»; mail programs thread by it too."""
    plain = re.sub(r"^(?:\s*(?:re|fwd?|отв|ha|пересл)\s*(?:\[\d+\])?\s*:)+\s*", "", NUMBER.sub("", title), flags=re.I)
    return f"Re: {plain.strip()[:150] or 'Ваше обращение'} [№ {number.number}/{number.year}]"


def tag(ticket: int, key: str) -> str:
    """The request's key in our database, signed: nobody can name a request that was not named to them."""
    return f"t{ticket}.{signature(ticket, key)}"


def ticket_of_tag(words: str, key: str) -> int | None:
    found = TAG.match(words.lower())
    if found is None or not hmac.compare_digest(found[2], signature(int(found[1]), key)):
        return None
    return int(found[1])


def signature(ticket: int, key: str) -> str:
    return hmac.new(key.encode(), f"support.mail:{ticket}".encode(), sha256).hexdigest()[:SIGNATURE]


def ticket_of_message_id(message_id: str, key: str) -> int | None:
    """The request of a letter of ours: its Message-ID is «<tag.random@host>»."""
    return ticket_of_tag(".".join(message_id.strip("<>").partition("@")[0].split(".")[:2]), key)


def tagged(address: str, words: str) -> str:
    """«help@school.ru» → «help+tag@school.ru»."""
    name, _, host = address.rpartition("@")
    return f"{name}+{words}@{host}"


def ticket_of_address(address: str, own: str, key: str) -> int | None:
    """The request named in an address of ours; None for any other address."""
    name, _, host = own.lower().rpartition("@")
    given, _, given_host = address.lower().rpartition("@")
    if not host or given_host != host or not given.startswith(f"{name}+"):
        return None
    return ticket_of_tag(given.removeprefix(f"{name}+"), key)


def only_thanks(text: str) -> bool:
    """«Спасибо, всё получилось!» opens nothing again."""
    return len(text) <= 120 and "?" not in text and bool(THANKS.match(text.strip()))
