"""What a server says when it refuses, in a status or in an error object, as one sentence for a person.

Servers agree on the status codes at best: the message may stand under any of several names, and the
same refusal comes as 400 from one and as 500, or with status 200, from another.
"""

from typing import Any

from interviewer.examiners.model.http.deadlines import LONGEST_WAIT
from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.failures import OFFLINE, RequestFailure, filtered, quoted
from interviewer.examiners.model.http.oddities import CHANCE, KEY, Part, refused_parts
from interviewer.examiners.model.http.refusal_words import Words, words_in

_CONTEXT = ("context length", "context_length", "context size", "context window", "too many tokens",
            "maximum context", "prompt is too long", "n_ctx", "exceed_context", "input is too long",
            "longer than the model", "reduce the length", "reduce your message", "token limit exceeded")  # fmt: skip
_BROKE = ("insufficient_quota", "billing", "credit", "exceeded your current quota")
_FILTER = ("content_filter", "content_policy", "content management policy", "responsibleai")
_RETRIED = (408, 409, 425, 429)
_FORM = (400, 415, 422, 424, 501)
"""Statuses that refuse the form of a request, whether or not they say which part of it."""


def of_status(
    status: int, body: Any, location: str, wait: float | None, peer: Endpoint
) -> RequestFailure:
    """Map an HTTP status, or an error object that says one, with the server's own words."""
    if 300 <= status < 400:
        return _of_redirect(location, peer)
    words = words_in(body)
    failure = _of_words(status, words, peer) or _of_form(status, words, wait, peer)
    failure.said, failure.named = words.text, words.named
    return failure


def _of_words(status: int, words: Words, peer: Endpoint) -> RequestFailure | None:  # noqa: PLR0911 - one kind of refusal after another
    """What another form of the request would not help, but for its length."""
    text, said = words.text, quoted(peer, words.message)
    if status < 400:
        return None
    if status in (401, 403) or (status in (400, 422, 498) and _speaks_of_the_key(text)):
        if any(word in text for word in _FILTER):
            return filtered(peer, words.message)
        return _of_key(status, said, peer)
    if status == 413 or (status < 600 and status != 429 and any(word in text for word in _CONTEXT)):
        failure = RequestFailure(
            f"The conversation is too long for {peer.model} at {peer.shown}{said}",
            f"use a model or a server setting with a longer context, {OFFLINE}",
        )
        failure.context_too_long = True
        return failure
    if any(word in text for word in _FILTER) and status < 500:
        return filtered(peer, words.message)
    if status == 402 or (status == 429 and any(word in text for word in _BROKE)):
        return RequestFailure(
            f"The account at {peer.shown} has no credit left{said}",
            f"add credit with the provider, {OFFLINE}",
        )
    if "model_not_found" in text or (status in (404, 405) and not _of_router(text)):
        return _of_missing(status, text, said, peer)
    return None


def _speaks_of_the_key(text: str) -> bool:
    return KEY.pattern is not None and KEY.pattern.search(text) is not None


def _of_router(text: str) -> bool:
    """Whether a 404 is about what was asked for, and not about where."""
    return Part.STRUCTURE in refused_parts(text) or "not support" in text


def _of_form(status: int, words: Words, wait: float | None, peer: Endpoint) -> RequestFailure:
    """A refusal that another form of the request, or another time, may get past."""
    said = quoted(peer, words.message)
    named = bool(refused_parts(words.named) or refused_parts(words.text))
    if status in _RETRIED or (status >= 500 and status != 501):
        failure = _of_trouble(status, said, wait, peer)
        failure.lacking = status != 429 and named
    else:
        failure = RequestFailure(
            f"{peer.shown} refused the request ({status}){said}",
            f"try another model, {OFFLINE}; `interviewer doctor` shows what this one can do",
        )
        failure.lacking = named or status in (*_FORM, 404, 405)
    failure.unnamed = status in (*_FORM, 404, 405)
    failure.chance = CHANCE.pattern is not None and CHANCE.pattern.search(words.text) is not None
    return failure


def _of_redirect(location: str, peer: Endpoint) -> RequestFailure:
    target = peer.quote(location.partition("?")[0]) or "another address"
    return RequestFailure(
        f"{peer.shown} redirects to {target}, where neither the key nor your answers are sent",
        "if that is the right address, set it as the base URL",
    )


def _of_key(status: int, said: str, peer: Endpoint) -> RequestFailure:
    if not peer.key:
        return RequestFailure(
            f"{peer.shown} asks for a key ({status}), and none is configured for it{said}",
            "set INTERVIEWER_API_KEY, or name a file that holds it with --key-file",
        )
    verb = "does not give access for" if status == 403 else "rejected"
    return RequestFailure(
        f"{peer.shown} {verb} {peer.the_key()}{said}",
        "check that the key is valid, belongs to this server and may use this model",
    )


def _of_missing(status: int, text: str, said: str, peer: Endpoint) -> RequestFailure:
    if "model" in text or "endpoints found for" in text:
        return RequestFailure(
            f"{peer.shown} does not know {peer.the_model()}{said}",
            "`interviewer doctor` lists the models it has; set one with --model",
        )
    path = "" if peer.path.rstrip("/").endswith("/v1") else ", which usually ends in /v1"
    return RequestFailure(
        f"{peer.shown} has no chat API at {peer.quote(peer.path) or '/'} ({status}){said}",
        f"correct the base URL{path}",
    )


def _of_trouble(status: int, said: str, wait: float | None, peer: Endpoint) -> RequestFailure:
    if wait is not None and wait > LONGEST_WAIT:
        return RequestFailure(
            f"{peer.shown} asks to wait {_spoken(wait)} before the next request{said}",
            f"try again then, {OFFLINE}",
        )
    what = "is asked too often" if status == 429 else "has trouble of its own"
    failure = RequestFailure(
        f"{peer.shown} {what} ({status}){said}", f"try again in a while, {OFFLINE}", retry=True
    )
    failure.wait = wait
    return failure


def _spoken(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"


_CODES = {
    "quota": 429, "rate_limit": 429, "model_not_found": 404, "context": 400, "api_key": 401,
    "auth": 401, "overloaded": 529, "server_error": 500, "invalid_request": 400,
}  # fmt: skip
"""What the word codes of error objects mean as an HTTP status."""


def of_error_object(body: Any, peer: Endpoint) -> RequestFailure:
    """Map an error object that came with status 200, alone or inside a stream."""
    words = words_in(body)
    digits = next((word for word in words.code.split() if word.isdigit() and len(word) == 3), "")
    status = int(digits or 0) or next(
        (s for word, s in _CODES.items() if word in words.code.lower()), 0
    )
    if status < 400 and any(word in words.text for word in _CONTEXT):
        status = 400
    if status >= 400:
        return of_status(status, body, "", None, peer)
    failure = RequestFailure(
        f"{peer.shown} reported an error instead of a reply{quoted(peer, words.message)}",
        f"try again, {OFFLINE}",
        retry=True,
    )
    failure.said, failure.named = words.text, words.named
    failure.lacking = bool(refused_parts(words.text))
    return failure
