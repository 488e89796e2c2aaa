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
        desktop.go_to("Ledger")
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


@test
def a_ledger_that_is_gone_is_forgotten(paths):
    other = os.environ["HOME"] + "/other.ledger"
    shutil.copy(paths["ledger"], other)
    for path, left in ((other, True), (paths["ledger"], False)):
        desktop = Desktop(paths["desktop"], paths["build"], "--ledger", path)
        try:
            put_pointer_in(desktop)
            if not left:
                os.remove(other)
            desktop.quit()
        finally:
            desktop.close()
        with open(os.environ["XDG_CONFIG_HOME"] + "/aequitas/desktop.ini", encoding="utf-8") as kept:
            states = next(line for line in kept if line.startswith("ledgers="))
        assert (other in states) == left, states
        assert path in states, states


def told_about(paths, change):
    """Opens a copy of the ledger, changes its file, and returns the window once it has said so."""
    path = os.environ["HOME"] + "/going.ledger"
    shutil.copy(paths["ledger"], path)
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", path)
    desktop.see("USD prime brokerage")
    change(path)
    desktop.see("going.ledger", "label")
    return desktop


@test
def a_file_that_was_deleted_is_told_once_and_can_be_backed_up(paths):
    desktop = told_about(paths, os.remove)
    try:
        desktop.see("going.ledger was deleted or moved")
        desktop.click("Back Up…")
        desktop.see("Back Up the Ledger")
        desktop.answer()
        wait("the copy is there", lambda: [name for name in os.listdir(os.environ["HOME"]) if name.startswith("backup-")])
        copy = next(name for name in os.listdir(os.environ["HOME"]) if name.startswith("backup-"))
        subprocess.run([paths["cli"], "--quiet", "--ledger", os.environ["HOME"] + "/" + copy, "check"], check=True,
                       stdout=subprocess.DEVNULL)
    finally:
        desktop.close()


@test
def a_file_that_was_replaced_is_told_and_opened_again(paths):
    def replace(path):
        shutil.copy(path, path + ".new")
        os.replace(path + ".new", path)

    desktop = told_about(paths, replace)
    try:
        desktop.see("Another file has taken the place of going.ledger")
        desktop.click("Open Again")
        wait("there is another window", lambda: len(desktop.windows()) == 2)
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
