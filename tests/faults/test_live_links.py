"""B14: no words of a bank, an answer or a model become a live link in a report in Markdown."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewer.core.text import markdown
from tests.commands.test_program import BANK
from tests.helpers.program import call

LINKING = MarkdownIt("gfm-like", {"linkify": True, "html": False})
"""A reader that links whatever looks like an address, bare names of hosts too."""

LATE = (
    re.compile(r"(?:https?://|www(?=\.))[-.\w]+", re.IGNORECASE),
    re.compile(r"[-.+\w]+@[-\w]+(?:\.[-\w]+)+"),
    re.compile(r"(?<![\w/])//\w"),
)
"""What other readers link in a text whose escapes they have resolved."""

ADDRESSES = [
    "www.x", "www.x.org", "_www.x.org", "*www.x.org*", "WWW.X.ORG", "-www.x.org", "(www.x.org)",
    "//x", "//x.org/y", " //x.org", "_//x.org", "http://x.org", "HTTPS://X.ORG", "ftp://x.org",
    "http://1.2.3.4/x", "http://[::1]/", "xmpp:ann@x.org/y", "mailto:ann@x.org", "mailto:a+b@x.org",
    "ann@x.org", "ann.b-c_d@x.co.uk", "ann+b@x.org.", "_ann@x.org_", "<ann@x.org>", "<http://x.org>",
    "///x", "////x.org", "x.org", "sub.x.com/y?z=1", "x.org:80", "readme.md", "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
    "[x](http://x.org)", "![x](//x.org)", "[x][y]", "[y]: http://x.org", "&#119;ww.x.org",
    "a&commat;x.org", "www&period;x.org", "http\\://x.org", "www\\.x.org", "ann\\@x.org", "https:// x.org",
]  # fmt: skip


def links(source):
    """What readers would make live of a Markdown text."""
    found, shown = [], []
    for block in LINKING.parse(source):
        for token in block.children or ():
            if token.type in ("link_open", "image"):
                found.append(str(token.attrs))
            shown.append(token.content)
    text = "".join(shown)
    return [*found, *(match[0] for late in LATE for match in late.finditer(text))]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "around", ["{}", "See {}.", "_{}_", "a{}b", "({})", "1. {}", "\u4f60{}\u597d"]
)
def test_b14_no_address_is_a_live_link(address, around):
    shown = markdown(around.format(address))
    assert links(shown) == []
    assert links(f"- {shown}") == []


def test_b14_the_readers_here_do_link():
    assert all(links(words) for words in ("x.org", "www.x.org", "//x.org", "ann@x.org", "[x](//y)"))
    assert links("http\\://x.org")


@given(
    st.lists(st.sampled_from([*ADDRESSES, " ", ".", "/", "_", "w", "@", ":", "a", "www", "org"]))
)
def test_b14_nor_is_any_run_of_them(parts):
    assert links(markdown("".join(parts))) == []


@pytest.mark.parametrize(
    "text", ["It is so. Then not.", "It is 1.5 of 2", "a / b", "at @ once", "e.g. one"]
)
def test_b14_other_words_are_as_they_were(text):
    assert markdown(text) == text


@pytest.mark.parametrize(
    "address", ["www.evil.org", "//evil.org/x", "ann@evil.org", "_www.evil.org"]
)
def test_b14_nor_in_a_report(home, tmp_path, address):
    path, report = tmp_path / "bank.json", tmp_path / "report.md"
    (first, *more) = BANK["questions"]
    first = {**first, "prompt": f"Why {address}?", "topic": address}
    path.write_text(json.dumps({**BANK, "title": address, "questions": [first, *more]}))
    transcript = tmp_path / "transcript.md"
    said = f"It is {address} that does it.\n\n/quit\n"
    run = call(home, "--plain", "--offline", "--transcript", transcript, path, stdin=said)
    assert run.returncode == 0, run.stderr
    assert call(home, "report", "-o", report).returncode == 0
    for written in (report, transcript):
        assert "evil" in written.read_text()
        assert links(written.read_text()) == []
