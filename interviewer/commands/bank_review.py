"""`bank review`: a person goes through what was imported or drafted, one question at a time."""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interviewer.banks.faults import BankError
from interviewer.commands.wiring import home_of
from interviewer.core.errors import UsageError
from interviewer.core.text import inert, one_line
from interviewer.process.output import message, say
from interviewer.storage.editable_bank import EditableBank

_HELP = "k keep, e edit, d drop, s skip for now, q quit"


def bank_review(arguments: argparse.Namespace, edit: Callable[[str], str] | None = None) -> int:
    """Show every question that nobody has reviewed, and do with it what the person says.

    Each decision is written at once. `edit` stands in for the person's editor.
    """
    bank = EditableBank(arguments.bank, home_of(arguments))
    waiting = bank.unreviewed()
    if not waiting:
        say(inert("Everything in this bank has been reviewed."))
        return 0
    for number, question in enumerate(waiting, 1):
        say(inert(f"\n{number} of {len(waiting)}  {one_line(str(question['id']), 80)}"))
        for line in _shown(question):
            say(inert(line))
        if not _decide(bank, question, edit or _edited):
            break
    left = len(bank.unreviewed())
    say(
        inert(
            f"\n{left} left to review." if left else "\nEverything in this bank has been reviewed."
        )
    )
    return 0


def _decide(bank: EditableBank, question: dict[str, Any], edit: Callable[[str], str]) -> bool:
    """Ask until something was decided; False where the person quits."""
    while True:
        say(inert(f"[{_HELP}] "), flush=True)
        line = sys.stdin.readline()
        match line.strip().lower()[:1]:
            case "k":
                bank.replace(question, {k: v for k, v in question.items() if k != "review"})
            case "d":
                if len(bank.questions) == 1:
                    message(
                        inert("A bank needs a question; this is its last. Remove the bank instead.")
                    )
                    continue
                bank.replace(question, None)
            case "e":
                changed = _changed(question, edit)
                if changed is None or not _replaced(bank, question, changed):
                    continue
            case "s":
                pass
            case "q" | "":
                if not line or line.strip():
                    return False
                continue
            case _:
                continue
        return True


def _replaced(bank: EditableBank, question: dict[str, Any], changed: dict[str, Any]) -> bool:
    try:
        bank.replace(question, changed)
    except BankError as error:
        message(inert(str(error).split("\n", 1)[0]))
        return False
    return True


def _changed(question: dict[str, Any], edit: Callable[[str], str]) -> dict[str, Any] | None:
    """The question as the editor leaves it, without its mark; None where that is no object."""
    text = edit(
        json.dumps(
            {k: v for k, v in question.items() if k != "review"}, indent=2, ensure_ascii=False
        )
        + "\n"
    )
    try:
        found = json.loads(text)
    except ValueError as error:
        message(inert(f"That is no JSON ({one_line(str(error), 100)}). Nothing was changed."))
        return None
    if not isinstance(found, dict):
        message(inert("A question is an object in curly brackets. Nothing was changed."))
        return None
    return found


def _edited(text: str) -> str:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "question.json"
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*shlex.split(editor), str(path)], check=True)  # noqa: S603 - the person's own editor
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise UsageError(
                f"The editor {one_line(editor, 60)!r} did not work ({type(error).__name__}). Set EDITOR to one that does."
            ) from None
        return path.read_text(encoding="utf-8", errors="replace")


def _shown(question: dict[str, Any]) -> list[str]:
    lines = [f"Question: {question['prompt']}"]
    if question.get("source"):
        lines.append(f"From: {question['source']}")
    lines.append(f"Answer: {question.get('reference_answer', 'none')}")
    for point in question.get("rubric", ()):
        mark = " (essential)" if point.get("essential") else ""
        lines.append(f"  - {point['description']}{mark}")
    lines += [f"  Belief: {belief['description']}" for belief in question.get("misconceptions", ())]
    return [*lines, f"Marked: {question.get('review')}"]
