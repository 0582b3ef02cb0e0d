"""Rows about grading by the thousand: how fast, in how much memory, how well a server is used."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.banks import answers, small, written
from benchmarks.floors.raw_client import load
from benchmarks.measuring import (
    PROGRAM,
    Result,
    Spread,
    fake_server,
    ms,
    run,
    run_with_memory,
    stats,
)

COLD = """
import json, sys, time
began = time.perf_counter()
from interviewer.storage.bank_files import find_bank
from interviewer.storage.home_folder import home_path
from interviewer.examiners.offline.offline_examiner import OfflineExaminer
from interviewer.core.protocol import Grade
from interviewer.core.sheets import (Sheet, Turn)
bank = find_bank(None, home_path()).load()
loaded = time.perf_counter()
from interviewer.examiners.offline.rules import examine
for line in sys.stdin:
    told = json.loads(line)
    question = next(q for q in bank.questions if q.id == told["question_id"])
    start = time.perf_counter()
    examine(question, [told["answer"]], [question.prompt])
    print(time.perf_counter() - (loaded if loaded else start))
    loaded = 0
"""


def offline(home: Path) -> Iterator[Result]:
    """One answer: the first in a process, with the examiner's import and its data, and the others."""
    lines = [json.dumps(one) for one in answers(140)]
    cold, warm = [], []
    for _ in range(5):
        _, out = run([sys.executable, "-c", COLD], home, "\n".join(lines).encode())
        first, *others = map(float, out.split())
        cold.append(first)
        warm.append(sorted(others)[len(others) // 2])
    peer = "MiniLM embeddings: 19 ms, 320 ms cold (measured by the design)"
    for what, values, most in (("an answer", warm, 5), ("the first answer", cold, 30)):
        took = ms(values)
        yield Result(
            f"offline grading, {what}", peer, str(took), f"at most {most} ms",
            f"{took.median:.1f} ms", took.median <= most,
        )  # fmt: skip


def many(home: Path, most: int = 10_000) -> Iterator[Result]:
    """`grade` over a file, and over one ten times as long."""
    sizes = (most // 10, most)
    rates, memory = [], []
    for size in (*sizes, most // 4, most // 4):
        path = home / f"answers-{len(rates)}.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in answers(size)), "utf-8")
        words = [*PROGRAM, "grade", str(path), "--offline", "-o", str(path.with_suffix(".out"))]
        took, peak = run_with_memory(words, home)
        rates.append(size / took)
        memory.append(peak)
    rate = Spread(tuple(rates[1:]), "answers/s on one core")
    yield Result(
        f"`grade --offline`, up to {most:,} answers", "", str(rate),
        "at least 300 answers/s", f"{rate.median:,.0f} /s", rate.median >= 300,
    )  # fmt: skip
    more = memory[1] - memory[0]
    yield Result(
        "its memory", f"{sizes[0]:,} answers: {memory[0]:.0f} MB", f"{memory[1]:.0f} MB",
        "flat", f"{more:+.1f} MB", more < 8,
    )  # fmt: skip


def served(home: Path) -> Iterator[Result]:
    """A server that takes its time: `--concurrency` calls should be under way all the time."""
    bank = written(home, small(50))
    for latency, at_once, count in ((0.1, 8, 320), (0.5, 32, 640), (2.0, 128, 512)):
        path = home / f"served-{count}.jsonl"
        lines = (
            {"id": i, "question_id": f"q-{i % 50}", "answer": f"It is made of {i} equal parts."}
            for i in range(count)
        )
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        with fake_server(latency=latency, words=0) as address:
            words = [*PROGRAM, "grade", str(path), "--questions", str(bank), "--base-url", address]
            words += ["--model", "fake", "--concurrency", str(at_once)]
            floor = asyncio.run(load(address, count, at_once))
            ours, _ = run(words, home)
            told = stats(address)
        best = count / at_once * latency
        asked = told["requests"] - count
        yield Result(
            f"`grade`, a server with {latency} s latency, --concurrency {at_once}",
            f"bare sockets {floor:.1f} s, latency alone {best:.1f} s",
            f"{ours:.1f} s, start-up and openai's import included",
            "the server is saturated, one request an answer",
            f"{told['most_at_once']} at once, {asked / count:.2f} requests an answer",
            told["most_at_once"] == at_once and asked == count,
        )
