"""Articles as files: a head of «name: value» lines, a line of dashes, then Markdown."""

from datetime import date
from pathlib import Path
from typing import Any

from .rules import ArticleFile

ARTICLES = Path(__file__).parent / "articles"
LISTS = ("roles", "pages")


def read_articles(folder: Path = ARTICLES) -> list[ArticleFile]:
    """Read every `NNN-slug.md`; NNN is the order. Raises ValueError naming the file and line of a wrong head."""
    return [read_article(path) for path in sorted(folder.glob("*.md"))]


def read_article(path: Path) -> ArticleFile:
    number, _, slug = path.stem.partition("-")
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    values: dict[str, Any] = {}
    for line_number, line in enumerate(head.splitlines(), start=1):
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{path.name}, line {line_number}: expected «name: value», found {line!r}")
        values[name.strip()] = value.strip()
    for name in LISTS:
        values[name] = [part.strip() for part in values.get(name, "").split(",") if part.strip()]
    reviewed = values.pop("reviewed", "")
    values["reviewed_on"] = date.fromisoformat(reviewed) if reviewed else None
    return ArticleFile(slug=slug, body=body.strip() + "\n", position=int(number), **values)
