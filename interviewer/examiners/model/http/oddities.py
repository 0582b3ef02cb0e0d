"""Where servers differ from the API they imitate: the one list of it, which the client works by.

Each entry says how an oddity is recognised, what is done, and on what kind of server it was seen.
Where an oddity is recognised by words, the words are a pattern here and nowhere else: `dialect.py`
and `refusals.py` ask this table. Where it is recognised by structure, `where` names the function.
The row is that of the table of faults (`make faults`), where its tests are found.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """A part of a request that can give way, by the name that `Dialect.without` knows."""

    ROLES = "roles"
    STREAM = "stream"
    STREAM_OPTIONS = "stream_options"
    TEMPERATURE = "temperature"
    LIMIT = "limit"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One way in which servers differ."""

    row: str
    what: str
    """What the server does."""
    recognised: str
    done: str
    seen: str
    """The kind of server or gateway, as its users report it."""
    where: str = ""
    """The function that recognises it, where that is not the pattern."""
    part: Part | None = None
    """The part of the request that gives way."""
    pattern: re.Pattern[str] | None = None
    """Found in what the server says, in lower case."""
    sample: str = ""
    """Words of the kind; a test holds every pattern to its sample and to no other entry's."""


def _pattern(*alternatives: str) -> re.Pattern[str]:
    # Every alternative is bounded: refusals are a stranger's text, and reading them is linear.
    return re.compile("|".join(alternatives))


REFUSED_PARTS: Final = (
    Oddity(
        "S1",
        "refuses the role `system`, often with a status of 500",
        "words about roles that must alternate, or about a system or developer role, message or"
        " prompt that is not supported; a parameter `role` named in `loc` or `param`",
        "the rules go to the head of the first user message, for the session and the next ones",
        "chat templates of Gemma and early Mistral under llama.cpp and vLLM; gateways to Bedrock",
        part=Part.ROLES,
        pattern=_pattern(
            r"roles? must alternate",
            r"alternate (?:between )?user",
            r"(?:only|supported roles?)[^\n]{0,40}\buser\b[^\n]{0,20}\bassistant\b",
            r"\b(?:system|developer)\b['\"`]?[^\n]{0,20}\b(?:role|message|prompt|instruction)s?\b"
            r"[^\n]{0,30}\b(?:not|isn't|aren't|un(?:supported|known)|invalid|disabled|disallowed)",
            r"\b(?:not|n't|un(?:supported|known|expected)|invalid|no)\b[^\n]{0,40}"
            r"\b(?:system|developer)\b['\"`]?[^\n]{0,12}\b(?:role|message|prompt|instruction)",
            r"\brole\b[^\n]{0,60}\b(?:not support|unsupported|invalid|unknown|unexpected)"
            r"[^\n]{0,30}['\"`]?\b(?:system|developer)\b",
            r"\brole\b[^\n]{0,20}['\"`]?\b(?:system|developer)\b",
            r"(?:first|only)[^\n]{0,30}(?:message|role)[^\n]{0,30}\bmust be[^\n]{0,20}\buser\b",
            r"messages?[^\n]{0,16}\brole\b",
        ),
        sample="Conversation roles must alternate user/assistant/user/assistant/...",
    ),
    Oddity(
        "S2",
        "refuses `stream_options`",
        "the parameter's name, wherever in the body it stands",
        "usage is not asked for; what a reply costs is then `at least`",
        "servers that check requests strictly, mostly FastAPI ones; older Azure versions",
        part=Part.STREAM_OPTIONS,
        pattern=_pattern(r"stream_options", r"include_usage", r"\bstreamoptions\b"),
        sample='{"detail": [{"loc": ["body", "stream_options"], "msg": "Extra inputs"}]}',
    ),
    Oddity(
        "S2",
        "does not stream, or does not stream this model to this account",
        "words about streaming that is not supported or needs something first",
        "the reply is asked for in one piece",
        "gateways to hosted reasoning models, home-made servers",
        part=Part.STREAM,
        pattern=_pattern(
            r"\bstream(?:ing|ed)?\b['\"`]?[^\n_]{0,30}(?:not (?:support|allow|implement|permit|avail)"
            r"|unsupported|must be (?:false|disabled)|disabled|forbidden)",
            r"(?:not support|unsupported|does not allow|cannot|can't|verified to|unknown|unexpected"
            r"|unrecogni[sz]ed)[^\n]{0,40}\bstream(?:ing)?\b(?!_)",
        ),
        sample="Your organization must be verified to stream this model.",
    ),
    Oddity(
        "S2",
        "refuses `temperature` 0, or any",
        "the parameter's name",
        "no temperature is sent",
        "hosted reasoning models; some gateways want it above 0",
        part=Part.TEMPERATURE,
        pattern=_pattern(r"temperature"),
        sample="Unsupported value: 'temperature' does not support 0 with this model.",
    ),
    Oddity(
        "S2",
        "knows the limit of a reply by another name, or by none",
        "the name that was sent, in words that are not about its size (that is S4)",
        "the other name is tried, then no limit",
        "hosted reasoning models want max_completion_tokens, older servers max_tokens",
        part=Part.LIMIT,
        pattern=_pattern(r"max_(?:completion_|new_|output_)?tokens", r"max(?:completion|output)?tokens"),
        sample="Unsupported parameter: 'max_tokens' is not supported with this model.",
    ),
    Oddity(
        "S3",
        "knows no JSON Schema, or no JSON mode, or no schema of this shape",
        "words about response_format, schemas, grammars or structured output; a router's `no"
        " endpoints found that support` (404), which is not about the URL",
        "JSON mode is asked for, then JSON in words alone; the router's words are shown",
        "routers over many providers, small local servers, older hosted models",
        part=Part.STRUCTURE,
        pattern=_pattern(
            r"response_?format", r"json_(?:schema|object|mode)", r"json (?:schema|mode|object)",
            r"\bschema\b", r"\bgrammar\b", r"structured", r"guided_", r"no endpoints? found that",
        ),
        sample="No endpoints found that support the requested parameters: response_format",
    ),
)  # fmt: skip
"""What can be refused by its name, in the order in which it gives way."""


KEY: Final = Oddity(
    "S14",
    "answers a bad key with 400 or another status than 401",
    "words about a key, a token or credentials that are not valid, with any status from 400 to 499",
    "reported as a rejected key, and asked once",
    "hosted APIs of search engines' makers, gateways",
    pattern=_pattern(
        r"api[_ -]?key[^\n]{0,40}(?:not valid|invalid|incorrect|expired|not found|missing|revoked"
        r"|wrong|unknown|required|not provided|disabled)",
        r"(?:invalid|incorrect|expired|missing|wrong|no|bad|revoked|unknown)[^\n]{0,12} api[_ -]?key",
        r"(?:invalid|incorrect|wrong|missing|expired|no auth|bad)[_ ](?:auth|credential|bearer|access token)",
        r"\bunauthori[sz]ed\b", r"\bunauthenticated\b", r"authentication[ _](?:error|fail|required)",
        r"api_key_invalid", r"invalid_api_key", r"no auth credentials",
    ),
    sample="API key not valid. Please pass a valid API key.",
)  # fmt: skip

CHANCE: Final = Oddity(
    "S10",
    "refuses its own reply because it did not keep to the schema (400 json_validate_failed)",
    "that code, or words about generated or failed JSON",
    "the same request once more: the next reply may keep to it; then a weaker response_format",
    "hosted inference that checks a reply behind the model",
    pattern=_pattern(
        r"json_validate_failed", r"failed to (?:generate|validate) json", r"failed_generation",
        r"generated json (?:does not|is not|is in)",
    ),
    sample="Failed to generate JSON. Please adjust your prompt. json_validate_failed",
)  # fmt: skip

OTHERS: Final = (
    Oddity(
        "S2",
        "hides what it says: an object or a list as `message`, `detail[].loc`, `errors: [...]`, a list"
        " as body, JSON inside a string such as `error.metadata.raw`",
        "the body is searched whatever its shape",
        "its words are shown, and its names decide which part gives way",
        "FastAPI servers, routers that pass an upstream's error on, cloud gateways",
        where="refusal_words.words_in",
    ),
    Oddity(
        "S4",
        "refuses a limit that leaves no room in its context, or is above its highest",
        "numbers in the refusal: the context, what was requested, the highest allowed",
        "what fits is asked for; limit and context are remembered",
        "vLLM, text-generation-inference, hosted models with 4,096 or 8,192 tokens",
        where="token_limits.stated",
    ),
    Oddity(
        "S5",
        "is silent for up to 90 s before its first word",
        "no word, no thought, after the request was accepted",
        "waited for until the total deadline, with a notice that it may be thinking; never asked again",
        "hosted reasoning models that do not show their thoughts; local models while they load",
        where="deadlines.Deadlines.for_model",
    ),
    Oddity(
        "S6",
        "puts thoughts into the text of its reply",
        "the marks of `thought_marks.py`, at the head or in the middle; an end without a beginning;"
        " channels, also with their marks stripped (`analysis...assistantfinal`)",
        "cut out; plain words are held back until it is known that they are not thoughts",
        "local servers without a reasoning parser; every family of models has marks of its own",
        where="thinking.SpokenText",
    ),
    Oddity(
        "S7",
        "sends thoughts in fields or parts of their own",
        "a field whose name begins with reasoning, thinking or thought; content parts of such a type",
        "count as a sign of life, and are not shown",
        "routers, gateways, hosted reasoning models",
        where="events.pieces_in",
    ),
    Oddity(
        "S8",
        "sends the reply where thoughts or the arguments of a tool belong",
        "JSON was asked for, there was no content, and such a field holds one whole object",
        "that is the reply",
        "local servers whose reasoning parser takes all; gateways that make a schema a tool call",
        where="streaming.StreamedReply._elsewhere",
    ),
    Oddity(
        "S8",
        "labels its body wrongly: events as application/json or text/plain, JSON as event-stream, an"
        " impossible charset",
        "the first characters of the body",
        "the body is read as what it is, as UTF-8; the content type is not looked at",
        "proxies, home-made servers",
        where="body_reader.BodyReader",
    ),
    Oddity(
        "S8",
        "sends JSON with a `[DONE]` behind it, one object a line, empty `data:` lines, an `error:` line,"
        " bare words as data, an event over several lines, events without empty lines between",
        "each line for itself",
        "read; an error's words are shown; bare words are the reply unless they speak of an error",
        "local servers, gateways that copy streams",
        where="body_reader.BodyReader",
    ),
    Oddity(
        "S9",
        "slips in its JSON: a comma too many, an escape that is none, a raw line end in a string, no"
        " last brace, a comment, Python's None; two equal objects; `Yes` for yes",
        "only where there is exactly one reading",
        "repaired; two readings are asked again",
        "small local models without a grammar",
        where="examiners/model/json_slips.repaired",
    ),
    Oddity(
        "S11",
        "forbids its list of models, or lists them under other names, while chat works",
        "the chat works",
        "doctor judges by the chat",
        "keys with few rights, gateways, hosted APIs that list models/NAME",
        where="examiners/model/server_check.probe",
    ),
    Oddity(
        "S12",
        "stands behind a proxy that is dead",
        "a connection that fails where the environment names a proxy for it",
        "the proxy is named with its variable; this machine, 0.0.0.0 too, is reached past any proxy",
        "company networks",
        where="proxies.proxy_for",
    ),
    Oddity(
        "S13",
        "cannot be trusted because a variable names certificates that are not there",
        "SSL_CERT_FILE, SSL_CERT_DIR or REQUESTS_CA_BUNDLE with a path that cannot be read",
        "reported with the remedy before question 1",
        "moved or removed Python environments, company networks",
        where="settings/certificates.check_certificates",
    ),
    Oddity(
        "B10",
        "echoes the key, whole, in pieces or in base64",
        "eight characters in a row of it, or of its base64 at any offset",
        "masked in everything that is shown or written",
        "test servers, request inspectors",
        where="core/redaction.scrubbed",
    ),
    Oddity(
        "B11",
        "sends numbers of thousands of digits, or JSON nested thousands deep",
        "a token count above a billion; a depth that the JSON reader refuses",
        "the count is as if not reported; the reply is unreadable",
        "broken or hostile servers",
        where="events.tokens_in",
    ),
    Oddity(
        "B12",
        "sends an error of 30 MB, or a reply that has no end",
        "bytes counted on the way",
        "of an error the first 256 KB are read, of an event 8 MB",
        "broken or hostile servers",
        where="connection.CountedStream",
    ),
)

ODDITIES: Final = (*REFUSED_PARTS, KEY, CHANCE, *OTHERS)
"""All of them."""


def refused_parts(said: str) -> tuple[Part, ...]:
    """The parts of a request that a server's words (in lower case) name, in order."""
    return tuple(
        oddity.part
        for oddity in REFUSED_PARTS
        if oddity.part is not None and oddity.pattern is not None and oddity.pattern.search(said)
    )
