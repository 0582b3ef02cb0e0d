"""What changed between two versions of a bank, by ids and by words."""

from interviewer.banks.comparison import compare
from interviewer.core.questions import Question, RubricPoint


def question(id_, prompt, *points, **more):
    rubric = tuple(RubricPoint(id=name, description=words) for name, words in points)
    return Question(id=id_, prompt=prompt, reference_answer="So.", rubric=rubric, **more)


def test_every_kind_of_change():
    old = [
        question("a", "What is a cache?", ("p", "It keeps pages."), ("q", "It is fast.")),
        question("b", "How does an index speed up a query?", ("p", "It is sorted.")),
        question("c", "Who are you?", ("p", "Me.")),
        question("d", "What is a mutex?", ("p", "It excludes.")),
    ]
    new = [
        question(
            "a",
            "What is a cache for?",
            ("p", "It keeps pages close."),
            ("fast", "It is fast."),
            ("r", "It forgets."),
        ),
        question("index", "How does an index speed up queries?", ("p", "It is sorted.")),
        question("d", "What is a mutex?", ("p", "It excludes.")),
        question("e", "Why is the sky blue?", ("p", "Light scatters.")),
    ]
    found = compare(old, new)
    assert [(c.kind, c.old, c.new, c.what) for c in found] == [
        ("changed", "a", "a", ("prompt",)),
        ("changed", "b", "index", ("id", "prompt")),
        ("same", "d", "d", ()),
        ("new", "", "e", ()),
        ("gone", "c", "", ()),
    ]
    assert [(p.kind, p.old, p.new, p.what) for p in found[0].points] == [
        ("changed", "p", "p", ("description",)),
        ("changed", "q", "fast", ("id",)),
        ("new", "", "r", ()),
    ]
    assert [p.kind for p in found[1].points] == ["same"]
    assert [p.kind for p in found[4].points] == ["gone"]


def test_the_same_bank_is_the_same():
    bank = [question("a", "Why?", ("p", "So.")), question("b", "How?")]
    assert {change.kind for change in compare(bank, bank)} == {"same"}
