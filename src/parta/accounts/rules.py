"""Small truths about accounts as pure functions; no framework, no clock."""

DEMO_ROLES = {
    "admin": "Администратор журнала",
    "head": "Директор",
    "deputy": "Завуч",
    "introducer": "Ответственный за внедрение",
    "teacher": "Учитель",
    "classteacher": "Классный руководитель",
    "pupil": "Ученик",
    "parent": "Родитель",
}

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip

BROWSERS = [
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


def latin(words: str) -> str:
    """«Щукина» → «schukina»; what is neither a letter nor a digit goes."""
    letters = (LATIN.get(letter, letter) for letter in words.lower())
    return "".join(letter for word in letters for letter in word if letter.isascii() and letter.isalnum())


def username_of(last_name: str, first_name: str) -> str:
    """A username to offer: «Ермакова Дарья» → «ermakova.d»."""
    return ".".join(part for part in (latin(last_name), latin(first_name)[:1]) if part) or "user"


def device_words(user_agent: str) -> str:
    """What a person calls the browser of a session: «Chrome, Windows». The first name that fits wins."""
    found = [
        next((words for sign, words in table if sign in user_agent), "") for table in (BROWSERS, SYSTEMS)
    ]  # fmt: skip
    return ", ".join(word for word in found if word) or "другая программа"
