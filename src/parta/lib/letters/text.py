"""The text of a letter: HTML without its markup, flowed lines joined."""

import re
from html import unescape
from html.parser import HTMLParser

MAX_HTML = 1_000_000  # signs; what is longer is no letter written by a person
BLOCKS = re.compile(
    r"address|article|blockquote|center|d[dlt]|div|fieldset|footer|form|h[1-6r]|header|li|main|ol|p|pre|section|table"
    r"|t(body|head|r)|ul"
)
SKIPPED = frozenset(("head", "noscript", "script", "style", "title"))


class Reader(HTMLParser):
    """Collects words; quotations come out as lines that begin with «> »."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, str]] = [(0, "")]  # depth of quotation, words
        self.depth = 0
        self.skipped = 0
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self.skipped += 1
        elif BLOCKS.fullmatch(tag) or tag == "br":
            self.new_line(forced=tag == "br")
        if tag == "li":
            self.write("- ")
        elif tag in ("td", "th"):
            self.write(" ")
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""
        elif tag == "blockquote":
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif BLOCKS.fullmatch(tag):
            self.new_line()
        if tag == "a":
            self.end_link()
        elif tag == "blockquote":
            self.depth = max(0, self.depth - 1)

    def end_link(self) -> None:
        """An address that the words do not tell stands after them."""
        address, self.link = self.link, ""
        if address.startswith(("http://", "https://")) and address not in self.lines[-1][1]:
            self.write(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.write(re.sub(r"[ \t\r\n]+", " ", data))

    def write(self, words: str) -> None:
        depth, line = self.lines[-1]
        if line or words.strip():
            self.lines[-1] = (self.depth if not line else depth, line + words)

    def new_line(self, *, forced: bool = False) -> None:
        if self.lines[-1][1] or forced:
            self.lines.append((self.depth, ""))

    def told(self) -> str:
        while self.lines and not self.lines[-1][1].strip():
            self.lines.pop()
        lines = ("> " * depth + re.sub(" {2,}", " ", words.replace("\xa0", " ")).strip() for depth, words in self.lines)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def html_to_text(html: str) -> str:
    """The words of a page of HTML. Never raises: what the parser refuses loses its tags plainly."""
    html = without_comments(html[:MAX_HTML])
    end = html.rfind(">") + 1  # a tag that never ends would be read again from each of its letters
    reader = Reader()
    try:
        reader.feed(html[:end])
        reader.close()
        reader.handle_data(unescape(html[end:].partition("<")[0]))
        return reader.told()
    except (AssertionError, ValueError, RecursionError):
        return unescape(re.sub(r"<[^<>]{0,2000}>", " ", html)).strip()


def without_comments(html: str) -> str:
    """Comments and declarations go; one that never ends takes the rest with it."""
    kept = []
    place = 0
    while (start := html.find("<!", place)) >= 0:
        kept.append(html[place:start])
        ending = "-->" if html.startswith("<!--", start) else ">"
        end = html.find(ending, start + 2)
        if end < 0:
            return "".join(kept)
        place = end + len(ending)
    return "".join([*kept, html[place:]])


def unflowed(text: str, *, joins_words: bool = False) -> str:
    """Lines of format=flowed (RFC 3676) put together: a space at the end says that the line goes on.

    `joins_words` is the parameter DelSp=yes: that space is no part of the text.
    """
    lines: list[str] = []
    goes_on = False
    before = ""
    for line in text.split("\n"):
        marks = re.match(r">*", line)
        quote = marks.group() if marks else ""
        words = line[len(quote) :].removeprefix(" ")
        if goes_on and quote == before:
            lines[-1] += words
        else:
            lines.append(f"{quote} {words}" if quote else words)
        goes_on = words.endswith(" ") and words != "-- "
        if goes_on and joins_words:
            lines[-1] = lines[-1][:-1]
        before = quote
    return "\n".join(lines)
