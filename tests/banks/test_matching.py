"""Which questions of known banks a posting calls for."""

from interviewer.banks.matching import matches
from interviewer.core.questions import Question, RubricPoint


def question(name, prompt, *labels, topic="general"):
    points = tuple(
        RubricPoint(id=f"p{n}", label=label, description=f"Says {label}.")
        for n, label in enumerate(labels)
    )
    return Question(id=name, prompt=prompt, topic=topic, rubric=points)


KNOWN = [
    (
        "sql",
        question("history", "A customer moves to Rome. What now?", "slowly changing dimensions"),
    ),
    ("sql", question("joins", "What makes a join return more rows?", "duplicate keys")),
    ("python", question("generators", "How do you read a huge file?", "lazy iteration")),
    ("mlops", question("friday", "It's Friday evening in Hamburg, what now?", "roll back")),
    ("mlops", question("monitors", "What do you watch?", "alerts", topic="monitoring")),
]


def chosen(material, count=5):
    return [KNOWN[match.place][1].id for match in matches(material, KNOWN, count)]


def test_a_bank_that_the_posting_names_is_asked_before_what_only_shares_a_word():
    said = "Hamburg. You write Python and SQL every day."
    assert chosen(said, 2) == ["generators", "history"]
    assert "friday" not in chosen(said)


def test_what_a_point_is_called_counts_more_than_the_scene_of_a_question():
    assert chosen("Slowly changing dimensions, in Hamburg on a Friday", 1) == ["history"]


def test_numbers_and_filler_words_call_for_nothing():
    assert chosen("Five days, nice offer, apply now, ten years") == []


def test_each_match_says_the_words_of_the_text_that_called_for_it():
    (found,) = matches("Monitoring and alerts", KNOWN, 1)
    assert set(found.words) == {"Monitoring", "alerts"}
