"""GIFT and Moodle XML: right answers are references, wrong ones misconceptions, entities are refused."""

import pytest

from interviewer.banks.importing.found import ImportRefusedError
from interviewer.banks.importing.readers import questions_in

GIFT = r"""// a comment
$CATEGORY: $course$/Networks

::T1:: What is 2\=2 about? {=four =4 ~5#no, too many}

The sun is a star. {TRUE#It burns by itself, always.####It is near.}

[html]<p>Explain <b>TCP</b>.</p> {####It is reliable.}

Which of these is red? {
~sky
=rose#like blood
~sea
}

When was it? {#1912:2}

Match {=a -> b =c -> d}

Grant is buried in {=Grant's tomb} in New York.

Write about it. {}
"""


def test_gift():
    found = questions_in(GIFT.encode(), "quiz.gift")
    assert [(q.prompt, q.answer) for q in found.questions] == [
        ("What is 2=2 about?", "four"),
        ("True or false? The sun is a star.", "True. It burns by itself, always. It is near."),
        ("Explain TCP.", "It is reliable."),
        ("Which of these is red?\n\n- sky\n- rose\n- sea", "rose"),
        ("When was it?", "1912"),
        ("Grant is buried in ..... in New York.", "Grant's tomb"),
    ]
    assert found.questions[0].alternatives == ["4"]
    assert [(w.text, w.why) for w in found.questions[0].wrong] == [("5", "no, too many")]
    assert {q.topic for q in found.questions} == {"Networks"}
    assert [(left.line, left.why) for left in found.left] == [
        (18, "it is a matching of pairs"),
        (22, "it has no answer"),
    ]


def test_gift_is_known_by_what_it_holds():
    assert questions_in(GIFT.encode(), "quiz.txt").questions[0].answer == "four"


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/OS</text></category></question>
<question type="multichoice"><name><text>n</text></name>
<questiontext format="html"><text><![CDATA[<p>What keeps pages?</p>]]></text></questiontext>
<answer fraction="100"><text>A cache &amp; co</text></answer>
<answer fraction="0"><text>A proxy</text><feedback><text>No.</text></feedback></answer></question>
<question type="essay"><questiontext><text>Why?</text></questiontext><graderinfo><text>Because.</text></graderinfo></question>
<question type="shortanswer"><questiontext><text>Who?</text></questiontext>
<answer fraction="50"><text>him</text></answer><answer fraction="100"><text>me</text></answer></question>
<question type="truefalse"><questiontext><text>It rains.</text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="cloze"><questiontext><text>{1:SA:=x}</text></questiontext></question>
</quiz>
"""


def test_moodle():
    found = questions_in(MOODLE.encode(), "export")
    assert [(q.prompt, q.answer, q.topic) for q in found.questions] == [
        ("What keeps pages?", "A cache & co", "OS"),
        ("Why?", "Because.", "OS"),
        ("Who?", "me", "OS"),
        ("True or false? It rains.", "True.", "OS"),
    ]
    assert [(w.text, w.why) for w in found.questions[0].wrong] == [("A proxy", "No.")]
    assert found.questions[2].alternatives == ["him"]
    assert [(left.line, left.why) for left in found.left] == [(13, "its gaps are inside the text")]


BOMB = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><quiz><question type="essay"><questiontext><text>&b;</text></questiontext></question></quiz>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "declares a document type or entities"),
        ("<quiz><question>", "Broken XML"),
        ("<quiz>" + "<a>" * 100 + "</a>" * 100 + "</quiz>", "nested too deeply"),
        (
            "<quiz><question type='essay'><questiontext><text>&x;</text></questiontext></question></quiz>",
            "Broken XML",
        ),
    ],
)
def test_xml_that_is_refused(text, said):
    with pytest.raises(ImportRefusedError, match=said):
        questions_in(text.encode(), "quiz.xml")
