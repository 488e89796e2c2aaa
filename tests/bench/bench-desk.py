#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The sample desk: made, learnt from, forecast. The goals are absolute figures on two cores that are free; on a busy machine the
processor time, in brackets before each line, tells what the work itself takes."""

import os
import sys

import bench_common as bench


def timed(ledger, *command):
    seconds, _, _, processor = bench.cli(ledger, *command)
    print(f"[{processor:.2f} s of processor time] ", end="")
    return seconds


def main():
    with bench.folder() as folder:
        ledger = os.path.join(folder, "desk.aequitas")
        print(f"desk: {bench.load()}", flush=True)
        ok = bench.bound("demo", timed(ledger, "demo"), 10, "s")
        ok &= bench.bound("train on the sample desk", timed(ledger, "train"), 60, "s")
        ok &= bench.bound("forecast of 12 accounts from the trained model",
                          timed(ledger, "--json", "forecast"), 1, "s")
        ok &= bench.bound("forecast of the account with the most flows, program start included, best of three",
                          min(timed(ledger, "--json", "forecast", "--account", "990041771") for _ in range(3)), 0.1, "s")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
