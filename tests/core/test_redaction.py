"""A key can be told from another, and neither used nor guessed."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.core.redaction import echoed, masked, scrubbed

KEY = "sk-proj-0123456789abcdefWXYZ"


def test_masked():
    assert masked(KEY) == "sk-...WXYZ"
    assert masked("gsk_0123456789abcdefWXYZ") == "...WXYZ"
    for short in ("", "a", "sk-12345678", "x" * 19):
        assert masked(short) == "..."


def test_a_key_in_the_wrong_place_is_not_repeated():
    assert echoed(KEY) == "sk-...WXYZ"
    assert echoed(f"There is no file /home/a/{KEY}.") == "There is no file /home/a/sk-...WXYZ."
    assert echoed("task-force-of-twenty-two, llama3") == "task-force-of-twenty-two, llama3"


def test_scrubbed_hides_the_key_and_its_parts():
    assert scrubbed(f"No {KEY}, no.", KEY) == "No ..., no."
    assert scrubbed(f"{KEY}{KEY}", KEY) == "..."
    assert scrubbed(f"ends in {KEY[-8:]}", KEY) == "ends in ..."
    assert scrubbed("no key", KEY) == "no key"
    assert scrubbed("text", None) == "text"
    assert scrubbed("abcab", "abc") == "...ab", "a short key is hidden whole"


@given(st.text("sk-prWXYZ0123", max_size=60))
def test_nothing_of_eight_characters_is_left(text):
    left = scrubbed(text + KEY[3:15] + text, KEY)
    assert not any(KEY[i : i + 8] in left for i in range(len(KEY) - 7))
