#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A window that is let alone: no page keeps the processor busy."""

import os
import subprocess

from desktop import PAGE_KEYS, Desktop, let_pass, run, test, wait


def ticks(desktop):
    """Processor time that the program has had, in the kernel's ticks."""
    with open(f"/proc/{desktop.process.pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def has_rested(desktop):
    """Two seconds of which it took at most a fortieth: a page that redraws for ever takes several times that."""
    before = ticks(desktop)
    let_pass(2)
    return (ticks(desktop) - before) * 20 <= os.sysconf("SC_CLK_TCK")


@test
def a_window_that_is_let_alone_does_nothing(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"])
    try:
        desktop.see("All Accounts")
        subprocess.run(["xdotool", "mousemove", "300", "300"], check=True)
        for key in PAGE_KEYS:
            desktop.key(key)
            wait(f"the page of {key} comes to rest", lambda: has_rested(desktop))
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
