"""Reviews as a table, missed points as cards."""

import csv
import io
from datetime import date

from interviewer.practice.exports import ANKI_HEAD, CSV_HEADER, Card, anki_of, csv_of
from interviewer.practice.reviews import PointKey, Rating, Review


def test_every_review_is_a_line_that_no_spreadsheet_runs():
    key = PointKey("my, bank", '=HYPERLINK("x")', "p")
    text = csv_of([Review(key, date(2026, 12, 3), Rating.HARD, "offline", 1, "s", 2)])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == list(CSV_HEADER)
    assert rows[0] == {
        "day": "2026-12-03",
        "bank": "my, bank",
        "question": '\'=HYPERLINK("x")',
        "point": "p",
        "rating": "2",
        "result": "aided",
        "examiner": "offline",
        "offline": "yes",
        "session": "s",
    }


def test_a_card_has_the_question_in_front_and_the_point_with_the_own_words_behind():
    key = PointKey("bank", "q", "p")
    card = Card(key, "Why <b>?\nTwo\tlines", "And?", "It is <5.", "below\tfive", "model fit")
    text = anki_of([card, card._replace(follow_up="", quote="")])
    assert text.startswith(ANKI_HEAD)
    first, second = text.removeprefix(ANKI_HEAD).splitlines()
    assert first.split("\t") == [
        "bank/q/p",
        "Why &lt;b&gt;?<br>Two lines<br><br>And?",
        "It is &lt;5.<br><br>You said: \u201cbelow five\u201d",
        "interviewer bank model-fit",
    ]
    assert second.split("\t")[1:3] == ["Why &lt;b&gt;?<br>Two lines", "It is &lt;5."]
