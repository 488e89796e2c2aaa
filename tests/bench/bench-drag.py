#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A slider of the Scenarios page under Xvfb (cairo renderer, no accessibility bus) on the sample desk: from each of 200 moves to the new
paths and figures on screen, with the twelve accounts in scope and with one. In brackets is the 95th percentile of the main thread's
processor time, which tells on a busy machine what the work itself takes."""

import os
import sys

import bench_common as bench
from bench_desktop import PROBE, probe

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ui"))
import display  # noqa: E402


def measure(ledger):
    print(f"drag: {bench.load()}", flush=True)
    said = probe("drag", ledger)
    ok = True
    for key, what, goal in (("drag all", "twelve accounts", 150), ("drag one", "one account", 50)):
        elapsed, thread, stall = said[key]
        print(f"[{thread:.1f} ms of the main thread] ", end="")
        ok &= bench.bound(f"a slider moved, paths and A1 to A4 of {what} on screen, p95", elapsed, goal, "ms")
        print(f"the same: longest stall {stall:.0f} ms")
    return ok


def main():
    if "INSIDE" in os.environ:
        with open(os.environ["INSIDE"], "w", encoding="utf-8") as sys.stdout:
            return 0 if measure(sys.argv[1]) else 1
    reason = display.missing() if os.path.exists(PROBE) else "GTK not installed"
    if reason is not None:
        print(f"drag: skipped, {reason}")
        return 0
    with bench.folder() as folder:
        ledger = os.path.join(folder, "sample.ledger")
        bench.cli(ledger, "demo")
        return display.rerun("1280x800", os.path.abspath(__file__), ledger)


if __name__ == "__main__":
    sys.exit(main())
