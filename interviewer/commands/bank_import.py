"""`bank import`: a bank from what people have, and what was left out of it."""

import argparse
import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from interviewer.banks.duplicates import alike
from interviewer.banks.formats import is_installed
from interviewer.banks.importing.assemble import bank_of
from interviewer.banks.importing.columns import parse_map
from interviewer.banks.importing.found import Findings, LeftOut
from interviewer.banks.importing.structured import questions_in
from interviewer.banks.json_bank import parse
from interviewer.commands.bank_list import bank_name
from interviewer.commands.wiring import home_of
from interviewer.core.errors import UsageError
from interviewer.core.text import counted, inert, one_line
from interviewer.process.output import message, say, write_json
from interviewer.storage import bank_library
from interviewer.storage.bank_files import find_bank
from interviewer.storage.files import shown, write_atomically
from interviewer.storage.import_sources import findings

_SHOWN = 20
"""This many things that were left out are listed; --all lists them all."""
_MANY_POINTS = 13


def bank_import(arguments: argparse.Namespace) -> int:
    """Import files into a bank. Raises UsageError where nothing can be taken."""
    found = _all_of(arguments)
    name = bank_name(arguments.name or bank_library.name_for(_stem(arguments.files[0])))
    target = _target(arguments, name)
    title = arguments.title or found.title or name
    found.source = arguments.source or found.source
    found.licence = arguments.licence or found.licence
    bank, twice = bank_of(
        found, title=one_line(title, 150), source=", ".join(_base(path) for path in arguments.files)
    )
    left = [*found.left, *twice]
    if not bank.get("questions"):
        raise UsageError(_nothing(arguments.files, left))
    raw = (json.dumps(bank, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    content, _ = parse(raw, name)
    if arguments.output == "-":
        write_json(raw.decode().rstrip())
    else:
        write_atomically(target, raw) if arguments.output else bank_library.add(
            home_of(arguments), name, raw, replace=arguments.replace
        )
    write = message if arguments.output == "-" else say
    for line in _account(arguments, len(content.questions), left):
        write(inert(line))
    for line in _advice(content.questions):
        write(inert(line))
    if found.licence:
        write(inert(f"Licence: {one_line(found.licence, 100)}"))
    if arguments.output != "-":
        start = shown(target) if arguments.output else name
        say(inert(f"Saved as {shown(target)}. Start: interviewer start {start}"))
    return 0


def _all_of(arguments: argparse.Namespace) -> Findings:
    given = parse_map(arguments.map)
    found = Findings()
    for path in arguments.files:
        one = _installed(path, arguments) or findings(path, given)
        found.title = found.title or one.title
        found.source = found.source or one.source
        found.add(one, Path(path).name)
    return found


def _installed(path: str, arguments: argparse.Namespace) -> Findings | None:
    """What a format of an installed package reads from a file, else None."""
    suffix = Path(path).suffix.lower()
    if not is_installed(suffix):
        return None
    bank = find_bank(path, home_of(arguments)).load()
    return questions_in(json.loads(bank.content.model_dump_json(exclude_none=True)), "")


def _base(path: str) -> str:
    """The file's own name: the folders above it are nobody else's business."""
    return one_line(Path(os.path.abspath(path)).name, 100)  # noqa: PTH100 - see _stem


def _stem(path: str) -> str:
    return Path(os.path.abspath(path)).stem  # noqa: PTH100 - nothing is looked up on a disk


def _target(arguments: argparse.Namespace, name: str) -> Path:
    """Where the bank goes. Raises UsageError where something stands there that must not be lost."""
    if arguments.output is None:
        where = bank_library.own_path if arguments.replace else bank_library.free_path
        return where(home_of(arguments), name)
    path = Path(arguments.output)
    if arguments.output != "-" and path.is_file() and path.stat().st_size and not arguments.replace:
        raise UsageError(f"{shown(path)} is there already. Choose another name, or --replace it.")
    return path


def _nothing(files: Sequence[str], left: Sequence[LeftOut]) -> str:
    what = (
        "Nothing was imported: no question with an answer was found in "
        + ", ".join(map(shown, files[:3]))
        + "."
    )
    if not left:
        return (
            what
            + " A question is a heading, a bold line, a row or an object with its answer; see docs/banks.md."
        )
    reasons = Counter(one.why for one in left)
    most = ", ".join(
        f"{count} times: {one_line(why, 100)}" for why, count in reasons.most_common(3)
    )
    return f"{what} Left out: {most}. The first is at {left[0].file}:{left[0].line}. `interviewer bank draft` writes answers."


def _account(arguments: argparse.Namespace, taken: int, left: Sequence[LeftOut]) -> list[str]:
    lines = [f"{counted(taken, 'question')} taken, {len(left)} left out."]
    if len(left) > _SHOWN and not arguments.all:
        reasons = Counter(one.why.split(" as ")[0] for one in left)
        lines += [f"  {count:>5}  {one_line(why, 120)}" for why, count in reasons.most_common(8)]
        lines += [f"  {one}" for one in left[:_SHOWN]]
        lines.append(f"  ... and {len(left) - _SHOWN} more; --all lists them.")
    else:
        lines += [f"  {one}" for one in left]
    return lines


def _advice(questions: Sequence) -> list[str]:  # type: ignore[type-arg]
    lines = []
    long = sum(len(question.points) >= _MANY_POINTS for question in questions)
    if long:
        lines.append(
            f"{long} with {_MANY_POINTS} or more points, since their answers are long: `interviewer bank draft` makes fewer."
        )
    same = list(alike(questions))
    if same:
        first = same[0]
        lines.append(
            f"{len(same)} pairs ask nearly the same, such as {questions[first.first].id} and {questions[first.second].id}."
        )
    lines.append(
        "Nobody has reviewed them: `interviewer bank review` goes through them one by one."
    )
    return lines
