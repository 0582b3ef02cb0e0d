"""What to do about a refusal: which part of the request gives way, for this call and for later ones."""

from dataclasses import replace

from interviewer.examiners.model.http import token_limits
from interviewer.examiners.model.http.dialect import Dialect
from interviewer.examiners.model.http.failures import RequestFailure
from interviewer.examiners.model.http.oddities import refused_parts
from interviewer.examiners.model.http.retries import MOST_REQUESTS, Call


def adapted(known: Dialect, call: Call, failure: RequestFailure) -> Dialect | None:
    """Give the call a form that the server may take, and the failure leave to be retried at once.

    Returns what is known of the server from now on; None where nothing was learned. Many calls may
    be on their way: one that was refused for what is known by now only follows.
    """
    if failure.chance and not call.had_chance:
        call.had_chance = True
        return _again(call, failure, call.dialect, None)
    fitted = _fitted(call, failure)
    if fitted is not None:
        sizes = {
            name: getattr(fitted, name) for name in ("most_tokens", "context", "chars_a_token")
        }
        return _again(call, failure, fitted, replace(known, **sizes))
    if not failure.lacking:
        return None
    with_schema = call.request.schema is not None
    if known.form != call.dialect.form and not call.guessed:
        return _again(call, failure, known, None)
    better = call.dialect.learned(failure.said, failure.named, with_schema=with_schema)
    if better is not None:
        learned = replace(better, sure=known.sure and better.structure == known.structure)
        return _again(call, failure, _next_form(call, failure, better), learned)
    if failure.unnamed and not _trusted(call.dialect, with_schema=with_schema):
        _guess(call, failure, with_schema=with_schema)
    return None


def _next_form(call: Call, failure: RequestFailure, better: Dialect) -> Dialect:
    """The form without what was refused; the last request, where each refusal names another part, has
    nothing left that could be refused.
    """
    parts: set[str] = set(refused_parts(failure.named) or refused_parts(failure.said))
    others, call.refused = call.refused - parts, call.refused | parts
    call.for_once = bool(others) and call.request.spent == MOST_REQUESTS - 1
    return better.barest() if call.for_once else better


def _again(
    call: Call, failure: RequestFailure, dialect: Dialect, learned: Dialect | None
) -> Dialect | None:
    call.dialect = dialect
    failure.retry, failure.wait, failure.adapted = True, 0.0, True
    return learned


def _trusted(dialect: Dialect, *, with_schema: bool) -> bool:
    """Whether a request of this form was taken before: then its form is not to blame."""
    return dialect.sure if with_schema else dialect.speaks or dialect.sure


def _guess(call: Call, failure: RequestFailure, *, with_schema: bool) -> None:
    """A refusal without a reason: ask for a weaker form of JSON, and at last for nothing at all."""
    weaker = call.dialect.stepped_down() if with_schema else None
    call.for_once = failure.chance
    if weaker is None or (call.request.spent == MOST_REQUESTS - 1 and not failure.chance):
        weaker = call.dialect.barest()
    if weaker.form == call.dialect.form:
        return
    call.guessed = True
    _again(call, failure, weaker, None)


def _fitted(call: Call, failure: RequestFailure) -> Dialect | None:
    """A dialect that asks for fewer tokens, where the server said that fewer would do."""
    limits = token_limits.stated(failure.said)
    stated = limits.most is not None or (limits.context and (limits.requested or limits.prompt))
    if not (failure.context_too_long or (stated and failure.lacking)):
        return None
    return call.dialect.fitted(call.request, limits)


def confirmed(known: Dialect, call: Call) -> Dialect:
    """What is known once a form has been taken."""
    taken = call.dialect
    if call.for_once:
        return known
    if call.guessed and known.form != taken.form:
        return replace(
            taken, sure=call.request.schema is not None, guessed=True,
            reasons=known.reasons, thinks_unopened=known.thinks_unopened, speaks=known.speaks,
        )  # fmt: skip
    if call.request.schema is None or known.structure != taken.structure:
        return known
    return replace(known, sure=True)
