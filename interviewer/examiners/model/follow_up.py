"""The words of a follow-up on their way from a reply to the candidate.

They are passed on as they come, as far as `leaks.LeakCheck` lets them: what has been shown would pass by
itself. A follow-up that breaks off, leaks or repeats comes to nothing, and somebody else's words take
its place: what was shown was a preview, and `FollowedUp.text` is what counts.
"""

import re
from collections.abc import Callable

from interviewer.core.run import OnWords
from interviewer.core.sheets import Target
from interviewer.core.text import normalise
from interviewer.examiners.model.checks.leaks import LeakCheck
from interviewer.examiners.model.http.messages import ModelError
from interviewer.examiners.model.http.thought_marks import unfinished, without_thoughts
from interviewer.examiners.model.partial_reply import PartialReply
from interviewer.examiners.model.reply import Unusable
from interviewer.examiners.model.reply_stream import ReplyStream

_WRAPPED = re.compile(r'^\s*+(?:interviewer\s*+:)?\s*+["\u201c]?\s*+', re.IGNORECASE)
_ENDS = (".", "?", "!", "\u2026", ")", "\uff1f", "\u3002")


class FollowUpStream:
    """One follow-up being said. `leaked` and `shown` say what happened to it."""

    def __init__(
        self,
        target: Target,
        watch: LeakCheck,
        show_words: OnWords,
        scrub: Callable[[str], str] = lambda text: text,
    ) -> None:
        """`scrub` takes out what must not be shown, such as a key that the server put there."""
        self._target = target
        self._watch = watch
        self._show_words = show_words
        self._scrub = scrub
        self._silent = False
        self.shown = ""
        """What the candidate has seen of it."""
        self.leaked = False
        """It gave something away, or asked what was asked before: no model is asked a second time."""

    async def overheard(self, call: ReplyStream, incoming: PartialReply) -> str | None:
        """Say the follow-up that a grading continues with; None where it does not serve."""
        try:
            self._show_part(incoming)
            if not incoming.ended:
                async for chunk in call.chunks():
                    incoming.feed(chunk)
                    if incoming.endless:
                        return None
                    if incoming.ended or self.leaked or self._turned_away(incoming):
                        break
                    self._show_part(incoming)
            if self.leaked or self._turned_away(incoming):
                return None
            offered = incoming.end().follow_up
        except (ModelError, Unusable):
            return None
        if offered is None or offered.point != self._target.id:
            return None
        return self._said(offered.text)

    def _turned_away(self, incoming: PartialReply) -> bool:
        """Whether it goes to another point than the one that the interview wants."""
        point, _ = incoming.follow_up()
        return point not in ("", self._target.id)

    def _show_part(self, incoming: PartialReply) -> None:
        point, text = incoming.follow_up()
        if point == self._target.id:
            self._show(text)

    async def spoken(self, call: ReplyStream) -> str | None:
        """Say a reply that is nothing but the follow-up. Raises ModelError.

        After a reply that broke off, the next is not shown while it comes: the screen cannot take
        back what it has of the first.
        """
        self._silent = bool(self.shown)
        text = ""
        async for chunk in call.chunks():
            text += normalise(chunk)
            words = _WRAPPED.sub("", text)
            if len(words) > 4000:
                return None
            self._show(words.rstrip('"\u201d'))
            if self.leaked:
                return None
        words = _WRAPPED.sub("", text).rstrip('"\u201d \n')
        if call.finish not in ("stop", None) or not words.endswith(_ENDS):
            return None  # it may have been cut off
        return self._said(words)

    def _show(self, text: str) -> None:
        """Show what may be shown of an unfinished text: nothing that is or may be a thought."""
        text = self._scrub(without_thoughts(text[: unfinished(text)]))
        text = _on_a_line(text)
        clear, self.leaked = self._watch.clear(text)
        if not self._silent and clear > len(self.shown):
            self._show_words(text[len(self.shown) : clear])
            self.shown = text[:clear]

    def _said(self, text: str) -> str | None:
        """Take a finished follow-up: show the rest of it and return it, or drop it."""
        spoken = without_thoughts(text)
        thought = spoken != text and not self._silent
        text = _on_a_line(self._scrub(spoken)).strip()
        if not text or (thought and not text.startswith(self.shown.rstrip())):
            return None  # what was shown turned out to be a thought
        if self._watch.trouble(text) is not None:
            self.leaked = True
            return None
        if not self._silent and text.startswith(self.shown):
            self._show_words(text[len(self.shown) :])
            self.shown = text
        return text


def _on_a_line(text: str) -> str:
    """Line ends and tabs as spaces, one for one: the screen has its first words already."""
    return "".join(" " if char.isspace() else char for char in text).lstrip()
