"""Moodle XML. A document type or an entity of its own ends the reading: nothing of it is ever expanded."""

from typing import Final
from xml.parsers import expat

from interviewer.banks.importing.found import (
    Findings,
    FoundQuestion,
    ImportRefusedError,
    WrongAnswer,
)
from interviewer.banks.importing.markup import from_html

_SKIPPED: Final = {
    "matching": "it is a matching of pairs",
    "cloze": "its gaps are inside the text",
    "multianswer": "its gaps are inside the text",
    "ddwtos": "its answers are dragged",
    "gapselect": "its gaps are inside the text",
    "ddimageortext": "its answer is an image",
    "ddmarker": "its answer is an image",
    "calculated": "its numbers change each time",
    "calculatedmulti": "its numbers change each time",
    "calculatedsimple": "its numbers change each time",
}
_DEEPEST: Final = 40


class _Element:
    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[_Element] = []
        self.parts: list[str] = []

    def child(self, name: str) -> "_Element | None":
        return next((child for child in self.children if child.name == name), None)

    def said(self, name: str) -> str:
        """The plain text under a child, itself usually in an element "text"."""
        child = self.child(name)
        return child.text() if child else ""

    def text(self) -> str:
        inner = self.child("text") or self
        return from_html("".join(inner.parts)).strip()


def questions_in(text: str, name: str) -> Findings:
    """Every question with its answer. Raises ImportRefusedError where it is no sound XML."""
    found = Findings()
    topic = ""
    for question in _questions(text, name):
        kind = question.attributes.get("type", "")
        if kind == "category":
            path = question.said("category").replace("$course$", "").replace("$module$", "")
            topic = path.rstrip("/").rsplit("/", 1)[-1].strip() or topic
        elif kind != "description":
            _take(found, question, kind, topic)
    return found


def _questions(text: str, name: str) -> list[_Element]:
    parser = expat.ParserCreate()
    stack: list[_Element] = []
    done: list[_Element] = []

    def refuse(*_: object) -> None:
        raise ImportRefusedError(
            f"{name}:{parser.CurrentLineNumber}: It declares a document type or entities, which are not read. Remove the declaration."
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEEPEST:
            raise ImportRefusedError(f"{name}:{parser.CurrentLineNumber}: It is nested too deeply.")
        element = _Element(tag, attributes, parser.CurrentLineNumber)
        if stack and stack[-1].name != "quiz" and tag != "quiz":
            stack[-1].children.append(element)
        stack.append(element)

    def end(_tag: str) -> None:
        element = stack.pop()
        if element.name == "question":
            done.append(element)

    def characters(data: str) -> None:
        if stack:
            stack[-1].parts.append(data)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(
            text.encode("utf-8", "replace") if "encoding=" not in text[:100] else _utf8(text), True
        )
    except expat.ExpatError as error:
        raise ImportRefusedError(
            f"{name}:{error.lineno}:{error.offset + 1}: Broken XML: {expat.errors.messages[error.code]}. Correct it there."
        ) from None
    return done


def _utf8(text: str) -> bytes:
    """The text as UTF-8, whatever its declaration says: it is decoded already."""
    declaration, close, rest = text.partition("?>")
    return (rest if close and declaration.lstrip().startswith("<?xml") else text).encode(
        "utf-8", "replace"
    )


def _take(found: Findings, question: _Element, kind: str, topic: str) -> None:
    prompt = question.said("questiontext") or question.said("name")
    if kind in _SKIPPED:
        found.leave(question.line, prompt, _SKIPPED[kind])
        return
    answers = [
        (answer.text(), float(answer.attributes.get("fraction") or 0), answer.said("feedback"))
        for answer in question.children
        if answer.name == "answer" and _is_number(answer.attributes.get("fraction"))
    ]
    feedback = question.said("generalfeedback")
    right = [entry for entry in answers if entry[1] > 0 and entry[0]]
    wrong = [entry for entry in answers if entry[1] <= 0 and entry[0] not in {"", "*"}]
    if kind == "essay":
        answer = question.said("graderinfo") or feedback
        right, wrong = [], []
    elif kind == "truefalse":
        answer = " ".join(
            part
            for part in (
                f"{right[0][0].capitalize()}." if right else "",
                right[0][2] if right else "",
                feedback,
            )
            if part
        )
        wrong = []
        prompt = f"True or false? {prompt}"
    elif kind == "multichoice":
        texts = [entry[0] for entry in right]
        answer = (
            (texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts))
            if texts
            else ""
        )
        answer = f"{answer}\n\n{feedback}".strip() if answer else ""
    else:
        best = sorted(right, key=lambda entry: -entry[1])
        answer = (
            " ".join(part for part in (best[0][0] if best else "", feedback) if part)
            if best
            else feedback
        )
        right = best
    if not prompt or not answer:
        found.leave(question.line, prompt or "question", "it has no answer")
        return
    if kind == "multichoice" and _of_these(prompt):
        prompt += "\n\n" + "\n".join(f"- {entry[0]}" for entry in answers if entry[0])
    others = [entry[0] for entry in right[1:]] if kind == "shortanswer" else []
    found.questions.append(
        FoundQuestion(
            prompt, answer, question.line, topic=topic, alternatives=others,
            wrong=[WrongAnswer(entry[0], entry[2]) for entry in wrong],
        )
    )  # fmt: skip


def _of_these(prompt: str) -> bool:
    words = prompt.casefold().split()
    return bool(
        {"following", "these", "below", "listed", "options"}
        & {word.strip(".,:?") for word in words}
    )


def _is_number(said: str | None) -> bool:
    try:
        return abs(float(said or 0)) < 1000
    except ValueError:
        return False
