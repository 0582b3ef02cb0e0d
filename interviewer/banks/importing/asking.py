"""Whether a line asks something, and the question without its number and decorations."""

import re
from typing import Final

from interviewer.banks.importing.found import difficulty_of
from interviewer.banks.importing.markup import from_markdown, inline

_EXPLAINING: Final = frozenset(
    "explain describe discuss differentiate distinguish difference differences what how why".split()  # noqa: SIM905
)
_IMPERATIVE: Final = frozenset(
    [
        "explain",
        "describe",
        "define",
        "discuss",
        "compare",
        "contrast",
        "differentiate",
        "distinguish",
        "list",
        "name",
        "mention",
        "state",
        "give",
        "tell",
        "write",
        "implement",
        "design",
        "outline",
        "summarize",
        "summarise",
        "walk",
        "provide",
        "suggest",
        "identify",
        "elaborate",
        "illustrate",
        "briefly",
        "difference",
        "differences",
        "what",
        "how",
        "why",
    ]
)
_OF_THE_LIST: Final = re.compile(
    r"^(?:how (?:to|can (?:i|you)|do i|you can) (?:contribute|help|use (?:this|it|the repo)|add (?:a )?questions?|run)\b|"
    r"want to contribute|why (?:this|another) (?:repo|list|project)|who is this|what is this (?:repo|list|project)|"
    r"what'?s (?:in|inside) this|about (?:this|me))",
    re.IGNORECASE,
)
"""Asked by the readme about itself."""
NUMBER: Final = re.compile(
    r"^[\s>*_#\\-]*(?:\[?\s*(?:q|que|ques|question|frage|pregunta)\s*[-#.]?\s*\d{0,4}\s*(?:\.\d{1,3})?\s*\]?\s*[.:)\]–—-]+|"
    r"\(?\d{1,4}(?:\.\d{1,3}){0,2}\s*[.:)\]]\)?(?=\D|$)|\d{1,4}\s+[-–—]\s|#\d{1,4}\b[.:)]?|q\s?\d{1,4}\b\s*[.:)-]?)\s*[-–—]?\s*",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(r"\s*[\[(]([A-Za-z]{3,12})[\])]\s*$")
_ANCHOR: Final = re.compile(r"\{#[\w-]+\}\s*$|<a\b[^<>]*>(?:</a>)?", re.IGNORECASE)
_STARS: Final = re.compile(
    r"[\s\u2b50\u2605\u2606\u2705\u2714\U0001f300-\U0001faff\ufe0f\u200d\u200b\u2728\u203c#*]+$"
)
_LEADING: Final = re.compile(
    r"^[\s\u2b50\u2605\u2606\u2705\u2714\u25b6\u27a4\u2192\u2022\U0001f300-\U0001faff\ufe0f\u200d\u200b\u2728\u203c]+"
)
_ANSWER_LINE: Final = re.compile(
    r"^[\s>*_#-]*(?:the\s+)?(?:answers?|ans|solutions?|sample answer|model answer|antwort|lösung|respuesta|réponse|resposta|risposta|antwoord|"
    r"odpowiedź|odpověď|svar|ответ|відповідь|答案|答え?)"
    r"\s*\d{0,4}\s*(?:\([^()\n]{0,30}\)\s*)?(?:[*_\s]*[:.–—-]+[*_\s]*|[*_\s]*$)",
    re.IGNORECASE,
)
_SHORT_ANSWER_LINE: Final = re.compile(r"^[\s>*_-]*A\s*\d{0,4}\s*[.:)][*_\s]*(?=\S|$)")
_GENERIC: Final = re.compile(
    r"^\W*(?:(?:show|view|see|reveal|click|expand|open|toggle|display|read|check|hide|get|tap)?\W*(?:here|me)?\W*(?:to|for|the|and|on|"
    r"view|see|show|reveal|expand|full|correct|possible|suggested|sample|model|detailed|short|your|an|a)?\W*){0,4}"
    r"(?:answers?|ans|solutions?|explanations?|details?|reveal|expand|more|here|spoilers?|hints?|response|code|output|antwort|"
    r"lösung|respuesta|réponse)\W*$",
    re.IGNORECASE,
)


def asks(text: str, *, heading: bool = False) -> bool:
    """Whether a line, in Markdown, asks something. A heading that tells to do something may be a step
    of instructions: only words that ask for an explanation count there.
    """
    said = prompt_of(text)
    if len(said) < 6 or len(said) > 600 or _OF_THE_LIST.match(said):
        return False
    if re.search(r"[?？؟]\W{0,4}$", said):
        return True
    first = re.match(r"[^\W\d_]+(?:'[a-z]+)?", said.casefold())
    words = _EXPLAINING if heading else _IMPERATIVE
    return first is not None and first[0] in words and len(said.split()) >= 3


def numbered(text: str) -> bool:
    """Whether a heading counts: "12. Closures", "Q3: Closures"."""
    return NUMBER.match(_shown(text)) is not None


def prompt_of(text: str) -> str:
    """The question in plain text, without its number, anchor, stars and difficulty."""
    said = _shown(text)
    found = NUMBER.match(said)
    rest = said[found.end() :] if found else said
    said = rest if re.search(r"[^\W\d_]", rest) else said
    level = _LEVEL.search(said)
    if level and difficulty_of(level[1]):
        said = said[: level.start()]
    said = _LEADING.sub("", _STARS.sub("", said)).strip(" \t*_:").strip()
    return said[:-1].rstrip() if re.search(r"\?\s*[.:]$", said) else said


def level_of(text: str) -> str:
    """The difficulty that stands behind a question in brackets; empty where none does."""
    found = _LEVEL.search(_shown(text))
    return difficulty_of(found[1]) if found else ""


def is_generic(summary: str) -> bool:
    """Whether a summary only says that the answer is under it."""
    said = " ".join(_shown(summary).split())
    return not said or (len(said) < 60 and _GENERIC.match(said) is not None)


def answer_line(line: str) -> str | None:
    """What follows "Answer:" on a line that begins with it; None for other lines."""
    if len(line) > 5000:
        return None
    found = _ANSWER_LINE.match(line) or _SHORT_ANSWER_LINE.match(line)
    return line[found.end() :] if found else None


def _shown(text: str) -> str:
    text = _ANCHOR.sub("", text)
    return (
        inline(text).strip() if "<" not in text and "$" not in text else from_markdown(text).strip()
    )
