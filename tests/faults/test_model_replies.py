"""What a model may send as a grading, rows G01 to G16, and how a grading outlives its stream."""

import json

import pytest

from interviewer.core.grading import MADE
from interviewer.core.protocol import Graded, Ungraded
from interviewer.core.text import inert
from interviewer.examiners.model.http.messages import (
    ContextTooLong,
    ModelError,
    Request,
    StreamBroken,
)
from tests.examiners.model.test_model_examiner import (
    ALL_MADE,
    ANSWER,
    FOLLOW_UP,
    GOOD,
    QUESTION,
    Ear,
    examiner_of,
    graded,
    reply,
    said,
    sheet,
    step_after,
)
from tests.helpers.doubles import Says, ScriptedModel

QUOTED = ("lookup", "yes", "jump straight to the rows")
MISSED = ("write-cost", "no", "")


async def grading(*script, answer=ANSWER, **more):
    """Grade one answer by a scripted model; return the outcome and the model."""
    model = ScriptedModel(*script)
    outcome, _ = await graded(examiner_of(model, **more), sheet(answer))
    return outcome, model


def credits_of(outcome):
    assert isinstance(outcome, Graded), outcome
    return [found.credit for found in outcome.verdict.findings]


# -- form -----------------------------------------------------------------------------------------

WRAPPED = [
    f"Here is the grading:\n```json\n{GOOD}\n```\nI hope this helps {{really}}.",
    f"```\n{GOOD}\n```",
    f"\n\n  {GOOD}\n",
    f"The set {{a, b}} and {{}} aside: {GOOD}",
    json.dumps(json.loads(GOOD), indent=4),
]


@pytest.mark.parametrize("size", [1, 9, 10_000])
@pytest.mark.parametrize("text", WRAPPED)
async def test_g01_one_object_in_prose_or_fences_is_accepted(text, size):
    outcome, model = await grading(said(text, size))
    assert credits_of(outcome) == [1, 0]
    assert len(model.requests) == 1


@pytest.mark.parametrize("follow_up", [None, ("write-cost", FOLLOW_UP)])
@pytest.mark.parametrize("between", ["", "\nor rather\n"])
async def test_g02_two_objects_are_asked_for_again(follow_up, between):
    one = reply(QUOTED, MISSED, follow_up=follow_up)
    two = reply(("lookup", "no", ""), MISSED, follow_up=follow_up)
    outcome, model = await grading(one + between + two, GOOD)
    assert credits_of(outcome) == [1, 0]
    assert len(model.requests) == 2
    assert "more than one object" in model.requests[1].messages[-1].content


async def test_g02_a_second_object_behind_a_follow_up_under_way_costs_the_follow_up():
    other = reply(("lookup", "no", ""), MISSED)
    model, ear = ScriptedModel([*said(GOOD[:-2]), GOOD[-2:] + other], "And when it loads?"), Ear()
    examiner, the_sheet = examiner_of(model), sheet(ANSWER)
    outcome, _ = await graded(examiner, the_sheet)
    followed = await examiner.follow_up(step_after(outcome, the_sheet), ear)
    assert followed.text == "And when it loads?"


SHAPES = [
    GOOD[:80],
    GOOD[: GOOD.index('"follow_up"') + 12],
    "[]",
    '"yes"',
    "{}",
    '{"findings": null, "follow_up": null}',
    '{"findings": "all met", "follow_up": null}',
    '{"findings": [], "follow_up": null}',
    '{"findings": [{"point": "lookup"}], "follow_up": null}',
    '{"grade": {"lookup": true}}',
    "{" * 5000,
    '{"findings": ' * 3000,
    '{"findings": ' + "9" * 5000 + "}",
    "I would say that the first point was made and the second was not.",
    "",
]


@pytest.mark.parametrize("size", [3, 100_000])
@pytest.mark.parametrize("text", SHAPES)
async def test_g03_g04_truncated_or_misshapen_is_asked_again_once_with_the_error(text, size):
    outcome, model = await grading(said(text, size), GOOD)
    assert credits_of(outcome) == [1, 0]
    first, second = (request.messages for request in model.requests)
    assert first[0] == second[0]
    assert second[1].content.startswith(first[1].content)
    assert "could not be used: " in second[1].content
    assert model.requests[1].spent == 1


async def test_g03_a_truncated_follow_up_costs_the_follow_up_alone():
    ear, model = Ear(), ScriptedModel(said(GOOD[:-30]), "And on loading?")
    examiner, the_sheet = examiner_of(model), sheet(ANSWER)
    outcome, _ = await graded(examiner, the_sheet)
    assert credits_of(outcome) == [1, 0]
    followed = await examiner.follow_up(step_after(outcome, the_sheet), ear)
    assert followed.text == "And on loading?"


@pytest.mark.parametrize("text", SHAPES)
async def test_g03_g04_twice_is_ungraded(text):
    outcome, model = await grading(text, text)
    assert isinstance(outcome, Ungraded)
    assert "even when asked again" in outcome.reason
    assert len(model.requests) == 2


async def test_g05_extra_fields_are_ignored():
    text = reply(
        {"point": "x"} and QUOTED, MISSED, score=100, verdict={"total": [1, {"follow_up": {}}]}
    )
    body = json.loads(text)
    body["findings"][1] |= {"credit": 1.0, "made_really": "yes", "score": 9}
    outcome, model = await grading(json.dumps(body))
    assert credits_of(outcome) == [1, 0]
    assert len(model.requests) == 1


# -- ids ------------------------------------------------------------------------------------------

UNKNOWN = reply(QUOTED, MISSED, ("speed", "yes", "jump straight"))
MISSING = reply(QUOTED)
DUPLICATE = reply(QUOTED, MISSED, ("lookup", "yes", "jump straight to the rows"))
CONFLICT = reply(QUOTED, MISSED, ("lookup", "no", ""))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (UNKNOWN, "There is no point 'speed'."),
        (MISSING, "There is no finding on 'write-cost'."),
        (DUPLICATE, "There is more than one finding on 'lookup'."),
    ],
)
async def test_g06_g07_g08_wrong_ids_are_asked_again_once_with_the_error(text, told):
    outcome, model = await grading(said(text), GOOD)
    assert credits_of(outcome) == [1, 0]
    assert told in model.requests[1].messages[-1].content
    assert all(reply.closed for reply in model.replies[:1])


async def test_g06_an_unknown_point_is_dropped_the_second_time():
    outcome, _ = await grading(UNKNOWN, UNKNOWN)
    assert [found.point for found in outcome.verdict.findings] == ["lookup", "write-cost"]
    assert credits_of(outcome) == [1, 0]


async def test_g07_a_missing_point_is_never_a_default():
    outcome, model = await grading(MISSING, MISSING)
    assert isinstance(outcome, Ungraded)
    assert len(model.requests) == 2


async def test_g08_duplicates_that_agree_count_once_those_in_conflict_are_undecided():
    outcome, _ = await grading(DUPLICATE, DUPLICATE)
    assert credits_of(outcome) == [1, 0]
    outcome, _ = await grading(CONFLICT, CONFLICT)
    assert credits_of(outcome) == [None, 0]


@pytest.mark.parametrize("second", ["nonsense", Says([], opening=ModelError("Gone."))])
async def test_g06_g08_what_could_serve_serves_if_asking_again_brings_nothing(second):
    outcome, _ = await grading(UNKNOWN, second)
    assert credits_of(outcome) == [1, 0]


# -- quotes ---------------------------------------------------------------------------------------

ASKED = "And what is it that every write then has to do with the tree?"


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        (ANSWER, "without scanning the table"),
        (ANSWER, "jump straight ... it wants"),
        (ANSWER, "jump straight to the rows and the columns"),
        (ANSWER, ""),
        (ANSWER, None),
        (ANSWER, " . "),
        (ANSWER, "t"),
        (ANSWER, "ump straigh"),
    ],
)
async def test_g09_a_quote_that_is_not_in_the_answer_earns_nothing(answer, quote):
    """Where there is a quote that cannot be found, nothing is known; without any, nothing was said."""
    outcome, model = await grading(reply(("lookup", "yes", quote), MISSED), answer=answer)
    assert credits_of(outcome) == [None if quote else 0, 0]
    assert outcome.verdict.findings[0].note.startswith(
        "undecided: the quote" if quote else "unsupported"
    )
    assert len(model.requests) == 1


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        (f"{QUESTION.prompt} Good one.", "put an index on a column"),
        (
            "Well, rows are found without scanning the whole table, I say.",
            "Well, rows are found without scanning the whole table, I say",
        ),
        (
            "Rows are found without scanning the whole table.",
            "rows are found without scanning the whole table",
        ),
    ],
)
async def test_g10_a_quote_of_the_question_or_the_rubric_earns_nothing(answer, quote):
    question = QUESTION.model_copy(update={"reference_answer": "It is faster."})
    model = ScriptedModel(reply(("lookup", "yes", quote), MISSED))
    outcome, _ = await graded(examiner_of(model), sheet(answer, question=question))
    assert credits_of(outcome) == [0, 0]


async def test_g10_a_quote_of_the_interviewer_earns_nothing():
    the_sheet = sheet(ANSWER, "What else, you ask: And what else, 0? Let me think of trees.")
    text = reply(("lookup", "yes", "and what else, 0"), MISSED)
    outcome, _ = await graded(examiner_of(ScriptedModel(text)), the_sheet)
    assert credits_of(outcome) == [0, 0]


async def test_g09_small_differences_that_no_person_would_mind_are_none():
    answer = "It \u201cjumps\u201d  straight\nto the row\u00adS, and doesn\u2019t scan."
    text = reply(("lookup", "yes", '"JUMPS" straight to the rows, and doesn\'t scan'), MISSED)
    outcome, _ = await grading(text, answer=answer)
    found = outcome.verdict.findings[0]
    assert found.credit == 1
    assert found.quote == answer[found.start : found.end]


# -- types ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [True, 1, "true", "false", "made", "5", None, [], {"yes": 1}, 7.5])
async def test_g11_anything_but_the_three_words_is_asked_again(made):
    text = reply(("lookup", made, "jump straight to the rows"), MISSED)
    outcome, model = await grading(said(text), said(text))
    assert isinstance(outcome, Ungraded)
    assert len(model.requests) == 2


@pytest.mark.parametrize("number", ["NaN", "7", "-1", "1e999", "Infinity", '"5 of 5"'])
async def test_g11_g12_no_number_of_a_model_counts(number):
    text = GOOD[:-1] + f', "score": {number}, "total": {number}}}'
    outcome, _ = await grading(text)
    assert credits_of(outcome) == [1, 0]
    assert all(found.credit in (0, 1, None) for found in outcome.verdict.findings)
    assert MADE == 0.5


@pytest.mark.parametrize(
    "text",
    ["I'm sorry, but I can't help with grading this answer.", "I cannot assist with that request."],
)
async def test_g13_a_refusal_in_words_is_ungraded_at_once(text):
    outcome, model = await grading(said(text))
    assert isinstance(outcome, Ungraded)
    assert "refused" in outcome.reason
    assert len(model.requests) == 1


async def test_g14_control_codes_reach_nobody():
    hostile = "\x1b]0;owned\x07\x1b[2J"
    text = reply(
        ("lookup", "yes", f"jump {hostile}straight"), MISSED, rationale=hostile, beliefs=()
    )
    follow = f"Straight there, {hostile}you say. And on loading?"
    body = json.loads(text) | {"follow_up": {"point": "lookup", "text": follow}}
    model, ear = ScriptedModel(json.dumps(body)), Ear()
    examiner, the_sheet = examiner_of(model), sheet(ANSWER)
    outcome, _ = await graded(examiner, the_sheet)
    assert hostile not in outcome.model_dump_json().encode().decode("unicode_escape")
    followed = await examiner.follow_up(step_after(outcome, the_sheet), ear)
    assert "\x1b" not in inert(followed.text)
    assert all("\x1b" not in inert(words) for words in ear.heard)
    misshapen = reply(("lookup", f"{hostile}yes", ""), MISSED)
    outcome, _ = await grading(misshapen, misshapen)
    assert "\x1b" not in outcome.reason


# -- follow-ups -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "You jump straight there. What must every insert do?",
        "Doesn't the index have to be maintained?",
        "What if the price is paid on writing?",
        "Is it that every INSERT has to keep the tree up to date?",
        "According to the rubric something is missing. What?",
        QUESTION.prompt,
        "Why would you put an index on such a column?",
        "",
        "...",
        " ".join(["And then?"] * 40),
        "word " * 100,
    ],
)
@pytest.mark.parametrize("size", [1, 6, 1000])
async def test_g15_a_follow_up_that_leaks_or_repeats_is_replaced(text, size):
    model = ScriptedModel(said(reply(QUOTED, MISSED, follow_up=("write-cost", text)), size))
    model.script.append(Says([text]))
    ear, examiner, the_sheet = Ear(), examiner_of(model), sheet(ANSWER)
    outcome, _ = await graded(examiner, the_sheet)
    followed = await examiner.follow_up(step_after(outcome, the_sheet), ear)
    assert (followed.text, followed.point) == (QUESTION.rubric[1].follow_up, "write-cost")
    shown = ear.text.casefold()
    if shown != followed.text.casefold():
        for leak in ("insert", "maint", "paid on writing", "keep the tree up to", "rubric"):
            assert leak not in shown


async def test_g15_a_missing_follow_up_is_worded_by_a_call_of_its_own():
    model = ScriptedModel(reply(QUOTED, MISSED, follow_up=None), "And while it loads?")
    examiner, the_sheet = examiner_of(model), sheet(ANSWER)
    outcome, _ = await graded(examiner, the_sheet)
    followed = await examiner.follow_up(step_after(outcome, the_sheet), Ear())
    assert followed.text == "And while it loads?"


async def test_g16_five_megabytes_are_cut_and_ungraded():
    outcome, model = await grading(said("x" * 5_000_000, 10_000), said("{" * 5_000_000, 999))
    assert isinstance(outcome, Ungraded)
    assert sum(len(chunk) for chunk in model.replies[0].read) < 3_000_000 + 1000 * 10_000
    outcome, _ = await grading(GOOD[:-1] + ' , "more": "' + "x" * 5_000_000, "x" * 2_000_000)
    assert isinstance(outcome, Ungraded)


# -- the stream under it --------------------------------------------------------------------------


async def test_n12_n13_n14_a_grading_that_broke_off_is_restarted_once_and_never_spliced():
    again = Request("grade", (), spent=1)
    broken = Says([GOOD[:60], StreamBroken("The reply broke off.", again)])
    model = ScriptedModel(broken, GOOD)
    outcome, notices = await graded(examiner_of(model), sheet(ANSWER))
    assert credits_of(outcome) == [1, 0]
    assert model.requests[1] is again
    assert any("broke off" in notice for notice in notices)
    rest = Says([GOOD[60:]])
    outcome, _ = await grading(broken, rest, GOOD)
    assert credits_of(outcome) == [1, 0]
    outcome, _ = await grading(broken, broken)
    assert outcome == Ungraded(reason="The reply broke off.")


async def test_n12_n13_n14_findings_that_were_complete_outlive_their_stream():
    head = GOOD[: GOOD.index("you say")]
    model = ScriptedModel([*said(head), StreamBroken("The reply broke off.")], "And on loading?")
    ear, examiner, the_sheet = Ear(), examiner_of(model), sheet(ANSWER)
    outcome, _ = await graded(examiner, the_sheet)
    assert credits_of(outcome) == [1, 0]
    followed = await examiner.follow_up(step_after(outcome, the_sheet), ear)
    assert followed.text == "And on loading?"
    assert head.endswith(ear.text)


@pytest.mark.parametrize("finish", [None, "stop"])
async def test_n15_n16_a_whole_grading_needs_no_finish_reason(finish):
    outcome, model = await grading(Says([ALL_MADE], finish=finish), answer=ANSWER)
    assert isinstance(outcome, Graded)
    assert len(model.requests) == 1


async def test_n17_a_grading_that_was_cut_gets_one_larger_try():
    cut = Says([GOOD[:70]], finish="length")
    outcome, model = await grading(cut, GOOD)
    assert credits_of(outcome) == [1, 0]
    first, second = model.requests
    assert second.max_tokens > first.max_tokens
    assert first.messages == second.messages
    outcome, model = await grading(cut, cut)
    assert isinstance(outcome, Ungraded)
    assert "cut off" in outcome.reason
    assert len(model.requests) == 2


@pytest.mark.parametrize(
    ("finish", "told"), [("content_filter", "filtered"), ("refusal", "refused")]
)
async def test_n18_n19_filtered_or_refused_is_ungraded_and_never_a_zero(finish, told):
    for text in ("", GOOD[:50], "No."):
        outcome, model = await grading(Says([text], finish=finish))
        assert isinstance(outcome, Ungraded)
        assert told in outcome.reason
        assert len(model.requests) == 1


async def test_n31_the_oldest_answers_are_left_out_once_and_keep_what_they_earned():
    first, second = sheet(ANSWER), sheet(ANSWER, "Loading gets slow, every insert pays.")
    examiner = examiner_of(ScriptedModel(GOOD))
    outcome, _ = await graded(examiner, first)
    second = step_after(outcome, first).sheet
    turns = (*second.turns, sheet("x y", "Loading gets slow, every insert pays.").turns[1])
    the_sheet = type(second)(QUESTION, 1, turns)
    too_long = Says([], opening=ContextTooLong("Too long.", spent=1))
    text = reply(("lookup", "no", ""), ("write-cost", "yes", "every insert pays"), follow_up=None)
    model = ScriptedModel(too_long, text)
    outcome, _ = await graded(examiner_of(model), the_sheet)
    assert credits_of(outcome) == [1, 1]
    assert ANSWER not in model.requests[1].messages[1].content
    assert model.requests[1].spent == 1
    outcome, _ = await grading(too_long)
    assert outcome == Ungraded(reason="Too long.")


async def test_n44_all_remedies_together_make_three_requests():
    again = Request("grade", (), spent=2)
    script = [
        Says([GOOD[:70]], finish="length"),
        Says([GOOD[:50], StreamBroken("Broke.", again)], spent=2),
        Says(["nonsense"], spent=3),
        GOOD,
    ]
    outcome, model = await grading(*script)
    assert isinstance(outcome, Ungraded)
    assert len(model.requests) == 3
