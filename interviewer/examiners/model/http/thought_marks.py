"""The marks between which models put thoughts that are not meant to be shown.

Every family of models has its own, and a server without a parser for them passes them on as text.
They are compared without regard to case; a tag may have attributes and may be escaped for HTML.
"""

import re

_NAMES = (
    "think", "thinking", "thought", "thoughts", "reasoning", "reason", "reflection", "analysis",
    "scratchpad", "inner_monologue", "internal_monologue", "cot", "chain_of_thought", "deliberation",
)  # fmt: skip
_TAG = rf"(?:\w{{1,12}}:)?(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})"

OPEN = re.compile(
    rf"(?:<|&lt;)\|?{_TAG}(?:\s[^<>\n]{{0,80}})?\|?(?:>|&gt;)"
    r"|\[(?:THINK|THINKING|REASONING|THOUGHT)\]"
    r"|<\|(?:begin|start)_(?:of_)?(?:thought|thinking|reasoning)s?\|>"
    r"|\u25c1think\u25b7"
    r"|<unused94>(?:thought)?",
    re.IGNORECASE,
)
CLOSE = re.compile(
    rf"(?:<|&lt;)\|?/\|?{_TAG}\s{{0,4}}\|?(?:>|&gt;)"
    r"|\[/(?:THINK|THINKING|REASONING|THOUGHT)\]"
    r"|<\|end_(?:of_)?(?:thought|thinking|reasoning)s?\|>"
    r"|\u25c1/think\u25b7"
    r"|<unused95>",
    re.IGNORECASE,
)
LONGEST = 130
"""Characters that a mark can have: so much of a text must be kept while one may be incomplete."""

CHANNEL = re.compile(r"<\|(?:channel|start|message)\|>", re.IGNORECASE)
"""A reply in channels begins with one of these."""
FINAL = re.compile(
    r"<\|channel\|>\s{0,4}final[^<{]{0,20}(?:<\|constrain\|>[^<]{0,20})?<\|message\|>"
    r"|assistant\s{0,4}<\|channel\|>\s{0,4}final[^<{]{0,20}<\|message\|>",
    re.IGNORECASE,
)
"""Where the channel that is meant to be shown begins."""
CONTROL = re.compile(r"<\|[a-z_]{2,24}\|>")
"""A control word of a chat template; none is ever meant to be shown."""

STRIPPED = re.compile(r"analysis(?=[A-Z\s\W])")
"""How a reply in channels begins whose marks were stripped: "analysisWe need to ..."."""
STRIPPED_FINAL = re.compile(r"assistant(?:[ \t]{0,4}\n\s{0,4})?final(?:json(?=\s{0,4}\{))?")

_BEGINNINGS = (
    *(f"<{name}" for name in _NAMES), *(f"&lt;{name}" for name in _NAMES),
    *(f"</{name}" for name in _NAMES), "<seed:", "</seed:", "[THINK", "[REASONING", "[THOUGHT",
    "[/THINK", "<|", "\u25c1think\u25b7", "\u25c1/think\u25b7", "<unused94>", "<unused95>", "analysis",
)  # fmt: skip

_BEGUN_TAG = re.compile(
    r"(?:<|&lt;)\|?/?\|?(?:\w{1,12}:)?\w{0,24}(?:(?<=\w)\s[^<>\n]{0,100})?\|?(?:&(?:gt?)?)?\Z|<\|[a-z_|]{0,24}\Z"
)
"""A tag that has begun and whose end has not come: `<think`, `<seed:think id="`."""


def may_begin(text: str) -> bool:
    """Whether the text is the incomplete beginning of a mark: what follows will decide."""
    low = text.lower()
    if any(mark.lower().startswith(low) for mark in _BEGINNINGS):
        return True
    return len(text) < LONGEST and _BEGUN_TAG.match(low) is not None


def unfinished(text: str) -> int:
    """Where the incomplete mark at the end of a text begins; its length where there is none."""
    start = max(0, len(text) - LONGEST)
    for match in re.finditer(r"[<\[\u25c1&]", text[start:]):
        at = start + match.start()
        if may_begin(text[at:]):
            return at
    return len(text)


def without_thoughts(text: str) -> str:
    """A whole text without the thoughts in it. What stands before a lone end is a thought as well."""
    text = of_channels(text)
    ends = list(CLOSE.finditer(text))
    if ends and OPEN.search(text, 0, ends[-1].start()) is None:
        text = text[ends[-1].end() :]
    parts, at = [], 0
    while (opened := OPEN.search(text, at)) is not None:
        parts.append(text[at : opened.start()])
        closed = CLOSE.search(text, opened.end())
        if closed is None:
            return "".join(parts)
        at = closed.end()
    return CLOSE.sub("", "".join([*parts, text[at:]]))


def of_channels(text: str) -> str:
    """Of a reply in channels, what is meant to be shown; another text as it is."""
    finals = list(FINAL.finditer(text))
    if finals:
        return CONTROL.split(text[finals[-1].end() :])[0]
    begun = text.lstrip()
    if CHANNEL.match(begun):
        return ""
    if STRIPPED.match(begun):
        found = STRIPPED_FINAL.search(begun)
        if found is not None:
            return begun[found.end() :]
        if begun.startswith("analysis") and begun[8:9] != " ":
            return ""
    return CONTROL.sub("", text)


ANY = re.compile(f"{OPEN.pattern}|{CLOSE.pattern}|{CONTROL.pattern}", re.IGNORECASE)
"""Any mark at all."""
