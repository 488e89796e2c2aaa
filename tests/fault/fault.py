# SPDX-License-Identifier: MIT
"""What the fault tests share: the command line under test, ledgers made of invented rows, and TAP."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

NOW = "2024-03-05T12:00:00Z"
NOBODY = 65534


class Skipped(Exception):
    pass


class Desk:
    """One folder with ledgers and files, and the program that works on them."""

    def __init__(self, cli, folder):
        self.cli = cli
        self.folder = folder
        self.env = {**os.environ, "XDG_DATA_HOME": folder, "HOME": folder, "LC_ALL": "C.UTF-8",
                    "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def command(self, ledger, *words):
        return [self.cli, "--quiet", "--ledger", ledger, "--now", NOW, "--seed", "7", *words]

    def start(self, ledger, *words, **options):
        return subprocess.Popen(self.command(ledger, *words), env=self.env, stdin=subprocess.DEVNULL, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, ledger, *words, **options):
        process = self.start(ledger, *words, **options)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def do(self, ledger, *words):
        status, out, err = self.run(ledger, *words)
        assert status == 0, f"{' '.join(words)} ended with {status}: {err}"
        return out

    def fingerprint(self, ledger):
        """The canonical SHA-256, once the check has found nothing wrong."""
        status, out, err = self.run(ledger, "--json", "check")
        assert status == 0, f"check ended with {status}: {out}{err}"
        check = json.loads(out)
        assert check["ok"] and not check["problems"], check
        return check["sha256"]

    def refused(self, ledger, *words, part, **options):
        """The command ends with 1 and one sentence that contains @part."""
        status, _, err = self.run(ledger, *words, **options)
        lines = [line for line in err.splitlines() if line.strip()]
        assert status == 1, f"{' '.join(words)} ended with {status}: {err}"
        assert len(lines) == 1 and part in lines[0], f"expected one sentence with \"{part}\", got: {err}"


def copy_ledger(source, target):
    """A copy of a ledger with its log, as it would be found after a power cut."""
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(target + suffix):
            os.unlink(target + suffix)
        if os.path.exists(source + suffix):
            shutil.copyfile(source + suffix, target + suffix)


def schema_version(ledger):
    """Read from a copy, so that looking changes nothing."""
    copy_ledger(ledger, ledger + ".look")
    database = sqlite3.connect(ledger + ".look")
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return database.execute("SELECT MAX (version) FROM schema_version").fetchone()[0]
    finally:
        database.close()


def write_flows(path, rows, seed, accounts=("1001", "1002"), first_day=0, days=60):
    """A statement of invented payments, @rows of them."""
    rand = random.Random(seed)
    start = time.mktime((2023, 1, 2, 0, 0, 0, 0, 0, 0))
    with open(path, "w", encoding="utf-8") as out:
        out.write("Account,Currency,Booking Date,Value Date,Amount,Counterparty,Reference,Description\n")
        for i in range(rows):
            day = time.strftime("%Y-%m-%d", time.localtime(start + 86400 * (first_day + i * days // rows)))
            amount = rand.randint(-5_000_000, 5_000_000) / 100
            out.write(f"{accounts[i % len(accounts)]},USD,{day},{day},{amount:.2f},House {rand.randint(1, 40)},"
                      f"R{seed}-{i},payment {rand.randint(1, 10**9)}\n")


def kill_after(process, seconds):
    """Ends the program without warning @seconds after its start, unless it is done before."""
    try:
        process.communicate(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True


def run_tests(tests, make_desk):
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        desk = make_desk()
        try:
            note = test(desk)
            print(f"ok {number} {name}" + (f"\n# {note}" if note else ""), flush=True)
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except (AssertionError, subprocess.SubprocessError, OSError, ValueError, sqlite3.Error) as problem:
            failed += 1
            text = str(problem).replace("\n", "\n# ")
            print(f"not ok {number} {name}\n# {type(problem).__name__}: {text}", flush=True)
        finally:
            shutil.rmtree(desk.folder, ignore_errors=True)
    return 1 if failed else 0
