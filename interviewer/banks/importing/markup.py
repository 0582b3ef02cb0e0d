"""Markdown and HTML as plain text: marks go, code blocks stay, entities are resolved.

What comes out is what a question bank holds: paragraphs, "- " and "1. " items, code and tables between
lines of three backticks. Nothing is interpreted further, and every step is linear in the text.
"""

import html
import re
from collections.abc import Callable
from typing import Final

from interviewer.banks.importing.code_blocks import (
    FENCE,
    QUOTED,
    aligned,
    closes,
    code_block,
    cut_between,
    keep,
    opening_fence,
)
from interviewer.banks.importing.html_tags import TAG, untagged
from interviewer.banks.importing.mathematics import readable

_SPAN: Final = re.compile(r"(`{1,3})(?!`)([^`\n]+)\1(?!`)")
_IMAGE: Final = re.compile(
    r"!\[[^\[\]]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,3}\)|\[[^\[\]\n]*\])"
)
_LINK: Final = re.compile(
    r"\[([^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,3}\)|\[[^\[\]\n]*\])"
)
_WIKI: Final = re.compile(r"!?\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")
_AUTOLINK: Final = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]*)>")
_FOOTNOTE: Final = re.compile(r"\[\^[^\[\]\s]{1,30}\]:?")
_LINK_ALONE: Final = re.compile(
    r"(^|<br\s*/?>|<div>|<p>)\s*<a\b[^<>]*>(?:[^<>]|<img\b[^<>]*>){0,300}</a>\s*(?=$|<br|</?div|</?p)",
    re.IGNORECASE,
)
"""A line that is a link and nothing else: it leads away."""
_NOTE_MARK: Final = re.compile(r"(?<=[.:!?,;)])\^\[?\d{1,2}\]?(?!\w)")
_EMOJI: Final = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])")
_STRONG: Final = re.compile(r"\*\*(?=\S)([^*\n]*(?:\*(?!\*)[^*\n]+\*(?!\*)[^*\n]*){0,9})\*\*")
_EMPHASIS: Final = (
    re.compile(r"(?<![\w_])__(?=[^\s_])(?![a-z0-9]+__)([^\n]{1,400}?)(?<=[^\s_])__(?![\w_])"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*)(?<=[^\s*])\*(?!\*)"),
    re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*)(?<=[^\s_])_(?![\w_])"),
    re.compile(r"~~(?=\S)([^~\n]*)~~"),
    re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]*)(?<=[^\s=])==(?![=\w])"),
)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!~|<>$-])")
_INLINE_TEX: Final = re.compile(r"(?<![\\$\w])\$(?=[^\s$])([^$\n]{1,300})(?<=\S)\$(?![\w$])")
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}(?:\s+|(?=\S))(.*?)\s*#*\s*$")
_BOLD_LINE: Final = re.compile(r"^\s*\*\*((?:[^*\s]+\s?){1,8})\*\*:?\s*$")
_RULE: Final = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_BULLET: Final = re.compile(r"^(\s*)[*+•‣▪●-]\s+(?=\S)")
_ITEM: Final = re.compile(r"^\s*(?:-|\d{1,3}[.)])\s")
_CALLOUT: Final = re.compile(r"^\[!\w+\][+-]?\s*")
_TABLE_RULE: Final = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")


def from_markdown(text: str) -> str:
    """Markdown, with the HTML that people put into it, as plain text."""
    text = cut_between(text, "<!--", "-->")
    kept: list[str] = []
    parts: list[str] = []
    for code, lines in _segments(text):
        parts.append(keep(kept, code_block(lines)) if code else _prose("\n".join(lines), kept))
    return _finished("\n".join(parts), kept)


def from_html(text: str) -> str:
    """HTML, as cards and quizzes hold it, as plain text."""
    kept: list[str] = []
    text = _LINK_ALONE.sub(r"\1", text)
    return _finished(untagged(_mathematics(cut_between(text, "<!--", "-->"), kept), kept), kept)


def looks_like_html(text: str) -> bool:
    return TAG.search(text) is not None or re.search(r"&(?:[a-z]{2,8}|#\d{1,6});", text) is not None


def _segments(text: str) -> list[tuple[bool, list[str]]]:
    """Runs of lines, each with whether it is code."""
    found: list[tuple[bool, list[str]]] = []
    fence, lines = "", list[str]()
    for line in text.split("\n"):
        opens = "" if fence else opening_fence(line)
        if opens or (fence and closes(line, fence)):
            found.append((bool(fence), lines))
            fence, lines = opens, []
        else:
            lines.append(line)
    found.append((bool(fence), lines))
    return found


def _finished(text: str, kept: list[str]) -> str:
    text = html.unescape(text).replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "")
    text = _NOTE_MARK.sub("", text)
    for _ in range(3):  # a span of code in a table: kept within what is kept
        text = re.sub(r"\ue000(\d+)\ue001", lambda m: kept[int(m[1])], text)
    lines = _tidied(_outdented(text.split("\n")))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _outdented(lines: list[str]) -> list[str]:
    """Lines without the indentation that all items of lists share."""
    items = [len(line) - len(line.lstrip(" ")) for line in lines if _ITEM.match(line)]
    shared = min(items, default=0)
    if not shared or any(line.strip() == FENCE for line in lines):
        return lines
    return [line[min(shared, len(line) - len(line.lstrip(" "))) :] for line in lines]


def _tidied(lines: list[str]) -> list[str]:
    """Code apart from what is round it; no gap between the items of a list."""
    out: list[str] = []
    code = False
    for line in lines:
        if line.strip() == FENCE:
            code = not code
            out += ["", FENCE] if code else [FENCE, ""]
        elif code:
            out.append(line.rstrip())
        else:
            tidy = _tidy(line)
            if _ITEM.match(tidy) and len(out) > 1 and not out[-1] and _ITEM.match(out[-2]):
                out.pop()
            out.append(tidy)
    return out


def _tidy(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return " " * min(indent, 8) + " ".join(line.split()) if line.strip() else ""


def _prose(text: str, kept: list[str]) -> str:
    text = _SPAN.sub(lambda m: keep(kept, m[2].strip()), text)
    text = untagged(_mathematics(text, kept), kept)
    return "\n".join(_line(line, kept) for line in _tables(text.split("\n"), kept))


def _line(line: str, kept: list[str]) -> str:
    line = _CALLOUT.sub("", QUOTED.sub("", line))
    if _RULE.match(line):
        return ""
    heading = _HEADING.match(line)
    bold = _BOLD_LINE.match(line)
    if heading or bold:  # a heading leads to what follows and says nothing itself: a colon shows it
        said = inline((heading or bold)[1], kept).strip()  # type: ignore[index]
        if not said:
            return ""
        return "\n" + said + ("" if said[-1] in ".?!;…" or ":" in said else ":")
    return inline(_BULLET.sub(r"\1- ", line), kept)


def inline(text: str, kept: list[str] | None = None) -> str:
    """One line without the marks inside it."""
    kept_here: list[str] = []
    aside = kept_here if kept is None else kept
    text = _IMAGE.sub("", text)
    text = _ESCAPED.sub(lambda m: keep(aside, m[1]), text)
    if kept is None:
        text = _SPAN.sub(lambda m: keep(aside, m[2].strip()), text)
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _WIKI.sub(lambda m: "" if m[0][0] == "!" else m[2] or m[1], text)
    text = _EMOJI.sub("", _FOOTNOTE.sub("", text))
    text = _STRONG.sub(r"\1", text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    if kept is None:
        text = re.sub(r"\ue000(\d+)\ue001", lambda m: kept_here[int(m[1])], html.unescape(text))
    return text


def _mathematics(text: str, kept: list[str]) -> str:
    for begin, end in (("$$", "$$"), ("\\[", "\\]"), ("[$$]", "[/$$]"), ("[latex]", "[/latex]")):
        text = _replaced(
            text, begin, end, lambda tex: "\n" + keep(kept, readable(_bare(tex))) + "\n"
        )
    for begin, end in (("\\(", "\\)"), ("[$]", "[/$]")):
        text = _replaced(text, begin, end, lambda tex: keep(kept, readable(_bare(tex))))
    return _INLINE_TEX.sub(lambda m: keep(kept, readable(m[1])) if _is_tex(m[1]) else m[0], text)


def _bare(tex: str) -> str:
    return html.unescape(TAG.sub(" ", tex)) if "<" in tex or "&" in tex else tex


def _is_tex(text: str) -> bool:
    """Whether dollars enclose a formula: "$5 and pay $" does not."""
    return re.search(r"[\\^_={}<>]|^\W*\w\W*$", text) is not None or len(text.split()) == 1


def _replaced(text: str, begin: str, end: str, by: Callable[[str], str]) -> str:
    if begin not in text:
        return text
    out, at = [], 0
    while (start := text.find(begin, at)) >= 0 and (
        stop := text.find(end, start + len(begin))
    ) >= 0:
        inner = text[start + len(begin) : stop]
        if len(inner) > 3000 or "\ue000" in inner:
            out.append(text[at : start + len(begin)])
            at = start + len(begin)
            continue
        out += [text[at:start], by(inner)]
        at = stop + len(end)
    return "".join([*out, text[at:]])


def _tables(lines: list[str], kept: list[str]) -> list[str]:
    """Markdown tables set aside as blocks: their cells are no sentences."""
    out: list[str] = []
    i = 0
    while i < len(lines):
        if "|" in lines[i] and i + 1 < len(lines) and "-" in lines[i + 1] and _rules(lines[i + 1]):
            rows = [lines[i]]
            i += 2
            while i < len(lines) and "|" in lines[i]:
                rows.append(lines[i])
                i += 1
            cells = [[inline(cell, kept).strip() for cell in _cells(row)] for row in rows]
            out += ["", keep(kept, aligned(cells)), ""]
        else:
            out.append(lines[i])
            i += 1
    return out


def _rules(line: str) -> bool:
    return "|" in line and len(line) < 1000 and _TABLE_RULE.match(line) is not None


def _cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")
