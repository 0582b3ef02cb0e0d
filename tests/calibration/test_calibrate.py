"""`calibrate`: labels in, figures out; readers, groups, worst cases, and texts that stay inert."""

import argparse
import json

import pytest

from benchmarks import agreement as benchmark
from benchmarks import probes
from interviewer.commands import calibrate as family
from interviewer.core.errors import UsageError
from interviewer.core.grading import Finding, Verdict, checked
from interviewer.core.plan import ExaminerIdentity
from interviewer.core.protocol import Graded, Ungraded
from interviewer.examiners.base import BaseExaminer
from tests.helpers import program

BANK = {
    "title": "Colours",
    "questions": [
        {
            "id": f"q{number}",
            "prompt": "Which colours?",
            "rubric": [
                {"id": "red", "description": "Says red.", "weight": 1},
                {"id": "blue", "description": "Says blue.", "weight": 1},
            ],
        }
        for number in range(4)
    ],
}
FIGURES = {
    "pearson",
    "spearman",
    "rmse",
    "pearson_within_question",
    "partial_pearson_length",
    "qwk",
    "macro_f1",
}


class Colours(BaseExaminer):
    identity = ExaminerIdentity(name="colours", version="7", kind="offline")

    def __init__(self):
        self.graded = []

    async def grade(self, step, notify):
        answer = step.sheet.answers[-1]
        self.graded.append(answer)
        if "fail" in answer:
            return Ungraded(reason="The server is down.")
        findings = []
        for point in step.sheet.question.points:
            made = None if "maybe" in answer else int(point.id in answer)
            found = Finding(point=point.id, credit=made, quote=point.id)
            findings.append(checked(found, step.sheet.question, [answer], ()))
        return Graded(verdict=Verdict(examiner="colours", findings=tuple(findings)))


@pytest.fixture
def measured(tmp_path, monkeypatch, capsys):
    examiner = Colours()
    monkeypatch.setattr(family, "bulk_examiner", lambda _: examiner)
    (tmp_path / "bank.json").write_text(json.dumps(BANK))

    def call(*labels, json_wanted=True, group=None):
        path = tmp_path / "labels.jsonl"
        path.write_text("".join(json.dumps(label) + "\n" for label in labels))
        arguments = argparse.Namespace(
            questions=str(tmp_path / "bank.json"),
            labels=str(path),
            json=json_wanted,
            group=group,
            home=str(tmp_path),
            concurrency=2,
        )
        status = family.calibrate(arguments)
        printed = capsys.readouterr()
        return status, json.loads(printed.out) if json_wanted else printed.out, printed.err

    call.examiner = examiner
    return call


def label(answer, score, question=0, **more):
    return {"question_id": f"q{question}", "answer": answer, "score": score, **more}


SOME = [
    label("red and blue", 1, 0),
    label("red", 0.5, 1),
    label("it is blue I think", 0.5, 2),
    label("neither of them", 0, 3),
    label("green", 0.5, 0),
    label("red", 0, 2),
]


def test_the_promised_keys_are_there_with_figures(measured):
    status, found, _ = measured(*SOME)
    assert status == 0
    assert found["n"] == 6
    assert found["abstained"] == 0
    assert found["points"] is None
    for name in FIGURES:
        assert set(found[name]) == {"value", "low", "high"}
    assert found["pearson"]["low"] <= found["pearson"]["value"] <= found["pearson"]["high"]
    assert set(found["length_baseline"]) < FIGURES
    assert found["examiner"] == {"name": "colours", "version": "7"}
    assert "rough" in found["intervals"]


def test_point_labels_give_point_figures_and_the_worst_points(measured):
    labels = [
        label("red", 0.5, 0, points={"red": True, "blue": False}),
        label("red", 0, 1, points={"red": False, "blue": False}),
        label("navy", 0.5, 2, points={"red": False, "blue": True}),
        label("maybe", 0.5, 3, points={"red": False, "blue": None}),
    ]
    _, found, _ = measured(*labels)
    assert found["abstained"] == 1
    assert (found["points"]["n"], found["points"]["abstained"]) == (7, 1)
    assert found["points"]["precision"]["value"] == 0.5
    assert found["points"]["recall"]["value"] == 0.5
    assert found["point_macro_f1"] == found["points"]["macro_f1"]
    worst = found["worst_points"]
    assert [(row["question_id"], row["point"]) for row in worst] == [("q1", "red"), ("q2", "blue")]
    assert (worst[0]["examiner_only"], worst[1]["people_only"]) == (1, 1)


def test_several_readers_are_graded_once_and_measured_with_one_another(measured):
    labels = []
    for number, (answer, a, b) in enumerate([("red", 1, 1), ("blue", 1, 0), ("grey", 0, 0)]):
        for reader, made in (("ann", a), ("ben", b)):
            points = {"red": bool(made)}
            labels.append(label(answer, made, number, id=answer, reader=reader, points=points))
    _, found, _ = measured(*labels)
    assert found["n"] == 3
    assert measured.examiner.graded == ["red", "blue", "grey"]
    assert found["points"]["n"] == 6
    pairs = {tuple(row["pair"]): row for row in found["readers"]}
    assert set(pairs) == {("ann", "ben"), ("colours", "ann"), ("colours", "ben")}
    assert pairs["ann", "ben"]["points"]["agreement"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert pairs["colours", "ben"]["points"]["agreement"]["value"] == 1
    # "red" earns half of its question's weight, both readers gave it all of it.
    assert [(row["answer"], row["human"]) for row in found["worst_answers"]] == [("red", 1)]
    assert found["worst_answers"][0]["points"][0]["human"] == [True, True]


def test_lines_without_readers_are_answers_of_their_own_though_graded_once(measured):
    _, found, _ = measured(label("red", 1), label("red", 0), label("red", 1, id="b", reader="x"))
    assert found["n"] == 3
    assert measured.examiner.graded == ["red"]


def test_a_group_can_be_chosen(measured):
    labels = [label("red", 1, group="tune"), label("blue", 0, 1, group="held-out"), label("x", 0)]
    assert measured(*labels, group="held-out")[1]["n"] == 1
    with pytest.raises(UsageError, match="3 lines are of another group"):
        measured(*labels, group="other")


def test_what_could_not_be_graded_is_counted_and_left_out(measured):
    _, found, _ = measured(*SOME, label("fail", 1), label("maybe", 1))
    assert (found["n"], found["abstained"]) == (6, 2)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (label("red", 2), "not a number from 0 to 1"),
        (label("red", True), "not a number from 0 to 1"),
        (label("red", None), '"score" is null'),
        (label("red", 1, question=9), "no question 'q9'"),
        (label("red", 1, points={"rad": True}), "Did you mean 'red'"),
        (label("red", 1, points={"red": 1}), "neither true nor false"),
        (label("red", 1, points=["red"]), '"points" is not an object'),
        (label("red", 1, reader=3), '"reader" is not a string'),
    ],
)
def test_a_bad_label_is_told_and_the_others_count(measured, bad, message):
    status, found, said = measured(*SOME[:2], bad, *SOME[2:])
    assert status == 1
    assert found["n"] == 6
    assert "labels.jsonl:3: " in said
    assert message in said


def test_nothing_to_compare_is_said(measured):
    with pytest.raises(UsageError, match="no labels"):
        measured()


def test_one_answer_has_no_correlations_and_no_crash(measured):
    for wanted in (True, False):
        assert measured(label("red", 1), json_wanted=wanted)[0] == 0
    _, found, _ = measured(label("fail", 1))
    assert (found["n"], found["pearson"]["value"]) == (0, None)


def test_the_table_can_be_read_and_nothing_in_it_acts(measured):
    hostile = "blue \x1b[2J\u202e\ud800 " + "and on " * 300
    labels = [
        *SOME,
        label(hostile, 0, 3, points={"blue": False, "red": True}, reader="\x1b]0;x\x07"),
        label("red", 1, 1, points={"red": True}, reader="b"),
    ]
    status, page, _ = measured(*labels, json_wanted=False)
    assert status == 0
    for expected in (
        "colours (version 7) on Colours",
        "Pearson within question",
        "answer length alone",
        "intervals: 95 %",
        "points that differ most",
        "answers that differ most",
        "blue: people missed, examiner made",
    ):
        assert expected in page, expected
    assert "\x1b" not in page
    assert "\x07" not in page
    assert "\u202e" not in page
    assert max(map(len, page.splitlines())) <= 130


def test_the_program_measures_our_own_held_out_half(tmp_path):
    path = program.ROOT / "calibration" / "first-bank.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    few = [line for line in lines if line["group"] == "held-out"][:30]
    run = program.call(
        tmp_path,
        *("calibrate", "-", "--offline", "--json", "--group", "held-out"),
        stdin="".join(json.dumps(line) + "\n" for line in few),
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["n"] == 15
    assert {"n", "points", "abstained", *FIGURES} <= set(found)
    assert set(found["points"]["kappa"]) == {"value", "low", "high"}


# -- what is shipped and what is printed ----------------------------------------------------------


def test_the_shipped_figures_are_of_these_banks_and_still_true():
    shipped = json.loads(benchmark.TABLE.read_text())
    now = benchmark.agreement_table()
    renew = "renew it: make agreement ARGS=--write"
    assert set(shipped) == set(now), renew
    for digest, examiners in now.items():
        there, here = (
            int(table["offline"].split(" on ")[1].split()[0])
            for table in (shipped[digest], examiners)
        )
        assert abs(there - here) <= 2, renew


def test_every_probe_is_made_the_same_way_each_time():
    questions = benchmark.read_set("", benchmark.BANK, benchmark.OURS).questions
    for name, (probe, _) in probes.PROBES.items():
        made = [probe(question) for question in questions]
        assert all(made), name
        assert made == [probe(question) for question in questions]
    reference = questions[0].reference_answer
    assert sorted(probes.shuffled(questions[0]).split()) == sorted(reference.split())
    assert probes.negated(questions[0]) != reference
