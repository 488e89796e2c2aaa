#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A flows file of 1,000,000 rows into the ledger, and what is asked of the ledger afterwards.

The floor is the sqlite3 shell's .import of the same file into a table with the same columns and indexes as the file has for us: a
unique index on what tells rows apart (the bank reference stands for our id), one on account and time with what a forecast reads, and the partial one
on open flows. It is taken twice: as the shell comes (rollback journal), and with our durability (WAL, synchronous=FULL). Neither checks a
row, sums a day or keeps a record of the change.
"""

import os
import sys

import bench_common as bench

TABLE = """CREATE TABLE flow ({columns}) STRICT;
CREATE UNIQUE INDEX flow_by_uid ON flow (bank_reference);
CREATE INDEX flow_by_account ON flow (account, settle_ts, bank_reference, status, amount, category);
CREATE INDEX flow_open ON flow (account, settle_ts) WHERE status <> 'actual';
"""


def shell_import(path, csv, pragmas):
    for name in (path, path + "-wal", path + "-shm"):
        if os.path.exists(name):
            os.remove(name)
    columns = ", ".join(name + " TEXT" for name in bench.COLUMNS)
    script = pragmas + TABLE.format(columns=columns) + f".import --csv --skip 1 {csv} flow\n"
    seconds, memory, _, _ = bench.run(["sqlite3", "-batch", path], stdin=feed(script))
    return seconds, memory


def feed(text):
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    return read


def ask(ledger, accounts, start):
    ok = bench.bound("balance of all accounts beside start", own(ledger, start, "balance"), 50, "ms")
    ok &= bench.bound("today's series of one account beside start",
                      own(ledger, start, "flows", "--account", accounts[0], "--from", "2026-11-20", "--to", "2026-11-20"), 50, "ms")
    ok &= bench.bound("accounts beside start", own(ledger, start, "accounts"), 20, "ms")
    return ok & bench.bound("flows --limit 100 beside start", own(ledger, start, "flows", "--limit", "100"), 20, "ms")


def own(ledger, start, *command):
    return max(0.0, bench.best(7, lambda: bench.cli(ledger, "--json", *command)[0]) - start) * 1000


def main():
    ok = True
    with bench.folder() as folder:
        csv = os.path.join(folder, "flows.csv")
        ledger = os.path.join(folder, "bench.aequitas")
        accounts = bench.write_flows(csv)
        print(f"import: {bench.ROWS} rows, {os.path.getsize(csv) >> 20} MB, {bench.load()}", flush=True)
        floor, _ = shell_import(os.path.join(folder, "plain.db"), csv, "")
        fair, _ = shell_import(os.path.join(folder, "wal.db"), csv, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;\n")
        first, memory, _, _ = bench.cli(ledger, "import", csv)
        again, memory_again, _, _ = bench.cli(ledger, "import", csv)
        ok &= bench.line("import against .import as it comes", first, floor, 2)
        ok &= bench.line("import against .import in WAL with full sync", first, fair, 2)
        ok &= bench.line("import again (all duplicates) against the first time", again, first, 1)
        ok &= bench.bound("peak memory of the import", max(memory, memory_again), 150, "MB")
        start = bench.best(7, lambda: bench.run([bench.CLI, "--version"])[0])
        ok &= ask(ledger, accounts, start)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
