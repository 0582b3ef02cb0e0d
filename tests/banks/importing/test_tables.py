"""Tables: separators, encodings, columns by their usual names or by --map, Anki's text export."""

import pytest

from interviewer.banks.importing.columns import parse_map
from interviewer.banks.importing.found import ImportRefusedError
from interviewer.banks.importing.readers import questions_in

UMLAUT = "question;answer\nWas ist ä?;Ein Umlaut\n"


def read(text, name="list.csv", given=None):
    return questions_in(text if isinstance(text, bytes) else text.encode(), name, given)


def taken(text, **more):
    return [(q.prompt, q.answer) for q in read(text, **more).questions]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("asked", "answered"), [("question", "answer"), ("Front", "Back"), ("Frage", "Antwort")]
)
def test_separators_and_names(separator, asked, answered):
    text = (
        separator.join([asked, "Tags", answered])
        + "\n"
        + separator.join(["What?", "ml", "That."])
        + "\n"
    )
    (question,) = read(text).questions
    assert (question.prompt, question.topic, question.answer, question.line) == (
        "What?",
        "ml",
        "That.",
        2,
    )


@pytest.mark.parametrize(
    "raw",
    [
        UMLAUT.encode(),
        b"\xef\xbb\xbf" + UMLAUT.encode(),
        b"\xff\xfe" + UMLAUT.encode("utf-16-le"),
        UMLAUT.encode("utf-16-le"),
        UMLAUT.encode("utf-16-be"),
        UMLAUT.encode("cp1252"),
        ("sep=;\r\n" + UMLAUT.replace("\n", "\r\n")).encode(),
    ],
)
def test_encodings(raw):
    assert taken(raw) == [("Was ist ä?", "Ein Umlaut")]


def test_cells_over_several_lines_keep_their_line_numbers():
    found = read('question,answer\n"What\nis it?","A,\nb"\nWhy?,\nWho?,Me\n')
    assert [(q.prompt, q.answer, q.line) for q in found.questions] == [
        ("What\nis it?", "A,\nb", 2),
        ("Who?", "Me", 6),
    ]
    assert [(left.line, left.why) for left in found.left] == [(5, "it has no answer")]


def test_map_says_which_column_is_what():
    given = parse_map(["question=Vraag", "answer=Uitleg"])
    assert taken("Nr;Uitleg;Vraag\n1;Dit.;Wat?\n", given=given) == [("Wat?", "Dit.")]
    with pytest.raises(ImportRefusedError, match=r"no column 'Fraag'"):
        taken("Vraag;Uitleg\nWat?;Dit.\n", given={"question": "Fraag"})
    with pytest.raises(ImportRefusedError, match="--map takes"):
        parse_map(["nothing"])


def test_no_known_column_is_said_with_what_there_is():
    with pytest.raises(ImportRefusedError, match="--map question=COLUMN"):
        read("x,y,question\n1,2,3\n")


def test_two_columns_without_names_are_front_and_back():
    assert taken("What is x?\tIt is y.\nWhy?\tSo.\n", name="deck.txt") == [
        ("What is x?", "It is y."),
        ("Why?", "So."),
    ]


def test_formulas_are_no_text():
    found = read(
        'question,answer\nWhat?,"=HYPERLINK(""http://x"")"\n=cmd|\'/C calc\'!A0,x\nWhat is ==?,=> so\nWhat is it?,-1\n'
    )
    assert [q.answer for q in found.questions] == ["=> so", "-1"]
    assert [left.why for left in found.left] == ["a formula and no text"] * 2


def test_points_with_weights_of_one_question_in_several_rows():
    (question,) = read("question,point,weight\nWhat?,it is y,2\nWhat?,it is z,\n").questions
    assert [(point.text, point.weight) for point in question.points] == [
        ("it is y", 2.0),
        ("it is z", None),
    ]


def test_choices():
    (question,) = read("question,A,B,C,correct\nWhich of these is red?,sky,rose,sea,B\n").questions
    assert question.prompt == "Which of these is red?\n\n- rose\n- sea\n- sky"
    assert question.answer == "rose"
    assert [wrong.text for wrong in question.wrong] == ["sky", "sea"]


ANKI = '''#separator:tab
#html:true
#tags column:3
What is <b>x</b>?\t"It is<br>y &amp; ""z"""\tml::trees other
{{c1::Paris}} is the capital of {{c2::France::country}}.\t\tgeo
'''


def test_a_text_export_of_anki():
    first, second = read(ANKI, name="deck.txt").questions
    assert (first.prompt, first.answer, first.topic, first.line) == (
        "What is x?",
        'It is\ny & "z"',
        "ml: trees other",
        4,
    )
    assert second.prompt == "[...] is the capital of [country]."
    assert second.answer == "Paris is the capital of France."


def test_an_open_quotation_mark_ends_in_one_sentence():
    with pytest.raises(ImportRefusedError, match=r"line|cell|column"):
        read('question,answer\n"' + "a" * 1_100_000 + "\n")
