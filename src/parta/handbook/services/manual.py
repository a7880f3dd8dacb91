"""The printable manual and the sheet of QR codes for room 24."""

from datetime import date

from parta.lib import qr
from parta.lib.paper import compiled

from ..markdown import manual_source
from ..markdown import typst as plain
from ..models import Article


def manual_pdf(*, school: str, on: date) -> bytes:
    """Every published article in one PDF with contents, version and date. About a second for sixty articles."""
    articles = list(Article.objects.filter(is_published=True).order_by("position", "title"))
    version = f"{sum(article.version for article in articles)}"
    return compiled(manual_source(articles, school=school, on=on, version=version))


def qr_pdf(codes: list[tuple[str, str]], *, school: str) -> bytes:
    """One A4 sheet: (what for, address) → a code to point a phone at."""
    cells = []
    files: dict[str, bytes] = {}
    for number, (title, address) in enumerate(codes):
        files[f"{number}.svg"] = qr.svg(address, scale=8, border=2).encode()
        cells.append(f'align(center)[#image("{number}.svg", width: 60mm) #strong[{plain(title)}] \\ {plain(address)}]')
    source = (
        '#set text(lang: "ru", size: 11pt)\n#set page(paper: "a4", margin: 20mm)\n'
        f'#align(center)[#text(18pt, weight: "bold")[Помощь по электронному журналу] \\ {plain(school)}]\n#v(1em)\n'
        f"#grid(columns: 2, gutter: 12mm, {', '.join(cells)})"
    )
    return compiled(source, files)
