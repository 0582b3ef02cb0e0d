"""Runs what the bank "sql" states, in SQLite (python3's sqlite3).

Not testable in SQLite, stated from the products' documentation: read committed as PostgreSQL's default, SELECT ... FOR UPDATE,
DISTINCT ON, QUALIFY, MySQL's <=>, the behaviour of the four standard isolation levels."""

import sqlite3
import tempfile
from pathlib import Path


def db(script=""):
    c = sqlite3.connect(":memory:")
    c.executescript(script)
    return c


def rows(c, sql, *args):
    return c.execute(sql, args).fetchall()


def one(c, sql, *args):
    return c.execute(sql, args).fetchone()[0]


PEOPLE = """CREATE TABLE p(id INTEGER PRIMARY KEY, email TEXT, city TEXT, price REAL);
INSERT INTO p VALUES (1,'a@x','Rome',10),(2,NULL,NULL,NULL),(3,'c@x','Berlin',20);"""


# --- null-comparison
def test_comparison_with_null_is_unknown_even_null_equals_null():
    c = db()
    for e in ("NULL = NULL", "5 = NULL", "NULL <> 5", "NOT (NULL = 5)", "NULL <> NULL", "NOT NULL"):
        assert one(c, f"SELECT {e}") is None


def test_where_equals_null_returns_no_row_and_no_error():
    assert rows(db(PEOPLE), "SELECT * FROM p WHERE email = NULL") == []


def test_is_null_and_is_not_null():
    c = db(PEOPLE)
    assert rows(c, "SELECT id FROM p WHERE email IS NULL") == [(2,)]
    assert rows(c, "SELECT id FROM p WHERE email IS NOT NULL") == [(1,), (3,)]


def test_inequality_leaves_null_out():
    c = db(PEOPLE)
    assert rows(c, "SELECT id FROM p WHERE city <> 'Rome'") == [(3,)]
    assert rows(c, "SELECT id FROM p WHERE NOT (city = 'Rome')") == [(3,)]
    assert rows(c, "SELECT id FROM p WHERE city <> 'Rome' OR city IS NULL") == [(2,), (3,)]
    assert rows(c, "SELECT id FROM p WHERE city IS DISTINCT FROM 'Rome'") == [
        (2,),
        (3,),
    ]  # SQLite >= 3.39
    assert rows(c, "SELECT id FROM p WHERE email IS NOT DISTINCT FROM NULL") == [(2,)]


def test_aggregates_skip_null_count_star_does_not():
    c = db(PEOPLE)
    assert rows(c, "SELECT COUNT(*), COUNT(city), AVG(price), SUM(price) FROM p") == [
        (3, 2, 15.0, 30.0)
    ]


def test_follow_up_ten_rows_three_missing():
    # follow-up of "aggregates": ten rows, price missing in three
    c = db("CREATE TABLE t(price REAL)")
    c.executemany("INSERT INTO t VALUES (?)", [(None,)] * 3 + [(7,)] * 7)
    assert rows(c, "SELECT COUNT(*), COUNT(price), AVG(price) FROM t") == [(10, 7, 7.0)]


def test_check_constraint_lets_null_through():
    # deeper: CHECK fails only on false, so unknown passes
    c = db("CREATE TABLE t(price REAL CHECK (price > 0))")
    c.execute("INSERT INTO t VALUES (NULL)")
    try:
        c.execute("INSERT INTO t VALUES (-1)")
        raise AssertionError
    except sqlite3.IntegrityError:
        pass


# --- joins
SHOP = """CREATE TABLE customers(id INTEGER, name TEXT); CREATE TABLE orders(id INTEGER, customer_id INTEGER, status TEXT, amount REAL);
INSERT INTO customers VALUES (1,'Anna'),(2,'Bob'),(3,'Cleo');
INSERT INTO orders VALUES (10,2,'paid',20),(11,2,'open',20),(12,2,'paid',30),(13,3,'open',5);"""


def test_inner_join_drops_customers_without_orders():
    assert {
        r[0]
        for r in rows(
            db(SHOP), "SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id"
        )
    } == {"Bob", "Cleo"}


def test_left_join_keeps_every_customer_with_nulls():
    r = rows(
        db(SHOP),
        "SELECT c.name, o.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id ORDER BY 1, 2",
    )
    assert r == [
        ("Anna", None),
        ("Bob", 10),
        ("Bob", 11),
        ("Bob", 12),
        ("Cleo", 13),
    ]  # three orders: three rows


def test_three_times_two_is_six_and_sum_is_inflated():
    c = db(
        "CREATE TABLE a(k); CREATE TABLE b(k, amount); INSERT INTO a VALUES (1),(1),(1); INSERT INTO b VALUES (1,10),(1,20);"
    )
    assert rows(c, "SELECT COUNT(*), SUM(amount) FROM a JOIN b USING (k)") == [
        (6, 90)
    ]  # 90 rather than 30


def test_name_twice_and_two_essays_is_four():
    # 1st alternative: "a pupil with two essays comes up twice, and if the class list itself has him twice, four times"
    c = db(
        "CREATE TABLE class(n); CREATE TABLE essay(n); INSERT INTO class VALUES ('Tim'); INSERT INTO essay VALUES ('Tim'),('Tim');"
    )
    assert one(c, "SELECT COUNT(*) FROM class JOIN essay USING (n)") == 2
    c.execute("INSERT INTO class VALUES ('Tim')")
    assert one(c, "SELECT COUNT(*) FROM class JOIN essay USING (n)") == 4


def test_hundred_by_hundred_can_give_five_hundred():
    # follow-up of "multiplies"
    c = db("CREATE TABLE a(k); CREATE TABLE b(k)")
    c.executemany("INSERT INTO a VALUES (?)", [(i // 5,) for i in range(100)])
    c.executemany("INSERT INTO b VALUES (?)", [(i // 5,) for i in range(100)])
    assert one(c, "SELECT COUNT(*) FROM a JOIN b USING (k)") == 500


def test_condition_in_where_turns_left_join_into_inner():
    c = db(SHOP)
    w = rows(
        c,
        "SELECT DISTINCT c.name FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.status = 'paid'",
    )
    on = rows(
        c,
        "SELECT DISTINCT c.name FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'paid'",
    )
    assert w == [("Bob",)] and sorted(on) == [("Anna",), ("Bob",), ("Cleo",)]


def test_anti_join():
    c = db(SHOP)
    assert rows(
        c,
        "SELECT c.name FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.id IS NULL",
    ) == [("Anna",)]
    assert rows(c, "SELECT id FROM customers EXCEPT SELECT customer_id FROM orders") == [(1,)]


def test_sum_distinct_is_no_cure():
    # misconception "distinct-fixes-it": two different orders of 20 euros each
    c = db(SHOP)
    assert one(c, "SELECT SUM(amount) FROM orders WHERE id IN (10, 11)") == 40
    assert one(c, "SELECT SUM(DISTINCT amount) FROM orders WHERE id IN (10, 11)") == 20


# --- where-and-having
def test_aggregate_in_where_is_an_error_having_works():
    c = db(SHOP)
    try:
        c.execute("SELECT customer_id FROM orders WHERE COUNT(*) > 1 GROUP BY customer_id")
        raise AssertionError
    except sqlite3.OperationalError as e:
        assert "misuse of aggregate" in str(e)
    assert rows(
        c, "SELECT customer_id, COUNT(*) FROM orders GROUP BY customer_id HAVING COUNT(*) > 2"
    ) == [(2, 3)]


def test_where_acts_before_grouping():
    c = db(SHOP)
    assert rows(
        c, "SELECT customer_id, COUNT(*) FROM orders WHERE status='paid' GROUP BY customer_id"
    ) == [(2, 2)]


def test_condition_on_a_plain_column_gives_the_same_in_having():
    c = db(SHOP)
    a = rows(
        c, "SELECT customer_id, SUM(amount) FROM orders WHERE customer_id = 2 GROUP BY customer_id"
    )
    assert a == rows(
        c, "SELECT customer_id, SUM(amount) FROM orders GROUP BY customer_id HAVING customer_id = 2"
    )


def test_sqlite_accepts_an_ungrouped_column():
    # "Some databases accept it all the same and take the value of an arbitrary row: SQLite"
    r = rows(db(SHOP), "SELECT customer_id, status FROM orders GROUP BY customer_id")
    assert len(r) == 2 and r[0][1] in ("paid", "open")


# --- window-functions
def test_window_keeps_rows_group_by_collapses():
    c = db(SHOP)
    w = rows(c, "SELECT id, SUM(amount) OVER (PARTITION BY customer_id) FROM orders ORDER BY id")
    assert w == [(10, 70), (11, 70), (12, 70), (13, 5)]
    assert len(rows(c, "SELECT customer_id, SUM(amount) FROM orders GROUP BY customer_id")) == 2


def test_ranks_of_90_90_80():
    c = db("CREATE TABLE s(x); INSERT INTO s VALUES (90),(90),(80);")
    r = rows(
        c,
        "SELECT x, ROW_NUMBER() OVER w, RANK() OVER w, DENSE_RANK() OVER w FROM s WINDOW w AS (ORDER BY x DESC) ORDER BY 2",
    )
    assert [t[1:] for t in r] == [(1, 1, 1), (2, 1, 1), (3, 3, 2)]


def test_running_total_and_lag():
    c = db("CREATE TABLE m(t, x); INSERT INTO m VALUES (1,10),(2,5),(3,7);")
    assert rows(
        c, "SELECT SUM(x) OVER (ORDER BY t), x - LAG(x) OVER (ORDER BY t) FROM m ORDER BY t"
    ) == [(10, None), (15, -5), (22, 2)]


def test_window_not_allowed_in_where_or_having_but_outside():
    c = db(SHOP)
    rn = "ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY id DESC)"
    for clause in (f"WHERE {rn} = 1", f"GROUP BY customer_id HAVING {rn} = 1"):
        try:
            c.execute(f"SELECT id FROM orders {clause}")
            raise AssertionError
        except sqlite3.OperationalError as e:
            assert "window" in str(e)
    assert rows(
        c, f"SELECT id FROM (SELECT id, {rn} AS rn FROM orders) WHERE rn = 1 ORDER BY id"
    ) == [(12,), (13,)]


def test_window_is_computed_after_where():
    c = db("CREATE TABLE s(x); INSERT INTO s VALUES (1),(2),(3);")
    assert rows(c, "SELECT x, ROW_NUMBER() OVER (ORDER BY x) FROM s WHERE x > 1") == [
        (2, 1),
        (3, 2),
    ]


def test_default_frame_includes_ties():
    c = db("CREATE TABLE s(t, x); INSERT INTO s VALUES (1,1),(2,10),(2,100),(3,1000);")
    assert rows(c, "SELECT SUM(x) OVER (ORDER BY t) FROM s ORDER BY t") == [
        (1,),
        (111,),
        (111,),
        (1111,),
    ]
    assert rows(
        c, "SELECT SUM(x) OVER (ORDER BY t ROWS UNBOUNDED PRECEDING) FROM s ORDER BY t, x"
    ) == [(1,), (11,), (111,), (1111,)]
    assert rows(c, "SELECT SUM(x) OVER () FROM s LIMIT 1") == [
        (1111,)
    ]  # no ORDER BY: the whole partition


def test_seven_rows_frame():
    c = db("CREATE TABLE s(t, x)")
    c.executemany("INSERT INTO s VALUES (?, ?)", [(i, i) for i in range(1, 11)])
    assert rows(
        c,
        "SELECT COUNT(*) OVER (ORDER BY t ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) FROM s ORDER BY t",
    )[-1] == (7,)


# --- slow-query
def plan(c, sql):
    return " ".join(r[3] for r in c.execute("EXPLAIN QUERY PLAN " + sql))


def test_index_turns_scan_into_search():
    c = db("CREATE TABLE u(id INTEGER PRIMARY KEY, email TEXT)")
    assert "SCAN" in plan(c, "SELECT * FROM u WHERE email = 'a'")
    c.execute("CREATE INDEX i ON u(email)")
    assert "SEARCH" in plan(c, "SELECT * FROM u WHERE email = 'a'")


def test_function_or_leading_wildcard_scans_unless_indexed_expression():
    c = db("CREATE TABLE u(id INTEGER PRIMARY KEY, email TEXT, x); CREATE INDEX i ON u(email);")
    assert "SCAN" in plan(c, "SELECT * FROM u WHERE lower(email) = 'a@b.c'")
    assert "SCAN" in plan(c, "SELECT * FROM u WHERE email LIKE '%son'")
    c.execute("CREATE INDEX j ON u(lower(email))")
    assert "SEARCH" in plan(c, "SELECT * FROM u WHERE lower(email) = 'a@b.c'")


def test_composite_index_serves_its_prefix():
    c = db(
        "CREATE TABLE o(id INTEGER PRIMARY KEY, customer_id, created_at, x); CREATE INDEX i ON o(customer_id, created_at);"
    )
    assert "SEARCH" in plan(c, "SELECT * FROM o WHERE customer_id = 1")
    both = plan(c, "SELECT * FROM o WHERE customer_id = 1 AND created_at > 5")
    assert "SEARCH" in both and "created_at>" in both
    assert "SCAN" in plan(c, "SELECT * FROM o WHERE created_at = 5")


def test_index_serves_order_by():
    c = db("CREATE TABLE o(id INTEGER PRIMARY KEY, t, x)")
    assert "TEMP B-TREE" in plan(c, "SELECT * FROM o ORDER BY t LIMIT 5")
    c.execute("CREATE INDEX i ON o(t)")
    assert "TEMP B-TREE" not in plan(c, "SELECT * FROM o ORDER BY t LIMIT 5")


def test_indexes_slow_down_inserts_and_take_space():
    def pages(indexes):
        c = db("CREATE TABLE o(a, b, c)")
        for k in range(indexes):
            c.execute(f"CREATE INDEX i{k} ON o({'abc'[k % 3]})")
        c.executemany(
            "INSERT INTO o VALUES (?, ?, ?)",
            ((i * 7 % 1009, i * 11 % 1013, i) for i in range(5000)),
        )
        return one(c, "PRAGMA page_count")

    assert pages(3) > 1.5 * pages(0)


# --- transactions
def two(path):
    a, b = (sqlite3.connect(path, isolation_level=None, timeout=0.05) for _ in range(2))
    return a, b


def test_race_both_read_one_and_both_sell():
    with tempfile.TemporaryDirectory() as d:
        a, b = two(Path(d) / "x.db")
        a.executescript("CREATE TABLE t(id, left_); INSERT INTO t VALUES (7, 1);")
        ra, rb = (one(k, "SELECT left_ FROM t WHERE id = 7") for k in (a, b))
        sold = 0
        for k, seen in ((a, ra), (b, rb)):
            if seen > 0:
                k.execute("UPDATE t SET left_ = ? WHERE id = 7", (seen - 1,))
                sold += 1
        assert sold == 2 and one(a, "SELECT left_ FROM t") == 0  # two sales, stock says zero
        a.close(), b.close()


def test_conditional_update_lets_one_win():
    with tempfile.TemporaryDirectory() as d:
        a, b = two(Path(d) / "x.db")
        a.executescript("CREATE TABLE tickets(id, stock); INSERT INTO tickets VALUES (7, 1);")
        sql = "UPDATE tickets SET stock = stock - 1 WHERE id = 7 AND stock > 0"
        assert [a.execute(sql).rowcount, b.execute(sql).rowcount] == [1, 0]
        a.close(), b.close()


def test_unique_constraint_decides():
    c = db(
        "CREATE TABLE sale(event, seat, UNIQUE (event, seat)); INSERT INTO sale VALUES (1, 'A1');"
    )
    try:
        c.execute("INSERT INTO sale VALUES (1, 'A1')")
        raise AssertionError
    except sqlite3.IntegrityError:
        pass


def test_atomicity_rollback_undoes_all_steps():
    c = sqlite3.connect(":memory:", isolation_level=None)
    c.executescript("CREATE TABLE t(x); INSERT INTO t VALUES (1);")
    (
        c.execute("BEGIN"),
        c.execute("UPDATE t SET x = 2"),
        c.execute("INSERT INTO t VALUES (3)"),
        c.execute("ROLLBACK"),
    )
    assert rows(c, "SELECT x FROM t") == [(1,)]


def test_serializable_sqlite_refuses_one_of_the_two():
    # SQLite's transactions are serializable: read in both, then write in both: one gets an error and has to retry
    with tempfile.TemporaryDirectory() as d:
        a, b = two(Path(d) / "x.db")
        a.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE t(id, n); INSERT INTO t VALUES (7, 1);"
        )
        for k in (a, b):
            k.execute("BEGIN")
            assert one(k, "SELECT n FROM t") == 1
        a.execute("UPDATE t SET n = 0")
        a.execute("COMMIT")
        assert one(b, "SELECT n FROM t") == 1  # a snapshot: repeatable read
        try:
            b.execute("UPDATE t SET n = 0")
            raise AssertionError
        except sqlite3.OperationalError as e:
            assert "locked" in str(e)
        a.close(), b.close()


def test_separate_reads_without_transaction_are_not_repeatable():
    with tempfile.TemporaryDirectory() as d:
        a, b = two(Path(d) / "x.db")
        a.executescript("CREATE TABLE t(n); INSERT INTO t VALUES (1);")
        first = one(b, "SELECT n FROM t")
        a.execute("UPDATE t SET n = 2")
        assert (first, one(b, "SELECT n FROM t")) == (1, 2)
        a.close(), b.close()


# --- normalisation
def test_update_anomaly_and_its_absence():
    c = db(
        "CREATE TABLE o(id, customer, address); INSERT INTO o VALUES (1,'Anna','old'),(2,'Anna','old');"
    )
    c.execute("UPDATE o SET address = 'new' WHERE id = 1")
    assert (
        one(c, "SELECT COUNT(DISTINCT address) FROM o WHERE customer = 'Anna'") == 2
    )  # it contradicts itself
    c = db(
        "CREATE TABLE c(id, address); CREATE TABLE o(id, cid); INSERT INTO c VALUES (1,'old'); INSERT INTO o VALUES (1,1),(2,1);"
    )
    c.execute("UPDATE c SET address = 'new' WHERE id = 1")
    assert rows(c, "SELECT DISTINCT address FROM o JOIN c ON c.id = o.cid") == [("new",)]


def test_deletion_anomaly():
    c = db(
        "CREATE TABLE o(id, customer, address); INSERT INTO o VALUES (1,'Anna','here'); DELETE FROM o WHERE id = 1;"
    )
    assert rows(c, "SELECT address FROM o WHERE customer = 'Anna'") == []


# --- deduplicate-rows
DUPES = """CREATE TABLE c(id INTEGER PRIMARY KEY, email TEXT, updated_at TEXT);
INSERT INTO c VALUES (7,'Anna@x.com ','2023-01-01'),(12,'anna@x.com','2023-05-01'),(13,'anna@x.com','2023-05-01'),(20,'bob@x.com','2022-01-01');"""


def test_distinct_does_not_merge_rows_with_other_ids():
    assert len(rows(db(DUPES), "SELECT DISTINCT * FROM c")) == 4


def test_find_by_group_and_having():
    c = db(DUPES)
    assert rows(c, "SELECT lower(trim(email)), COUNT(*) FROM c GROUP BY 1 HAVING COUNT(*) > 1") == [
        ("anna@x.com", 3)
    ]
    assert rows(c, "SELECT email FROM c GROUP BY email HAVING COUNT(*) > 1") == [
        ("anna@x.com",)
    ]  # without the rule: one missed
    assert len(rows(c, "SELECT * FROM c")) == 4  # a SELECT deletes nothing


def test_keep_one_by_row_number():
    c = db(DUPES)
    c.execute("""DELETE FROM c WHERE id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER
                 (PARTITION BY lower(trim(email)) ORDER BY updated_at DESC, id) AS rn FROM c) WHERE rn > 1)""")
    assert rows(c, "SELECT id FROM c ORDER BY id") == [
        (12,),
        (20,),
    ]  # the newest, tie decided by the id


def test_keep_one_by_min_id():
    c = db(DUPES)
    c.execute("DELETE FROM c WHERE id NOT IN (SELECT MIN(id) FROM c GROUP BY lower(trim(email)))")
    assert rows(c, "SELECT id FROM c ORDER BY id") == [(7,), (20,)]


def test_unique_index_on_the_normalised_key_and_upsert():
    c = db(
        "CREATE TABLE c(id INTEGER PRIMARY KEY, email TEXT); CREATE UNIQUE INDEX u ON c(lower(trim(email)));"
    )
    c.execute("INSERT INTO c(email) VALUES ('anna@x.com')")
    c.execute("INSERT INTO c(email) VALUES (' Anna@x.com') ON CONFLICT DO NOTHING")
    assert one(c, "SELECT COUNT(*) FROM c") == 1


def test_primary_key_does_not_prevent_duplicates():
    c = db(
        "CREATE TABLE c(id INTEGER PRIMARY KEY, email TEXT); INSERT INTO c(email) VALUES ('a'),('a');"
    )
    assert one(c, "SELECT COUNT(*) FROM c") == 2


# --- slowly-changing-dimensions
def test_overwriting_changes_the_old_report():
    c = db(
        "CREATE TABLE c(id, city); CREATE TABLE s(cid, day, amount); INSERT INTO c VALUES (1,'Berlin'); INSERT INTO s VALUES (1,'2023-03-01',50);"
    )
    report = (
        "SELECT city, SUM(amount) FROM s JOIN c ON c.id = s.cid WHERE day < '2024' GROUP BY city"
    )
    assert rows(c, report) == [("Berlin", 50)]
    c.execute("UPDATE c SET city = 'Rome'")
    assert rows(c, report) == [("Rome", 50)]


SCD2 = """CREATE TABLE c(sk INTEGER PRIMARY KEY, id, city, valid_from, valid_to);
INSERT INTO c VALUES (101,1,'Berlin','2020-01-01','2023-06-01'),(102,1,'Rome','2023-06-01','9999-12-31');
CREATE TABLE s(sk, cid, day, amount); INSERT INTO s VALUES (101,1,'2023-03-01',50),(102,1,'2023-06-01',70);"""


def test_type_2_by_surrogate_key():
    assert rows(db(SCD2), "SELECT city, amount FROM s JOIN c USING (sk) ORDER BY day") == [
        ("Berlin", 50),
        ("Rome", 70),
    ]


def test_type_2_by_half_open_period():
    c = db(SCD2)
    r = rows(
        c,
        "SELECT city, amount FROM s JOIN c ON c.id = s.cid AND day >= valid_from AND day < valid_to ORDER BY day",
    )
    assert r == [("Berlin", 50), ("Rome", 70)]
    closed = rows(
        c,
        "SELECT city FROM s JOIN c ON c.id = s.cid AND day BETWEEN valid_from AND valid_to WHERE day = '2023-06-01'",
    )
    assert len(closed) == 2  # with both ends included, the day of the move matches two versions


def test_customer_number_alone_doubles_the_sale():
    assert (
        one(db(SCD2), "SELECT COUNT(*) FROM s JOIN c ON c.id = s.cid WHERE day = '2023-03-01'") == 2
    )


# --- not-in-null
def with_null():
    c = db(SHOP)
    c.execute("INSERT INTO orders VALUES (14, NULL, 'open', 1)")
    return c


def test_not_in_is_empty_with_one_null():
    sql = "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)"
    assert rows(db(SHOP), sql) == [("Anna",)]
    assert rows(with_null(), sql) == []


def test_truth_values():
    c = db()
    assert one(c, "SELECT 1 NOT IN (1, NULL)") == 0 and one(c, "SELECT 5 NOT IN (1, NULL)") is None
    assert one(c, "SELECT 1 IN (1, NULL)") == 1 and one(c, "SELECT 5 IN (1, NULL)") is None
    assert (
        one(c, "SELECT 5 <> 1 AND 5 <> NULL") is None and one(c, "SELECT 1 <> 1 AND 1 <> NULL") == 0
    )
    assert one(c, "SELECT 1 OR NULL") == 1 and one(c, "SELECT 1 AND NULL") is None


def test_in_still_finds_its_matches():
    r = rows(with_null(), "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)")
    assert r == [("Bob",), ("Cleo",)]


def test_what_to_write_instead():
    c = with_null()
    for sql in (
        "SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)",
        "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)",
        "SELECT name FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.id IS NULL",
    ):
        assert rows(c, sql) == [("Anna",)]
    assert rows(c, "SELECT id FROM customers EXCEPT SELECT customer_id FROM orders") == [(1,)]


def test_in_and_exists_do_not_multiply():
    # "a customer with five orders comes back once"
    c = db(
        "CREATE TABLE c(id); CREATE TABLE o(cid); INSERT INTO c VALUES (1); INSERT INTO o VALUES (1),(1),(1),(1),(1);"
    )
    assert len(rows(c, "SELECT id FROM c WHERE id IN (SELECT cid FROM o)")) == 1
    assert len(rows(c, "SELECT id FROM c WHERE EXISTS (SELECT 1 FROM o WHERE cid = c.id)")) == 1
    assert len(rows(c, "SELECT id FROM c JOIN o ON cid = id")) == 5


def test_deeper_null_not_in_an_empty_set():
    c = db("CREATE TABLE e(x)")
    assert one(c, "SELECT NULL NOT IN (SELECT x FROM e)") == 1
    assert one(c, "SELECT NOT EXISTS (SELECT 1 FROM e WHERE x = NULL)") == 1
