#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes ledger-v2.db: ledger-v1.db as the second schema version left it, with a few invented rows in the tables that came
then. Upgrades are tested on it, so it is made once and kept: run it again only with the 0002-forecasts.sql of that version.

    cd tests/store/data && ./make-ledger-v2.py ledger-v1.db ../../../src/store/schema/0002-forecasts.sql ledger-v2.db
"""

import hashlib
import re
import shutil
import sqlite3
import sys

AT = 1_709_640_000_000_000  # 2024-03-05T12:00:00Z


def uid(name):
    return hashlib.sha256(name.encode()).digest()[:16]


def main():
    schema = re.sub(r"--[^\n]*", "", open(sys.argv[2], encoding="utf-8").read())
    schema = schema.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB").replace("DOUBLE PRECISION", "REAL")
    schema = re.sub(r"(CREATE TABLE [^;]*);", r"\1 STRICT;", schema)
    shutil.copyfile(sys.argv[1], sys.argv[3])
    db = sqlite3.connect(sys.argv[3], isolation_level=None)
    db.executescript(schema + "INSERT INTO schema_version VALUES (2, '0002-forecasts.sql');")
    for i in range(5):
        db.execute("INSERT INTO market_observation VALUES ('VIX', ?, ?, ?)",
                   (f"2024-01-0{i + 1}", f"2024-01-0{i + 2}", 12.5 + i))
    db.execute("INSERT INTO position VALUES (1, ?, 1, '2024-01-31', 'Bond', NULL, '1.5', '99.25', 'USD', 14888, 1)",
               (uid("position"),))
    db.execute("INSERT INTO forecast_run VALUES (1, ?, ?, 'plain', NULL, 7, 'steady', 0.9, 0.08, 0.02, '{}', 'ab')",
               (uid("run"), AT))
    db.execute("INSERT INTO forecast_quantile VALUES (1, 1, 1, '2024-03-06', 0, NULL, 1, 2, 3, 4, 5, 6, 7, 8, 9)")
    db.execute("INSERT INTO forecast_score VALUES (1, 1, 1, '2024-03-06', 5, 12, ?)", (AT,))
    db.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    db.close()


main()
