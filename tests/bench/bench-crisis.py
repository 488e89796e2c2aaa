#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the years 2005 to 2013 say of the crisis table: the flows of the US Treasury, each of the 24 largest categories
(but the debt's) an account, its weeks of stress by public market series. Prints the evidence as train --crisis shows it."""

import collections
import csv
import os
import sys

import bench_common as bench

NOW = "2013-01-30T12:00:00Z"
CATEGORIES = 24
LEAST_DAYS = 1500


def read(path):
    """Sum by date and category, in the order of the file, and the largest categories."""
    sums, sizes, days = {}, collections.Counter(), collections.Counter()
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["direction"] + " " + row["category"]
            if row["internal_transfer"] == "1" or "Public Debt" in name:
                continue
            amount = float(row["amount_musd"])
            days[name] += (row["date"], name) not in sums
            sums.setdefault((row["date"], name), 0)
            sums[row["date"], name] += amount if row["direction"] == "D" else -amount
            sizes[name] += abs(amount)
    return sums, [name for name, _ in sizes.most_common() if days[name] > LEAST_DAYS][:CATEGORIES]


def write(path, sums, names):
    numbers = {name: f"DTS{i:02d}" for i, name in enumerate(names)}
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(bench.COLUMNS)
        for i, ((date, name), amount) in enumerate(sums.items()):
            if name in numbers and amount:
                out.writerow([numbers[name], date + "T17:00:00Z", date, date, f"{amount:.2f}", "USD", "", "", f"R{i}", "",
                              name[2:], "actual"])


def main():
    data = os.environ.get("AEQ_REAL_DATA", os.path.join(os.environ["AEQ_SOURCE_ROOT"], "..", "shared"))
    source = os.path.join(data, "data", "dts_flows_by_category_2005_2013.csv")
    market = os.path.join(data, "data", "market_indicators.csv")
    if not os.path.exists(source) or not os.path.exists(market):
        print("crisis: skipped, the public series are not here")
        return 0
    with bench.folder() as folder:
        flows, ledger = os.path.join(folder, "flows.csv"), os.path.join(folder, "treasury.aequitas")
        write(flows, *read(source))
        for command in (["import", flows], ["indicators", "import", market], ["train", "--crisis"]):
            output = bench.run([bench.CLI, "--ledger", ledger, "--now", NOW, "--quiet", *command])[2]
        print("crisis: categories of the US Treasury as accounts, 2005 to 2013\n" + output, end="", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
