"""GIFT, the text format of Moodle's quizzes: the right answer is the reference, wrong ones are misconceptions."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from interviewer.banks.importing.found import Findings, FoundQuestion, WrongAnswer
from interviewer.banks.importing.markup import from_html, from_markdown

_TITLE: Final = re.compile(r"^\s*::((?:[^:\\]|\\.|:(?!:)){0,400})::\s*")
_FORMAT: Final = re.compile(r"^\s*\[(html|markdown|plain|moodle)\]\s*", re.IGNORECASE)
_CATEGORY: Final = re.compile(r"^\s*\$CATEGORY:\s*(.+?)\s*$")
_CHOICE: Final = re.compile(r"(?<!\\)([=~])")
_WEIGHT: Final = re.compile(r"^\s*%(-?\d+(?:\.\d+)?)%")
_WHOLE: Final = re.compile(r"(?<!\\)=(?!\s*%)|%100%")
"""An answer that counts in full."""
_TRUE: Final = re.compile(r"^(T|TRUE|F|FALSE)(?=\s*(?:#|$))", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"\\([~=#{}:\\n])")
_ANSWER: Final = re.compile(
    r"(?<!\\)\{\s*(?:[=~#]|T\b|F\b|TRUE\b|FALSE\b|%|\}|####|$)", re.MULTILINE
)
_OF_THESE: Final = re.compile(r"\b(?:following|of these|below|listed|options?)\b", re.IGNORECASE)


class _Choice(NamedTuple):
    text: str
    right: bool
    why: str


def looks_like_gift(text: str, suffix: str) -> bool:
    """Whether a text has answers in curly brackets as GIFT writes them."""
    if suffix == ".gift":
        return True
    head = text[:100_000]
    if suffix not in {".txt", ".text", ""} or "{" not in head:
        return False
    marked = re.search(r"^\s*(?:::[^\n]+::|\$CATEGORY:)", head, re.MULTILINE)
    return _ANSWER.search(head) is not None and (
        marked is not None or "{=" in head or "{~" in head or "{T" in head
    )


def questions_in(text: str) -> Findings:
    """Every question with its answer; what people do not answer in words is left."""
    found = Findings()
    topic = ""
    for line, block in _blocks(text):
        category = _CATEGORY.match(block)
        if category:
            topic = category[1].rsplit("/", 1)[-1].strip().removeprefix("$course$").strip() or topic
            continue
        _take(found, block, line, topic)
    return found


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Questions, which a line with nothing on it ends; comments are gone."""
    lines: list[str] = []
    began = 0
    open_brackets = 0
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        if raw.lstrip().startswith("//"):
            continue
        if raw.strip().startswith("$CATEGORY:"):
            yield number, raw
            continue
        if not raw.strip() and (open_brackets <= 0 or not lines):
            if lines:
                yield began, "\n".join(lines)
            lines, open_brackets = [], 0
            continue
        began = began if lines else number
        lines.append(raw)
        open_brackets += len(re.findall(r"(?<!\\)\{", raw)) - len(re.findall(r"(?<!\\)\}", raw))
        if len(lines) > 2000:
            open_brackets = 0
    if lines:
        yield began, "\n".join(lines)


def _take(found: Findings, block: str, line: int, topic: str) -> None:
    title = _TITLE.match(block)
    rest = block[title.end() :] if title else block
    start, stop = _brackets(rest)
    if start < 0:
        if rest.strip():
            found.leave(line, rest, "it has no answer in curly brackets")
        return
    before, inner, after = rest[:start], rest[start + 1 : stop], rest[stop + 1 :]
    if _brackets(after)[0] >= 0:
        found.leave(line, before, "it has several gaps")
        return
    form = _FORMAT.match(before)
    before = before[form.end() :] if form else before
    gap = " ..... " if after.strip() else ""
    prompt = _plain(f"{before}{gap}{after}", form[1] if form else "")
    inner, feedback = _general_feedback(inner)
    choices, why = _choices(inner.strip(), form[1] if form else "")
    if why:
        found.leave(line, prompt, why)
        return
    if _TRUE.match(inner.strip()):
        prompt = f"True or false? {prompt}"
    right = [choice for choice in choices if choice.right]
    wrong = [choice for choice in choices if not choice.right]
    answer, others = _answer(right, feedback, several="%" in inner and not _WHOLE.search(inner))
    if not answer or not prompt:
        found.leave(line, prompt or block, "it has no answer")
        return
    if wrong and (_OF_THESE.search(prompt) or prompt.endswith(":")):
        prompt += "\n\n" + "\n".join(f"- {choice.text}" for choice in choices)
    found.questions.append(
        FoundQuestion(
            prompt, answer, line, topic=topic, alternatives=others,
            wrong=[WrongAnswer(choice.text, choice.why) for choice in wrong],
        )
    )  # fmt: skip


def _brackets(text: str) -> tuple[int, int]:
    opened = re.search(r"(?<!\\)\{", text)
    closed = re.search(r"(?<!\\)\}", text[opened.end() :]) if opened else None
    return (opened.start(), opened.end() + closed.start()) if opened and closed else (-1, -1)


def _general_feedback(inner: str) -> tuple[str, str]:
    choices, marks, feedback = inner.partition("####")
    return choices, _plain(feedback) if marks else ""


def _choices(inner: str, form: str) -> tuple[list[_Choice], str]:
    """The choices, or why the question is left."""
    true = _TRUE.match(inner)
    if true:
        said = true[1][:1].upper() == "T"
        remarks = [_plain(part, form) for part in re.split(r"(?<!\\)#", inner[true.end() :])[1:]]
        remark = remarks[-1] if remarks else ""
        return [_Choice("True." if said else "False.", right=True, why=remark)], ""
    if inner.startswith("#"):
        return _numbers(inner[1:], form)
    if "->" in inner and inner.lstrip().startswith("="):
        return [], "it is a matching of pairs"
    found: list[tuple[_Choice, float]] = []
    parts = _CHOICE.split(inner)
    for sign, text in zip(parts[1::2], parts[2::2], strict=False):
        weight = _WEIGHT.match(text)
        text = text[weight.end() :] if weight else text  # noqa: PLW2901
        said, _, why = _split_feedback(text)
        share = float(weight[1]) if weight else 100.0 if sign == "=" else 0.0
        found.append((_Choice(_plain(said, form), share > 0, _plain(why, form)), share))
    whole = any(share >= 100 for _, share in found)  # then what counts for a part is no answer
    return [
        choice
        for choice, share in found
        if re.search(r"\w", choice.text) and not (whole and 0 < share < 100)
    ], ""


def _numbers(inner: str, form: str) -> tuple[list[_Choice], str]:
    first, _, why = _split_feedback(inner.strip().removeprefix("="))
    said = re.sub(r"^\s*%\d+%", "", first.split("=")[0]).strip()
    if ".." in said:
        low, _, high = said.partition("..")
        said = f"between {low.strip()} and {high.strip()}"
    else:
        said = said.partition(":")[0].strip()
    return ([_Choice(said, right=True, why=_plain(why, form))] if said else []), ""


def _split_feedback(text: str) -> tuple[str, str, str]:
    parts = re.split(r"(?<!\\)#", text, maxsplit=1)
    return parts[0], "#", parts[1] if len(parts) > 1 else ""


def _answer(right: list[_Choice], feedback: str, *, several: bool) -> tuple[str, list[str]]:
    """The reference and further accepted answers."""
    if not right:
        return feedback, []
    texts = [choice.text for choice in right]
    first = "\n".join(f"- {text}" for text in texts) if several and len(texts) > 1 else texts[0]
    why = right[0].why if not several and len(right[0].why.split()) >= 4 else ""
    whole = (
        " ".join(part for part in (first, why, feedback) if part)
        if "\n" not in first
        else f"{first}\n\n{feedback}".strip()
    )
    return whole, [] if several else list(dict.fromkeys(texts[1:]))


def _plain(text: str, form: str = "") -> str:
    text = _ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], text.strip())
    plain = from_markdown(text) if form.lower() == "markdown" else from_html(text)
    return plain.strip()
