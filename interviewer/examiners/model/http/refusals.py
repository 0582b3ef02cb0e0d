"""What a server says when it refuses, in a status or in an error object, as one sentence for a person.

Servers agree on the status codes at best: the message may stand under any of several names, and the
same refusal comes as 400 from one and as 500, or with status 200, from another.
"""

from typing import Any

from interviewer.examiners.model.http.deadlines import LONGEST_WAIT
from interviewer.examiners.model.http.endpoint import Endpoint
from interviewer.examiners.model.http.failures import OFFLINE, RequestFailure, filtered


def said_in(body: Any) -> tuple[str, str]:
    """Return the message and the code of an error body of any common shape; empty where none."""
    error = body
    if isinstance(body, dict):
        error = body.get("error") or (not body.get("message") and body.get("detail")) or body
    if isinstance(error, list):
        error = error[0] if error else ""
    if isinstance(error, str):
        return ("", "") if error.lstrip().startswith("<") else (error, "")
    if not isinstance(error, dict):
        return "", ""
    message = error.get("message") or error.get("msg") or ""
    codes = (str(error.get(name) or "") for name in ("code", "type", "param"))
    return message if isinstance(message, str) else "", " ".join(codes)


_CONTEXT = ("context length", "context_length", "context size", "context window", "too many tokens",
            "maximum context", "prompt is too long", "n_ctx", "exceed_context", "input is too long",
            "longer than the model", "reduce the length")  # fmt: skip
_BROKE = ("insufficient_quota", "billing", "credit", "exceeded your current quota")
_FILTER = ("content_filter", "content_policy", "content management policy", "responsibleai")
_GRAMMAR = ("response_format", "json_schema", "grammar")
"""Some servers fail over these with a 500 where they should refuse with a 400."""
_RETRIED = (408, 409, 425, 429)


def of_status(  # noqa: PLR0911 - one kind of refusal after another
    status: int, body: Any, location: str, wait: float | None, peer: Endpoint
) -> RequestFailure:
    """Map an HTTP status, or an error object that says one, with the server's own words."""
    message, code = said_in(body)
    text = f"{message} {code}".lower()
    said = f': "{peer.quote(message)}"' if message.strip() else ""
    if 300 <= status < 400:
        return _of_redirect(location, peer)
    if status in (400, 413, 422, 500) and (status == 413 or any(w in text for w in _CONTEXT)):
        failure = RequestFailure(
            f"The conversation is too long for {peer.model} at {peer.shown}",
            f"use a model or a server setting with a longer context, {OFFLINE}",
        )
        failure.context_too_long = True
        return failure
    if any(word in text for word in _FILTER) and status in (400, 403, 422):
        return filtered(peer)
    if status in (401, 403):
        return _of_key(status, said, peer)
    if status == 402 or (status == 429 and any(word in text for word in _BROKE)):
        return RequestFailure(
            f"The account at {peer.shown} has no credit left{said}",
            f"add credit with the provider, {OFFLINE}",
        )
    if status in (404, 405) or "model_not_found" in text:
        return _of_missing(text, said, peer)
    if status in _RETRIED or (status >= 500 and status != 501):
        failure = _of_trouble(status, said, wait, peer)
        failure.lacking = status == 500 and any(word in text for word in _GRAMMAR)
    else:
        failure = RequestFailure(
            f"{peer.shown} refused the request ({status}){said}",
            f"try another model, {OFFLINE}; `interviewer doctor` shows what this one can do",
        )
        failure.lacking = status in (400, 422, 501)
    failure.said = text
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
            f"{peer.shown} asks for a key ({status}), and none is configured for it",
            "set INTERVIEWER_API_KEY, or name a file that holds it with --key-file",
        )
    verb = "rejected" if status == 401 else "does not give access for"
    return RequestFailure(
        f"{peer.shown} {verb} {peer.the_key()}{said}",
        "check that the key is valid, belongs to this server and may use this model",
    )


def _of_missing(text: str, said: str, peer: Endpoint) -> RequestFailure:
    if "model" in text:
        return RequestFailure(
            f"{peer.shown} does not know {peer.the_model()}{said}",
            "`interviewer doctor` lists the models it has; set one with --model",
        )
    path = "" if peer.path.rstrip("/").endswith("/v1") else ", which usually ends in /v1"
    return RequestFailure(
        f"{peer.shown} has no chat API at {peer.quote(peer.path) or '/'} (404)",
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
    message, code = said_in(body)
    digits = next((word for word in code.split() if word.isdigit() and len(word) == 3), "")
    status = int(digits or 0) or next((s for word, s in _CODES.items() if word in code), 0)
    if status >= 400:
        return of_status(status, body, "", None, peer)
    said = f': "{peer.quote(message)}"' if message.strip() else ""
    return RequestFailure(
        f"{peer.shown} reported an error instead of a reply{said}",
        f"try again, {OFFLINE}",
        retry=True,
    )
