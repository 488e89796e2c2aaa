#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The sample desk: made, learnt from, forecast. The goals are absolute figures on two cores."""

import os
import sys

import bench_common as bench


def main():
    with bench.folder() as folder:
        ledger = os.path.join(folder, "desk.aequitas")
        print(f"desk: {bench.load()}", flush=True)
        ok = bench.bound("demo", bench.cli(ledger, "demo")[0], 10, "s")
        ok &= bench.bound("train on the sample desk", bench.cli(ledger, "train")[0], 60, "s")
        ok &= bench.bound("forecast of 12 accounts from the trained model",
                          bench.best(3, lambda: bench.cli(ledger, "--json", "forecast")[0]), 1, "s")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
