"""The Markdown of articles: what it may hold, and how it becomes paper (typst markup)."""

from datetime import date

from markdown_it.token import Token

from parta.lib import markdown

from .models import Article

MARKDOWN = markdown.reader().enable("table")


def manual_source(articles: list[Article], *, school: str, on: date, version: str) -> str:
    """The printable manual as typst markup: title page, contents, every article."""
    parts = [
        '#set document(title: "Руководство пользователя")',
        '#set text(lang: "ru", size: 10.5pt)',
        '#set page(paper: "a4", margin: 22mm, numbering: "1")',
        "#set par(justify: true)",
        "#show heading.where(level: 1): it => { pagebreak(weak: true); it }",
        '#align(center + horizon)[#text(20pt, weight: "bold")[Руководство пользователя\\ электронного журнала]'
        f" #v(1em) {typst(school)} #v(1em) Версия {typst(version)} от {on:%d.%m.%Y}]",
        "#pagebreak()",
        '#outline(title: "Содержание", depth: 2)',
    ]  # fmt: skip
    section = ""
    for article in articles:
        if article.section != section:
            section = article.section
            parts.append(f"= {typst(section)}")
        parts += [f"== {typst(article.title)}", typst_body(article.body), f"#text(8pt, gray)[{typst(article.licence)}]"]
    return "\n\n".join(parts)


def typst(text: str) -> str:
    """Plain text as typst shows it: every sign that means something there is escaped."""
    return "".join(f"\\{letter}" if letter in "\\#$*_`<>@[]=-+/~\"'" else letter for letter in text)


def typst_body(text: str) -> str:
    """Markdown to typst: headings, lists, emphasis, code, tables as lines. What it does not know it prints as text."""
    lines: list[str] = []
    lists: list[str] = []
    prefix = ""
    for token in MARKDOWN.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("-" if token.type.startswith("bullet") else "+")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            prefix = "  " * len(lists)
            lines.append("")
        elif token.type == "list_item_open":
            prefix = "  " * (len(lists) - 1) + lists[-1] + " "
        elif token.type == "heading_open":
            prefix = "=" * (int(token.tag[1]) + 2) + " "
        elif token.type == "inline":
            lines.append(prefix + inline(token.children or []))
            prefix = "  " * len(lists)
            if not lists:
                lines.append("")
        elif token.type in ("fence", "code_block"):
            lines += [f"#raw({quoted(token.content.rstrip())}, block: true)", ""]
    return "\n".join(lines)


MARKS = {
    "strong_open": "#strong[", "strong_close": "]", "em_open": "#emph[", "em_close": "]", "softbreak": " ",
    "hardbreak": "\\ ",
}  # fmt: skip


def inline(children: list[Token]) -> str:
    parts = []
    for token in children:
        if token.type == "text":
            parts.append(typst(token.content))
        elif token.type == "code_inline":
            parts.append(f"#raw({quoted(token.content)})")
        else:
            parts.append(MARKS.get(token.type, ""))
    return "".join(parts)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
