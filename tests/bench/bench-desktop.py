#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window under Xvfb (cairo renderer, no accessibility bus), on the sample desk and on a ledger of 1,000,000 flows, against a window of
libadwaita with a word in it. desktop-probe works the desktop from within and says what it saw; in brackets is the processor time, which
tells on a busy machine what the work itself takes."""

import contextlib
import os
import sqlite3
import sys

import bench_common as bench
from bench_desktop import PROBE, least, probe, processor, watch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ui"))
import display  # noqa: E402

FLOOR = os.path.join(bench.BUILD, "tests", "bench", "desktop-floor")
STARTS = 7
REPEATS = 3
STORED = 1000  # forecasts
MB = "MB"


def starts(ledgers):
    """In turns, so that all are slowed alike by what else the machine does."""
    runs = {"floor": [], "sample": [], "million": []}
    for _ in range(STARTS):
        runs["floor"].append(watch(FLOOR))
        for name in ("sample", "million"):
            runs[name].append(probe("start", ledgers[name]))
    floor, sample, million = (least(runs[name]) for name in ("floor", "sample", "million"))
    ok = True
    for name, ours, goal in (("sample desk", sample, 1.5), ("1,000,000 flows", million, 2)):
        processor(ours["content"][1])
        ok &= bench.line(f"window with content, {name}", ours["content"][0], floor["content"][0], goal, "ms")
        bench.line(f"the same by processor time, {name}", ours["content"][1], floor["content"][1], goal, "ms")
    ok &= bench.line("memory, sample desk", sample["rss"][0], floor["rss"][0], 1.6, MB)
    return ok


def pages(ledger, name, goal):
    said = least([probe("pages", ledger) for _ in range(REPEATS)])
    ok = True
    for key, figures in said.items():
        word, _, page = key.partition(" ")
        if page:
            processor(figures[1])
            ok &= bench.bound(f"{page} {'for the first time' if word == 'first' else 'again'}, {name}", figures[0], goal, "ms")
    return ok, said["rss-pages"][0]


def changes(ledger):
    """Sorts and filters: the frame with the first rows, the one that is complete, and what the main loop was longest away for."""
    ok = True
    for key, figures in least([probe("change", ledger) for _ in range(REPEATS)]).items():
        if key.startswith("change "):
            first, complete, stall, stalls, _ = figures
            ok &= bench.bound(f"first rows after {key.removeprefix('change ')}", first, 300, "ms")
            print(f"the same: complete after {complete:.0f} ms, longest stall {stall:.0f} ms, {stalls:.0f} over 150 ms")
            ok &= stalls <= 1
    return ok


def imports(csv, folder):
    """By the assistant, and by the command line in the same run; each into a ledger of its own."""
    ours, theirs = (os.path.join(folder, name) for name in ("ours.ledger", "theirs.ledger"))
    for ledger in (ours, theirs):
        bench.cli(ledger, "accounts")
    os.environ["AEQ_BENCH_CSV"] = csv
    said = probe("import", ours)
    floor = bench.cli(theirs, "import", csv)[0] * 1000
    ok = bench.line("import of 1,000,000 rows by the assistant, against the command line", said["import"][0], floor, 1.1, "ms")
    cost, interval, painted = said["frame"]
    ok &= bench.bound("frame meanwhile, p95 of the main thread's processor time", cost, 16.7, "ms")
    ok &= bench.bound("the same, p95 by the frame clock from a frame's time to the end of its painting", painted, 16.7, "ms")
    print(f"the same, p95 by the frame clock from one frame to the next (60 a second): {interval:.2f} ms")
    return ok & bench.bound("cancel of an import, until the worker has taken back what it wrote", said["cancel"][0], 200, "ms")


def forecasts(ledgers):
    """The Forecast page over many stored forecasts, and all accounts of the sample desk forecast by key."""
    stored = least([probe("issue", ledgers["stored"]) for _ in range(REPEATS)])
    processor(stored["first Forecast"][1])
    ok = bench.bound(f"Forecast for the first time, {STORED:,} stored forecasts", stored["first Forecast"][0], 150, "ms")
    issued = least([probe("issue", ledgers["sample"]) for _ in range(REPEATS)])
    processor(issued["issued"][1])
    return bench.bound("all accounts of the sample desk forecast, from the key to the screen", issued["issued"][0], 1500, "ms") and ok


def measure(ledgers):
    print(f"desktop: {bench.load()}", flush=True)
    ok = starts(ledgers)
    met, small = pages(ledgers["sample"], "sample desk", 100)
    ok &= met
    met, large = pages(ledgers["million"], "1,000,000 flows", 300)
    ok &= met
    ok &= forecasts(ledgers)
    ok &= changes(ledgers["million"])
    scrolled = least([probe("scroll", ledgers["million"]) for _ in range(REPEATS)])
    ok &= bench.bound("frame of a scroll through 1,000,000 rows, p95 of processor time", scrolled["frame"][0], 16, "ms")
    print(f"the same, p95 of its paint as it passed: {scrolled['frame'][1]:.1f} ms")
    ok &= imports(ledgers["csv"], os.path.dirname(ledgers["csv"]))
    ok &= bench.bound("memory of 1,000,000 flows beside the sample desk's", max(large, scrolled["rss-scrolled"][0]) - small, 60, MB)
    return ok


def store_forecasts(path):
    """The forecast that is stored, again every half hour before it."""
    with contextlib.closing(sqlite3.connect(path)) as store:
        columns = {table: [row[1] for row in store.execute(f"PRAGMA table_info({table})")] for table in ("forecast_run", "forecast_quantile")}
        newest, = store.execute("SELECT id FROM forecast_run").fetchone()
        for i in range(1, STORED):
            new = {"id": str(newest + i), "uid": "randomblob(16)", "as_of": f"as_of - {i * 1800 * 10**6}", "run_id": str(newest + i)}
            for table, key in (("forecast_run", "id"), ("forecast_quantile", "run_id")):
                values = ", ".join(new.get(column, column) for column in columns[table])
                store.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {key} = ?", (newest,))
        store.commit()


def make_ledgers(folder):
    ledgers = {name: os.path.join(folder, name + ".ledger") for name in ("sample", "million", "stored")}
    csv = os.path.join(folder, "flows.csv")
    bench.write_flows(csv)
    bench.cli(ledgers["sample"], "demo")
    bench.cli(ledgers["stored"], "demo")
    bench.cli(ledgers["million"], "import", csv)
    for ledger in ledgers.values():
        bench.cli(ledger, "forecast")
    store_forecasts(ledgers["stored"])
    return {**ledgers, "csv": csv}


def main():
    if "INSIDE" in os.environ:
        with open(os.environ["INSIDE"], "w", encoding="utf-8") as sys.stdout:
            return 0 if measure(dict(zip(("sample", "million", "stored", "csv"), sys.argv[1:]))) else 1
    reason = display.missing() if os.path.exists(PROBE) else "GTK not installed"
    if reason is not None:
        print(f"desktop: skipped, {reason}")
        return 0
    with bench.folder() as folder:
        return display.rerun("1280x800", os.path.abspath(__file__), *make_ledgers(folder).values())


if __name__ == "__main__":
    sys.exit(main())
