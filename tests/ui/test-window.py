#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window around the pages: how a ledger was looked at comes back, F6 goes round, a ledger's file that goes is told."""

import os
import shutil
import subprocess

from desktop import Desktop, run, test, wait, walk, words


def open_ledger(paths, *more):
    return Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], *more)


def chosen(desktop, name):
    """What a drop-down shows."""
    return [words(node) for node in walk(desktop.see(name, "combo box")) if node.get_role_name() == "label"][-1]


def put_pointer_in(desktop):
    """Keys go to the window under the pointer where no window manager is."""
    desktop.see("All Accounts")
    subprocess.run(["xdotool", "mousemove", "300", "300"], check=True)


@test
def a_ledger_is_shown_as_it_was_left(paths):
    desktop = open_ledger(paths)
    try:
        put_pointer_in(desktop)
        desktop.key("alt+3")
        desktop.see("flows")
        desktop.type_into("Find in flows", "Kaldera")
        desktop.see("Kaldera Mining", "label")
        _, window = desktop.windows()[-1]
        subprocess.run(["xdotool", "windowsize", "--sync", window, "1100", "640"], check=True)
        wait("the window is narrower", lambda: desktop.windows()[-1][0] == 1100)
        desktop.press(desktop.see("Currency", "combo box"))
        desktop.key("Down", "Return")
        wait("one currency is chosen", lambda: chosen(desktop, "Currency") != "All")
        currency = chosen(desktop, "Currency")
        desktop.quit()
    finally:
        desktop.close()
    desktop = open_ledger(paths)
    try:
        desktop.see("Kaldera Mining", "label")
        assert desktop.typed("Find in flows") == "Kaldera"
        assert chosen(desktop, "Currency") == currency
        assert desktop.windows()[-1][0] == 1100, desktop.windows()
        put_pointer_in(desktop)
        desktop.quit()
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
