"""HTML tags as line ends, items and fences, or as nothing."""

import html
import re
from collections.abc import Callable
from typing import Final

from interviewer.banks.importing.code_blocks import aligned, code_block, keep

_TAGS: Final = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|"
    "figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|main|mark|meta|nav|ol|p|"
    "picture|pre|q|s|samp|script|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|"
    "tfoot|th|thead|time|tr|tt|u|ul|var|video|audio|anki-mathjax"
)
TAG: Final = re.compile(rf"<(/?)({_TAGS})(?=[\s/>])([^<>]*)>", re.IGNORECASE)
_NEW_PARAGRAPH: Final = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_HIDDEN: Final = ("script", "style", "svg", "head", "iframe", "video", "audio")


def untagged(text: str, kept: list[str]) -> str:
    """HTML tags as line ends, items and fences, or as nothing."""
    if "<" not in text:
        return text
    for name in _HIDDEN:
        text = _cut_element(text, name)
    text = _preformatted(text, kept)
    text = _html_tables(text, kept)
    numbers: list[int | None] = []
    return TAG.sub(lambda match: _instead(match, numbers), text)


_INSTEAD: Final = {
    "br": ("\n", "\n"),
    "tr": ("\n", "\n"),
    "td": ("", " "),
    "th": ("", " "),
    "sup": ("^", ""),
    "sub": ("_", ""),
}
"""What stands for an opening and a closing tag."""


def _instead(match: re.Match[str], numbers: list[int | None]) -> str:
    """What stands for a tag; `numbers` are those of the lists that are open."""
    closing, name = bool(match[1]), match[2].lower()
    if name in _INSTEAD:
        return _INSTEAD[name][closing]
    if name == "li":
        return "" if closing else "\n" + "  " * max(0, len(numbers) - 1) + _mark(numbers)
    if name not in {"ul", "ol"}:
        return "\n\n" if name in _NEW_PARAGRAPH else ""
    if not closing:
        numbers.append(0 if name == "ol" else None)
    elif numbers:
        numbers.pop()
    return "\n"


def _mark(numbers: list[int | None]) -> str:
    if not numbers or numbers[-1] is None:
        return "- "
    numbers[-1] += 1
    return f"{numbers[-1]}. "


def _elements(text: str, name: str, by: Callable[[str], str]) -> str:
    """Every `<name ...>...</name>` replaced by what its content becomes."""
    opening = re.compile(rf"<{name}(?:\s[^<>]*)?>", re.IGNORECASE)
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE)
    out, at = [], 0
    while (start := opening.search(text, at)) and (stop := closing.search(text, start.end())):
        out += [text[at : start.start()], by(text[start.end() : stop.start()])]
        at = stop.end()
    return "".join([*out, text[at:]])


def _cut_element(text: str, name: str) -> str:
    return _elements(text, name, lambda _content: "") if f"<{name}" in text.lower() else text


def _preformatted(text: str, kept: list[str]) -> str:
    def block(content: str) -> str:
        content = re.sub(r"<br\s*/?>", "\n", content, flags=re.IGNORECASE)
        lines = html.unescape(TAG.sub("", content)).split("\n")
        return "\n" + keep(kept, code_block(lines)) + "\n"

    return _elements(text, "pre", block) if "<pre" in text.lower() else text


def _html_tables(text: str, kept: list[str]) -> str:
    def block(content: str) -> str:
        rows = [
            [
                " ".join(html.unescape(TAG.sub(" ", cell)).split())
                for cell in re.split(r"</t[dh]\s*>", row, flags=re.IGNORECASE)[:-1]
            ]
            for row in re.split(r"</tr\s*>", content, flags=re.IGNORECASE)
        ]
        return "\n" + keep(kept, aligned([row for row in rows if row])) + "\n"

    return _elements(text, "table", block) if "<table" in text.lower() else text
