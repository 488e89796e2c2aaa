# SPDX-License-Identifier: MIT
"""desktop-probe and desktop-floor, run by the benchmarks of the window, and what they say."""

import os
import subprocess
import time

import bench_common as bench

PROBE = os.path.join(bench.BUILD, "tests", "bench", "desktop-probe")


def watch(*command):
    """What a program says, by its first words: {"first Ledger": [12.3, 4.5]}."""
    env = {**os.environ, "GTK_A11Y": "none", "GSETTINGS_SCHEMA_DIR": bench.BUILD + "/data",
           "AEQ_BENCH_START": str(time.monotonic_ns() // 1000)}
    output = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    said = {}
    for words in map(str.split, output.splitlines()):
        figures = [word for word in words if word[0].isdigit()]
        said[" ".join(words[:len(words) - len(figures)])] = [float(figure) for figure in figures]
    return said


def probe(script, ledger):
    return watch(PROBE, script, ledger, bench.NOW)


def least(runs):
    """The least of each figure over several runs: what it takes when nothing else is in the way."""
    return {key: [min(run[key][i] for run in runs) for i in range(len(runs[0][key]))] for key in runs[0]}


def processor(milliseconds):
    print(f"[{milliseconds:.0f} ms of processor time] ", end="")
