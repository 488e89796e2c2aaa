#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each page by keys alone: no pointer is moved onto it and nothing is clicked."""

import subprocess

from desktop import Desktop, run, test, wait, words


def open_page(paths, page, *more):
    """Where no window manager is, keys go to the window that has been given them."""
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", page, *more)
    desktop.see("All Accounts")
    subprocess.run(["xdotool", "windowfocus", "--sync", desktop.windows()[-1][1]], check=True)
    return desktop


def is_inside(node, name, role=None):
    while node is not None:
        if words(node) == name and (role is None or node.get_role_name() == role):
            return True
        node = node.get_parent()
    return False


def go_round_to(desktop, name, role=None, key="F6", most=12):
    """F6 or Tab until what has the focus is inside @name."""
    for _ in range(most):
        if is_inside(desktop.focus(), name, role):
            return
        before = desktop.focus()
        desktop.key(key)
        wait("the focus goes on", lambda: desktop.focus() is not None and desktop.focus() != before)
    focus = desktop.focus()
    raise AssertionError(f"no way by {key} to {name!r}; the focus is on {focus.get_role_name()} {words(focus)!r}")


@test
def f6_goes_round_the_parts_of_the_window(paths):
    desktop = open_page(paths, "Ledger")
    try:
        desktop.see("flows")
        seen = []
        go_round_to(desktop, "Pages", "list")
        for _ in range(3):
            before = desktop.focus()
            desktop.key("F6")
            wait("the focus goes on", lambda: desktop.focus() not in (None, before))
            seen.append(desktop.focus())
        assert is_inside(seen[0], "Account") or seen[0].get_role_name() == "push button", words(seen[0])
        assert is_inside(seen[2], "Pages", "list"), [(n.get_role_name(), words(n)) for n in seen]
        desktop.key("shift+F6")
        wait("back to the page", lambda: desktop.focus() == seen[1])
    finally:
        desktop.close()


@test
def position_is_worked_by_keys(paths):
    desktop = open_page(paths, "Position")
    try:
        desktop.see("USD prime brokerage")
        desktop.key("F9")
        desktop.see("forecast of 2026-11-20")
        go_round_to(desktop, "Overview", key="F6")
        go_round_to(desktop, "Positions", "tree table", key="Tab", most=30)
        desktop.key("ctrl+c")
        desktop.see("Copied as a table")
    finally:
        desktop.close()


@test
def intraday_is_reached_and_its_table_shown_by_keys(paths):
    desktop = open_page(paths, "Position")
    try:
        desktop.go_to("Intraday")
        desktop.see("Cumulative net position")
        desktop.key("ctrl+e")
        desktop.see("Export What Is Seen")
        desktop.key("Escape")
    finally:
        desktop.close()


@test
def flows_are_found_by_keys(paths):
    desktop = open_page(paths, "Ledger")
    try:
        desktop.see("flows")
        desktop.key("ctrl+f")
        subprocess.run(["xdotool", "type", "--delay", "20", "Kaldera"], check=True)
        desktop.see("Kaldera Mining", "label")
    finally:
        desktop.close()


@test
def settings_and_imports_are_reached_by_keys(paths):
    desktop = open_page(paths, "Position")
    try:
        desktop.go_to("Imports")
        desktop.see("Watch a Folder")
        desktop.key("ctrl+o")
        wait("files are asked for", lambda: len(desktop.frames()) > 1)
        desktop.key("Escape")
        wait("the dialog goes", lambda: len(desktop.frames()) == 1)
        desktop.key("ctrl+comma")
        desktop.see("Name in the change record")
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
