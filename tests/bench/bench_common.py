# SPDX-License-Identifier: MIT
"""What the benchmarks share: running a program with its time and memory, the generated flows file, the line that is printed."""

import os
import random
import shutil
import subprocess
import tempfile
import time

BUILD = os.environ["AEQ_BUILD"]
CLI = os.path.join(BUILD, "src", "cli", "aequitas-cli")
NOW = "2026-11-20T15:00:00Z"
SEED = 20261120
ROWS = int(os.environ.get("AEQ_BENCH_ROWS", "1000000"))
COLUMNS = ["account", "settle_ts", "value_date", "booking_date", "amount", "currency", "category", "counterparty", "reference",
           "bank_reference", "narrative", "status"]


def folder():
    """A folder on the disk of the build, removed at the end: /tmp may be memory."""
    return tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD)


def run(command, **options):
    """Seconds, peak resident memory in MB, standard output, and seconds of processor time."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, **options)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    seconds = time.monotonic() - started
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return seconds, usage.ru_maxrss / 1024, output.decode(), usage.ru_utime + usage.ru_stime


def cli(ledger, *arguments):
    return run([CLI, "--ledger", ledger, "--now", NOW, "--quiet", *arguments])


def best(count, call):
    """The quickest of several runs: what the work costs when nothing else is in the way."""
    return min(call() for _ in range(count))


def line(name, ours, floor, goal, unit="s"):
    """One line of the report; True when the goal is met."""
    ratio = ours / floor if floor else 0.0
    met = ratio <= goal
    print(f"{name}: ours {ours:.3g} {unit}, floor {floor:.3g} {unit}, ratio {ratio:.2f} (goal {goal:g}){'' if met else '  MISSED'}",
          flush=True)
    return met


def bound(name, ours, goal, unit):
    """A figure with an absolute goal: the goal takes the floor's place."""
    return line(name, ours, goal, 1, unit)


def load():
    return "load {:.1f} on {} cores".format(os.getloadavg()[0], os.cpu_count())


def write_flows(path, rows=ROWS, seed=SEED):
    """A desk's flows in time order up to today: 12 accounts, every row with its own bank reference."""
    rng = random.Random(seed)
    currencies = ["USD", "EUR", "GBP", "USD", "CHF", "USD", "EUR", "USD", "GBP", "USD", "EUR", "CHF"]
    accounts = [f"9900{i:05d}" for i in range(12)]
    parties = [f"Counterparty {i:04d} Ltd" for i in range(2000)]
    categories = ["margin_call", "fx_settlement", "subscription", "redemption", "payment", "coupon", "fee", "securities_settlement"]
    end = 1795186800  # 2026-11-20T15:00:00Z
    step = 3 * 365 * 86400 / rows
    day_text, day_no = "", -1
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(COLUMNS) + "\n")
        for i in range(rows):
            at = int(end - (rows - i) * step)
            if at // 86400 != day_no:
                day_no = at // 86400
                day_text = time.strftime("%Y-%m-%d", time.gmtime(at))
            clock = at % 86400
            which = rng.randrange(12)
            party = parties[int(rng.random() ** 2 * 2000)]
            amount = rng.randrange(-500000000, 500000000)
            category = categories[rng.randrange(8)]
            out.write(f"{accounts[which]},{day_text}T{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}Z,{day_text},"
                      f"{day_text},{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d},{currencies[which]},"
                      f"{category},{party},INV-{rng.randrange(10 ** 7):07d},{rng.getrandbits(64):016x},"
                      f"\"{category} for {day_text}, {party}\",actual\n")
    return accounts


def have_sqlite_shell():
    return shutil.which("sqlite3") is not None
