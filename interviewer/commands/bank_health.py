"""`bank health`, `suggest` and `diff`: what to improve in a bank, and what was changed."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from interviewer.banks.bank import Bank
from interviewer.banks.comparison import QuestionChange, compare
from interviewer.banks.health import LEAST, findings
from interviewer.commands.wiring import bank_file
from interviewer.core.errors import UsageError
from interviewer.core.text import inert, one_line
from interviewer.process.output import say, write_json
from interviewer.storage.files import read_file, shown


def bank_health(arguments: argparse.Namespace) -> int:
    """Print what is worth a look in a bank, by its words and by answers to it."""
    from interviewer.commands import bank_evidence

    bank = bank_file(arguments, arguments.bank).load()
    evidence = bank_evidence.of_answers if arguments.answers else bank_evidence.of_sessions
    seen = evidence(arguments, bank)
    found = list(findings(bank.questions, seen))
    if arguments.json:
        write_json(json.dumps([one._asdict() for one in found], indent=2))
        return 0
    where = "your sessions" if not arguments.answers else one_line(arguments.answers, 80)
    say(inert(f"{len(seen)} answers of {where}; {len(found)} things to look at."))
    for one in found:
        place = f"{one.question} / {one.point}" if one.point else one.question
        say(inert(f"  {place}: {one_line(one.what, 200)}"))
    few = sum(count < LEAST for count in _answers(bank, [one.question for one in seen]).values())
    if few:
        say(
            inert(
                f"{few} questions have fewer than {LEAST} answers: of their points nothing can be said yet."
            )
        )
    return 0


def _answers(bank: Bank, asked: Sequence[str]) -> Counter[str]:
    """How many answers each question has, also where it has none."""
    return Counter({**dict.fromkeys(bank, 0), **Counter(asked)})


def bank_suggest(arguments: argparse.Namespace) -> int:
    """Print wordings that a person, or an upheld appeal, has confirmed and that no sign holds yet."""
    from interviewer.commands import bank_evidence

    bank = bank_file(arguments, arguments.bank).load()
    quotes = list(bank_evidence.upheld_quotes(arguments, bank))
    if arguments.quotes:
        quotes += _confirmed(arguments.quotes, bank)
    known = {
        (question.id, point.id, _plain(sign))
        for question in bank.questions
        for point in question.points
        for sign in point.signs
    }
    new = list(
        dict.fromkeys(quote for quote in quotes if (*quote[:2], _plain(quote[2])) not in known)
    )
    if arguments.json:
        write_json(
            json.dumps([{"question": q, "point": p, "sign": s} for q, p, s in new], indent=2)
        )
        return 0
    say(inert(f"{len(new)} confirmed wordings that are no signs yet."))
    for question, point, words in new:
        say(inert(f'  {question} / {point}: "{one_line(words, 160)}"'))
    return 0


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,;:!?")


def _confirmed(path: str, bank: Bank) -> Iterator[tuple[str, str, str]]:
    """Lines of {"question_id", "point", "quote"} that a person has confirmed. Raises UsageError."""
    for number, line in enumerate(read_file(path).decode("utf-8", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            question, point, quote = (
                str(data["question_id"]),
                str(data["point"]),
                str(data["quote"]).strip(),
            )
        except (ValueError, KeyError, TypeError):
            raise UsageError(
                f'{shown(path)}:{number}: A line needs "question_id", "point" and "quote". Correct it.'
            ) from None
        if question not in bank or bank[question].point(point) is None:
            raise UsageError(
                f"{shown(path)}:{number}: This bank has no point {one_line(point, 60)!r} of {one_line(question, 60)!r}."
            )
        if quote:
            yield question, point, quote


def bank_diff(arguments: argparse.Namespace) -> int:
    """Print what a new version of a bank changed."""
    old = bank_file(arguments, arguments.old).load()
    new = bank_file(arguments, arguments.new).load()
    changes = compare(old.questions, new.questions)
    if arguments.json:
        write_json(
            json.dumps(
                [{**one._asdict(), "points": [p._asdict() for p in one.points]} for one in changes],
                indent=2,
            )
        )
        return 0
    for line in diff_lines(changes):
        say(inert(line))
    return 0


def diff_lines(changes: Sequence[QuestionChange]) -> Iterator[str]:
    """The changes in lines; what is the same is only counted."""
    counts = Counter(change.kind for change in changes)
    points = Counter(point.kind for change in changes for point in change.points)
    for noun, counted in (("Questions", counts), ("Points", points)):
        yield (
            f"{noun}: "
            + ", ".join(f"{counted[kind]} {kind}" for kind in ("same", "changed", "new", "gone"))
            + "."
        )
    for change in changes:
        if change.kind == "same":
            continue
        renamed = (
            f" (was {change.old})" if change.old and change.new and change.old != change.new else ""
        )
        fields = f": {', '.join(change.what)}" if change.what else ""
        yield f"  {change.kind:<8}{change.new or change.old}{renamed}{fields}"
        if change.kind == "changed":
            for point in change.points:
                if point.kind != "same":
                    was = (
                        f" (was {point.old})"
                        if point.old and point.new and point.old != point.new
                        else ""
                    )
                    what = f": {', '.join(point.what)}" if point.what else ""
                    yield f"    {point.kind:<8}{point.new or point.old}{was}{what}"
