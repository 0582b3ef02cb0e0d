"""A door for anybody, or any model, to play the model on recorded prompts: `make prompts`.

    python -m benchmarks.prompt_door write FOLDER [--kind KIND] [--count N] [--seed S]
    python -m benchmarks.prompt_door read FOLDER

`write` puts N prompts into FOLDER/prompts, one a file, word for word as a server would get them.
Whoever plays writes each reply, as the model would send it, into FOLDER/replies under the same name.
`read` takes the replies there are, puts each through the checks of a live grading, and compares it with
people's labels. So a change to a prompt is measured before and after, and not believed.

Kinds: `alone` (a grading outside of an interview), `interview` (with the follow-up or the transition),
`back` (a question back instead of an answer), `exam` (the forty answers of `doctor --exam`, of which the
exam's table and advice are printed). Answers: calibration/typed.jsonl, those that both readers
labelled alike; questions back: benchmarks/questions_back.jsonl.
"""

import argparse
import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.prompt_cases import KINDS, Case, drawn, prompt, questions, sheet_of
from interviewer import assets
from interviewer.calibration.exam import (
    ExamAnswer,
    Result,
    Sat,
    decisions,
    read_exam,
    result,
    sit,
    table,
)
from interviewer.core.grading import UNFOUND
from interviewer.core.questions import Question
from interviewer.core.selection import missing
from interviewer.core.sheets import Sheet, Turn
from interviewer.core.text import normalise
from interviewer.examiners.model.checks import spoken, verdicts
from interviewer.examiners.model.checks.leaks import LeakCheck
from interviewer.examiners.model.reply import ParsedReply, Unusable, faults, read
from interviewer.examiners.offline.offline_examiner import OfflineExaminer

CHARS_A_TOKEN = 4.0
"""Of English prose with some JSON in it, about; the share of a change does not depend on it."""


@dataclass(slots=True)
class Tally:
    """What came of the replies of one kind."""

    replies: int = 0
    unusable: list[str] = field(default_factory=list)
    points: int = 0
    right: int = 0
    undecided: int = 0
    false_credits: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    """Credits that people and the model gave, and code took away."""
    claimed: int = 0
    """Credits that people and the model gave."""
    unfound: int = 0
    follow_ups: int = 0
    refused: list[str] = field(default_factory=list)
    """Follow-ups, transitions and clarifications that code refused, with the reason."""
    elsewhere: int = 0
    """Follow-ups towards another point than the interview asks about."""
    transitions: int = 0
    clarified: int = 0
    tokens_in: float = 0
    tokens_out: float = 0


def write(folder: Path, kind: str, count: int, seed: int) -> None:
    """Write the prompts of so many cases, and what is needed to read the replies later."""
    known = questions()
    (folder / "prompts").mkdir(parents=True, exist_ok=True)
    (folder / "replies").mkdir(exist_ok=True)
    cases = [case for case in drawn(kind, count, seed) if case.question_id in known]
    for case in cases:
        text = prompt(case, known[case.question_id])
        (folder / "prompts" / f"{case.name}.txt").write_text(text, encoding="utf-8")
    lines = "".join(json.dumps(asdict(case), ensure_ascii=False) + "\n" for case in cases)
    (folder / f"cases-{kind}.jsonl").write_text(lines, encoding="utf-8")
    print(
        f"{len(cases)} prompts in {folder / 'prompts'}; replies go to {folder / 'replies'}/NAME.txt"
    )


def taken_in(folder: Path) -> dict[str, Tally]:
    """Put every reply through the checks, and count."""
    known, said, tallies = questions(), replies(folder), {}
    for path in sorted(folder.glob("cases-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = Case(**json.loads(line))
            reply = said.get(case.name)
            if reply is not None and case.question_id in known:
                tally = tallies.setdefault(case.kind, Tally())
                _count(tally, case, known[case.question_id], normalise(reply))
    return tallies


def replies(folder: Path) -> dict[str, str]:
    """Every reply there is, by the name of its prompt: from files, and from `replies.jsonl`."""
    kept = folder / "replies.jsonl"
    rows = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    found = {row["name"]: row["reply"] for row in map(json.loads, rows)}
    files = sorted((folder / "replies").glob("*.txt"))
    return found | {path.stem: path.read_text(encoding="utf-8") for path in files}


def _count(tally: Tally, case: Case, question: Question, text: str) -> None:
    tally.replies += 1
    tally.tokens_in += len(prompt(case, question)) / CHARS_A_TOKEN
    tally.tokens_out += len(text) / CHARS_A_TOKEN
    try:
        draft = read(text)
    except Unusable as unusable:
        tally.unusable.append(f"{case.name}: {unusable}")
        return
    sheet = sheet_of(case, question)
    if case.kind == "back":
        _count_back(tally, case, sheet, draft)
        return
    problems = faults(draft, question)
    if problems:
        tally.unusable.append(f"{case.name}: {problems[0]}")
        return
    _count_points(tally, case, sheet, draft)


def _count_back(tally: Tally, case: Case, sheet: Sheet, draft: ParsedReply) -> None:
    if not draft.clarification or not spoken.may_ask_back(case.answer):
        tally.unusable.append(f"{case.name}: it was taken for an answer")
    elif spoken.clarification_of(sheet, draft.clarification) is None:
        tally.refused.append(f"{case.name}: {draft.clarification}")
    else:
        tally.clarified += 1


def _count_points(tally: Tally, case: Case, sheet: Sheet, draft: ParsedReply) -> None:
    verdict = verdicts.verdict("played", sheet, draft)
    said = {found.point: found.made for found in draft.findings}
    for found in verdict.findings:
        made = case.points.get(found.point)
        if made is None:
            continue
        name = f"{case.name} {found.point}"
        tally.points += 1
        tally.unfound += found.note == UNFOUND
        decided = None if found.credit is None else found.made
        tally.right += decided is made
        tally.undecided += decided is None
        honest = made and said[found.point] == "yes"
        tally.claimed += honest
        if honest and decided is not True:
            tally.taken.append(f"{name}: {found.note}")
        elif decided is True and not made:
            tally.false_credits.append(name)
        elif decided is False and made:
            tally.missed.append(name)
    if case.kind == "interview":
        _count_spoken(tally, case, sheet, draft, verdict)


def _count_spoken(tally: Tally, case: Case, sheet: Sheet, draft: ParsedReply, verdict: Any) -> None:
    """Count what would be said next: the follow-up, or the transition where there is none."""
    turn = sheet.turns[0]
    seen = Sheet(sheet.question, 1, (Turn(turn.asked, turn.answer, verdict=verdict),))
    target = missing(seen)
    if draft.follow_up is None:
        if draft.transition:
            kept = spoken.transition_of(seen, draft.transition)
            tally.transitions += bool(kept)
            if not kept:
                tally.refused.append(f"{case.name}: {draft.transition}")
        return
    tally.follow_ups += 1
    if target is None or draft.follow_up.point != target.id:
        tally.elsewhere += 1
    elif trouble := LeakCheck(seen, target).trouble(draft.follow_up.text):
        tally.refused.append(f"{case.name}: {trouble}: {draft.follow_up.text}")


def lines(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """The figures, one line each; what went wrong below them."""
    for kind, tally in tallies.items():
        yield f"{kind}: {tally.replies} replies, {len(tally.unusable)} unusable"
        if tally.points:
            yield f"  points as people decided: {tally.right} of {tally.points} ({tally.right / tally.points:.1%}), {tally.undecided} undecided"
            yield f"  credits not earned: {len(tally.false_credits)}; made but not credited: {len(tally.missed)}"
            yield f"  honest credits taken by code: {len(tally.taken)} of {tally.claimed}; quotes not found: {tally.unfound}"
        if kind == "interview":
            yield f"  follow-ups: {tally.follow_ups}, {tally.elsewhere} towards another point; transitions said: {tally.transitions}"
        if kind == "back":
            yield f"  questions back answered: {tally.clarified}"
        if kind != "alone":
            yield f"  refused by code: {len(tally.refused)}"
        each = max(tally.replies, 1)
        yield f"  tokens a call, about: {tally.tokens_in / each:.0f} in (with the schema), {tally.tokens_out / each:.0f} out"
        for name in ("unusable", "false_credits", "missed", "taken", "refused"):
            yield from (f"    {name}: {what}" for what in getattr(tally, name))


def exam_of(folder: Path) -> Result | None:
    """The exam of whoever replied to its prompts; what was not replied to is ungraded."""
    known = questions()
    answers = read_exam(assets.exam(), known.values())
    said = replies(folder)
    names = [case.name for case in drawn("exam", len(answers), 0)]
    if said.keys().isdisjoint(names):
        return None
    played = [Sat(one, _played(one, said.get(n))) for one, n in zip(answers, names, strict=True)]
    ruled = asyncio.run(sit(OfflineExaminer(), answers, lambda _: None))
    return result(f"played in {folder.name}", played, ruled, seconds=0.0)


def _played(one: ExamAnswer, reply: str | None) -> Mapping[str, bool | None] | None:
    """What a reply decides, after the checks of a live grading; None where it grades nothing."""
    sheet = Sheet(one.question, 1, (Turn(one.question.prompt, normalise(one.answer)),))
    try:
        draft = read(normalise(reply or ""))
    except Unusable:
        return None
    return (
        None if faults(draft, one.question) else decisions(verdicts.verdict("played", sheet, draft))
    )


def _exam_lines(found: Result | None) -> Iterator[str]:
    if found is not None:
        yield ""
        yield from (
            f"  {what:40} {own:>22} {rules:>22} {both:>22}"
            for what, own, rules, both in table(found)
        )
        yield f"  {found.sentence}"


def main() -> None:
    """Write prompts, or read what was replied to them."""
    parser = argparse.ArgumentParser("python -m benchmarks.prompt_door", description=__doc__)
    parser.add_argument("what", choices=("write", "read"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=KINDS, default="interview")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.what == "write":
        write(arguments.folder, arguments.kind, arguments.count, arguments.seed)
    else:
        told = [*lines(taken_in(arguments.folder)), *_exam_lines(exam_of(arguments.folder))]
        print("\n".join(told) or "There are no replies yet.")


if __name__ == "__main__":
    main()
