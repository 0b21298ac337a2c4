"""Does one piece of work with one of the tools that people would reach for.

usage: peers.py TOOL TASK PATTERN   (TOOL and TASK as below; prints one JSON line)

Each tool has the form that was found fastest among those that give the right
answer: columns with types declared beforehand, times turned into times only
where they are needed, two threads.
"""

import glob
import json
import os
import sys

THREADS = 2
WHO, READ = "agent-042", "customer.read"


def duckdb_source(pattern):
    if pattern.endswith(".parquet"):
        return f"read_parquet('{pattern}')"
    return (
        f"read_json('{pattern}', format='newline_delimited', columns="
        "{time: 'VARCHAR', principal: 'VARCHAR', action: 'VARCHAR', customer_id: 'VARCHAR'})"
    )


def run_duckdb(task, pattern):
    import duckdb

    db = duckdb.connect()
    db.execute(f"SET threads = {THREADS}")
    source = duckdb_source(pattern)
    if task == "scope":
        row = db.execute(
            f"""SELECT count(*), min(first), max(last), sum(n)::BIGINT FROM (
                SELECT customer_id, min(time::TIMESTAMP) AS first, max(time::TIMESTAMP) AS last, count(*) AS n
                FROM {source} WHERE principal = '{WHO}' AND action = '{READ}' GROUP BY customer_id)"""
        ).fetchone()
        return {"customers": row[0], "first": stamp(row[1]), "last": stamp(row[2]), "events": row[3]}
    rows = db.execute(
        f"""SELECT principal, count(DISTINCT customer_id) FROM {source}
            WHERE action = '{READ}' GROUP BY principal"""
    ).fetchall()
    return totals(dict(rows))


def run_chdb(task, pattern):
    import chdb

    if pattern.endswith(".parquet"):
        source = f"file('{pattern}', Parquet)"
    else:
        source = f"file('{pattern}', JSONEachRow, 'time String, principal String, action String, customer_id String')"
    settings = f" SETTINGS max_threads = {THREADS}, input_format_skip_unknown_fields = 1"
    if task == "scope":
        query = f"""SELECT count() AS customers, min(first) AS f, max(last) AS l, sum(n) AS events FROM (
            SELECT customer_id, min(t) AS first, max(t) AS last, count() AS n FROM (
                SELECT customer_id, parseDateTime64BestEffort(toString(time), 3, 'UTC') AS t FROM {source}
                WHERE principal = '{WHO}' AND action = '{READ}')
            GROUP BY customer_id)"""
        row = json.loads(str(chdb.query(query + settings, "JSONEachRow")))
        return {"customers": int(row["customers"]), "first": row["f"], "last": row["l"], "events": int(row["events"])}
    query = f"""SELECT principal, uniqExact(customer_id) AS n FROM {source}
        WHERE action = '{READ}' GROUP BY principal"""
    lines = str(chdb.query(query + settings, "JSONEachRow")).splitlines()
    return totals({r["principal"]: int(r["n"]) for r in map(json.loads, lines)})


def run_polars(task, pattern):
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    import polars as pl

    if pattern.endswith(".parquet"):
        frame = pl.scan_parquet(pattern)
    else:
        columns = ["time", "principal", "action", "customer_id"]
        schema = {c: pl.String for c in columns} | {"ticket_id": pl.String, "fields": pl.List(pl.String), "source_ip": pl.String}
        frame = pl.scan_ndjson(sorted(glob.glob(pattern)), schema=schema).select(columns)
    frame = frame.filter(pl.col("action") == READ)
    if task == "scope":
        at = pl.col("time").str.to_datetime(time_unit="ms", time_zone="UTC") if not pattern.endswith(".parquet") else pl.col("time")
        out = (
            frame.filter(pl.col("principal") == WHO)
            .group_by("customer_id")
            .agg(at.min().alias("first"), at.max().alias("last"), pl.len().alias("n"))
            .select(pl.len(), pl.col("first").min(), pl.col("last").max(), pl.col("n").sum())
            .collect(engine="streaming")
            .row(0)
        )
        return {"customers": out[0], "first": stamp(out[1]), "last": stamp(out[2]), "events": out[3]}
    rows = frame.group_by("principal").agg(pl.col("customer_id").n_unique()).collect(engine="streaming").rows()
    return totals(dict(rows))


def stamp(t):
    return t.strftime("%Y-%m-%d %H:%M:%S.") + f"{t.microsecond // 1000:03d}"


def totals(by_principal):
    """All of it goes into the answer: principals, and each one's customers."""
    return {"principals": len(by_principal), "pairs": sum(by_principal.values()), "by_principal": dict(sorted(by_principal.items()))}


TOOLS = {"duckdb": run_duckdb, "chdb": run_chdb, "polars": run_polars}

if __name__ == "__main__":
    if sys.argv[1] == "versions":
        from importlib.metadata import version

        print(json.dumps({t: version(t) for t in TOOLS}))
    else:
        print(json.dumps(TOOLS[sys.argv[1]](sys.argv[2], sys.argv[3])))
