"""Every shape of Markdown list: questions, answers, where they stand, and what is left."""

import sys
import time

import pytest

from interviewer.banks.importing.front_matter import with_front_matter
from interviewer.banks.importing.markdown_questions import questions_in


def taken(text):
    return [(q.prompt, q.answer) for q in questions_in(text).questions]


@pytest.mark.parametrize(
    ("text", "prompt", "answer"),
    [
        ("### What is a cache?\n\nIt keeps pages.", "What is a cache?", "It keeps pages."),
        ("### 12. What is a `cache`?\nIt keeps.", "What is a cache?", "It keeps."),
        ("## Q3: Explain the cache\n\n**Answer:** It keeps.", "Explain the cache", "It keeps."),
        ("What is a cache?\n---\nIt keeps.", "What is a cache?", "It keeps."),
        (
            "1. ### What is a cache?\n\n    It keeps.\n\n    - a\n",
            "What is a cache?",
            "It keeps.\n\n- a",
        ),
        ("**What is a cache?**\n\nIt keeps pages.", "What is a cache?", "It keeps pages."),
        ("- **What is a cache?**\n  It keeps.", "What is a cache?", "It keeps."),
        ("<b>What is a cache?</b>\n\nIt keeps.", "What is a cache?", "It keeps."),
        (
            "<details>\n<summary>What is it?</summary><br><b>\n\nIt.\n</b></details>",
            "What is it?",
            "It.",
        ),
        (
            "#### What is it?\n<details><summary>Show answer</summary>It.</details>",
            "What is it?",
            "It.",
        ),
        ("1. What is it?\n   It keeps pages.\n", "What is it?", "It keeps pages."),
        ("Q: What is it?\nA: It keeps\npages.", "What is it?", "It keeps\npages."),
        ("**Q1.** What is it?\n\n**Ans:** It keeps.", "What is it?", "It keeps."),
        ("What is it?::It keeps pages.", "What is it?", "It keeps pages."),
        ("What\nis it?\n?\nIt keeps.", "What\nis it?", "It keeps."),
    ],
)
def test_each_shape(text, prompt, answer):
    assert taken(text) == [(prompt, answer)]


CHOICES = """###### 1. What's the output?

```js
foo()
```

- A: `1`
- B: `2`

<details><summary><b>Answer</b></summary>
<p>

#### Answer: B

It returns two.
</p>
</details>

---

###### 2. What's the output?

```js
bar()
```

<details><summary><b>Answer</b></summary>

It throws.
</details>
"""


def test_code_and_choices_belong_to_the_question():
    first, second = taken(CHOICES)
    assert first == (
        "What's the output?\n\n```\nfoo()\n```\n\n- A: 1\n- B: 2",
        "B\n\nIt returns two.",
    )
    assert second == ("What's the output?\n\n```\nbar()\n```", "It throws.")


LIST = """# Top questions

## Table of Contents

1. [What is a closure?](#what-is-a-closure)
2. [Why hoisting?](#why)

## Core

### What is a closure? (Easy)

A function with **its** scope.

> Note the scope.

```js
const f = () => x // **not bold**
```

![scope](scope.png)

**[⬆ Back to Top](#table-of-contents)**

### Why hoisting?

![only](image.png)

### Where is it documented?

- [Here](https://example.org)

## License

MIT, see the file.
"""


def test_a_whole_list():
    found = questions_in(LIST)
    (question,) = found.questions
    assert question.prompt == "What is a closure?"
    assert question.answer == (
        "A function with its scope.\n\nNote the scope.\n\n```\nconst f = () => x // **not bold**\n```"
    )
    assert (question.topic, question.difficulty, question.line) == ("Core", "easy", 10)
    assert [(left.line, left.why) for left in found.left] == [
        (24, "its answer is an image"),
        (28, "its answer is a list of links"),
    ]
    assert found.title == "Top questions"
    assert found.licence == "MIT, see the file."


def test_what_asks_within_an_answer_is_a_part_of_it():
    text = "## What is a?\n\nSomething.\n\n### Why is it so?\n\nFor a reason.\n\n## What is b?\n\nOther.\n"
    assert [prompt for prompt, _ in taken(text)] == ["What is a?", "What is b?"]
    assert "Why is it so?\nFor a reason." in taken(text)[0][1].replace("\n\n", "\n")


def test_numbered_headings_that_do_not_ask_are_taken_among_those_that_do():
    text = "### 1. What is a?\nOne.\n### 2. Prototype chain\nTwo.\n### 3. How is c?\nThree.\n### Credits\nMe.\n"
    assert [prompt for prompt, _ in taken(text)] == ["What is a?", "Prototype chain", "How is c?"]


def test_questions_without_answers_are_left_with_their_lines():
    found = questions_in("* Explain event delegation.\n* What is `this`?\n")
    assert found.questions == []
    assert [(left.line, left.why, left.what) for left in found.left] == [
        (1, "it has no answer", "Explain event delegation."),
        (2, "it has no answer", "What is this?"),
    ]


def matter(text):
    return with_front_matter(text, None, questions_in)


def test_front_matter_that_holds_the_question():
    found = matter(
        "---\nquestion: What is a cache?\ntags: [os, memory]\nlevel: senior\n---\nIt keeps pages.\n"
    )
    (question,) = found.questions
    assert (question.prompt, question.answer) == ("What is a cache?", "It keeps pages.")
    assert (question.topic, question.difficulty) == ("os", "hard")


def test_front_matter_that_holds_many():
    text = "---\ntitle: Exam\nlicense: CC0\nquestions:\n  - q: What is a?\n    a: It is b.\n  - q: Why?\n    a: So.\n---\n"
    found = matter(text)
    assert [(q.prompt, q.answer) for q in found.questions] == [
        ("What is a?", "It is b."),
        ("Why?", "So."),
    ]
    assert (found.title, found.licence) == ("Exam", "CC0")


def test_front_matter_over_a_list_gives_it_topic_and_lines():
    (question,) = matter("---\ntags: [caching]\n---\n\n## What is a cache?\nIt keeps.\n").questions
    assert (question.topic, question.line) == ("caching", 5)


def test_what_a_readme_asks_about_itself_is_no_question():
    text = "## How to contribute?\n\nOpen an issue.\n\n## What is a cache?\n\nIt keeps pages.\n"
    assert [prompt for prompt, _ in taken(text)] == ["What is a cache?"]


def test_a_heading_that_tells_to_do_something_is_a_step_and_no_question():
    text = "## What is a cache?\n\nIt keeps.\n\n## Implement the cache class.\n\nWith a map.\n"
    assert [prompt for prompt, _ in taken(text)] == ["What is a cache?"]


def test_headings_in_an_answer_are_no_topics_and_those_under_an_item_do_not_end_it():
    text = "1. ### What is a cache?\n\n    It keeps.\n\n    ## Key Points\n\n    It is fast.\n\n2. ### Why?\n\n    ### What then is it for?\n\n    For speed.\n"
    first = questions_in(text).questions[0]
    assert first.answer == "It keeps.\n\nKey Points:\n\nIt is fast."
    assert {q.topic for q in questions_in(text).questions} == {""}


def test_choices_before_the_right_one_in_a_code_block():
    (question,) = questions_in(
        "## Which of these keeps order?\n* Set\n* List\n```\nList\n```\n"
    ).questions
    assert (question.prompt, question.answer) == (
        "Which of these keeps order?\n\n- Set\n- List",
        "List",
    )
    assert [wrong.text for wrong in question.wrong] == ["Set"]


@pytest.mark.parametrize(
    "answer", ["Answer here", "TODO", "**TBD**", "_Coming soon_", "[⬆ back to top](#x)"]
)
def test_placeholders_are_no_answers(answer):
    found = questions_in(f"## What is a cache?\n\n{answer}\n")
    (left,) = found.left
    assert (found.questions, left.why[:6]) == ([], "its an" if "back" in answer else "it has")


@pytest.mark.parametrize(
    "part",
    ["# a?\n", "**a b?**\n", "- What is it?\n", "Q: ", "<details>", "<summary>", "a::b\n", "?\n", "A: x\n", "| a |\n", "---\n", "\n", "> ", "1. ", "**", "[a](b) ", "```\n", "#", "<!--", "What is x"],
)  # fmt: skip
def test_hostile_repetitions_are_read_in_linear_time(part):
    began = time.process_time()
    questions_in(part * (150_000 // len(part)))
    assert time.process_time() - began < 6


def steps(text: str) -> int:
    """Lines of our code that run while a text is read."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        questions_in(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "part",
    [
        "## What is a cache?\n\nIt keeps pages.\n\n",
        "- What is a cache?\n  It keeps pages.\n",
        "- What is a cache?\n\nIt keeps pages.\n\n",
        "**What is a cache?**\nIt keeps pages.\n",
        "Q: What is a cache?\nA: It keeps pages.\n",
        "<details><summary>What is a cache?</summary>\nIt keeps pages.\n</details>\n",
        "<details><summary>What is a cache?</summary>\n",
        "What is a cache?::It keeps pages. #card\n",
        "What is a cache\n?\nIt keeps pages.\n",
        "# Caches:\n",
        "It keeps pages.\n\n",
    ],
)
@pytest.mark.parametrize("before", ["", "- What is a cache?\n", "## What is a cache?\n\n"])
def test_twice_the_text_takes_at_most_twice_the_steps(before, part):
    few, many = (steps(before + part * times) for times in (40, 80))
    assert many < 2.2 * few


MUTEX = "## What is a mutex?\n\n- A lock for one thread.\n- Others wait.\n\n"
MUTEX_ANSWER = "- A lock for one thread.\n- Others wait."


def test_a_numbered_list_of_questions_after_bullets_is_no_part_of_their_answer():
    text = (
        MUTEX + "1. What is a semaphore?\n   A counter.\n2. What is a deadlock?\n\n   All wait.\n"
    )
    assert taken(text + "\n## What is a race?\n\nOrder decides.") == [
        ("What is a mutex?", MUTEX_ANSWER),
        ("What is a semaphore?", "A counter."),
        ("What is a deadlock?", "All wait."),
        ("What is a race?", "Order decides."),
    ]


def test_listed_questions_without_answers_are_left_with_their_lines_and_not_swallowed():
    found = questions_in(MUTEX + "1. What is a semaphore?\n2. What is a deadlock?\n")
    assert [(q.prompt, q.answer) for q in found.questions] == [("What is a mutex?", MUTEX_ANSWER)]
    assert [(one.line, one.why) for one in found.left] == [
        (6, "it has no answer"),
        (7, "it has no answer"),
    ]


@pytest.mark.parametrize(
    "rest",
    [
        "1. Who holds it?\n2. Who waits?\n\nThen I compare both.",  # the answer goes on
        "1. Who holds it?\n2. The others wait.",  # not all of them ask
        "1. Who holds it?",  # one is no list
    ],
)
def test_a_numbered_list_within_an_answer_stays_there(rest):
    ((prompt, answer),) = taken(MUTEX + rest)
    assert prompt == "What is a mutex?"
    assert "1. Who holds it?" in answer
    assert answer.endswith(rest.split("\n")[-1])


def test_questions_that_an_answer_asks_after_a_paragraph_stay_there():
    text = "## How do you choose?\n\nI ask a few things.\n\n1. How much data?\n2. How often?"
    assert len(taken(text)) == 1
