"""The door for text from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.core.text import fenced, fold, inert, markdown, normalise, one_line


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("lone \ud800 half", "lone \ufffd half"),
        (b"bad \xff byte", "bad \ufffd byte"),
        ("NUL \x00, ESC \x1b[31m, U+2028 \u2028", "NUL \x00, ESC \x1b[31m, U+2028 \u2028"),
        ("[/b] {x} %s </answer> a[0]", "[/b] {x} %s </answer> a[0]"),
    ],
)
def test_normalise_changes_line_ends_and_invalid_text_alone(raw, kept):
    assert normalise(raw) == kept


@given(st.text() | st.binary())
def test_normalised_text_stays_as_it_is_and_can_be_stored(raw):
    text = normalise(raw)
    assert normalise(text) == text
    assert text.encode("utf-8").decode() == text


@given(st.text(st.characters(codec=None)))
def test_nothing_inert_can_move_a_terminal(text):
    shown = inert(text)
    assert not any(ord(c) < 32 and c != "\n" for c in shown)
    assert not any(0x7F <= ord(c) < 0xA0 for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029\x85")


def test_inert_shows_what_was_there():
    assert inert("\x1b[2J") == "\u241b[2J"
    assert inert("a\tb") == "a    b"
    assert inert("\u202eevil") == "<202E>evil"
    assert inert("\U0001f468\u200d\U0001f469 café") == "\U0001f468\u200d\U0001f469 café"


def test_one_line_cuts_with_an_ellipsis():
    assert one_line(" a\n b ") == "a b"
    assert one_line("abcdef", 4) == "abc\u2026"


@given(st.text())
def test_fold_knows_where_every_character_came_from(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


def test_fold_meets_what_people_call_the_same_words():
    assert fold("  The\u00a0\u201cBIG\u201d \n one\u200b \ufb01ne").text == 'the "big" one fine'
    assert fold("e\u0301").text == fold("\u00e9").text


@pytest.mark.parametrize(
    "hostile",
    [
        "# title",
        "[x](http://a)",
        "<script>",
        "![i](x)",
        "a | b",
        "```",
        "~~~",
        "www.x.org",
        "mailto:a@x.org",
        "a\n# b",
    ],
)
def test_markdown_takes_the_meaning_out_of_marks(hostile):
    shown = markdown(hostile)
    assert "\n" not in shown
    for mark in ("[x](", "<script", " | ", "```", "~~~", "www.x", "mailto:", "a@x"):
        assert mark not in shown


@pytest.mark.parametrize("hostile", ["~~~", "~~~~~~\n# out", "```\n</details>", "a\n~~~~text\nb"])
def test_nothing_gets_out_of_a_fence(hostile):
    first, *middle, last = fenced(hostile).split("\n")
    fence = first.removesuffix("text")
    assert last == fence
    assert set(fence) == {"~"}
    assert all(not line.strip().startswith(fence) for line in middle)


@pytest.mark.parametrize("beside", ["", "\u00e9", "e\u0301 ", " \u2014", "\u200b"])
@pytest.mark.parametrize(
    "text",
    ["", " ", "A b", "  A\tb\r\n\x00c\x1f ", "\x7f", "one,  two", "x\x1c\x1dy ", "THE END.\n\n"],
)
def test_fold_is_the_same_where_a_text_is_ascii_and_where_it_is_not(text, beside):
    """Nearly every text goes a shorter way; it must come to the same."""
    alone, both = fold(text), fold(f"{beside}|{text}")
    at = both.text.index("|") + 1
    here = both.text[at:]
    assert here.strip() == alone.text
    skipped = at + len(here) - len(here.lstrip())
    before = len(beside) + 1
    for way in ("starts", "ends"):
        offsets = [offset - before for offset in getattr(both, way)[skipped:]]
        assert offsets == list(getattr(alone, way))
