#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The BCBS 248 report of a month of 1,000,000 flows on one account: plain, and with obligations to be matched and a
category of customer payments, for which the texts of every flow are read. The goals are absolute."""

import os
import random
import sys
import time

import bench_common as bench

MONTH = "2026-10"
FIRST = 1790838000  # 2026-10-01T07:00:00Z
DAYS = [day for day in range(31) if (3 + day) % 7 < 5]  # the first is a Thursday


def write_month(path):
    rng = random.Random(bench.SEED)
    a_day = bench.ROWS // len(DAYS)
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(bench.COLUMNS) + "\n")
        for day in DAYS:
            text = time.strftime("%Y-%m-%d", time.gmtime(FIRST + day * 86400))
            for i in range(a_day):
                clock = 7 * 3600 + i * 10 * 3600 // a_day
                amount = rng.randrange(-500000000, 500000000)
                out.write(f"M-1,{text}T{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}Z,{text},{text},"
                          f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d},USD,"
                          f"{'client_payment' if i % 5 == 0 else 'fee'},Counterparty {rng.randrange(2000)},"
                          f"INV-{day:02d}-{i},"
                          f"{rng.getrandbits(64):016x},,actual\n")


def add_obligations(ledger):
    bench.cli(ledger, "record", "add", "customer-category", "category=client_payment")
    for i in range(100):
        day = DAYS[i % len(DAYS)]
        bench.cli(ledger, "record", "add", "obligation", "account=M-1", f"due_ts=2026-10-{day + 1:02d}T15:00:00Z",
                  f"amount={1000 + i}", "name=call", f"reference=INV-{day:02d}-{i * 7}", "counterparty=Counterparty 7")


def main():
    with bench.folder() as folder:
        csv = os.path.join(folder, "month.csv")
        ledger = os.path.join(folder, "month.aequitas")
        write_month(csv)
        bench.cli(ledger, "import", csv)
        print(f"bcbs248: {bench.ROWS} flows, {bench.load()}", flush=True)
        report = ["--json", "report", "bcbs248", "--month", MONTH]
        ok = bench.bound("report of a month", bench.best(3, lambda: bench.cli(ledger, *report)[0]), 1.5, "s")
        add_obligations(ledger)
        ok &= bench.bound("the same with obligations and customers",
                          bench.best(3, lambda: bench.cli(ledger, *report)[0]), 1.5, "s")
        ok &= bench.bound("its peak memory", bench.cli(ledger, *report)[1], 150, "MB")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
