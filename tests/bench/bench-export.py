#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Exports of a ledger of 1,000,000 flows: time and peak memory of each format. The floor of the time is reading the same rows by the
sqlite3 shell into CSV."""

import os
import sys

import bench_common as bench

SQL = ("SELECT a.number, f.settle_ts, f.value_date, f.booking_date, f.amount, a.currency, f.category, f.counterparty, f.reference,"
       " f.bank_reference, f.narrative, f.status FROM flow f JOIN account a ON a.id = f.account_id ORDER BY f.settle_ts, f.id")


def main():
    met = True
    print(bench.load())
    with bench.folder() as folder:
        ledger = os.path.join(folder, "desk.ledger")
        flows = os.path.join(folder, "flows.csv")
        bench.write_flows(flows)
        bench.cli(ledger, "import", flows)
        os.remove(flows)
        if bench.have_sqlite_shell():
            floor = bench.run(["sh", "-c", f"sqlite3 -csv '{ledger}' '{SQL}' > '{folder}/floor.csv'"])[0]
            os.remove(os.path.join(folder, "floor.csv"))
        for ending, goal in (("csv", 3), ("json", 3), ("xlsx", None)):
            path = os.path.join(folder, f"flows.{ending}")
            seconds, memory, _, _ = bench.cli(ledger, "export", "flows", "--to", path)
            if goal is not None and bench.have_sqlite_shell():
                met = bench.line(f"export {bench.ROWS} flows to {ending}, against sqlite3 -csv", seconds, floor, goal) and met
            else:
                print(f"export {bench.ROWS} flows to {ending}: ours {seconds:.3g} s", flush=True)
            met = bench.bound(f"export to {ending}, peak memory", memory, 100, "MB") and met
            os.remove(path)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
