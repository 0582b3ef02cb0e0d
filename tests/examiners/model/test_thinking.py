"""What is to be heard of a reply, wherever it is cut into chunks."""

import pytest

from interviewer.examiners.model.http.thinking import SpokenText

JSON = '{"findings": []}'


def heard(*chunks, expects_json=False, thinks_unopened=False):
    spoken = SpokenText(expects_json=expects_json, thinks_unopened=thinks_unopened)
    text = "".join([spoken.feed(chunk) for chunk in chunks]) + spoken.end()
    return text, spoken


CASES = {
    "plain": ("Well done.", "Well done.", False),
    "leading space": ("\n\n Well", "Well", False),
    "thoughts": ("<think>Hm <b>.</think>\n\nWell", "Well", True),
    "two thoughts": ("<think>a</think>\n<think>b</think>Well", "Well", True),
    "other mark": ("<reasoning>a</think></reasoning>Well", "Well", True),
    "mark later": ("Well <think> yes", "Well ", True),
    "thoughts in the middle": ("Well, <think>hm</think>why?", "Well, why?", True),
    "almost a mark": ("<thin>", "<thin>", False),
    "unfinished mark": ("<thin", "<thin", False),
    "unfinished thoughts": ("<think>a</thi", "", True),
    "empty thoughts": ("<think></think>Well", "Well", True),
    "nothing": ("", "", False),
}


@pytest.mark.parametrize(("raw", "wanted", "thought"), CASES.values(), ids=CASES.keys())
def test_thoughts_are_left_out(raw, wanted, thought):
    for size in (1, 2, 3, 1000):
        text, spoken = heard(*[raw[i : i + size] for i in range(0, len(raw), size)])
        assert text == wanted
        assert spoken.thought == thought


def test_words_are_heard_at_once():
    spoken = SpokenText(expects_json=False, thinks_unopened=False)
    assert [spoken.feed(word) for word in ("We", "ll", " done")] == ["We", "ll", " done"]


def test_thoughts_that_begin_without_a_mark():
    """Only where JSON is expected can it be told; from then on it is known of the model."""
    text, spoken = heard("Let me see. {a", "}</th", "ink>", JSON, expects_json=True)
    assert text == JSON
    assert spoken.unopened
    text, spoken = heard("Let me see</think>Well", thinks_unopened=True)
    assert text == "Well"


def test_an_odd_reply_without_thoughts_is_heard_at_its_end():
    text, spoken = heard("Here it is: ", JSON, expects_json=True)
    assert text == f"Here it is: {JSON}"
    assert not spoken.thought
    spoken = SpokenText(expects_json=True, thinks_unopened=False)
    assert spoken.feed(JSON[:5]) == JSON[:5], "no doubt, so no delay"


def test_characters_and_line_ends_that_were_cut_apart():
    assert heard("a\r", "\nb\r", "c\r")[0] == "a\nb\nc\n"
    assert heard("\ud83c", "\udf88")[0] == "\N{BALLOON}"
    assert heard("\ud83c", "x", "\udf88")[0] == "\ufffdx\ufffd"
