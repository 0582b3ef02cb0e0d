"""This many examples of the state machine, from a seed."""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis.stateful import get_state_machine_test

from tests.fuzz import machine


def examples(count, *, seed=None, steps=30):
    """Run the machine; return its counts. Raises with the shortest failing course of events."""
    before = Counter(machine.COUNTS)
    test = get_state_machine_test(
        machine.Engine,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=seed is None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    if seed is not None:
        test._hypothesis_internal_use_seed = seed
    test()
    return Counter(machine.COUNTS) - before
