"""What a server says about how much it takes and gives, read from the numbers in its refusal."""

import re
from dataclasses import dataclass

_COMMA = re.compile(r"(?<=\d)[,_](?=\d{3}\b)")
_N = r"['\"`]?(\d{2,9})\b"
_CONTEXT = re.compile(
    rf"(?:context|window|model_len|model length|sequence length)[^\d\n]{{0,60}}?{_N}"
    rf"|n_ctx\D{{0,6}}{_N}"
    rf"|(?:inputs?|prompt)\W{{0,3}} (?:tokens )?\+ [^\d\n]{{0,40}}must be[^\d\n]{{0,12}}{_N}"
    rf"|\blimit:? {_N}[^\n]{{0,20}}\brequested\b"
)
_PROMPT = re.compile(
    rf"{_N}\W{{0,3}}(?:tokens? )?(?:in|from|for) (?:the |your )?(?:messages|prompt|input)"
    rf"|{_N}\W{{0,3}}(?:input|prompt|inputs\W)[ `]{{0,3}}tokens?"
    rf"|(?:prompt|input|inputs|messages)\W{{0,3}}(?:tokens?|has|have|contains?|is|of|with|resulted|in| ){{1,6}}\W{{0,3}}{_N}"
    rf"|n_prompt_tokens\D{{0,6}}{_N}"
    rf"|given: {_N}"
)
_REQUESTED = re.compile(rf"request(?:ed|s|ing)?(?: for| about| a total of)?:? {_N}")
_MOST = re.compile(
    rf"(?:<=|less than or equal to|at most|no more than|up to|not exceed|below|maximum(?: allowed)?"
    rf"(?: value)?(?: of| is)?|limit(?:ed to| of| is)|cannot be (?:greater|more|larger) than"
    rf"|smaller than|less than|> ?)\W{{0,3}}{_N}"
    rf"|(?:range|between)\W{{0,3}}(?:of )?\W?\d{{1,3}}\W{{0,3}}(?:and|to|,|-)\W{{0,3}}{_N}"
    rf"|\[ ?\d{{1,3}} ?, ?{_N}"
)
_LIMIT_WORDS = re.compile(
    r"max_(?:completion_|new_|output_)?tokens|max(?:completion|output)?tokens|max tokens"
    r"|(?:completion|output|response) tokens"
)


@dataclass(frozen=True, slots=True)
class TokenLimits:
    """What was stated; None where nothing was."""

    most: int | None = None
    """The highest limit of a reply that the server takes."""
    context: int | None = None
    """What prompt and reply may have together."""
    prompt: int | None = None
    """What the prompt that was refused has."""
    requested: int | None = None
    """What prompt and limit that were refused come to."""


def stated(said: str) -> TokenLimits:
    """Read a refusal, in lower case. Numbers are in tokens."""
    text = _COMMA.sub("", said[:4_000])
    context, prompt, requested = (_first(p, text) for p in (_CONTEXT, _PROMPT, _REQUESTED))
    most = None
    named = _LIMIT_WORDS.search(text)
    if named is not None:
        most = _first(_MOST, text[max(0, named.start() - 80) :])
        if most == context and re.search(r"inputs?\W{0,3} ", text):
            most = None  # of both together, and read as such
    return TokenLimits(most, context, prompt, requested)


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return next((int(group) for group in found.groups() if group), None) if found else None
