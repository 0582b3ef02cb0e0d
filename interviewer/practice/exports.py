"""What is remembered in the formats of other programs: a table of reviews, cards for Anki."""

import csv
import io
from collections.abc import Iterable
from html import escape
from typing import Final, NamedTuple

from interviewer.practice.reviews import OFFLINE, PointKey, Rating, Review

CSV_HEADER: Final = (
    "day", "bank", "question", "point", "rating", "result", "examiner", "offline", "session",
)  # fmt: skip

RESULTS: Final = {Rating.AGAIN: "missed", Rating.HARD: "aided", Rating.GOOD: "unaided"}

ANKI_HEAD: Final = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
"""How Anki knows what the columns are: an id that stays, so that a card imported again is updated
instead of doubled, front, back, tags.
"""


class Card(NamedTuple):
    """A missed point as a flash card."""

    key: PointKey
    prompt: str
    follow_up: str
    """A question towards the point, which distinguishes two cards of one question; may be empty."""
    point: str
    """What a full answer says."""
    quote: str
    """The person's own best words for it; empty where there are none."""
    topic: str


def csv_of(reviews: Iterable[Review]) -> str:
    """All reviews, a line each, oldest first. RFC 4180, but lines end with a line feed alone."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(CSV_HEADER)
    for one in reviews:
        table.writerow(
            (
                one.day.isoformat(),
                *map(_inert_cell, one.key),
                int(one.rating),
                RESULTS[one.rating],
                _inert_cell(one.examiner),
                "yes" if one.examiner == OFFLINE else "no",
                one.session,
            )
        )
    return out.getvalue()


def _inert_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula. Ids come from whoever wrote the bank."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def anki_of(cards: Iterable[Card]) -> str:
    """Cards as a text file that Anki imports (File, Import)."""
    return ANKI_HEAD + "".join(f"{_line(card)}\n" for card in cards)


def _line(card: Card) -> str:
    front = _html(card.prompt) + (f"<br><br>{_html(card.follow_up)}" if card.follow_up else "")
    back = _html(card.point)
    if card.quote:
        back += f"<br><br>You said: \u201c{_html(card.quote)}\u201d"
    tags = f"interviewer {_tag(card.key.bank)} {_tag(card.topic)}"
    return "\t".join((_html("/".join(card.key)), front, back, tags))


def _html(text: str) -> str:
    return "<br>".join(escape(line.replace("\t", " ")) for line in text.splitlines())


def _tag(text: str) -> str:
    return "-".join(escape(text).split())
