"""Grading from Python: one answer, a conversation, a table, many processes."""

import asyncio
import json
import math
import multiprocessing
import pickle
import threading
import tracemalloc

import pytest

import interviewer as iv
from interviewer.testing import ScriptedExaminer
from tests.helpers.model_server import ModelServer, says

BANK = {
    "title": "Colours",
    "questions": [
        {
            "id": "sky",
            "prompt": "Why is the sky blue?",
            "rubric": [
                {
                    "id": "scatter",
                    "weight": 3,
                    "essential": True,
                    "description": "Air scatters short waves more than long ones.",
                    "signs": ["short waves are scattered more", "scatters blue light more"],
                },
                {"id": "sun", "description": "Sunlight holds all colours.", "signs": ["sunlight"]},
            ],
        }
    ],
}
GOOD = "Air scatters blue light more than red,\r\nand sunlight holds all colours."


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    path = tmp_path_factory.mktemp("bank") / "colours.json"
    path.write_text(json.dumps(BANK))
    return iv.load_bank(path)


def test_an_answer_has_a_score_a_grade_and_proof_for_each_point(bank):
    found = iv.grade(bank["sky"], GOOD)
    assert (found.score, found.low, found.high, found.grade) == (1, 1, 1, "A")
    assert list(found.points) == ["scatter", "sun"]
    for point in found.points.values():
        assert point.made is True
        assert GOOD[point.start : point.end] == point.quote
        assert point.turn == 0
    assert (found.question_id, found.status, found.reason) == ("sky", "graded", None)


def test_what_is_missing_is_not_made_and_an_essential_point_caps_the_grade(bank):
    found = iv.grade(bank["sky"], "Sunlight holds all the colours there are.")
    assert (found.score, found.grade) == (0.25, "F")
    assert found.points["scatter"].made is False
    assert found.points["scatter"].quote is None


def test_what_cannot_be_decided_is_neither_and_widens_the_range(bank):
    examiner = ScriptedExaminer({"scatter": None, "sun": "sunlight"})
    found = iv.grade(bank["sky"], "I think of sunlight.", by=examiner)
    assert (found.score, found.low, found.high) == (1, 0.25, 1)
    assert found.points["scatter"].made is None
    assert found.points["scatter"].credit is None


def test_a_grading_that_failed_is_ungraded_and_never_zero(bank):
    found = iv.grade(bank["sky"], GOOD, by=ScriptedExaminer("The server is down."))
    assert (found.status, found.score, found.low, found.high) == ("ungraded", None, None, None)
    assert (found.grade, found.reason) == (None, "The server is down.")
    assert [point.made for point in found.points.values()] == [None, None]


def test_a_defect_of_an_examiner_costs_one_answer(bank):
    found = iv.grade(bank["sky"], GOOD, by=ScriptedExaminer(ZeroDivisionError()))
    assert (
        found.reason == "The examiner broke on this answer (ZeroDivisionError). Please report it."
    )


def test_a_conversation_is_graded_as_a_whole(bank):
    said = ["Because of sunlight.", "Well, air scatters blue light more than red."]
    found = iv.grade(bank["sky"], said, asked=["What does the air do to it?"])
    assert found.score == 1
    assert found.points["scatter"].turn == 1
    point = found.points["scatter"]
    assert said[1][point.start : point.end] == point.quote
    assert iv.grade(bank["sky"], said).score == 1, "what was asked need not be known"


def test_what_a_follow_up_gave_away_proves_nothing(bank):
    said = ["Because of sunlight.", "Yes, short waves are scattered more."]
    asked = ["Is it so that short waves are scattered more?"]
    assert iv.grade(bank["sky"], said, asked=asked).points["scatter"].made is False


@pytest.mark.parametrize(
    ("answer", "asked"), [([], ()), (["a", "b"], ["x", "y"]), ("a", ["x"]), ([1], ()), (["a"], [1])]
)
def test_answers_and_follow_ups_that_do_not_fit_are_refused(bank, answer, asked):
    with pytest.raises(ValueError, match="answer"):
        iv.grade(bank["sky"], answer, asked=asked)


def test_an_answer_beyond_all_measure_is_not_graded(bank):
    found = iv.grade(bank["sky"], "sunlight " * 10_000)
    assert found.status == "ungraded"
    assert "longer than" in found.reason


async def test_the_async_way_gives_the_same(bank):
    assert await iv.agrade(bank["sky"], GOOD) == iv.grade(bank["sky"], GOOD)
    examiner = ScriptedExaminer({"sun": "sunlight"})
    assert (await iv.agrade(bank["sky"], GOOD, by=examiner)).score == 0.25
    assert examiner.closed == 0, "who hands an examiner in closes it"


async def test_a_long_answer_is_graded_where_an_event_loop_is_running_already(bank):
    assert iv.grade(bank["sky"], f"{GOOD} " * 200) == await iv.agrade(bank["sky"], f"{GOOD} " * 200)


async def test_the_sync_way_works_where_an_event_loop_is_running_already(bank):
    assert iv.grade(bank["sky"], GOOD, by=ScriptedExaminer({"sun": "sunlight"})).score == 0.25


def test_an_unknown_examiner_is_said_with_those_there_are(bank):
    with pytest.raises(iv.UsageError, match="There is no examiner 'oracle'"):
        iv.grade(bank["sky"], GOOD, by="oracle")


# -- a table --------------------------------------------------------------------------------------


def rows(count, text=GOOD):
    return [{"id": n, "question_id": "sky", "answer": text} for n in range(count)]


def test_rows_come_back_in_order_with_their_results(bank):
    table = rows(3)
    table[1]["answer"] = "Because."
    found = list(iv.grade_many(table, bank))
    assert [row for row, _ in found] == table
    assert [result.score for _, result in found] == [1, 0, 1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            {"question_id": "skyy", "answer": "a"},
            "There is no question 'skyy'. Did you mean 'sky'?",
        ),
        ({"question_id": "sky", "answer": math.nan}, 'The row has no "answer" that is text.'),
        ({"question_id": "sky"}, 'The row has no "answer" that is text.'),
        ({"answer": "a"}, 'The row has no "question_id" that is text.'),
        ({"question_id": "sky", "answer": ["a", None]}, "The answer is not text."),
    ],
)
def test_a_row_that_cannot_be_used_costs_itself_alone(bank, row, reason):
    found = [result for _, result in iv.grade_many([*rows(1), row, *rows(1)], bank)]
    assert [result.score for result in found] == [1, None, 1]
    assert (found[1].status, found[1].reason) == ("ungraded", reason)
    assert found[1].points == {}


def test_a_row_may_hold_a_conversation(bank):
    row = {"question_id": "sky", "answer": ["Sunlight.", "Air scatters blue light more."]}
    with_asked = {**row, "asked": ["And the air?"]}
    assert [r.score for _, r in iv.grade_many([row, with_asked], bank)] == [1, 1]


def test_rows_are_read_as_results_are_taken(bank):
    taken = []

    def endless():
        for row in iter(lambda: rows(1)[0], None):
            taken.append(row)
            yield row

    results = iv.grade_many(endless(), bank)
    next(results)
    next(results)
    assert len(taken) == 2
    results.close()


def test_memory_is_flat_in_the_number_of_rows(bank):
    def peak(count):
        tracemalloc.start()
        for _ in iv.grade_many((rows(1)[0] for _ in range(count)), bank):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(20)
    assert peak(600) < peak(60) + 500_000  # holding them would take two million


class Slow(iv.BaseExaminer):
    """Takes turns with itself; remembers how many answers it had in hand, and in which thread."""

    identity = iv.ExaminerIdentity(name="slow", version="1", kind="model")

    def __init__(self):
        self.now = self.most = self.closed = 0
        self.cancelled = []

    async def grade(self, step, notify):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(60 if "stuck" in step.sheet.answers[0] else 0.001)
        except asyncio.CancelledError:
            self.cancelled.append(step.sheet.answers[0])
            raise
        finally:
            self.now -= 1
        verdict = iv.Verdict(examiner="slow", findings=())
        return iv.Graded(verdict=verdict)

    async def aclose(self):
        self.closed += 1


def test_several_are_asked_at_once_and_rows_are_read_in_the_callers_thread(bank):
    threads = set()

    def read():
        for row in rows(40):
            threads.add(threading.current_thread())
            yield row

    examiner = Slow()
    found = [row["id"] for row, _ in iv.grade_many(read(), bank, by=examiner, concurrency=5)]
    assert found == list(range(40))
    assert examiner.most == 5
    assert threads == {threading.current_thread()}
    assert examiner.closed == 0


def test_leaving_early_cancels_what_is_under_way(bank):
    class Company(Slow):
        """Lets nothing but three stuck answers keep it from ending."""

        async def grade(self, step, notify):
            while "stuck" not in step.sheet.answers[0] and self.now < 3:  # noqa: ASYNC110 - three events in one
                await asyncio.sleep(0)
            return await super().grade(step, notify)

    examiner = Company()
    table = [*rows(1), *rows(3, "stuck")]
    results = iv.grade_many(table, bank, by=examiner, concurrency=4)
    next(results)
    results.close()
    assert examiner.now == 0
    assert examiner.cancelled == ["stuck"] * 3


async def test_async_rows(bank):
    async def read():
        for row in rows(5):
            yield row

    found = [row["id"] async for row, _ in iv.agrade_many(read(), bank, by=Slow())]
    assert found == list(range(5))
    assert [r.score async for _, r in iv.agrade_many(rows(2), bank)] == [1, 1]


# -- many processes -------------------------------------------------------------------------------


def test_a_grader_takes_rows_and_columns_and_gives_the_like(bank):
    grader = iv.Grader(bank)
    table = rows(2)
    table[1]["answer"] = math.nan
    found = grader(table)
    assert [row["id"] for row in found] == [0, 1]
    assert [row["score"] for row in found] == [1, None]
    assert found[0]["points"][0]["id"] == "scatter"
    columns = grader({name: [row[name] for row in table] for name in table[0]})
    assert columns["id"] == [0, 1]
    assert columns["score"][0] == 1
    assert math.isnan(columns["score"][1])
    assert json.loads(columns["points"][0]) == found[0]["points"]
    assert columns["grade"] == ["A", None]


class Frame:
    """As much of a pandas DataFrame as is used."""

    def __init__(self, records):
        self.records = records

    def to_dict(self, orient):
        assert orient == "records"
        return self.records

    def assign(self, **columns):
        names = list(columns)
        cells = zip(*columns.values(), strict=True)
        added = (dict(zip(names, row, strict=True)) for row in cells)
        return Frame([{**a, **b} for a, b in zip(self.records, added, strict=True)])


def test_a_grader_takes_a_data_frame(bank):
    found = iv.Grader(bank)(Frame(rows(2)))
    assert isinstance(found, Frame)
    assert [row["score"] for row in found.records] == [1, 1]


def test_a_grader_travels_to_other_processes(bank):
    grader = iv.Grader(bank)
    table = [*rows(3), *rows(3, "Because.")]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        halves = pool.map(grader, [table[:3], table[3:]])
    assert [row["score"] for half in halves for row in half] == [1, 1, 1, 0, 0, 0]


def test_a_grader_travels_without_what_it_holds_open(bank):
    grader = iv.Grader(bank, by="model", model="m", base_url="http://127.0.0.1:9/v1")
    assert grader(rows(1))[0]["status"] == "ungraded", "nobody listens there"
    copy = pickle.loads(pickle.dumps(grader))  # noqa: S301 - our own
    assert copy._examiner is None
    grader.close()


def test_results_travel_back(bank):
    found = iv.grade(bank["sky"], GOOD)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own


def test_a_key_does_not_travel(bank, monkeypatch):
    monkeypatch.setenv("INTERVIEWER_API_KEY", "canary-of-this-test")
    options = {"model": "m", "base_url": "http://127.0.0.1:9/v1"}
    grader = iv.Grader(bank, by="model", **options)
    assert grader.examiner.identity.name == "m"
    assert b"canary" not in pickle.dumps(grader)
    examiner = iv.examiner("model", **options)
    with pytest.raises(TypeError, match="does not travel"):
        pickle.dumps(examiner)


# -- a model --------------------------------------------------------------------------------------


def graded_by_model(asked):
    findings = [
        {"point": "scatter", "quote": "scatters blue light more", "made": "yes"},
        {"point": "sun", "quote": "", "made": "no"},
    ]
    return says(json.dumps({"findings": findings, "beliefs": [], "follow_up": None}))


async def test_a_model_grades_sync_and_async_and_many(bank):
    async with ModelServer(answer=graded_by_model) as server:
        options = {"model": "llama", "base_url": server.url}

        def sync():
            examiner = iv.examiner("model", **options)
            one = iv.grade(bank["sky"], GOOD, by=examiner).score
            many = [r.score for _, r in iv.grade_many(rows(3), bank, by=examiner)]
            again = iv.grade(bank["sky"], GOOD, by=examiner).score
            assert "tokens" in examiner.usage
            return [one, *many, again]

        assert await asyncio.to_thread(sync) == [0.75] * 5
        examiner = iv.examiner("model", **options)
        assert (await iv.agrade(bank["sky"], GOOD, by=examiner)).score == 0.75
        assert [r.score async for _, r in iv.agrade_many(rows(2), bank, by=examiner)] == [0.75] * 2
        await examiner.aclose()


def test_a_model_without_a_name_is_refused(tmp_path):
    with pytest.raises(iv.UsageError, match="needs a model"):
        iv.examiner("model", home=tmp_path)
