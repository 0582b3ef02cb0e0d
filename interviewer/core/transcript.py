"""All that was said to one question, in the order of the conversation."""

from collections.abc import Iterator

from interviewer.core.report import SaidReport
from interviewer.core.sheets import GivenHint, Sheet


def transcript(sheet: Sheet) -> Iterator[SaidReport]:
    """Yield what was said to a question that was asked, by both sides.

    What came between a question and its answer, hints and questions back, stands between them.
    """
    for number, turn in enumerate(sheet.turns):
        yield _asked(number, turn.asked)
        yield from _between(sheet, number)
        yield SaidReport(kind="answer", text=turn.answer, turn=number)
    if sheet.unanswered is not None or not sheet.turns:
        yield _asked(len(sheet.turns), sheet.unanswered or sheet.question.prompt)
    if sheet.beyond is not None:
        yield SaidReport(kind="beyond", text=sheet.beyond.asked)
    yield from _between(sheet, len(sheet.turns))
    if sheet.beyond is not None and sheet.beyond.answer:
        yield SaidReport(kind="answer", text=sheet.beyond.answer)


def _asked(number: int, text: str) -> SaidReport:
    return SaidReport(kind="follow-up" if number else "question", text=text, turn=number)


def _between(sheet: Sheet, answers: int) -> Iterator[SaidReport]:
    """What was said in between while the question had so many answers."""
    for said in sheet.between:
        if said.answers != answers:
            continue
        if isinstance(said, GivenHint):
            yield SaidReport(kind="hint", text=said.text, turn=answers)
        else:
            yield SaidReport(kind="question back", text=said.asked, turn=answers)
            yield SaidReport(kind="reply", text=said.reply, turn=answers)
