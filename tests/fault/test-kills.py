#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Kills an import, a migration and a forecast at random moments (AEQ_KILLS each, one fixed seed). After every kill the check is
clean, the ledger is as it was before or as it should be after, and doing it again gives what an undisturbed run gives. TAP."""

import os
import random
import sys
import tempfile
import time

import fault

KILLS = int(os.environ.get("AEQ_KILLS", "20"))
SEED = 20261122


def timed(action):
    started = time.monotonic()
    action()
    return time.monotonic() - started


def kill_often(desk, base, words, kind, state, new):
    """@state tells what a ledger holds; @base and @new are the only two answers that may be seen."""
    rand = random.Random(f"{SEED} {kind}")
    ledger = desk.path("killed.ledger")
    fault.copy_ledger(base, ledger)
    seconds = timed(lambda: desk.do(ledger, *words))
    old_state, old_count, new_count, killed = state(base), 0, 0, 0
    for i in range(KILLS):
        fault.copy_ledger(base, ledger)
        # Evenly over the run, with some room for a slower one.
        moment = (i + rand.random()) / KILLS * seconds * 1.3
        killed += fault.kill_after(desk.start(ledger, *words), moment)
        found = state(ledger)
        assert found in (old_state, new), f"kill {i} after {moment:.3f} s left neither the old nor the new state"
        old_count += found == old_state
        new_count += found == new
        desk.run(ledger, *words)
        assert state(ledger) == new, f"kill {i} after {moment:.3f} s: the repeated run gave something else"
        assert desk.fingerprint(ledger)
    return f"{killed} of {KILLS} runs killed within {seconds:.2f} s: {old_count} left the old state, {new_count} the new one"


def test_import(desk):
    base, undisturbed = desk.path("base.ledger"), desk.path("whole.ledger")
    fault.write_flows(desk.path("first.csv"), 500, 1)
    fault.write_flows(desk.path("second.csv"), 15000, 2, first_day=40)
    desk.do(base, "import", desk.path("first.csv"))
    fault.copy_ledger(base, undisturbed)
    desk.do(undisturbed, "import", desk.path("second.csv"))
    new = desk.fingerprint(undisturbed)
    return kill_often(desk, base, ("import", desk.path("second.csv")), "import", desk.fingerprint, new)


def test_migration(desk):
    base, undisturbed = desk.path("base.ledger"), desk.path("whole.ledger")
    fault.copy_ledger(sys.argv[2], base)
    fault.copy_ledger(base, undisturbed)
    desk.do(undisturbed, "accounts")
    new = fault.schema_version(undisturbed)
    assert new > 1
    sha = desk.fingerprint(undisturbed)
    note = kill_often_migration(desk, base, new, sha)
    return note


def kill_often_migration(desk, base, newest, sha):
    """Each migration is a transaction of its own, so every version between the first and the newest may be seen."""
    rand = random.Random(f"{SEED} migration")
    ledger = desk.path("killed.ledger")
    fault.copy_ledger(base, ledger)
    seconds = timed(lambda: desk.do(ledger, "accounts"))
    seen = []
    for i in range(KILLS):
        fault.copy_ledger(base, ledger)
        fault.kill_after(desk.start(ledger, "accounts"), (i + rand.random()) / KILLS * seconds * 1.3)
        seen.append(fault.schema_version(ledger))
        assert 1 <= seen[-1] <= newest, f"kill {i} left schema {seen[-1]}"
        assert desk.fingerprint(ledger) == sha, f"kill {i}: the content is another"
        assert fault.schema_version(ledger) == newest
    return f"{seen.count(1)} of {KILLS} left the old schema, {seen.count(newest)} the new one"


def test_forecast(desk):
    base, undisturbed = desk.path("base.ledger"), desk.path("whole.ledger")
    fault.write_flows(desk.path("history.csv"), 6000, 3, days=420)
    desk.do(base, "import", desk.path("history.csv"))
    desk.do(base, "train")
    fault.copy_ledger(base, undisturbed)
    desk.do(undisturbed, "forecast")
    new = desk.fingerprint(undisturbed)
    assert new != desk.fingerprint(base)
    return kill_often(desk, base, ("forecast",), "forecast", desk.fingerprint, new)


def test_creation(desk):
    """The first import makes the ledger: a kill leaves none, an empty one or the whole."""
    undisturbed, ledger = desk.path("whole.ledger"), desk.path("killed.ledger")
    file = desk.path("first.csv")
    fault.write_flows(file, 3000, 4)
    seconds = timed(lambda: desk.do(undisturbed, "import", file))
    new, empty = desk.fingerprint(undisturbed), desk.fingerprint(desk.path("empty.ledger"))
    rand = random.Random(f"{SEED} creation")
    for i in range(KILLS):
        fault.copy_ledger(desk.path("none"), ledger)
        fault.kill_after(desk.start(ledger, "import", file), (i + rand.random()) / KILLS * seconds * 1.3)
        assert desk.fingerprint(ledger) in (empty, new), f"kill {i} left half a ledger"
        desk.do(ledger, "import", file)
        assert desk.fingerprint(ledger) == new, f"kill {i}: the repeated import gave something else"
    return None


TESTS = [("/fault/kill/import", test_import), ("/fault/kill/migration", test_migration),
         ("/fault/kill/creation", test_creation), ("/fault/kill/forecast", test_forecast)]

sys.exit(fault.run_tests(TESTS, lambda: fault.Desk(sys.argv[1], tempfile.mkdtemp(prefix="aequitas-kill-"))))
