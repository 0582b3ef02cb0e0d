"""What `interviewer doctor` asks of a model's server: can it do what an interview needs?

It makes real requests, a few dozen tokens in all, through the same client as an interview, so that
what is found here is what an interview will meet.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.examiners.model.http.client import OpenAIModel

import difflib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from interviewer.examiners.model.http.messages import Message, ModelError, Request
from interviewer.examiners.model.json_slips import repaired

_SHOWN_NAMES = 5
_SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
_STRUCTURES = {
    "schema": "it keeps to a JSON Schema",
    "json": "it knows JSON mode but no JSON Schema; replies are checked and asked again once",
    "plain": "it is asked for JSON in words alone; replies are checked and asked again once",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. Texts are inert."""

    name: str
    ok: bool | None
    """None: it could not be found out, or does not matter much."""
    verdict: str
    remedy: str = ""


async def probe(
    model: "OpenAIModel", notify: Callable[[str], None] = lambda _: None
) -> tuple[Check, ...]:
    """Look at a model's server; five checks, in order. Raises nothing for what it finds.

    `notify` is called with what is waited for.

    The chat decides: a key may be forbidden the list of models, and a list may use other names.
    """
    names: list[str] | ModelError | None
    notify("the list of models")
    try:
        names = await model.models()
    except ModelError as error:
        names = error
    notify("a first reply")
    streaming = await _streaming(model)
    if streaming.ok is False:
        rest = _untried("structured output", "token counts")
        if isinstance(names, ModelError):
            reachable = replace(streaming, name="reachable")
            return (reachable, *_untried("model", "streaming"), *rest)
        return (_reachable(model), _listed(model, names), streaming, *rest)
    known = _listed(model, names)
    if known.ok is False:
        known = _unlisted(model, known)
    notify("a structured reply")
    structured = await _structured(model)
    return (_reachable(model), known, streaming, structured, _counted(model))


def _reachable(model: "OpenAIModel") -> Check:
    return Check("reachable", ok=True, verdict=f"{model.server} answers")


def _unlisted(model: "OpenAIModel", known: Check) -> Check:
    """A model that answers under a name that its server does not list."""
    corrected = f"{known.verdict}, yet it answers"
    return Check("model", ok=True, verdict=corrected.replace(f"{model.name} is", "it is", 1))


def _failed(name: str, error: ModelError) -> Check:
    remedy = f"{error.remedy[:1].upper()}{error.remedy[1:]}." if error.remedy else ""
    return Check(name, ok=False, verdict=error.what, remedy=remedy)


def _untried(*names: str) -> tuple[Check, ...]:
    return tuple(Check(name, ok=None, verdict="not tried") for name in names)


def _listed(model: "OpenAIModel", names: list[str] | ModelError | None) -> Check:
    if isinstance(names, ModelError):
        return Check("model", ok=None, verdict=f"its list of models is not shown: {names.what}")
    if names is None:
        return Check("model", ok=None, verdict="the server offers no list of its models")
    if any(_bare(name) == _bare(model.name) for name in names):
        return Check("model", ok=True, verdict=f"{model.name} is in the server's list")
    if not names:
        return Check("model", ok=None, verdict="the server's list of models is empty")
    near = difflib.get_close_matches(model.name, names, n=_SHOWN_NAMES, cutoff=0.3)
    some = ", ".join(near or names[:_SHOWN_NAMES])
    return Check(
        "model",
        ok=False,
        verdict=f"{model.name} is not among the {len(names)} models that the server lists",
        remedy=f"Set one that it has with --model, such as {some}.",
    )


def _bare(name: str) -> str:
    """A model's name without what servers put around it: "models/x" and "x:latest" are "x"."""
    return name.lower().removeprefix("models/").removesuffix(":latest").rsplit("@", 1)[0]


async def _streaming(model: "OpenAIModel") -> Check:
    question = Message("user", "Reply with the single word: ready")
    began = time.monotonic()
    try:
        async with model.open(Request("probe", (question,), max_tokens=64), _ignore) as reply:
            seconds = time.monotonic() - began
            async for _ in reply:
                pass
    except ModelError as error:
        return _failed("streaming", error)
    if not reply.streamed:
        return Check(
            "streaming",
            ok=None,
            verdict="it answers, but all at once",
            remedy="Follow-ups will appear whole instead of word by word.",
        )
    return Check("streaming", ok=True, verdict=f"the first word came after {seconds:.1f} s")


async def _structured(model: "OpenAIModel") -> Check:
    system = Message("system", "You report on your state as JSON with one field, ready.")
    question = Message("user", "Are you ready? Reply as JSON.")
    request = Request("probe", (system, question), schema=_SCHEMA, max_tokens=200)
    try:
        async with model.open(request, _ignore) as reply:
            text = "".join([words async for words in reply])
    except ModelError as error:
        return _failed("structured output", error)
    how = _STRUCTURES[model.dialect.structure]
    if _fits(text):
        return Check("structured output", ok=True, verdict=how)
    return Check(
        "structured output",
        ok=False,
        verdict="its reply was not the JSON that was asked for",
        remedy="Gradings may fail; choose a larger model, or a server with JSON Schema support.",
    )


def _fits(text: str) -> bool:
    try:
        value, _ = repaired(text, max(text.find("{"), 0), ended=True)
    except ValueError:
        return False
    return type(value.get("ready")) is bool


def _counted(model: "OpenAIModel") -> Check:
    if model.usage.untold == 0 and model.usage.tokens_out > 0:
        return Check("token counts", ok=True, verdict="it reports how many tokens it used")
    return Check("token counts", ok=None, verdict="it does not report how many tokens it used")


def _ignore(_: object) -> None:
    """A doctor's visit shows no waiting."""
