#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the tests that meson knows and the fuzz targets, counts what they report, and prints the closing line."""

import argparse
import concurrent.futures
import glob
import json
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "fuzz"))
import worst_cases  # noqa: E402

TAP_LINE = re.compile(r"^(\s*)(not ok|ok)\b\s*\d*\s*-?\s*([^#]*?)\s*(?:#\s*(SKIP|TODO)\b\s*(.*))?$", re.I)
TAP_PLAN = re.compile(r"^1\.\.(\d+)\s*(?:#\s*SKIP\S*\s*(.*))?$", re.I)
JOBS = 2
# Against an input that never ends; what one may cost the targets check themselves (fuzz-limits.h).
TIMEOUT = 60


class Count:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = []
        self.problems = []

    def closing_line(self):
        line = f"{self.passed} passed, {self.failed} failed"
        return line + (f", {len(self.skipped)} skipped" if self.skipped else "")


def count_tap(name, status, output, count):
    """Returns the sentence that says what is wrong, or None."""
    passed, failed, planned, skipped = 0, [], None, []
    for line in output.splitlines():
        if plan := TAP_PLAN.match(line):
            planned = int(plan.group(1))
            if planned == 0:
                skipped.append((name, plan.group(2) or "nothing to do"))
            continue
        tap = TAP_LINE.match(line)
        if tap is None or tap.group(1):  # indented lines are the parts of a test
            continue
        _, verdict, title, directive, reason = tap.groups()
        if directive and directive.upper() == "SKIP":
            skipped.append((f"{name} {title}", reason or "no reason given"))
        elif verdict.lower() == "ok":
            passed += 1
        else:
            failed.append(title)
    count.passed += passed
    count.skipped += skipped
    ran = passed + len(failed) + len([s for s in skipped if planned])
    if failed:
        count.failed += len(failed)
        return "failed: " + ", ".join(failed)
    if status != 0:
        count.failed += 1
        return f"ended with status {status} after {ran} tests"
    if planned is None or ran != planned:
        count.failed += 1
        return f"reported {ran} of {planned} planned tests"
    return None


def what_failed(output):
    """The first failure of an output with what it says of itself, short enough to be read at the end of a long log."""
    lines = output.splitlines()
    first = next((i for i, line in enumerate(lines) if line.startswith("not ok") or "ERROR" in line), max(0, len(lines) - 20))
    return "\n".join(lines[first:first + 30])


def count_plain(name, status, output, count):
    if status == 77:
        count.skipped.append((name, (output.strip().splitlines() or ["no reason given"])[-1]))
    elif status == 0:
        count.passed += 1
    else:
        count.failed += 1
        return f"ended with status {status}"
    return None


class Job:
    def __init__(self, name, command, env, cwd, timeout, tap):
        self.name = name
        self.command = command
        self.env = env
        self.cwd = cwd
        self.timeout = timeout
        self.tap = tap
        self.process = None

    def start(self, results):
        self.log = os.path.join(results, re.sub(r"[^\w.-]", "_", self.name) + ".log")
        self.started = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                            env=self.env, cwd=self.cwd, start_new_session=True)

    def wait(self):
        try:
            self.status = self.process.wait(timeout=max(0, self.started + self.timeout - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.status = f"timeout after {self.timeout} s"
        self.seconds = time.monotonic() - self.started

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def report(self, count):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            output = log.read()
        problem = (count_tap if self.tap else count_plain)(self.name, self.status, output, count)
        print(f"{'FAILED' if problem else 'ok':<7}{self.name} ({self.seconds:.1f} s)", flush=True)
        if problem:
            print(f"--- {self.name}: {problem}\n{output[-20000:]}\n---", flush=True)
            count.problems.append(f"{self.name}: {problem}\n{what_failed(output)}")


def meson_jobs(build, only):
    if not os.path.isdir(build):
        return []
    listed = subprocess.run(["meson", "introspect", "--tests", build], check=True, capture_output=True, text=True).stdout
    jobs = []
    for test in json.loads(listed):
        suites = [suite.split(":")[-1] for suite in test["suite"]]
        program = os.path.basename(test["cmd"][0])
        if only and only not in suites + [test["name"], program]:
            continue
        # A long run has more kills: the limit grows with them.
        timeout = test["timeout"] * (30 if os.environ.get("AEQ_LONG") else 1)
        jobs.append(Job(test["name"], test["cmd"], {**os.environ, **test["env"]}, test["workdir"] or build, timeout,
                        test["protocol"] == "tap"))
    return jobs


def fuzz_jobs(build, results, only):
    """Every target NAME has seeds in tests/fuzz/seeds/NAME and perhaps words in tests/fuzz/dictionaries/NAME.dict; what it finds is
    left in the results folder. Besides, it takes its worst cases one by one."""
    jobs = []
    seconds = int(os.environ["AEQ_FUZZ_SECONDS"])
    fuzz = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fuzz")
    worst = os.path.join(results, "worst")
    if os.path.isdir(os.path.join(build, "tests", "fuzz")) and (only is None or only.startswith("fuzz")):
        worst_cases.write(worst)
    for program in sorted(glob.glob(os.path.join(build, "tests", "fuzz", "fuzz-*"))):
        name = os.path.basename(program)
        if os.path.isdir(program) or not os.access(program, os.X_OK) or (only and only not in ("fuzz", name)):
            continue
        corpus = os.path.join(results, name + ".corpus")
        os.makedirs(corpus, exist_ok=True)
        command = [program, f"-max_total_time={seconds}", f"-seed={os.environ['AEQ_FUZZ_SEED']}", f"-timeout={TIMEOUT}",
                   "-rss_limit_mb=1024", "-malloc_limit_mb=64", "-print_final_stats=1", f"-artifact_prefix={results}/{name}.", corpus]
        target = name[len("fuzz-"):]
        words = os.path.join(fuzz, "dictionaries", target + ".dict")
        if os.path.exists(words):
            command.append("-dict=" + words)
        if os.path.isdir(os.path.join(fuzz, "seeds", target)):
            command.append(os.path.join(fuzz, "seeds", target))
        jobs.append(Job(name, command, dict(os.environ), build, seconds + 120, False))
        if cases := sorted(glob.glob(os.path.join(worst, target, "*"))):
            jobs.append(Job(name + " worst cases", [program, f"-timeout={TIMEOUT}", "-malloc_limit_mb=64", *cases], dict(os.environ),
                            build, 300, False))
    return jobs


def run(jobs, results, count):
    """JOBS at a time; reports come in the order of the list."""
    def finish(job):
        job.start(results)
        job.wait()
        return job

    pool = concurrent.futures.ThreadPoolExecutor(JOBS)
    try:
        for job in pool.map(finish, jobs):
            job.report(count)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for job in jobs:  # interrupted: leave nothing behind
            job.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--asan", required=True)
    parser.add_argument("--fuzz", required=True)
    parser.add_argument("--results", required=True)
    parser.add_argument("only", nargs="?")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    count = Count()
    jobs = meson_jobs(options.asan, options.only) + fuzz_jobs(options.fuzz, options.results, options.only)
    if not jobs:
        print(f"There is no suite or program called {options.only}" if options.only else "There are no tests")
    run(jobs, options.results, count)
    for name, reason in count.skipped:
        print(f"skipped: {name}: {reason}")
    for problem in count.problems:
        print(f"failed: {problem}")
    print(count.closing_line(), flush=True)
    return 1 if count.failed or not count.passed else 0


if __name__ == "__main__":
    sys.exit(main())
