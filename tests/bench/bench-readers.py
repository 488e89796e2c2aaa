#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Statement files of 100,000 entries read alone, without the store, beside what other people use for the same file.

Ratios compare the processor time of whole programs, start included, each the best of several: a busy machine counts for
neither. A peer that cannot be had is told and skipped.
"""

import os
import shutil
import subprocess
import sys

import bench_common as bench
import bench_statements as statements

sys.path.insert(0, os.path.join(os.environ["AEQ_SOURCE_ROOT"], "tests", "fuzz"))
import worst_cases  # noqa: E402

HERE = os.path.join(bench.BUILD, "tests", "bench")
MB = 1 << 20
OFX_ENTRIES = 4000
A_SECOND = {"mt940": 200_000, "bai2": 200_000}
MT940JS = """const text = require('fs').readFileSync(process.argv[2], 'latin1');
const parser = new (require('mt940js').Parser)();
console.log(parser.parse(text).reduce((n, s) => n + s.transactions.length, 0));
"""
OFXPARSE = """import sys
from ofxparse import OfxParser
with open(sys.argv[1], 'rb') as file:
    print(len(OfxParser.parse(file).account.statement.transactions))
"""


def read_once(name, path, expected):
    """Processor seconds of the program, seconds of the reading in it, and peak MB."""
    _, _, output, processor = bench.run([os.path.join(HERE, "read-alone"), name, path])
    entries, inside, kilobytes = output.split()
    if int(entries) != expected:
        raise SystemExit(f"{name}: {entries} entries came out of {expected}")
    return processor, float(inside), int(kilobytes) / 1024


def read_alone(name, path):
    """Processor seconds of the program, and whether entries a second and memory meet their goals."""
    runs = [read_once(name, path, statements.ENTRIES) for _ in range(9)]
    best, inside, memory = min(run[0] for run in runs), min(run[1] for run in runs), max(run[2] for run in runs)
    entries = statements.ENTRIES
    print(f"{name}: {os.path.getsize(path) / MB:.1f} MB, {inside:.3f} s, {entries / inside:,.0f} entries/s", flush=True)
    ok = bench.bound(f"{name} peak memory", memory, 100, "MB")
    if name in A_SECOND:
        ok &= bench.bound(f"{name} seconds of {A_SECOND[name]:,} entries", inside * A_SECOND[name] / entries, 1, "s")
    return best, ok


def peer_seconds(command, times=3, expected=statements.ENTRIES):
    def once():
        _, _, output, processor = bench.run(command)
        if int(output) != expected:
            raise SystemExit(f"{command[0]}: {output.strip()} entries of {expected}")
        return processor

    return bench.best(times, once)


def skip(name, reason):
    print(f"{name}: skipped, {reason}", flush=True)
    return True


def against(name, ours, theirs, faster):
    """Ours against theirs divided by how many times faster it shall be."""
    print(f"{name}: {theirs:.2f} s, ours is {theirs / ours:.1f} times as fast", flush=True)
    return bench.line(f"{name}, a {faster}th of it", ours, theirs / faster, 1)


def beside_mt940js(ours, path, folder):
    if shutil.which("npm") is None:
        return skip("mt940 against mt940js", "npm is not installed")
    install = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "mt940js@1.3.5"], cwd=folder,
                             stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if install.returncode != 0:
        return skip("mt940 against mt940js", "npm could not install it")
    script = os.path.join(folder, "peer.js")
    with open(script, "w", encoding="utf-8") as out:
        out.write(MT940JS)
    return against("mt940 against mt940js", ours, peer_seconds(["node", script, path]), 20)


def beside_ofxparse(folder):
    """It takes time with the square of the entries, so both get a smaller file."""
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import ofxparse"], capture_output=True, check=False).returncode != 0:
        return skip("ofx against ofxparse", "python3-ofxparse is not installed")
    path = os.path.join(folder, "small.ofx")
    statements.write_ofx(path, OFX_ENTRIES)
    ours = min(read_once("ofx", path, OFX_ENTRIES) for _ in range(5))[0]
    theirs = peer_seconds([python, "-c", OFXPARSE, path], 1, OFX_ENTRIES)
    return against(f"ofx against ofxparse, {OFX_ENTRIES} entries", ours, theirs, 20)


def beside_walk(name, ours, path, element, expected=statements.ENTRIES):
    floor = peer_seconds([os.path.join(HERE, "walk-xml"), path, element], expected=expected)
    return bench.line(f"{name} against a bare walk of xmlTextReader", ours, floor, 2)


def cost(name, path):
    """Seconds and MB of reading a file that may be refused."""
    process = subprocess.run([os.path.join(HERE, "read-alone"), name, path], stdin=subprocess.DEVNULL,
                             capture_output=True, check=False)
    if process.returncode not in (0, 1) or not process.stdout:
        raise SystemExit(f"{name} {path}: exit status {process.returncode}")
    _, seconds, kilobytes = process.stdout.split()
    return float(seconds), int(kilobytes) / 1024


def worst(folder):
    """The inputs of 1 MB of tests/fuzz/worst_cases.py, each within a second and 64 MB."""
    worst_cases.write(folder)
    ok = True
    for target, name in {"mt": "mt940", "camt": "camt053", "bai2": "bai2", "ofx": "ofx", "csv": "csv"}.items():
        cases = os.path.join(folder, target)
        costs = [cost(name, os.path.join(cases, case)) for case in sorted(os.listdir(cases))]
        ok &= bench.bound(f"{name}, slowest of {len(costs)} worst cases of 1 MB", max(seconds for seconds, _ in costs), 1, "s")
        ok &= bench.bound(f"{name}, largest of them", max(memory for _, memory in costs), 64, "MB")
    return ok


def main():
    ok = True
    with bench.folder() as folder:
        print(f"readers: {statements.ENTRIES} entries a file, {bench.load()}", flush=True)
        for name, write in statements.WRITERS.items():
            path = os.path.join(folder, name)
            write(path)
            ours, met = read_alone(name, path)
            ok &= met
            if name == "mt940":
                ok &= beside_mt940js(ours, path, folder)
            elif name == "camt053":
                ok &= beside_walk(name, ours, path, "Ntry")
            elif name == "xlsx":
                ok &= beside_walk(name + ", unpacking included,", ours, path + ".xml", "row", statements.ENTRIES + 1)
            elif name == "ofx":
                ok &= beside_ofxparse(folder)
            os.remove(path)
        ok &= worst(os.path.join(folder, "worst"))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
