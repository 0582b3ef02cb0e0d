"""A body taken apart by what it holds, whatever its content type says: events, JSON, words, a page.

Servers label their replies wrongly, and proxies relabel them. What comes first in the body decides
how it is read; after that every line is looked at for itself. Pure: bytes in, events out.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from interviewer.examiners.model.http import failures
from interviewer.examiners.model.http.body_marks import (
    DONE,
    ERROR_WORDS,
    behind_marks,
    is_envelope,
    json_or_text,
    kind_of,
    looks_whole,
    may_be_a_reply,
    title_of,
)
from interviewer.examiners.model.http.endpoint import Endpoint

MOST_EVENT_BYTES = 8_000_000
"""Of one event: a reply of a million characters, each escaped, is smaller."""

_MOST_ASIDE = 4_000
"""Characters kept of a web page, or of words outside of any event, for the message."""

_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class BareWords:
    """Data that is no JSON: the words themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class ErrorEvent:
    """What came where the server marked it as an error."""

    body: Any


Event = dict[str, Any] | BareWords | ErrorEvent


class EventDecoder:
    """Takes the body's bytes as they come and gives back the events in them.

    Raises RequestFailure where the body cannot be read, or is nothing that a model's server sends.
    """

    def __init__(self, peer: Endpoint) -> None:
        self._peer = peer
        self._buffer = bytearray()
        self._carriage_return = False
        self._size = 0
        """Bytes since the last event that was complete."""
        self._kind = ""
        self._pending: list[str] = []
        """Lines of an event, or of a JSON body, that is not complete."""
        self._fragments: list[str] = []
        """Data that may be pieces of one JSON reply."""
        self._marked = ""
        """The name of the event that is under way."""
        self._aside = ""
        self._events: list[Event] = []
        self._objects = 0
        self._raw = False
        self.bare = ""
        """The first object as it was written, where it is no server's event."""
        self.done = False
        """Whether the server marked the end of its stream as the protocol has it."""

    def feed(self, data: bytes) -> list[Event]:
        """Take the next bytes; return the events that are complete with them."""
        self._size += len(data)
        if self._size > MOST_EVENT_BYTES:
            raise failures.endless(self._peer)
        self._buffer += data
        if b"\n" in data or b"\r" in data or self._carriage_return:
            self._split()
        return self.taken()

    def _split(self) -> None:
        """Take the lines that are complete."""
        whole = bytes(self._buffer)
        self._carriage_return = whole.endswith(b"\r")  # its line feed may be on the way
        *lines, rest = _LINE_END.split(whole[:-1] if self._carriage_return else whole)
        self._buffer = bytearray(rest + b"\r" if self._carriage_return else rest)
        for line in lines:
            self._line(line)
        if not self._pending and not self._fragments:
            self._size = len(self._buffer)

    def end(self) -> list[Event]:
        """Return what the end of the body completes."""
        rest, self._buffer = bytes(self._buffer), bytearray()
        for line in _LINE_END.split(rest):
            self._line(line)
        if self._kind == "page":
            raise failures.web_page(self._peer, title_of(self._aside))
        if self._kind == "words":
            raise failures.no_reply_in_it(self._peer, self._aside)
        if self._kind == "json":
            self._end_json()
        else:
            self._dispatch()
            self._end_fragments()
        return self.taken()

    @property
    def aside(self) -> str:
        """Words that stood outside of any event."""
        return self._aside

    def taken(self) -> list[Event]:
        """Return the events that have not been returned, also after a fault."""
        events, self._events = self._events, []
        return events

    def _line(self, raw: bytes) -> None:
        try:
            line = raw.decode()
        except UnicodeDecodeError:
            raise failures.unreadable(self._peer, "bytes that are no text") from None
        if not self._kind:
            line = line.lstrip("\ufeff")
            self._kind = kind_of(line)
        if self._kind == "events":
            self._event_line(line)
        elif self._kind == "json":
            self._json_line(line)
        elif self._kind:
            self._note(line)

    def _note(self, line: str) -> None:
        if len(self._aside) < _MOST_ASIDE:
            self._aside += line[:_MOST_ASIDE] + "\n"

    # -- events -----------------------------------------------------------------------------------

    def _event_line(self, line: str) -> None:
        if not line:
            self._dispatch()
            return
        if line.startswith(":"):
            return
        field, colon, value = line.partition(":")
        value = value.removeprefix(" ")
        match field.strip().lower() if colon else "":
            case "data":
                self._data(value)
            case "event":
                self._marked = value.strip().lower()
            case "error":
                self._dispatch()
                self._events.append(ErrorEvent(json_or_text(value)))
            case "id" | "retry":
                pass
            case _ if line.lstrip()[:1] in ("{", "["):
                self._data(line)
            case _ if self._pending:
                self._pending.append(line)
            case _:
                self._note(line)

    def _data(self, value: str) -> None:
        if DONE.fullmatch(value):
            self._dispatch()
            self.done = True
            return
        if not value.strip() and not (value and (self._raw or self._fragments)):
            return
        if not self._pending and not self._marked and looks_whole(value) and self._parse(value):
            return
        self._pending.append(value)

    def _dispatch(self) -> None:
        pending, marked = self._pending, self._marked
        self._pending, self._marked = [], ""
        text = "\n".join(pending)
        if marked == "error":
            self._events.append(ErrorEvent(json_or_text(text)))
        elif pending and not self._parse(text):
            if len(pending) > 1 and all(looks_whole(line) for line in pending):
                for line in pending:
                    if not self._parse(line):
                        self._take_text(line)
            else:
                self._take_text(text)

    def _parse(self, text: str) -> bool:
        """Take a text as JSON; False where it is none. Raises RequestFailure for a bare value."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return False
        if isinstance(value, dict):
            self._object(value, text)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                self._object(one, text)
        elif self._raw or self._fragments:
            return False
        else:
            raise failures.unreadable(self._peer, "an event that is no object")
        return True

    def _object(self, value: dict[str, Any], text: str) -> None:
        if (self._raw or self._fragments) and not is_envelope(value):
            if self._raw:
                self._events.append(BareWords(text))
            else:
                self._fragments.append(text)
            return
        if self._fragments:
            raise failures.unreadable(self._peer, "broken JSON")
        self._take_object(value, text)

    def _take_object(self, value: dict[str, Any], text: str) -> None:
        if not self._objects and not is_envelope(value):
            self.bare = text
        self._objects += 1
        self._events.append(value)

    def _take_text(self, text: str) -> None:
        """Take data that is no JSON."""
        if self._objects:
            raise failures.unreadable(self._peer, "broken JSON")
        begun = text.lstrip()[:1]
        if not self._raw and (self._fragments or begun in ("{", "[", '"', "-") or begun.isdigit()):
            self._fragments.append(text)
            return
        if not self._raw and begun == "<":
            self._note(text)
            raise failures.web_page(self._peer, title_of(self._aside))
        if not self._raw and ERROR_WORDS.match(text[:200]):
            self._events.append(ErrorEvent(text))
            return
        self._raw = True
        self._events.append(BareWords(text))

    def _end_fragments(self) -> None:
        """Take what came in pieces that were no JSON by themselves: a reply, with slips perhaps."""
        text, self._fragments = "".join(self._fragments), []
        if not text:
            return
        value = json_or_text(text)
        if isinstance(value, dict):
            self._events.append(value if is_envelope(value) else BareWords(text))
        elif isinstance(value, str) and may_be_a_reply(text):
            self._events.append(BareWords(text))
        else:
            raise failures.unreadable(self._peer, "broken JSON")

    # -- JSON -------------------------------------------------------------------------------------

    def _json_line(self, line: str) -> None:
        if not self._pending:
            line = line.strip().removeprefix("data:").strip()
            if not line:
                return
            if DONE.fullmatch(line):
                self.done = True
                return
            if line[0] == "{" and looks_whole(line) and self._parse(line):
                return
        self._pending.append(line)

    def _end_json(self) -> None:
        text, self._pending = "\n".join(self._pending), []
        decoder, at = json.JSONDecoder(), 0
        while True:
            at = behind_marks(text, at)
            if at == len(text):
                break
            try:
                begin = at
                value, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                break  # what stands behind a reply does not matter
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    self._take_object(one, text[begin:at])
        self.done = self.done or text.rstrip().endswith("[DONE]")
        if not self._objects:
            raise failures.no_reply_in_it(self._peer)
