"""The part of a model's text that is meant to be heard.

Models that think out loud put their thoughts before their reply, between marks or with only the end
marked. And a character may be cut in two between chunks. Both are mended here, without I/O.
"""

from collections.abc import Callable

from interviewer.core.text import normalise

State = Callable[[str], str]

_TAGS = ("<think>", "<thinking>", "<thought>", "<reasoning>")
_LONGEST = max(len(tag) for tag in _TAGS) + 1


class SpokenText:
    """Takes a reply in chunks and gives back what is to be heard of it so far."""

    def __init__(self, *, expects_json: bool, thinks_unopened: bool) -> None:
        self._expects_json = expects_json
        self._thinks_unopened = thinks_unopened
        self._state: State = self._at_start
        self._held = ""
        self._carry = ""
        self._close = ""
        self.thought = False
        """Whether there were thoughts in the text."""
        self.unopened = False
        """Whether they began without a mark."""

    def feed(self, chunk: str) -> str:
        """Take the next chunk; return what can be heard of it, possibly nothing yet."""
        return self._state(self._mended(chunk))

    def end(self) -> str:
        """Return what was held back and is to be heard after all."""
        rest, self._carry = normalise(self._carry), ""
        heard = self._state(rest)
        held, self._held = self._held, ""
        inside = self._state == self._thinking
        return heard if inside else heard + held.lstrip()

    def _mended(self, chunk: str) -> str:
        """Join surrogate pairs and CR LF that were cut apart, then normalise."""
        text, self._carry = self._carry + chunk, ""
        if text and (text[-1] == "\r" or "\ud800" <= text[-1] <= "\udbff"):
            text, self._carry = text[:-1], text[-1]
        if not text.isascii():
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return normalise(text)

    def _at_start(self, text: str) -> str:
        self._held += text
        begun = self._held.lstrip()
        for tag in _TAGS:
            if begun.startswith(tag):
                self._close, self.thought = f"</{tag[1:]}", True
                return self._go(self._thinking, begun[len(tag) :])
        if not begun or any(tag.startswith(begun) for tag in _TAGS):
            return ""
        doubtful = self._thinks_unopened or (self._expects_json and begun[0] not in "{[`")
        if doubtful and not self.thought:
            return self._go(self._in_doubt, begun)
        return self._go(self._speaking, begun)

    def _go(self, state: State, text: str) -> str:
        self._state, self._held = state, ""
        return state(text)

    def _thinking(self, text: str) -> str:
        self._held += text
        before, mark, after = self._held.partition(self._close)
        if mark:
            return self._go(self._at_start, after)
        self._held = before[-_LONGEST:]
        return ""

    def _in_doubt(self, text: str) -> str:
        """Perhaps thoughts, perhaps an odd reply: only the mark of their end, or the end, tells."""
        seen = max(0, len(self._held) - _LONGEST)
        self._held += text
        for tag in _TAGS:
            close = f"</{tag[1:]}"
            at = self._held.find(close, seen)
            if at >= 0:
                self.thought = self.unopened = True
                return self._go(self._at_start, self._held[at + len(close) :])
        return ""

    def _speaking(self, text: str) -> str:
        return text
