"""Questions in Markdown, in every shape that people's lists have.

A heading, a bold line, a summary or an item that asks, with the answer under it; "Q:" and "A:"; cards as
Obsidian has them. The shape that a file uses most decides: what looks like another shape within an
answer is a part of the answer.
"""

import re
import textwrap
from collections.abc import Sequence
from typing import Final

from interviewer.banks.importing import asking
from interviewer.banks.importing.code_blocks import FENCE
from interviewer.banks.importing.found import Findings, FoundQuestion, WrongAnswer, difficulty_of
from interviewer.banks.importing.markdown_lines import Line, read
from interviewer.banks.importing.markdown_shapes import ASKED, Start, bold_of, spans, starts_in
from interviewer.banks.importing.markup import from_markdown

_CARD: Final = re.compile(
    r"^\s*(?:[-*+]\s+)?([^:\n].{2,400}?[^:\s])\s*(?:(?<=\?):::?|:::?\s)\s*(?=[^:\s])(.{1,4000})$"
)
_TO_TOP: Final = re.compile(
    r"^\W*(?:(?:back|go|return|jump|scroll|up)\b\W*(?:to)?\W*(?:the\W*)?(?:top|beginning|start|table of contents|toc|contents|"
    r"index|list|menu|questions?|main)|top|(?:⬆|↥|🔝|⏫|▲|🔼).{0,40})\W*$",
    re.IGNORECASE,
)
_ONLY_LINK: Final = re.compile(
    r"^\s*(?:>\s*)?(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:\W*\b(?:source|reference|ref|read more|see also|see|learn more|more|link|via|video|docs?|credits?|"
    r"documentation|article|check|try|example|demo|playground)s?\b[^\[\]\n]{0,40})?\W*(?:\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|"
    r"<?https?://\S+>?)(?:\W+(?:and\W+|or\W+)?(?:\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|<?https?://\S+>?))*\W*$",
    re.IGNORECASE,
)
_LINK_HEAD: Final = re.compile(
    r"^\W*(?:references?|sources?|further reading|read more|see also|resources?|links?|learn more|useful links?|additional resources?|credits?)\W*$",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"^\W*(?:todo|tbd|wip|n/?a|none|coming soon|to be (?:added|done|written|answered)|(?:your |the |add (?:an |your )?)?answers?(?: here| goes here)?|ans|pending|work in progress|"
    r"not answered(?: yet)?|no answer(?: yet)?|help (?:us|wanted).{0,80}|contribute.{0,80})?\W*$",
    re.IGNORECASE,
)
_GENERAL: Final = re.compile(
    r"^\W*(?:table of contents?|contents?|toc|index|(?:the\s+)?(?:list of )?(?:top \d+ )?(?:interview )?questions?(?: (?:and|&|with) answers?)?|answers?|q ?& ?a|faq|"
    r"introduction|readme|overview|preface|general|misc|notes?|licen[cs]e|contributing|contributors?)\W*$",
    re.IGNORECASE,
)
_LICENCE: Final = re.compile(r"^\W*licen[cs]e\W*$", re.IGNORECASE)


def questions_in(text: str) -> Findings:
    """Every question with its answer; what has none is left, with the reason."""
    found = Findings()
    lines = read(text)
    starts = starts_in(lines)
    titles = [line for line in lines if line.kind == "heading" and line.level == 1]
    if titles and not asking.asks(titles[0].text):
        found.title = asking.prompt_of(titles[0].text)
    found_spans = list(spans(lines, starts))
    topics = _topics(lines, found_spans, titles[0] if titles else None)
    for start, stop in found_spans:
        _take(found, lines, start, stop, topics[start.at])
    _cards(found, lines, {start.at for start in starts})
    found.licence = _licence(lines)
    return found


# -- one question ---------------------------------------------------------------------------------


def _take(found: Findings, lines: Sequence[Line], start: Start, stop: int, topic: str) -> None:
    line = lines[start.at]
    said, rest = _question_text(line, start)
    body = lines[start.at + 1 : stop]
    more, answer_lines = _split(body, start)
    prompt = asking.prompt_of(said)
    added = _text(more, start, line)
    if added:
        prompt = f"{prompt}\n\n{added}"
    answer = _cleaned(_text(answer_lines, start, line, first=rest))
    if len(prompt) < 4:
        return
    prompt, answer, wrong = _choice_in_code(prompt, answer)
    if _NOTHING.match(answer) or not answer:
        found.leave(line.number, prompt, _why_empty(answer_lines))
        return
    found.questions.append(
        FoundQuestion(
            prompt,
            answer,
            line.number,
            topic=topic,
            difficulty=asking.level_of(said) or difficulty_of(topic),
            wrong=wrong,
        )
    )


def _choice_in_code(prompt: str, answer: str) -> tuple[str, str, list[WrongAnswer]]:
    """Choices with the right one in a code block after them: they belong to the question."""
    found = re.fullmatch(r"((?:- [^\n]{1,200}\n){2,10})\n*```\n([^\n]{1,200})\n```", answer)
    if found is None:
        return prompt, answer, []
    choices = [line[2:].strip() for line in found[1].strip().split("\n")]
    right = found[2].strip()
    if right not in choices:
        return prompt, answer, []
    wrong = [WrongAnswer(choice) for choice in choices if choice != right]
    return f"{prompt}\n\n{found[1].strip()}", right, wrong


def _why_empty(lines: Sequence[Line]) -> str:
    raw = "\n".join(line.raw for line in lines)
    if "![" in raw or "<img" in raw.lower():
        return "its answer is an image"
    if "](" in raw or "://" in raw:
        return "its answer is a list of links"
    return "it has no answer"


def _question_text(line: Line, start: Start) -> tuple[str, str]:
    """What is asked, and what stands behind it on the same line."""
    if start.shape in {"heading", "summary"}:
        return line.text, ""
    if start.shape == "bold":
        return bold_of(line.raw), ""
    text = line.text if start.shape == "item" else line.raw[ASKED.match(line.raw).end() :]  # type: ignore[union-attr]
    same = re.search(
        r"\?[*_\s]*(?:\s+|<br\s*/?>\s*)(?:\*\*|__)?(?:A|Ans|Answer)(?:\*\*|__)?\s*[:.-]+\s*",
        text,
        re.IGNORECASE,
    )
    return (text[: same.start() + 1], text[same.end() :]) if same else (text, "")


def _split(body: Sequence[Line], start: Start) -> tuple[list[Line], list[Line]]:
    """What belongs to the question, such as code or choices, and what is its answer."""
    for i, line in enumerate(body):
        if line.kind == "summary" and asking.is_generic(line.text) and start.shape != "summary":
            depth = 0
            for j in range(i + 1, len(body)):
                depth += (body[j].kind == "open") - (body[j].kind == "close")
                if depth < 0:
                    return list(body[:i]), list(body[i + 1 : j])
            return list(body[:i]), list(body[i + 1 :])
        if line.kind in {"text", "item", "heading"}:
            rest = None if _is_choice(body, i) else asking.answer_line(line.raw)
            if line.kind == "heading" and rest and "olution" in line.raw[:30]:
                rest = None  # one of several solutions, by its name
            if rest is not None and (rest.strip() or i + 1 < len(body)):
                first = [line._replace(kind="text", text=rest, raw=rest)] if rest.strip() else []
                return _before(body[:i]), [*first, *body[i + 1 :]]
    return [], list(body)


def _is_choice(body: Sequence[Line], i: int) -> bool:
    """Whether "A:" is the first of several choices and not the answer."""
    return re.match(r"^\W*A\s*[.:)]", body[i].raw) is not None and any(
        re.match(r"^\W*B\s*[.:)]", line.raw) for line in body[i + 1 : i + 4]
    )


def _before(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.kind not in {"open", "close", "rule"}]


def _text(lines: Sequence[Line], start: Start, line: Line, first: str = "") -> str:
    """Those lines as plain text, without links to elsewhere."""
    out: list[str] = [first] if first else []
    for found in lines:
        if found.kind == "code":
            out.append(found.raw)
        elif found.kind == "summary":
            if not asking.is_generic(found.text):
                out.append(f"**{found.text}**")
        elif found.kind in {"open", "close"}:
            out.append("")
        elif not (
            found.kind != "heading" and len(found.raw) < 2000 and _ONLY_LINK.match(found.raw)
        ):
            out.append(found.raw)
    if start.shape == "item" or (line.kind == "item"):
        out = [*out[: bool(first)], *_dedented(out[bool(first) :], line.content)]
    return from_markdown(textwrap.dedent("\n".join(out)))


def _dedented(lines: Sequence[str], columns: int) -> list[str]:
    """Lines without the columns that only say that they belong to an item."""
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    cut = max(least, 0) if least else 0
    if cut == 0 and columns:
        return [line[min(columns, len(line) - len(line.lstrip())) :] for line in lines]
    return [line[cut:] for line in lines]


def _cleaned(answer: str) -> str:
    """Without what is no answer: ways back to the top, heads of links that are gone."""
    lines, code = list[str](), False
    for line in answer.split("\n"):
        if line.strip() == FENCE:
            code = not code
        if code or not (len(line) < 80 and (_TO_TOP.match(line) or _LINK_HEAD.match(line))):
            lines.append(line)
    text = "\n".join(lines).strip()
    rest = asking.answer_line(text.split("\n", 1)[0]) if text else None
    if rest is not None:
        text = (rest + "\n" + text.partition("\n")[2]).strip()
    return _without_last_heads(re.sub(r"\n{3,}", "\n\n", text).strip().removesuffix("---").rstrip())


def _without_last_heads(text: str) -> str:
    """Without headings at the end, of which what they lead to is gone: an image, a list of links."""
    lines = text.split("\n")
    while len(lines) > 1 and (_is_head(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _is_head(line: str) -> bool:
    return line.endswith(":") and len(line.split()) <= 8


# -- round the questions --------------------------------------------------------------------------


def _topics(
    lines: Sequence[Line], taken: Sequence[tuple[Start, int]], title: Line | None
) -> dict[int, str]:
    """By place: the heading over a question that is no question itself, nor part of an answer."""
    over: dict[int, str] = {}
    topics: dict[int, str] = {}
    ends = {start.at: stop for start, stop in taken}
    inside = 0
    for i, line in enumerate(lines):
        if i in ends:
            level = line.level if line.kind == "heading" else 7
            named = (over[n] for n in sorted(over, reverse=True) if n < level and over[n])
            topics[i] = next(named, "")
            inside = ends[i]
        elif line.kind == "heading" and i >= inside:
            over = {n: text for n, text in over.items() if n < line.level}
            said = asking.prompt_of(line.text)
            specific = line is not title and not _GENERAL.match(said) and len(said) <= 60
            over[line.level] = said.rstrip(":") if specific else ""
    return topics


def _cards(found: Findings, lines: Sequence[Line], starts: set[int]) -> None:
    """Cards in one line, "question::answer", and those with "?" on a line between."""
    if starts and found.questions:
        return
    tagged = any("#flashcard" in line.raw or "#card" in line.raw for line in lines)
    for i, line in enumerate(lines):
        if line.kind in {"text", "item"} and "::" in line.raw and len(line.raw) < 5000:
            card = _CARD.match(line.raw)
            if (
                card
                and "](" not in line.raw
                and "//" not in line.raw
                and (tagged or " :: " in line.raw or card[1].rstrip().endswith("?"))
            ):
                prompt, answer = asking.prompt_of(card[1]), from_markdown(card[2])
                if prompt and answer:
                    found.questions.append(FoundQuestion(prompt, answer, line.number))
        elif _turns(line) and 0 < i < len(lines) - 1:
            above = _run(lines, i, -1)
            below = _run(lines, i, 1)
            if not (above and below):
                continue
            prompt, answer = asking.prompt_of(from_markdown(above)), from_markdown(below)
            if prompt and answer:
                found.questions.append(FoundQuestion(prompt, answer, line.number - 1))


def _turns(line: Line) -> bool:
    """Whether a line stands between the two sides of a card."""
    return line.kind == "text" and line.raw.strip() in {"?", "??"}


def _run(lines: Sequence[Line], i: int, step: int) -> str:
    """The lines before or after a place up to the next gap, or to the next card's."""
    out: list[str] = []
    i += step
    while 0 <= i < len(lines) and lines[i].kind != "blank" and not _turns(lines[i]):
        out.append(lines[i].raw)
        i += step
    return "\n".join(out if step > 0 else reversed(out))


def _licence(lines: Sequence[Line]) -> str:
    """The first sentence under a heading "License"."""
    for i, line in enumerate(lines):
        if line.kind == "heading" and _LICENCE.match(line.text):
            text = from_markdown("\n".join(found.raw for found in lines[i + 1 : i + 8]))
            return " ".join(text.split("\n\n")[0].split())[:200]
    return ""
