"""Computes a report: everything that a session's sheets show. Nothing here judges an answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from interviewer.core.aid import aid_of, unaided
from interviewer.core.grading import Belief, Finding, Score, grade, score, score_of, settled_all
from interviewer.core.plan import Plan
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.report import (
    BeliefReport,
    BeyondReport,
    ClarificationReport,
    DisputeReport,
    PointReport,
    QuestionReport,
    Report,
    Status,
    TopicReport,
    TurnReport,
)
from interviewer.core.sheets import Sheet
from interviewer.core.short_names import label_of, title
from interviewer.core.transcript import transcript

STUDY_AT_MOST = 5
"""Points to study that a report names."""


def compose(  # noqa: PLR0913 - the facts a report is made of, each named
    plan: Plan,
    sheets: Sequence[Sheet],
    *,
    closing: str = "",
    session: str = "",
    started: str = "",
    finished: str | None = None,
    usage: str = "",
    agreement: str = "",
) -> Report:
    """Compute the report of a plan's sheets; questions without a sheet are "unasked"."""
    by_number = {sheet.number: sheet for sheet in sheets}
    # Of an adaptive pool, what was not asked is nothing that the candidate missed.
    asked = [sheet.question for sheet in sheets] if plan.adaptive else plan.questions
    questions = tuple(
        question_report(by_number.get(number) or Sheet(question, number))
        for number, question in enumerate(asked, 1)
    )
    counted = [q for q in questions if q.score is not None]
    value = _mean(q.score for q in counted)
    return Report(
        session=session,
        bank=plan.bank,
        examiner=_examiners(plan, questions),
        examiner_version=plan.examiner.version,
        prompts=plan.examiner.prompts,
        started=started,
        finished=finished,
        score=value,
        low=_mean(q.low for q in counted),
        high=_mean(q.high for q in counted),
        unaided_score=_mean(q.unaided_score for q in counted),
        grade=_overall(value, counted),
        asked=sum(q.status != "unasked" for q in questions),
        graded=sum(q.status == "graded" for q in questions),
        topics=_topics(counted),
        questions=questions,
        study=_study(questions),
        closing=closing,
        usage=usage,
        agreement=agreement,
    )


def question_report(sheet: Sheet) -> QuestionReport:
    """Compute one question's part. A score needs a verdict that has seen its newest answer."""
    question, findings = sheet.question, sheet.findings
    first = settled_all([found.point for found in findings], sheet.verdicts[:1])
    own = [unaided(*both, sheet) for both in zip(findings, first, strict=True)]
    status, reason = _status(sheet)
    total = Score(0.0, 0.0, 0.0)
    alone: float | None = 0.0
    if status == "graded":
        total = score_of(question, findings)
        alone = score(question.points, own).value
    elif status != "skipped":
        total, alone = Score(None, 0.0, 1.0), None
    if status == "graded" and total.value is None:
        status, reason = "ungraded", "The examiner could not decide any point."
    graded = total.value is not None
    missed = status == "graded" and _essential_missed(question, findings)
    letter = grade(total.value, essential_missed=missed)
    if missed and not reason:
        reason = "An essential point is missing, so this is no pass."
    seen = status != "unasked"
    return QuestionReport(
        id=question.id,
        topic=question.topic,
        difficulty=question.difficulty,
        prompt=question.prompt,
        status=status,
        reason=reason,
        score=total.value,
        low=total.low if graded else None,
        high=total.high if graded else None,
        unaided_score=alone,
        grade=letter,
        points=tuple(
            _point(point, found, alone_credit, sheet)
            for point, found, alone_credit in zip(question.points, findings, own, strict=True)
            if seen
        ),
        misconceptions=tuple(_beliefs(question, sheet)),
        turns=tuple(
            TurnReport(
                asked=turn.asked,
                answer=turn.answer,
                point=turn.point,
                examiner=turn.verdict.examiner if turn.verdict else None,
            )
            for turn in sheet.turns
        ),
        said=tuple(transcript(sheet)) if seen else (),
        unanswered=sheet.unanswered,
        reference_answer=question.reference_answer if seen else None,
        seconds=sheet.seconds,
        hints=len(sheet.hints),
        clarifications=tuple(
            ClarificationReport(asked=said.asked, reply=said.reply) for said in sheet.clarifications
        ),
        predicted=sheet.predicted,
        beyond=(
            BeyondReport(asked=sheet.beyond.asked, answer=sheet.beyond.answer)
            if sheet.beyond
            else None
        ),
        review=question.review,
    )


def _status(sheet: Sheet) -> tuple[Status, str]:
    if sheet.skipped:
        return "skipped", ""
    if not sheet.turns:
        return "unasked", ""
    last = sheet.turns[-1]
    if last.verdict is None:
        return "ungraded", last.ungraded or "It has not been graded yet."
    return "graded", last.verdict.remark


def _overall(value: float | None, counted: Sequence[QuestionReport]) -> str | None:
    """The band of the mean, but no better than the best question: each grade bears its caps."""
    letter = grade(value)
    best = min((question.grade for question in counted if question.grade), default=None)
    return letter if letter is None or best is None else max(letter, best)


def _essential_missed(question: Question, findings: Sequence[Finding]) -> bool:
    """Undecided is not missed: the range of the score shows what is open."""
    return any(
        point.essential and found.credit is not None and not found.made
        for point, found in zip(question.points, findings, strict=True)
    )


def _point(point: RubricPoint, found: Finding, unaided: float | None, sheet: Sheet) -> PointReport:
    dispute = next((said for said in sheet.disputes if said.point == point.id), None)
    alone = found.made and Finding(point=point.id, credit=unaided).made
    return PointReport(
        id=point.id,
        label=label_of(point),
        description=point.description,
        weight=point.weight,
        essential=point.essential,
        credit=0.0 if sheet.skipped else found.credit,
        quote=found.quote,
        turn=found.turn,
        start=found.start,
        end=found.end,
        unaided=alone,
        aided=aid_of(found, sheet) if found.made and not alone else None,
        by=found.by,
        note=found.note,
        dispute=DisputeReport(upheld=dispute.upheld, reason=dispute.reason) if dispute else None,
    )


def _beliefs(question: Question, sheet: Sheet) -> Iterable[BeliefReport]:
    """Wrong beliefs as the newest verdict sees them: one that was taken back is not held."""
    held: tuple[Belief, ...] = sheet.verdicts[-1].beliefs if sheet.verdicts else ()
    for belief in held:
        known = question.point(belief.misconception)
        if known is not None:
            yield BeliefReport(description=known.description, quote=belief.quote)


def _examiners(plan: Plan, questions: Sequence[QuestionReport]) -> str:
    """Everybody who graded, the planned examiner first."""
    names = dict.fromkeys([plan.examiner.name])
    names |= dict.fromkeys(t.examiner for q in questions for t in q.turns if t.examiner)
    return ", ".join(names)


def _topics(counted: Sequence[QuestionReport]) -> tuple[TopicReport, ...]:
    """Weakest first."""
    scores: dict[str, list[float]] = defaultdict(list)
    for question in counted:
        scores[question.topic].append(question.score or 0.0)
    topics = [
        TopicReport(topic=topic, score=sum(found) / len(found), questions=len(found))
        for topic, found in scores.items()
    ]
    return tuple(sorted(topics, key=lambda topic: (topic.score, topic.topic)))


def _study(questions: Sequence[QuestionReport]) -> tuple[str, ...]:
    """The missed points worth most, at most two of a question, essential ones first."""
    missed = [
        (not point.essential, -point.weight / total, number, q, point)
        for number, q in enumerate(questions)
        if q.status in ("graded", "skipped")
        for total in (sum(point.weight for point in q.points),)
        for point in q.points
        if q.status == "skipped" or point.state == "missed"
    ]
    chosen: dict[str, list[str]] = defaultdict(list)
    for _, _, _, question, point in sorted(missed, key=lambda entry: entry[:3]):
        if sum(map(len, chosen.values())) < STUDY_AT_MOST and len(chosen[question.id]) < 2:
            chosen[question.id].append(f"{title(question.id)}: {point.label}")
    return tuple(line for lines in chosen.values() for line in lines)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
