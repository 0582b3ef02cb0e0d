"""`check`: for people who write question banks."""

import argparse

from interviewer.banks.bank import Bank
from interviewer.banks.comparison import compare
from interviewer.banks.duplicates import alike
from interviewer.commands.bank_health import diff_lines
from interviewer.commands.wiring import bank_file
from interviewer.core.text import counted, inert, one_line
from interviewer.process.output import message, say


def check(arguments: argparse.Namespace) -> int:
    """Print every fault of a bank (exit 2), or what is in it, with warnings and advice (exit 0)."""
    bank = bank_file(arguments, arguments.bank).load()
    for warning in bank.warnings:
        message(inert(f"warning: {warning.at(one_line(arguments.bank))}"))
    points = sum(len(question.points) for question in bank.questions)
    say(
        inert(
            f"{one_line(arguments.bank)}: {one_line(bank.title)}, {counted(len(bank.questions), 'question')}, "
            f"{counted(points, 'point')}, {counted(len(bank.warnings), 'warning')}."
        )
    )
    for line in _advice(bank):
        say(inert(f"advice: {line}"))
    if arguments.against is not None:
        old = bank_file(arguments, arguments.against).load()
        for line in diff_lines(compare(old.questions, bank.questions)):
            say(inert(line))
    return 0


def _advice(bank: Bank) -> list[str]:
    """What would make grading better; never a fault."""
    bare = sum(question.rubric[0].id == "sentence-1" for question in bank.questions)
    points = [
        point
        for question in bank.questions
        for point in question.rubric
        if not point.id.startswith("sentence-")
    ]
    unsigned = sum(not point.signs for point in points)
    silent = sum(point.follow_up is None for point in points)
    essential = sum(
        not any(p.essential for p in q.rubric) and q.rubric[0].id != "sentence-1"
        for q in bank.questions
    )
    lines = []
    if bare:
        lines.append(
            f"{counted(bare, 'question')} without a rubric: each sentence of the reference is a point."
        )
    if unsigned:
        lines.append(
            f"{counted(unsigned, 'point')} without signs: accepted wordings help the offline examiner most."
        )
    if silent:
        lines.append(f"{counted(silent, 'point')} without a follow_up: a general one is asked.")
    for pair in list(alike(bank.questions))[:5]:
        one, other = bank.questions[pair.first].id, bank.questions[pair.second].id
        lines.append(f"{one_line(one, 60)} and {one_line(other, 60)} ask nearly the same.")
    if essential:
        lines.append(f"{counted(essential, 'question')} with no essential point.")
    return lines
