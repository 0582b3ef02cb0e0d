"""The part of a model's text that is meant to be shown.

Models that think out loud put their thoughts before their reply, between marks, with only the end
marked, or in channels. And a character may be cut in two between chunks. All of that is repaired
here, without I/O, in time that grows with the length of the text and no faster.
"""

from collections.abc import Callable

from interviewer.core.text import normalise
from interviewer.examiners.model.http import thought_marks as marks

State = Callable[[str], str]

_MARK_BEGINS = ("<", "[", "\u25c1", "&")


class SpokenText:
    """Takes a reply in chunks and gives back what is to be shown of it so far."""

    def __init__(
        self, *, expects_json: bool, thinks_unopened: bool = False, hold: bool = False
    ) -> None:
        """`hold` keeps plain words back until the reply has ended: they may yet be thoughts.

        `thinks_unopened` is whether this model is known to mark only the end of its thoughts.
        JSON is passed on at once where it begins with its brace, else looked at like plain words.
        """
        self._expects_json = expects_json
        self.thinks_unopened = thinks_unopened
        self._doubted = thinks_unopened or (hold and not expects_json)
        self._state: State = self._at_start
        self._held = ""
        self._parts: list[str] = []
        self._carry = ""
        self._stripped = False
        """Whether it begins like channels whose marks were stripped."""
        self.thought = False
        """Whether there were thoughts in the text."""
        self.unopened = False
        """Whether they began without a mark."""
        self.late = False
        """Whether words that were shown already turned out to be thoughts."""

    def feed(self, chunk: str) -> str:
        """Take the next chunk; return what can be shown of it, possibly nothing yet."""
        return self._state(self._repaired(chunk))

    def end(self, *, cut: bool = False) -> str:
        """Return what was held back and is to be shown after all.

        `cut` is whether the reply was cut off: the end mark of thoughts may be missing then.
        """
        rest, self._carry = normalise(self._carry), ""
        shown = self._state(rest)
        held, self._held = "".join([*self._parts, self._held]), ""
        if self._state in (self._thinking, self._in_channels):
            return shown
        if self._state == self._in_doubt:
            if cut and not self._expects_json:
                return shown
            spoken = self._settled(held)
            self.thought = self.thought or spoken != held
            held = spoken
        return shown + (held if self._state == self._speaking else held.lstrip())

    def _settled(self, held: str) -> str:
        """What is to be shown of all that was held back. JSON may hold marks as words."""
        if not self._expects_json:
            return marks.without_thoughts(held)
        return marks.of_channels(held) if self._stripped else held

    def _repaired(self, chunk: str) -> str:
        """Join surrogate pairs and CR LF that were cut apart, then normalise."""
        text, self._carry = self._carry + chunk, ""
        if text and (text[-1] == "\r" or "\ud800" <= text[-1] <= "\udbff"):
            text, self._carry = text[:-1], text[-1]
        if not text.isascii():
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return normalise(text)

    def _go(self, state: State, text: str) -> str:
        self._state, self._held, self._parts = state, "", []
        return state(text)

    def _at_start(self, text: str) -> str:
        self._held += text
        begun = self._held.lstrip("\ufeff \t\n\x0b\x0c")
        if not begun:
            return ""
        if begun[0] in "<[&\u25c1a":
            closed = marks.CLOSE.match(begun)
            if closed is not None:
                self.thought = self.unopened = True
                return self._go(self._at_start, begun[closed.end() :])
            opened = marks.OPEN.match(begun)
            if opened is not None:
                self.thought = True
                return self._go(self._thinking, begun[opened.end() :])
            if marks.CHANNEL.match(begun):
                return self._go(self._in_channels, begun)
            if marks.may_begin(begun):
                return ""
        return self._go(self._first_state(begun), begun)

    def _first_state(self, begun: str) -> State:
        self._stripped = marks.STRIPPED.match(begun) is not None
        if self.thought:
            return self._passing if self._expects_json else self._speaking
        if self._expects_json:
            doubted = self._doubted or begun[0] != "{"
            return self._in_doubt if doubted else self._passing
        return self._in_doubt if self._doubted or self._stripped else self._speaking

    def _thinking(self, text: str) -> str:
        self._held += text
        closed = marks.CLOSE.search(self._held)
        if closed is not None:
            return self._go(self._at_start, self._held[closed.end() :])
        self._held = self._held[-marks.LONGEST :]
        return ""

    def _in_channels(self, text: str) -> str:
        self._held += text
        final = marks.FINAL.search(self._held)
        if final is not None:
            self.thought = True
            return self._go(self._at_start, self._held[final.end() :])
        self._held = self._held[-marks.LONGEST :]
        return ""

    def _in_doubt(self, text: str) -> str:
        """Perhaps thoughts, perhaps the reply: only the mark of their end, or the end, decides."""
        window = self._held + text
        found = marks.CLOSE.search(window) or marks.FINAL.search(window)
        if found is None and self._stripped:
            found = marks.STRIPPED_FINAL.search(window)
            if found is not None and found.end() > len(window) - len("json {"):
                found = None  # more of it may be on its way
        if found is not None:
            self.thought = self.unopened = True
            return self._go(self._at_start, window[found.end() :])
        keep = max(0, len(window) - marks.LONGEST)
        if keep:
            self._parts.append(window[:keep])
        self._held = window[keep:]
        return ""

    def _passing(self, text: str) -> str:
        return text

    def _speaking(self, text: str) -> str:
        """Plain words as they come, without what a mark in their middle makes a thought."""
        text, self._held = self._held + text, ""
        if not any(begin in text for begin in _MARK_BEGINS):
            return text
        shown, at = [], 0
        while (mark := marks.ANY.search(text, at)) is not None:
            shown.append(text[at : mark.start()])
            if marks.OPEN.match(mark[0]):
                self.thought = True
                return "".join(shown) + self._go(self._thinking, text[mark.end() :])
            self.late = self.late or marks.CLOSE.match(mark[0]) is not None
            at = mark.end()
        end = at + marks.unfinished(text[at:])
        self._held = text[end:]
        return "".join([*shown, text[at:end]])
