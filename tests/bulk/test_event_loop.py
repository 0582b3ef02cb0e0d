"""The event loop for callers that have none: shared, interruptible, there again after a fork."""

import asyncio
import os
import subprocess
import sys
import threading

import pytest

from interviewer.bulk.event_loop import LOOP, LoopThread
from tests.helpers.program import ROOT


async def where():
    return asyncio.get_running_loop(), threading.current_thread()


def test_every_call_runs_in_one_loop_in_a_thread_of_its_own():
    first, second = LOOP.run(where()), LOOP.run(where())
    assert first == second
    assert first[1] is not threading.current_thread()


async def test_it_can_be_used_while_another_loop_is_running():
    assert LOOP.run(where())[0] is not asyncio.get_running_loop()


def test_what_fails_fails_in_the_caller():
    async def broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        LOOP.run(broken())


def test_a_call_from_within_is_refused_and_does_not_wait_for_itself():
    async def within():
        LOOP.run(where())

    with pytest.raises(RuntimeError, match="await it instead"):
        LOOP.run(within())


def test_an_interrupt_cancels_the_work():
    begun, cancelled = threading.Event(), threading.Event()

    async def endless():
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    loop = LoopThread()
    submit = loop.submit

    class Interrupting:
        def __init__(self, future):
            self.future = future

        def result(self):
            begun.wait(10)
            raise KeyboardInterrupt

        def cancel(self):
            self.future.cancel()

    loop.submit = lambda work: Interrupting(submit(work))
    with pytest.raises(KeyboardInterrupt):
        loop.run(endless())
    assert cancelled.wait(10)


FORKED = """
import os, warnings
warnings.simplefilter("ignore")  # newer Pythons warn of a fork beside threads; it is what is tested
import interviewer as iv
from interviewer.testing import ScriptedExaminer

question = iv.Question(id="q", prompt="Why?", reference_answer="So.")
def graded():
    return iv.grade(question, "It is so.", by=ScriptedExaminer({"sentence-1": "so"})).score

assert graded() == 1
child = os.fork()
if child == 0:
    os._exit(0 if graded() == 1 else 1)
status = os.waitpid(child, 0)[1]
raise SystemExit(os.waitstatus_to_exitcode(status))
"""


def test_a_forked_process_has_a_loop_of_its_own():
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", FORKED], env=env, timeout=60, check=False)
    assert done.returncode == 0
