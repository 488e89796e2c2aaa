#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes ledger-v1.db: a ledger as the first schema version left it, with a few invented rows. Upgrades are tested on it, so it
is made once and kept: run it again only from the 0001-ledger.sql of that version.

    tests/store/data/make-ledger-v1.py src/store/schema/0001-ledger.sql tests/store/data/ledger-v1.db
"""

import hashlib
import re
import sqlite3
import sys

DAY = 86_400_000_000
START = 1_704_099_600_000_000  # 2024-01-01T09:00:00Z


def uid(name):
    return hashlib.sha256(name.encode()).digest()[:16]


def main():
    schema = open(sys.argv[1], encoding="utf-8").read()
    schema = re.sub(r"--[^\n]*", "", schema).replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB")
    schema = re.sub(r"(CREATE TABLE [^;]*);", r"\1 STRICT;", schema)
    db = sqlite3.connect(sys.argv[2], isolation_level=None)
    db.executescript("PRAGMA journal_mode = WAL; PRAGMA application_id = 1095061809;"
                     "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;" + schema +
                     "INSERT INTO schema_version VALUES (1, '0001-ledger.sql');")
    db.execute("INSERT INTO import_file VALUES (1, ?, 'january.csv', 'csv', NULL, 'ab12', ?, 40, 40, 0, 0, NULL)",
               (uid("import"), START))
    db.execute("INSERT INTO change VALUES (1, ?, ?, 'desk', 'import', 'import', ?, NULL, '{\"added\":40}', NULL, NULL)",
               (uid("change"), START, uid("import")))
    for number, currency in ((1, "USD"), (2, "JPY")):
        db.execute("INSERT INTO account VALUES (?, ?, ?, NULL, NULL, 'nostro', 'Harbour Bank', ?, 'UTC', 'weekdays', NULL, 1)",
                   (number, uid(currency), f"V1-{currency}", currency))
        for i in range(20):
            amount = (i * 7919 + number) % 50_000 - 20_000
            db.execute("INSERT INTO flow VALUES (?, ?, ?, 0, ?, 1, NULL, NULL, ?, 'fee', NULL, ?, NULL, ?, 1, ?, NULL)",
                       (number * 100 + i, uid(f"{currency}{i}"), number, START + i * DAY, amount, f"R{i}", "old row", i + 2))
            db.execute("INSERT INTO flow_day VALUES (?, 0, ?, 1, ?, ?)",
                       (number, f"2024-01-{i + 1:02}", max(amount, 0), max(-amount, 0)))
    db.execute("INSERT INTO balance VALUES (1, ?, 1, ?, 'ledger', 1000000, 'bank', 1)", (uid("balance"), START))
    db.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    db.close()


main()
