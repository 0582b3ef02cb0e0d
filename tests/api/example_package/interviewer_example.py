"""An examiner, a bank and a bank format that an installed package adds."""

from pathlib import Path

import interviewer as iv

BANK = Path(__file__).with_name("example.json")


class ByLength(iv.BaseExaminer):
    identity = iv.ExaminerIdentity(name="by length", version="1", kind="script")

    def __init__(self, words: int = 3) -> None:
        self.words = words

    async def grade(self, step: iv.Grade, notify: object) -> iv.Graded:
        sheet, answer = step.sheet, step.sheet.answers[-1]
        made = len(answer.split()) >= self.words
        found = (
            iv.Finding(point=point.id, credit=made, quote=answer) for point in sheet.question.points
        )
        proved = (iv.checked(one, sheet.question, sheet.answers, sheet.asked) for one in found)
        return iv.Graded(verdict=iv.Verdict(examiner="by length", findings=tuple(proved)))


def read_lines(raw: bytes, name: str) -> dict[str, object]:
    """A question and its answer a line, with a tab between them."""
    pairs = [line.split("\t") for line in raw.decode().splitlines()]
    return {
        "title": name,
        "questions": [
            {"id": f"q{number}", "prompt": asked, "reference_answer": answer}
            for number, (asked, answer) in enumerate(pairs, 1)
        ],
    }
