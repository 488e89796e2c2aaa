#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window: first run, what is no ledger, Position and Ledger, keys."""

import os
import subprocess
import zipfile

from desktop import Desktop, run, test, wait, walk, words


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
        desktop.go_to("Ledger")
        desktop.see("flows")
        desktop.key("ctrl+q")
        assert desktop.process.wait(timeout=20) == 0, desktop.process.stderr.read()
    finally:
        desktop.close()


STATEMENT = (":20:DAY\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C261119EUR1000,00\n:61:2611201120D700,00NTRFNONREF\n:86:Rent\n"
             ":61:2611201120C200,00NTRFNONREF\n:86:Fee\n:62F:C261120EUR500,00\n-\n")


@test
def the_first_day_is_as_its_guide_says(paths):
    path = os.environ["HOME"] + "/day.sta"
    with open(path, "w", encoding="utf-8") as statement:
        statement.write(STATEMENT)
    desktop = Desktop(paths["desktop"], paths["build"], "--page", "Position", path)
    try:
        desktop.see("2 new flows")
        desktop.key("Return")
        desktop.see("2 flows added")
        desktop.key("Return")
        wait("the assistant goes", lambda: len(desktop.frames()) == 1)
        desktop.see("Lowest Point")
        desktop.press(desktop.see("Intraday", "list item"))
        desktop.see("Flows that made the low", "tree table")
        desktop.press(desktop.see("Cumulative net position"))
        desktop.key("ctrl+e")
        desktop.see("Export What Is Seen")
        desktop.key("Return")
        desktop.see("Exported as ladder-")
    finally:
        desktop.close()


def stressed(desktop, figure):
    """Base and stressed of a figure of the Scenarios page."""
    node = desktop.see(figure, "label")
    while node.get_role_name() != "table row":
        node = node.get_parent()
    return [words(cell) for cell in walk(node) if cell.get_role_name() == "label"][2:4]


@test
def the_next_five_minutes_are_as_their_guide_says(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Position")
    try:
        desktop.press(desktop.see("Accuracy", "list item"))
        desktop.see("Until then Models tells how good each model was")
        desktop.click("Models")
        desktop.see("v1.0")
        desktop.press(desktop.see("Scenarios", "list item"))
        before = wait("figures", lambda: stressed(desktop, "A2 available at the open"))
        slider = wait("the slider", lambda: next((node for node in walk(desktop.frame) if node.get_role_name() == "slider"
                                                  and words(node).startswith("Haircuts rise")), None))
        slider.set_value(40)
        wait("the figures follow", lambda: stressed(desktop, "A2 available at the open")[1] != before[1])
        assert stressed(desktop, "A2 available at the open")[0] == before[0]
        desktop.press(desktop.see("Reports", "list item"))
        desktop.see("Largest Usage")
        desktop.click("Excel")
        desktop.see("Export What Is Seen")
        desktop.answer()
        wait("the workbook is whole", lambda: zipfile.is_zipfile(os.environ["HOME"] + "/bcbs248-2026-10.xlsx"))
    finally:
        desktop.close()


CONTROLS = ("push button", "toggle button", "combo box", "text", "entry", "check box", "spin button", "slider", "switch")


@test
def every_control_has_a_name(paths):
    nameless = []
    for page in ("Position", "Intraday", "Forecast", "Regime", "Scenarios", "Accuracy", "Ledger", "Imports", "Reports", "Alerts", "Connections", "Settings"):
        desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", page)
        try:
            desktop.see("All Accounts")
            controls = [node for node in walk(desktop.frame) if node.get_role_name() in CONTROLS]
            assert len(controls) > 8, (page, len(controls))
            for node in controls:
                if words(node) in ("", "GtkMenuButton", "GtkDropDown", "GtkButton", "GtkToggleButton", "GtkSwitch"):
                    parent = node.get_parent()
                    if words(parent) in ("", "GtkMenuButton", "GtkDropDown"):
                        nameless.append((page, node.get_role_name(), words(node), parent.get_role_name(), words(parent)))
        finally:
            desktop.close()
    assert nameless == [], nameless


if __name__ == "__main__":
    run(__file__, ["demo"])
