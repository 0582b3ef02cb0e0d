"""Ray Data grades 2,000 answers in several processes, and plain Python the same: `make ray`.

Exits 1 where one score differs. What is shown is what docs/api.md recommends.
"""

import itertools
import sys
import time

import ray

import interviewer as iv

ANSWERS = 2_000


def rows(bank):
    """Answers of every length: the first N words of each question's own answers."""
    texts = [
        (question.id, text.split())
        for question in bank.values()
        for text in (question.reference_answer, *question.alternative_answers)
    ]
    cut = ((name, words, n) for n in itertools.count(5, 7) for name, words in texts)
    for number, (name, words, n) in enumerate(itertools.islice(cut, ANSWERS)):
        yield {"id": number, "question_id": name, "answer": " ".join(words[:n])}


def main():
    bank = iv.load_bank()
    table = list(rows(bank))
    started = time.perf_counter()
    plain = {row["id"]: result.score for row, result in iv.grade_many(table, bank)}
    alone = time.perf_counter() - started

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    started = time.perf_counter()
    graded = ray.data.from_items(table).map_batches(iv.Grader(bank), batch_size=250)
    found = {row["id"]: row["score"] for row in graded.take_all()}
    together = time.perf_counter() - started
    ray.shutdown()

    differing = sum(found.get(name) != score for name, score in plain.items())
    mean = sum(plain.values()) / len(plain)
    print(
        f"{len(found):,} answers, mean score {mean:.3f}: {differing} scores differ. "
        f"Plain Python {alone:.1f} s, ray.data.map_batches {together:.1f} s (its start included)."
    )
    return 1 if differing or len(found) != ANSWERS else 0


if __name__ == "__main__":
    sys.exit(main())
