"""`bank draft`: rubrics for questions that have none, or whole questions from a posting, a CV or notes."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from interviewer import assets
from interviewer.banks.importing.assemble import QuestionIds
from interviewer.banks.json_bank import parse
from interviewer.banks.matching import matches
from interviewer.bulk.progress_line import Progress, on_terminal
from interviewer.commands.bank_list import bank_name
from interviewer.commands.source_text import text_of_file
from interviewer.commands.wiring import home_of, settings_of
from interviewer.core.errors import ReportedError, UsageError
from interviewer.core.questions import slug
from interviewer.core.text import counted, inert, one_line
from interviewer.examiners.lazy import open_model
from interviewer.examiners.model.drafting import Drafter, DraftError
from interviewer.process.output import message, say
from interviewer.settings import Settings
from interviewer.storage import bank_library
from interviewer.storage.bank_files import bank_names, find_bank
from interviewer.storage.draft_progress import DraftProgress
from interviewer.storage.editable_bank import EditableBank
from interviewer.storage.files import private_folder, shown, write_atomically

_LEAST_SHARED = 3


def bank_draft(arguments: argparse.Namespace) -> int:
    """Draft; 1 where some questions could not be drafted: the same command continues with them."""
    if bool(arguments.bank) == bool(arguments.source):
        raise UsageError(
            "Name a bank whose questions need rubrics, or a posting or notes with --from FILE."
        )
    settings = settings_of(arguments)
    model = None if arguments.offline else settings.model
    if arguments.bank:
        bank = EditableBank(arguments.bank, home_of(arguments))
        return _rubrics(bank, settings) if model else _sentences(bank)
    material = text_of_file(arguments.source)
    name = bank_name(arguments.name or bank_library.name_for(Path(arguments.source).stem))
    if arguments.output:
        target = Path(arguments.output)
    else:
        where = bank_library.own_path if arguments.replace else bank_library.free_path
        target = where(home_of(arguments), name)
    if target.exists() and not arguments.replace:
        raise UsageError(f"{shown(target)} is there already. Choose another name, or --replace it.")
    if model:
        return _from_material(arguments, settings, material, target)
    return _from_known(arguments, material, target)


# -- without a model ------------------------------------------------------------------------------


def _sentences(bank: EditableBank) -> int:
    """Points from the sentences of reference answers: what can be done without a model."""
    made = 0
    sound, _ = parse(json.dumps(bank.data).encode(), shown(bank.path))
    for question, checked in zip(list(bank.questions), sound.questions, strict=True):
        if not question.get("rubric"):
            rubric = [
                {"id": point.id, "description": point.description} for point in checked.points
            ]
            bank.replace(question, {**question, "rubric": rubric, "review": "drafted"})
            made += 1
    say(inert(f"{counted(made, 'question')}: each sentence of the answer is a point now."))
    say(
        inert(
            "Without a model there are no wordings, weights, follow-ups, hints or beliefs: name one with --model."
        )
    )
    _what_now(bank.path, made)
    return 0


def _from_known(arguments: argparse.Namespace, material: str, target: Path) -> int:
    """A practice bank of the questions that known banks have for what the material names."""
    known = [
        (name, question)
        for name in bank_names(home_of(arguments))
        for question in _questions_of(name, arguments)
    ]
    found = matches(material, known, arguments.count)
    if len(found) < _LEAST_SHARED:
        raise UsageError(
            "Hardly anything in this text is asked in the banks at hand, and writing questions takes a model: "
            "name one with --model, or import a list with `interviewer bank import`."
        )
    ids = QuestionIds()
    questions = []
    for match in found:
        name, question = known[match.place]
        kept = json.loads(question.model_dump_json(exclude_defaults=True))
        kept["id"] = ids.of(question.id)
        kept["source"] = f"bank {name}; the text says {', '.join(match.words)}"
        questions.append(kept)
    _write(target, _bank(arguments, questions, ""))
    say(inert(f"{len(questions)} questions of the banks at hand fit this text:"))
    for match in found:
        name, question = known[match.place]
        say(inert(f"  {name}: {one_line(question.prompt, 70)}  [{', '.join(match.words[:3])}]"))
    say(inert("Without a model no question was written for this very text: name one with --model."))
    say(inert(f"Start: interviewer start {_named(arguments, target)}"))
    return 0


def _questions_of(name: str, arguments: argparse.Namespace) -> tuple[Any, ...]:
    try:
        return find_bank(name, home_of(arguments)).load().questions
    except ReportedError:
        return ()


# -- with a model ---------------------------------------------------------------------------------


def _from_material(
    arguments: argparse.Namespace, settings: Settings, material: str, target: Path
) -> int:
    progress = DraftProgress(target, f"{material}\0{arguments.count}")
    failed = asyncio.run(_drafted(settings, progress, material, arguments.count))
    ids = QuestionIds()
    questions = [
        {
            "id": ids.of(one["prompt"]),
            **_optional(one),
            **progress.done[one["prompt"]],
            "review": "drafted",
        }
        for one in progress.outline
        if one["prompt"] in progress.done
    ]
    if not questions:
        raise UsageError(
            f"Nothing was drafted: {failed} Without a model, --offline chooses from the banks at hand."
        )
    if failed:
        message(
            inert(
                f"{len(questions)} of {len(progress.outline)} are drafted and kept: {one_line(failed, 300)} The same command continues with the others."
            )
        )
        return 1
    _write(target, _bank(arguments, questions, "drafted"))
    progress.clear()
    say(
        inert(
            f"{len(questions)} questions drafted from {one_line(Path(arguments.source).name, 80)}."
        )
    )
    for question in questions:
        say(inert(f"  {one_line(question['prompt'], 76)}"))
        if source := question.get("source"):
            say(inert(f"      from: {one_line(source, 66)}"))
    _what_now(target, len(questions), _named(arguments, target))
    return 0


def _optional(one: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in (("topic", one["topic"].strip()), ("source", one["quote"].strip()))
        if value
    }


def _rubrics(bank: EditableBank, settings: Settings) -> int:
    bare = [question for question in bank.questions if not question.get("rubric")]
    if not bare:
        say(inert("Every question of this bank has a rubric already."))
        return 0
    failed = asyncio.run(_with_rubrics(settings, bank, bare))
    made = len(bare) - sum(not question.get("rubric") for question in bank.questions)
    say(inert(f"{made} of {len(bare)} questions have a drafted rubric now."))
    if failed:
        message(inert(f"{one_line(failed, 300)} The same command continues with the others."))
    _what_now(bank.path, made)
    return int(bool(failed))


async def _drafted(settings: Settings, progress: DraftProgress, material: str, count: int) -> str:
    """Draft what is missing; return why it ended early, else nothing."""

    async def draft(drafter: Any, line: Progress) -> None:
        if not progress.outline:
            progress.outline = [one.model_dump() for one in await drafter.outline(material, count)]
            progress.save()
        for number, one in enumerate(progress.outline, 1):
            if one["prompt"] not in progress.done:
                line.note(
                    inert(
                        f"question {number} of {len(progress.outline)}: {one_line(one['prompt'], 60)}"
                    )
                )
                progress.done[one["prompt"]] = await drafter.question(
                    one["prompt"], material=material
                )
                progress.save()

    return await _drafting(settings, draft)


async def _with_rubrics(settings: Settings, bank: EditableBank, bare: list[dict[str, Any]]) -> str:
    async def draft(drafter: Any, line: Progress) -> None:
        for number, question in enumerate(bare, 1):
            line.note(
                inert(f"question {number} of {len(bare)}: {one_line(question['prompt'], 60)}")
            )
            made = await drafter.question(
                question["prompt"], question.get("reference_answer") or ""
            )
            bank.replace(question, {**made, **question, "review": "drafted"})

    return await _drafting(settings, draft)


async def _drafting(settings: Settings, draft: Callable[[Any, Progress], Awaitable[None]]) -> str:
    model = open_model(settings)
    line = Progress(shown=on_terminal(results_elsewhere=True))
    drafter = Drafter(
        model,
        assets.drafting_prompts(),
        notify=lambda _notice: line.note(inert("waiting for the model ...")),
        on_length=lambda size: line.note(inert(f"{size:,} characters of the draft have come")),
    )
    try:
        await draft(drafter, line)
    except DraftError as error:
        return str(error)
    finally:
        line.end()
        await model.aclose()
    return ""


# -- what both end with ---------------------------------------------------------------------------


def _bank(
    arguments: argparse.Namespace, questions: list[dict[str, Any]], review: str
) -> dict[str, Any]:
    title = arguments.title or Path(arguments.source).stem.replace("_", " ").replace("-", " ")
    bank = {
        "schema_version": 1,
        "id": slug(title),
        "title": one_line(title, 150),
        "source": one_line(Path(arguments.source).name, 200),
        "review": review,
        "questions": questions,
    }
    return {key: value for key, value in bank.items() if value}


def _write(target: Path, bank: dict[str, Any]) -> None:
    raw = (json.dumps(bank, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    parse(raw, shown(target))
    private_folder(target.parent)
    write_atomically(target, raw)


def _named(arguments: argparse.Namespace, target: Path) -> str:
    return shown(target) if arguments.output else target.stem


def _what_now(path: Path, made: int, name: str = "") -> None:
    if made:
        called = name or path.stem
        say(inert(f"{made} to review, since nobody has yet: interviewer bank review {called}"))
        if name:
            say(inert(f"Start: interviewer start {name}"))
