#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window: first run, what is no ledger, Position and Ledger, keys."""

import os
import subprocess

from desktop import Desktop, run, test, words


@test
def a_new_user_is_told_what_to_do_first(paths):
    desktop = Desktop(paths["desktop"], paths["build"])
    try:
        for text in ("Open the Sample Desk", "Import a File", "Open a Ledger", "Create a Ledger"):
            desktop.see(text)
    finally:
        desktop.close()


@test
def what_is_no_ledger_gets_a_sentence(paths):
    path = os.environ["HOME"] + "/statement.csv"
    with open(path, "w", encoding="utf-8") as statement:
        statement.write("account,amount\n")
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", path)
    try:
        desktop.see("is not a ledger")
    finally:
        desktop.close()


@test
def the_positions_of_the_sample_desk_are_shown(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"])
    try:
        desktop.see("USD prime brokerage")
        desktop.see("markets since")
        desktop.see("Ledger as of 2026-11-20 14:30")
    finally:
        desktop.close()


@test
def flows_are_found_selected_and_added_up(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Ledger")
    try:
        desktop.see("flows")
        desktop.type_into("Find in flows", "Kaldera Mining")
        desktop.see("Kaldera Mining", "label")
        total = desktop.see(" flows\n")
        assert int(words(total).split()[0].replace(",", "")) < 10000, words(total)
        desktop.click("Details")
        desktop.see("Select one flow")
    finally:
        desktop.close()


@test
def keys_go_to_the_pages_and_quit(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Position")
    try:
        desktop.see("USD prime brokerage")
        subprocess.run(["xdotool", "mousemove", "640", "400"], check=True)
        desktop.key("alt+3")
        desktop.see("flows")
        desktop.key("ctrl+q")
        assert desktop.process.wait(timeout=20) == 0, desktop.process.stderr.read()
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
