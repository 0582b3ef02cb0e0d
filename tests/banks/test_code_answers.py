"""An answer of code alone makes the point that the code shows."""

import pytest

from interviewer.assets import banks
from interviewer.banks.json_bank import parse
from interviewer.examiners.offline.rules import examine


def made(bank, question_id, answer):
    questions = {q.id: q for q in parse(banks()[bank].read_bytes(), bank)[0].questions}
    question = questions[question_id]
    verdict = examine(question, [answer], [question.prompt])
    return {finding.point for finding in verdict.findings if finding.made}


@pytest.mark.parametrize(
    ("question", "code", "points"),
    [
        ("null-comparison", "`SELECT * FROM t WHERE a IS NULL`", {"is-null"}),
        ("null-comparison", "SELECT id FROM customers WHERE email IS NULL;", {"is-null"}),
        (
            "not-in-null",
            "SELECT * FROM c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)",
            {"not-exists"},
        ),
        (
            "deduplicate-rows",
            "SELECT email, COUNT(*) FROM customer GROUP BY email HAVING COUNT(*) > 1",
            {"find"},
        ),
        (
            "transactions",
            "UPDATE tickets SET free = free - 1 WHERE id = 5 AND free > 0",
            {"safe-write"},
        ),
    ],
)
def test_sql_alone_makes_the_point_it_shows(question, code, points):
    assert made("sql", question, code) == points
