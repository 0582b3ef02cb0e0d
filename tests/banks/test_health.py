"""What answers show of a bank, each finding made by hand."""

from interviewer.banks.health import Seen, findings
from interviewer.core.questions import Question, RubricPoint

REFERENCE = "A cache keeps the pages that were read last close at hand."


def question(*points, **more):
    return Question(
        id="q", prompt="What is a cache?", reference_answer=REFERENCE, rubric=points, **more
    )


def point(name, **more):
    return RubricPoint(id=name, description=name, **more)


def said(bank, *seen):
    return [(one.point, one.what) for one in findings([bank], seen)]


def seen(points, answer="x", **more):
    return Seen("q", answer, points, **more)


def test_points_that_tell_nobody_apart():
    bank = question(point("never"), point("always"), point("fair"))
    rows = [seen({"never": False, "always": True, "fair": n % 2 == 0}) for n in range(6)]
    assert said(bank, *rows) == [
        ("never", "nobody made it, in 6 answers"),
        ("always", "everybody made it, in 6 answers"),
    ]
    assert said(bank, *rows[:4]) == []


def test_points_that_are_always_decided_alike():
    bank = question(point("a"), point("b"), point("c"))
    rows = [seen({"a": n % 2 == 0, "b": n % 2 == 0, "c": n < 2}) for n in range(6)]
    assert said(bank, *rows) == [("a", "decided as b is, in all 6 answers")]


def test_undecided_disputed_and_differently_decided():
    bank = question(point("p"))
    undecided = [seen({"p": None if n < 3 else n % 2 == 0}) for n in range(8)]
    assert said(bank, *undecided) == [("p", "undecided in 3 of 8 answers")]
    disputed = [
        seen({"p": n % 2 == 0}, disputed=frozenset({"p"}) if n < 3 else frozenset())
        for n in range(8)
    ]
    assert said(bank, *disputed) == [("p", "disputed in 3 of 8 answers")]
    apart = [
        seen({"p": n % 2 == 0}, other={"p": n % 2 == 0 if n > 2 else n % 2 == 1}) for n in range(8)
    ]
    assert said(bank, *apart) == [("p", "two examiners decided it differently in 3 of 8 answers")]


def test_signs_that_match_no_answer():
    bank = question(point("p", signs=("keeps pages", "stores what was read", "remembers")))
    rows = [seen({"p": n != 0}, answer="It keeps the pages.") for n in range(12)]
    assert said(bank, *rows) == [("p", "2 of 3 signs match none of 11 answers that made it")]


def test_time():
    bank = question(point("p"), minutes=2)
    assert said(bank, *[seen({"p": True}, seconds=s) for s in (100, 300, 400)]) == [
        ("", "takes 5 minutes and is planned with 2")
    ]
    assert said(bank, *[seen({"p": True}, seconds=s) for s in (100, 150, 400)]) == []


def test_leaks_and_shared_signs_are_seen_without_any_answer():
    bank = question(
        point("a", signs=("Keeps pages",), follow_up="Does it keep the pages that were read last?"),
        point("b", signs=("keeps pages",)),
        hints=("Think of the pages that were read last.",),
    )
    assert said(bank) == [
        ("a", "its follow-up holds five words in a row of the reference answer"),
        ("b", "the sign 'keeps pages' is also one of a"),
        ("", "a hint holds five words in a row of the reference answer"),
    ]
