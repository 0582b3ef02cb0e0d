"""From what a model claims to what code can stand by.

A model that has been talked round entirely, and marks every point as met with real quotes, meets
here the checks that do not listen to it. They see where words come from, whether there are enough of
them, and whether they list, deny or mistake what they speak of; they do not see whether they are right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from interviewer.core.grading import Belief, Finding, Place, Verdict, checked
from interviewer.core.sheets import Sheet
from interviewer.core.text import normalise
from interviewer.examiners.model.checks.denial import Doubts
from interviewer.examiners.model.checks.provenance import (
    in_another_language,
    new_words,
    off_subject,
    proves_nothing,
    specific_words,
)
from interviewer.examiners.model.reply import ParsedReply, decided

MOST_OF_A_WORD = 3
"""This many points an analogy makes at most for each word about the subject that the answers hold."""
OWN_WORDS = 3
"""Specific words in each of its quotes."""

PICTURED = re.compile(
    r"\b(?:like (?:an?|the|in|when|with|if|having|asking|giving|making|being|learning|cooking|"
    r"[a-z]+ing)|as if|as though|as when|just as|imagine|picture|suppose|think of|say you|"
    r"analog\w+|metaphor\w*|it is the same as|compare it (?:to|with))\b",
    re.IGNORECASE,
)
"""The words that open an analogy."""

_CREDIT = {"yes": 1.0, "half": 0.5, "no": 0.0, "undecided": None}


def verdict(examiner: str, sheet: Sheet, draft: ParsedReply, *, left_out: bool = False) -> Verdict:
    """Check every finding and belief of a grading against what was said.

    `left_out` is whether earlier answers did not fit into the prompt: what they had earned stands.
    """
    doubts = Doubts(sheet.question, sheet.answers)
    found = [_finding(sheet, draft, point.id, doubts) for point in sheet.question.points]
    found = _about_the_subject(sheet, list(_uncrowded(sheet, found)))
    if left_out:
        found = [
            before if before.made and not now.made else now
            for before, now in zip(sheet.findings, found, strict=True)
        ]
    return Verdict(examiner=examiner, findings=tuple(found), beliefs=tuple(_beliefs(sheet, draft)))


def unanswered(examiner: str, sheet: Sheet, remark: str) -> Verdict:
    """The verdict where the newest answer is none: what was earned before stands, and no more is."""
    if not sheet.verdicts:
        findings = tuple(Finding(point=point.id, credit=0) for point in sheet.question.points)
        return Verdict(examiner=examiner, findings=findings, remark=remark)
    beliefs = sheet.verdicts[-1].beliefs
    return Verdict(examiner=examiner, findings=sheet.findings, beliefs=beliefs, remark=remark)


def _finding(sheet: Sheet, draft: ParsedReply, point: str, doubts: Doubts) -> Finding:
    claim = decided(draft, point)
    halved = claim.made == "half" and bool(sheet.question.rubric)  # half of a point is none
    credit = 0.0 if halved else _CREDIT[claim.made]
    claimed = Finding(point=point, credit=credit, quote=normalise(claim.quote or ""))
    found = checked(claimed, sheet.question, sheet.answers, sheet.asked)
    place = _place(found)
    if not found.credit or place is None:
        return found
    answer = sheet.answers[place.turn]
    why = proves_nothing(sheet.question, answer, place)
    if why is not None:
        return Finding(point=point, credit=0, note=why)
    if off_subject(sheet.question, answer[place.start : place.end]):
        return _doubted(sheet, found, "the quote shares no word with the subject")
    doubt = doubts.about(point, place)
    if doubt is None:
        return found
    if doubt.certain:
        return Finding(point=point, credit=0, note=doubt.note)
    return _undecided(found, doubt.note)


def _undecided(found: Finding, note: str) -> Finding:
    """The finding left open, with its quote: a person can then see what is in doubt."""
    return found.model_copy(update={"credit": None, "note": note})


def _doubted(sheet: Sheet, found: Finding, why: str) -> Finding:
    """No credit; undecided where the answer is in another language, which code cannot read."""
    if in_another_language(sheet.question, sheet.answers):
        return _undecided(found, "undecided: the answer could not be read")
    return Finding(point=found.point, credit=0, note=f"unsupported: {why}")


def _about_the_subject(sheet: Sheet, found: list[Finding]) -> list[Finding]:
    """Hold the points that were credited against how much the answers say about the subject.

    Talk that never touches it makes no point. Five points take at least five words that belong to
    it; with fewer, nobody can say which of them were made.
    """
    specific = specific_words(sheet.question, sheet.answers)
    credited = [finding for finding in found if finding.credit]
    if specific is None or len(specific) >= len(credited):
        return found
    if not specific:
        why = "nothing that was said is about the subject"
        return [_doubted(sheet, f, why) if f.credit else f for f in found]
    if len(credited) <= MOST_OF_A_WORD * len(specific) and _pictured(sheet, credited):
        return found
    note = "undecided: more points than words about the subject"
    return [_undecided(f, note) if f.credit else f for f in found]


def _pictured(sheet: Sheet, credited: Sequence[Finding]) -> bool:
    """Whether an answer makes its points by an analogy, each in words of its own.

    An analogy speaks of friends and weather and hardly of the subject.
    """
    places = [place for place in map(_place, credited) if place is not None]
    apart = all(
        one.turn != other.turn or one.end <= other.start or other.end <= one.start
        for one, other in combinations(places, 2)
    )
    return apart and all(
        PICTURED.search(sheet.answers[place.turn])
        and len(new_words(sheet.question, finding.quote or "")) >= OWN_WORDS
        for finding, place in zip(credited, places, strict=True)
    )


def _uncrowded(sheet: Sheet, found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave points open that lean on one quote with fewer words of its own than there are points.

    "It depends on the data" can stand in every answer; it cannot make five points.
    """
    found = list(found)
    for finding in found:
        place = _place(finding)
        if not finding.credit or place is None:
            yield finding
            continue
        leaning = sum(bool(other.credit) and _place(other) == place for other in found)
        if leaning > max(1, len(new_words(sheet.question, finding.quote or ""))):
            yield _undecided(finding, "undecided: one short quote for too many points")
        else:
            yield finding


def _beliefs(sheet: Sheet, draft: ParsedReply) -> Iterator[Belief]:
    known = {wrong.id for wrong in sheet.question.misconceptions}
    for belief in draft.beliefs:
        claimed = Finding(point=belief.misconception, credit=1, quote=normalise(belief.quote))
        found = checked(claimed, sheet.question, sheet.answers, sheet.asked)
        place = _place(found)
        if belief.misconception not in known or not found.credit or place is None:
            continue
        if proves_nothing(sheet.question, sheet.answers[place.turn], place) is None:
            known.discard(belief.misconception)  # the first quote serves
            yield Belief(
                misconception=belief.misconception,
                quote=found.quote or "",
                turn=place.turn,
                start=place.start,
                end=place.end,
            )


def _place(found: Finding) -> Place | None:
    if found.turn is None or found.start is None or found.end is None:
        return None
    return Place(found.turn, found.start, found.end)
