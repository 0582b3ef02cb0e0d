"""Gradings that are asked for in a file, and read from one hours later.

The prompt, the form of a reply and the checks are those of a live grading. Only the remedies are
missing: a reply that cannot be used is not asked for again, its answer stays ungraded.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from interviewer.core.protocol import Graded, Ungraded
from interviewer.core.sheets import Sheet
from interviewer.core.text import normalise, one_line
from interviewer.examiners.model.checks import verdicts
from interviewer.examiners.model.checks.not_answers import not_an_answer
from interviewer.examiners.model.http.batch_client import ENDPOINT
from interviewer.examiners.model.http.dialect import Dialect
from interviewer.examiners.model.http.messages import Request
from interviewer.examiners.model.prompts import Prompts, Randomness
from interviewer.examiners.model.reply import Unusable, faults, read, schema


class BatchedGrading:
    """Words requests for one model, and reads what came of them."""

    def __init__(
        self,
        model: str,
        prompts: Mapping[str, str],
        *,
        hosted: bool,
        randomness: Randomness = secrets.token_bytes,
    ) -> None:
        self._model = model
        self._prompts = Prompts(prompts, randomness)
        self._dialect = Dialect.first(model, hosted=hosted)

    def known(self, sheet: Sheet) -> Graded | None:
        """The verdict on what is no answer at all: nobody is asked, and nothing paid."""
        remark = not_an_answer(sheet.question, sheet.asked, sheet.answers[-1])
        if remark is None:
            return None
        return Graded(verdict=verdicts.unanswered(self._model, sheet, remark))

    def line(self, name: str, sheet: Sheet) -> bytes:
        """The line that asks for one grading; `name` comes back with its reply."""
        question = sheet.question
        request = Request(
            "grade",
            self._prompts.grading(sheet, wanted=None),
            schema(question, follow_ups=False),
            max_tokens=400 + 120 * len(question.points),
        )
        body = self._dialect.body(request, self._model)
        for live in ("stream", "stream_options"):
            body.pop(live, None)
        line = {"custom_id": name, "method": "POST", "url": ENDPOINT, "body": body}
        return json.dumps(line).encode("ascii") + b"\n"

    def outcome(self, sheet: Sheet, record: Mapping[str, Any] | None) -> Graded | Ungraded:
        """What a line of results says of a sheet; None is an answer that has no such line."""
        if record is None:
            return Ungraded(reason="The batch ended before this answer was graded.")
        try:
            text = _said(record)
            draft = read(normalise(text))
        except Unusable as unusable:
            return Ungraded(reason=f"The model's grading could not be used: {unusable}")
        except _Failed as failed:
            return Ungraded(reason=str(failed))
        problems = faults(draft, sheet.question)
        if problems:
            return Ungraded(reason=f"The model's grading could not be used: {' '.join(problems)}")
        return Graded(verdict=verdicts.verdict(self._model, sheet, draft))


class _Failed(Exception):  # noqa: N818 - read as "failed for good"
    """No reply to read; the message is the reason."""


def _said(record: Mapping[str, Any]) -> str:
    """The words of a reply. Raises _Failed where there are none to be trusted."""
    response = record.get("response")
    body = response.get("body") if isinstance(response, dict) else None
    if not isinstance(response, dict) or response.get("status_code") != 200:
        error = record.get("error") or (body.get("error") if isinstance(body, dict) else None)
        said = error.get("message") if isinstance(error, dict) else None
        why = f": {one_line(said, 200)}" if isinstance(said, str) else ""
        raise _Failed(f"The server could not grade this answer{why}.")
    try:
        choice = (body or {})["choices"][0]
        message, finish = choice["message"], choice.get("finish_reason")
        content, refusal = message.get("content"), message.get("refusal")
    except (TypeError, KeyError, IndexError, AttributeError):
        raise _Failed("The server's reply in the batch is none of a model's.") from None
    if finish == "length":
        raise _Failed("The model's grading was cut off.")
    if finish == "content_filter":
        raise _Failed("The provider filtered this answer or its grading.")
    if refusal or not isinstance(content, str):
        raise _Failed("The model refused to grade this answer.")
    return content
