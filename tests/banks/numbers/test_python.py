"""Runs what the bank "python" states (CPython, 3.11 here).

Not run here: the optional build without the GIL from 3.13 on (documentation of 3.13), linter rule B006 (flake8-bugbear),
freezegun, pydantic, Flask, NumPy (not installed)."""

import asyncio
import contextlib
import copy
import dataclasses
import dis
import functools
import inspect
import io
import pickle
import sys
import threading
import time
import types
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from unittest import mock


def raises(error, f, *a, **k):
    try:
        f(*a, **k)
    except error as e:
        return e
    raise AssertionError(f"no {error}")


# --- mutable-default-arguments
def test_default_list_is_shared():
    # "def add(x, items=[]): items.append(x); return items; the first add(1) gives [1], and the next add(2) gives [1, 2]"
    def add(x, items=[]):
        items.append(x)
        return items

    assert list(add(1)) == [1] and list(add(2)) == [1, 2] and list(add(3)) == [1, 2, 3]
    assert add.__defaults__ == ([1, 2, 3],)  # it lives on the function object
    assert add(1, []) == [1] and add.__defaults__ == ([1, 2, 3],)  # own list: unaffected
    assert add(4) is add(5)  # one object
    assert "items" not in globals()


def test_default_evaluated_once_at_def():
    calls = []

    def f(x=calls.append("def")):
        pass

    assert calls == ["def"]
    f(), f()
    assert calls == ["def"]


def test_none_idiom():
    def add(x, items=None):
        if items is None:
            items = []
        items.append(x)
        return items

    assert add(1) == [1] and add(2) == [2]


def test_timestamp_default_is_frozen_and_dict_is_shared():
    def f(t=datetime.now(), d={}):
        d[len(d)] = 1
        return t, d

    a = f()
    assert f()[0] is a[0] and len(f()[1]) == 3


def test_arguments_are_not_copied():
    mine = []
    (lambda x: x.append(1))(mine)
    assert mine == [1]


# --- generators
def test_body_starts_at_first_next_and_keeps_its_state():
    seen = []

    def g():
        seen.append("start")
        n = 0
        while True:
            n += 1
            yield n

    it = g()
    assert seen == [] and inspect.isgenerator(it)
    assert [next(it), next(it), next(it)] == [1, 2, 3] and seen == ["start"]


def test_list_of_a_million_takes_8_mb_of_references():
    assert 8_000_000 <= sys.getsizeof(list(range(1_000_000))) < 8_100_000
    assert sys.getsizeof(i for i in range(1_000_000)) < 1000


def test_single_pass_no_len_no_index_no_error():
    g = (i for i in range(3))
    assert list(g) == [0, 1, 2] and list(g) == []
    raises(TypeError, len, g), raises(TypeError, lambda: g[0])
    h = (i for i in range(3))
    assert sum(h) == 3
    raises(ValueError, max, h)  # "sum works, then max finds nothing"


def test_file_object_gives_lines_and_items_flow_through_the_chain():
    order = []

    def read(f):
        for line in f:
            order.append(("read", line.strip()))
            yield line

    def parse(lines):
        for line in lines:
            order.append(("parse", line.strip()))
            yield int(line)

    assert sum(parse(read(io.StringIO("1\n2\n")))) == 3
    assert order == [("read", "1"), ("parse", "1"), ("read", "2"), ("parse", "2")]


def test_errors_appear_only_when_consumed():
    g = (1 / x for x in [0])
    raises(ZeroDivisionError, next, g)


def test_deeper_abandoned_generator_runs_its_cleanup_on_close():
    done = []

    def g():
        try:
            yield 1
            yield 2
        finally:
            done.append(True)

    it = g()
    next(it)
    assert not done
    it.close()
    assert done


# --- gil-and-concurrency
def test_threads_overlap_their_waiting():
    together = threading.Barrier(10)  # is passed only when ten wait at the same time
    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(lambda _: together.wait(30), range(10))) == list(range(10))


def test_what_goes_to_another_process_is_pickled_and_lambdas_cannot_be():
    raises((pickle.PicklingError, AttributeError), pickle.dumps, lambda: 1)


def test_asyncio_is_one_thread_and_switches_at_await():
    async def wait(log):
        log.append("waits")
        await asyncio.sleep(0)
        log.append("goes on")
        return threading.get_ident()

    async def main():
        log = []
        ids = await asyncio.gather(*(wait(log) for _ in range(1000)))
        return set(ids), log

    ids, log = asyncio.run(main())
    assert len(ids) == 1
    assert log == ["waits"] * 1000 + ["goes on"] * 1000  # a thousand waits overlap in one thread


def test_a_blocking_call_stops_all_tasks():
    async def ticker(log):
        for _ in range(3):
            log.append("tick")
            await asyncio.sleep(0)

    async def block(log):
        log.extend(["blocks"] * 1000)  # no await: nobody else has a turn

    async def main():
        log = []
        await asyncio.gather(ticker(log), block(log))
        return log

    assert asyncio.run(main()) == ["tick"] + ["blocks"] * 1000 + ["tick"] * 2


def test_plus_equals_is_several_steps():
    def f():
        global counter
        counter += 1

    ops = [i.opname for i in dis.get_instructions(f)]
    assert (
        "LOAD_GLOBAL" in ops
        and "STORE_GLOBAL" in ops
        and any(o.startswith("BINARY_OP") or o.startswith("INPLACE") for o in ops)
    )


def test_lost_update_between_read_and_write():
    state, barrier = {"n": 0}, threading.Barrier(2)

    def work():
        seen = state["n"]
        barrier.wait()  # the turn passes to the other thread between reading and writing
        state["n"] = seen + 1

    ts = [threading.Thread(target=work) for _ in range(2)]
    [t.start() for t in ts], [t.join() for t in ts]
    assert state["n"] == 1


# --- container-costs
class Counted(int):
    n = 0

    def __eq__(self, other):
        Counted.n += 1
        return int(self) == int(other)

    def __hash__(self):
        return int.__hash__(self)


def comparisons(container, x):
    Counted.n = 0
    _ = x in container
    return Counted.n


def test_membership_costs_in_comparisons():
    n = 10_000
    for kind in (list, tuple):
        assert comparisons(kind(range(n)), Counted(-1)) == n  # not there: all are compared
        assert comparisons(kind(range(n)), Counted(n - 1)) == n  # at the end
    for kind in (set, dict.fromkeys):
        assert comparisons(kind(range(n)), Counted(n - 1)) <= 3


def test_hundred_billion():
    # "100,000 ids and a million checks can come to 100 billion comparisons"; average for a hit: half the list
    assert 100_000 * 1_000_000 == 100 * 10**9 == 10**11
    assert 100_000 / 2 == 50_000


def test_hashable():
    (
        raises(TypeError, lambda: {[1]: 2}),
        raises(TypeError, lambda: {[1]}),
        raises(TypeError, lambda: {(1, [2])}),
    )
    assert {(1, 2): "x"}[(1, 2)] == "x" and {frozenset([1])}
    raises(TypeError, lambda: {{}})


def test_set_memory_4_mb_list_0_8_mb():
    ids = list(range(100_000))
    assert (
        round(sys.getsizeof(set(ids)) / 1e6, 1) == 4.2
        and round(sys.getsizeof(ids[:]) / 1e6, 1) == 0.8
    )
    assert 4.5 < sys.getsizeof(set(ids)) / sys.getsizeof(ids[:]) < 5.5  # "about five times"


def test_dict_keeps_insertion_order_set_has_no_index():
    assert list({"b": 1, "a": 2}) == ["b", "a"]
    some = {70_000, 3, 1}
    raises(TypeError, lambda: some[0])
    assert list({64: 0, 1: 0}) == [64, 1] and list({64, 1}) == list(
        {1, 64}
    )  # a dict remembers which came first, a set doesn't


def test_set_order_of_words_changes_between_runs():
    import subprocess

    out = {
        subprocess.run(
            [sys.executable, "-c", "print(*{'anna','bob','cleo','dora','emil'})"],
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": str(s)},
        ).stdout
        for s in range(1, 5)
    }
    assert len(out) > 1


# --- decorators
def make_timed(log):
    def timed(func):
        log.append("decorated")

        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            start = time.perf_counter()
            result = func(*args, **kwargs)
            log.append(time.perf_counter() - start)
            return result

        return wrapper

    return timed


def test_timing_decorator():
    log = []
    timed = make_timed(log)

    @timed
    def f(a, b=2):
        "doc"
        return a + b

    assert log == ["decorated"]  # runs once at the definition
    assert (
        f(40) == 42
        and f(1, b=1) == 2
        and len(log) == 3
        and log[0] == "decorated"
        and log.count("decorated") == 1
    )
    assert (f.__name__, f.__doc__) == ("f", "doc") and f.__wrapped__(1) == 3


def test_at_is_f_equals_d_of_f_and_order_bottom_to_top():
    def d(f):
        return ("decorated", f)

    def g():
        pass

    plain = g

    @d
    def h():
        pass

    assert d(plain) == ("decorated", plain) and h[0] == "decorated" and h[1].__name__ == "h"

    def a(f):
        return lambda: "a" + f()

    def b(f):
        return lambda: "b" + f()

    @a
    @b
    def f():
        return "f"

    assert f() == "abf"


def test_without_return_none_and_without_wraps_wrapper():
    def bad(func):
        def wrapper(*a, **k):
            func(*a, **k)

        return wrapper

    @bad
    def f():
        return 42

    assert f() is None and f.__name__ == "wrapper"


def test_with_parameters_one_more_level():
    def times(n):
        def deco(f):
            return lambda *a: [f(*a) for _ in range(n)]

        return deco

    assert times(3)(lambda x: x)(7) == [7, 7, 7]


def test_decorator_returning_the_result_breaks_the_call():
    @(lambda f: f())
    def f():
        return 1

    raises(TypeError, lambda: f())


def test_deeper_async_function_seems_instant():
    log = []

    @make_timed(log)
    async def f():
        await asyncio.sleep(0.05)

    asyncio.run(f())
    assert log[1] < 0.01  # only the coroutine object was made


# --- context-managers
class CM:
    def __init__(self, swallow=False):
        self.log, self.swallow = [], swallow

    def __enter__(self):
        self.log.append("enter")
        return "handle"

    def __exit__(self, *info):
        self.log.append(info)
        return self.swallow


def test_as_gets_the_value_of_enter_and_exit_runs_after():
    m = CM()
    with m as h:
        inside = 1
    assert h == "handle" and inside == 1  # no scope of its own: both names live on
    assert m.log == ["enter", (None, None, None)]


def test_exception_reaches_exit_and_goes_on():
    m = CM()

    def f():
        with m:
            1 / 0

    raises(ZeroDivisionError, f)
    assert (
        m.log[1][0] is ZeroDivisionError
        and isinstance(m.log[1][1], ZeroDivisionError)
        and isinstance(m.log[1][2], types.TracebackType)
    )


def test_true_swallows():
    with CM(swallow=True):
        1 / 0
    with contextlib.suppress(ZeroDivisionError):
        1 / 0


def test_exit_runs_on_return_and_file_is_closed_after_error():
    m = CM()

    def f():
        with m:
            return 1

    assert f() == 1 and len(m.log) == 2
    s = io.StringIO("x")

    def g():
        with s:
            1 / 0

    raises(ZeroDivisionError, g)
    assert s.closed


def test_contextmanager_needs_finally():
    log = []

    @contextlib.contextmanager
    def bare():
        yield
        log.append("bare")

    @contextlib.contextmanager
    def safe():
        try:
            yield
        finally:
            log.append("safe")

    def use(m):
        with m():
            1 / 0

    raises(ZeroDivisionError, use, bare), raises(ZeroDivisionError, use, safe)
    assert log == ["safe"]


def test_deeper_exit_stack_closes_all():
    ms = [CM() for _ in range(4)]

    def f():
        with contextlib.ExitStack() as stack:
            for m in ms:
                stack.enter_context(m)
            raise OSError("the fifth can't be opened")

    raises(OSError, f)
    assert all(len(m.log) == 2 for m in ms)


# --- names-and-copies
def test_alias_shallow_deep():
    a = [[1], [2]]
    b, c, d = a, list(a), copy.deepcopy(a)
    assert a == b == c == d and a is b and a is not c and a is not d
    assert c[0] is a[0] and d[0] is not a[0]
    b.append([3])
    assert len(a) == 3 and len(c) == 2
    c.append([4])
    assert len(a) == 3
    c[0].append(9)
    assert a[0] == [1, 9]
    d[1].append(7)
    assert a[1] == [2]
    for e in (a[:], a.copy(), copy.copy(a)):
        assert e is not a and e[0] is a[0]


def test_deepcopy_keeps_track_of_cycles():
    a = []
    a.append(a)
    b = copy.deepcopy(a)
    assert b[0] is b and b is not a


def test_small_integers_are_cached_large_ones_not():
    # "CPython caches small ints (-5..256 in most versions)"; x is 1000 is luck
    assert int("256") is int("256") and int("-5") is int("-5")
    if sys.version_info < (3, 15):
        assert int("257") is not int("257") and int("-6") is not int("-6")
    assert int("100000") is not int("100000")


def test_deeper_tuple_with_a_list():
    t = ([1],)
    t[0].append(2)
    assert t == ([1, 2],) and copy.copy(t) is t
    raises(TypeError, exec, "t[0] = 1", {"t": t})


# --- late-binding-closures
def test_all_three_return_2():
    fs = [lambda: i for i in range(3)]
    assert [f() for f in fs] == [2, 2, 2]
    assert fs[0].__closure__[0] is fs[2].__closure__[0]  # one cell


def test_same_with_def_and_for():
    fs = []
    for i in range(3):

        def f():
            return i

        fs.append(f)
    assert [f() for f in fs] == [2, 2, 2]


def test_fixes():
    assert [f() for f in [lambda i=i: i for i in range(3)]] == [0, 1, 2]

    def make(i):
        return lambda: i

    assert [f() for f in [make(i) for i in range(3)]] == [0, 1, 2]
    assert [f() for f in [functools.partial(lambda i: i, i) for i in range(3)]] == [0, 1, 2]
    assert [(lambda j: lambda: j)(i)() for i in range(3)] == [0, 1, 2]


def test_called_in_the_same_pass_and_in_a_generator():
    got = []
    for i in range(3):
        got.append((lambda: i)())
    assert got == [0, 1, 2]
    assert [f() for f in (lambda: i for i in range(3))] == [0, 1, 2]  # deeper


def test_follow_up_x():
    x = 1
    f = lambda: x
    x = 5
    assert f() == 5


# --- type-hints-and-dataclasses
def test_hints_are_not_enforced():
    def f(n: int) -> int:
        return n

    assert f("a") == "a" and "n" in f.__annotations__


@dataclass
class Point:
    x: int
    y: int = 0
    unit = "m"


def test_dataclass_generates_init_repr_eq():
    assert Point(1, 2) == Point(1, 2) != Point(2, 1) and repr(Point(1)) == "Point(x=1, y=0)"
    assert [f.name for f in dataclasses.fields(Point)] == ["x", "y"]  # no annotation: not a field
    assert Point(x="a").x == "a"  # no validation
    raises(TypeError, lambda: Point(1) < Point(2))

    @dataclass(order=True)
    class O:
        x: int

    assert O(1) < O(2)


def test_list_default_raises_value_error_factory_is_fresh():
    e = raises(
        ValueError,
        lambda: dataclass(type("B", (), {"__annotations__": {"items": list}, "items": []})),
    )
    assert "default_factory" in str(e)

    @dataclass
    class C:
        items: list = field(default_factory=list)

    a, b = C(), C()
    a.items.append(1)
    assert b.items == []


def test_hashability_and_frozen():
    assert Point.__hash__ is None
    raises(TypeError, hash, Point(1))

    @dataclass(frozen=True)
    class F:
        x: object

    assert len({F(1), F(1)}) == 1
    raises(dataclasses.FrozenInstanceError, lambda: setattr(F(1), "x", 2))
    raises(TypeError, hash, F([]))  # "hashable if their fields are"
    p = Point(1)
    p.x = 3  # an ordinary one can be changed


# --- testing-with-dependencies
def modules():
    api, report = types.ModuleType("api"), types.ModuleType("report")
    exec("def fetch(x): return 'real'", api.__dict__)
    sys.modules["api"], sys.modules["report"] = api, report
    exec("from api import fetch\ndef run(): return fetch(1)", report.__dict__)
    return report


def test_patch_where_it_is_looked_up():
    report = modules()
    with mock.patch("api.fetch", return_value="fake"):
        assert report.run() == "real"  # patched where it is defined: no effect
    with mock.patch("report.fetch", return_value="fake"):
        assert report.run() == "fake"


def test_autospec_matches_the_signature():
    report = modules()
    with mock.patch("report.fetch", autospec=True) as f:
        raises(TypeError, f)
    del sys.modules["api"], sys.modules["report"]


def test_injected_client_and_date():
    from datetime import date

    def due(client, today):
        return [n for n, d in client() if d <= today]

    fake = lambda: [("a", date(2024, 2, 28)), ("b", date(2024, 3, 1))]
    assert due(fake, date(2024, 2, 29)) == ["a"]  # a leap day: a date that exists
    assert due(lambda: [], date(2024, 2, 29)) == []

    def down():
        raise TimeoutError

    raises(TimeoutError, due, down, date(2024, 2, 29))


def test_once_in_a_thousand_of_a_million_calls():
    # misconception "happy-path-only", follow-up: a thousand failures a day
    assert 1_000_000 / 1000 == 1000
