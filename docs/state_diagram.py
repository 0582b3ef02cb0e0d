"""The diagram of the interview's states in docs/architecture.md, made by walking the interview itself.

`python -m docs.state_diagram` writes it again; a test fails where it is out of date. An arrow is drawn
where some interview takes that way: nothing here knows the rules.
"""

from collections.abc import Iterator
from pathlib import Path

from interviewer.core.interview import Session
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.protocol import REPLIES, AnyReply, Ask, Step
from interviewer.core.questions import Question, RubricPoint
from tests.helpers.replies import samples

PAGE = Path(__file__).parent / "architecture.md"
BEGIN, END = "<!-- states -->", "<!-- /states -->"

DEPTH = 9
"""Replies. With two questions of one point each, every way has been taken by then."""

_QUESTION = Question(
    id="q", prompt="?", rubric=(RubricPoint(id="p", description="a point"),), deeper="!"
)
_PLANS = tuple(
    Plan(
        bank="b",
        questions=(_QUESTION, _QUESTION.model_copy(update={"id": "r"})),
        examiner=ExaminerIdentity(name="script", version="1", kind="script"),
        follow_ups=1,
        feedback=feedback,
        level=level,
        predict=predict,
    )
    for feedback, level, predict in (
        ("end", "", False),
        ("each", "senior", True),
        ("each", "", False),
    )
)


def _key(step: Step) -> tuple[object, ...]:
    """What of a step decides where the interview can go from it."""
    if isinstance(step, Ask):
        hints = bool(step.hints_left)
        return (Ask, step.sheet.number, step.follow_up, step.beyond, hints, len(step.sheet.turns))
    sheet = getattr(step, "sheet", None)
    made = sheet is not None and bool(sheet.turns) and all(found.made for found in sheet.findings)
    return (type(step), getattr(sheet, "number", 0), made, len(sheet.turns) if sheet else 0)


def arrows() -> set[tuple[str, str, str]]:
    """Every (step, reply, next step), by name, that some interview takes."""
    found: set[tuple[str, str, str]] = set()
    for plan in _PLANS:
        seen: set[tuple[object, ...]] = set()
        ways: list[tuple[AnyReply, ...]] = [()]
        for _ in range(DEPTH):
            longer = []
            for way in ways:
                step = Session(plan, way).step
                if _key(step) in seen:
                    continue
                seen.add(_key(step))
                for reply in samples("p"):
                    if isinstance(reply, REPLIES[type(step)]):
                        after = Session(plan, (*way, reply)).step
                        found.add((type(step).__name__, type(reply).__name__, type(after).__name__))
                        longer.append((*way, reply))
            ways = longer
    return found


def diagram() -> str:
    """The states as Mermaid, replies that lead the same way on one arrow."""
    together: dict[tuple[str, str], list[str]] = {}
    for step, reply, after in sorted(arrows()):
        together.setdefault((step, after), []).append(reply)
    return "\n".join(("```mermaid", "stateDiagram-v2", *_lines(together), "```"))


def _lines(together: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    yield "    [*] --> Ask"
    for (step, after), replies in together.items():
        yield f"    {step} --> {after}: {', '.join(replies)}"
    yield "    Finished --> [*]"


def page(text: str) -> str:
    """A page with the diagram between its marks made again."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{diagram()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
