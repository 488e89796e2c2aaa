#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Scenarios page: the figures of the command line, a size moved, saved, undone; the least shock found and run."""

import glob
import json
import os
import subprocess

from desktop import NOW, Desktop, run, test, wait, walk, words


def command(paths, *arguments):
    return subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", paths["ledger"], *arguments], check=True, capture_output=True,
                          text=True).stdout


def start(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Scenarios")
    desktop.see("Chance of a breach")
    return desktop


def row(desktop, title):
    """The cells of a figure: name, unit, base, stressed, change, definition."""
    label = desktop.see(title, "label")
    node = label
    while node.get_role_name() != "table row":
        node = node.get_parent()
    return [words(cell) for cell in walk(node) if cell.get_role_name() == "label"]


def plain(text):
    return text.replace(",", "").replace("−", "-")


def number(desktop, name):
    return wait(name, lambda: next((node for node in walk(desktop.frame) if node.get_role_name() == "spin button" and words(node).startswith(name)), None))


@test
def the_figures_are_those_of_the_command_line(paths):
    told = json.loads(command(paths, "--json", "scenario", "run", "crisis_2020_03"))["sections"][0]
    desktop = start(paths)
    try:
        for place, side in ((2, "base"), (3, "stressed")):
            chance = told[side]["p_breach"]
            assert row(desktop, "Chance of a breach")[place] == ("–" if chance is None else f"{100 * chance:.1f}")
            assert plain(row(desktop, "Lowest balance, median")[place]) == told[side]["lowest"]["q"]["0.5"]
            assert plain(row(desktop, "A1 peak usage, 95 %")[place]) == told[side]["a1"]["usage"]["p95"]
    finally:
        desktop.close()


@test
def a_size_is_moved_saved_and_undone(paths):
    desktop = start(paths)
    try:
        before = row(desktop, "A2 available at the open")
        slider = wait("the slider", lambda: next((node for node in walk(desktop.frame) if node.get_role_name() == "slider"
                                                  and words(node).startswith("Credit lines are withdrawn")), None))
        slider.set_value(0)
        wait("other figures", lambda: row(desktop, "A2 available at the open")[3] != before[3])
        assert row(desktop, "A2 available at the open")[2] == before[2]
        desktop.type_into("Name to save under", "our_crisis")
        desktop.click("Save")
        desktop.see("Scenario our_crisis saved")
        wait("kept", lambda: "our_crisis" in command(paths, "scenario", "list"))
        definition = json.loads(command(paths, "--json", "scenario", "show", "our_crisis"))["definition"]
        assert not any(block["kind"] == "lines" and block["share"] > 0 for block in definition["blocks"]), definition
        desktop.key("ctrl+z")
        wait("undone", lambda: "our_crisis" not in command(paths, "scenario", "list"))
        desktop.key("ctrl+shift+z")
        wait("again", lambda: "our_crisis" in command(paths, "scenario", "list"))
    finally:
        desktop.close()


def find(desktop, name, role):
    """The object of that role with that name, which a button's access key may stand before: a scenario's name stands in the chooser too."""
    return wait(f"{role} {name}", lambda: next((node for node in walk(desktop.frame) if node.get_role_name() == role
                                                and (words(node) == name or words(node).endswith(" " + name))), None))


def press(desktop, name):
    button = find(desktop, name, "push button")
    wait(f"{name} can be pressed", lambda: button.is_sensitive())
    button.act()


def tab(desktop, name):
    find(desktop, name, "page tab").act()


# Under the name of a built-in one, which is ticked to be compared: GTK 4.8 lets nobody tick a check button but by pointer and key.
@test
def a_scenario_is_dragged_saved_and_taken_up_again(paths):
    desktop = start(paths)
    try:
        slider = wait("the slider", lambda: next((node for node in walk(desktop.frame) if node.get_role_name() == "slider"
                                                  and words(node).startswith("Haircuts rise")), None))
        for points in range(0, 41, 4):
            slider.set_value(points)
        desktop.type_into("Name to save under", "own_stress")
        desktop.click("Save")
        desktop.see("Scenario own_stress saved")
        shown = wait("the figure of the command line", lambda: (told := json.loads(command(paths, "--json", "scenario", "run", "own_stress"))["sections"][0])
                     and plain(row(desktop, "A2 available at the open")[3]) == told["stressed"]["a2"]["total"] and told)
        assert shown["stressed"]["a2"]["total"] != shown["base"]["a2"]["total"]
    finally:
        desktop.close()
    desktop = start(paths)
    try:
        tab(desktop, "Compare")
        line = wait("its row", lambda: row_in(desktop, "own_stress"))
        assert plain(line[7]) == shown["stressed"]["a2"]["total"], line
        assert plain(line[6]) == shown["stressed"]["a1"]["usage"]["p95"], line
        command(paths, "scenario", "remove", "own_stress")
    finally:
        desktop.close()


def row_in(desktop, name):
    """The row of a table whose first cell is @name."""
    for node in walk(desktop.frame):
        if node.get_role_name() == "table row":
            cells = [words(cell) for cell in walk(node) if cell.get_role_name() == "label"]
            if cells and cells[0] == name:
                return cells
    return None


@test
def a_copy_is_made_and_renamed_and_undone(paths):
    desktop = start(paths)
    try:
        press(desktop, "Duplicate")
        desktop.see("Scenario crisis_2020_03_copy saved")
        wait("the copy is shown", lambda: desktop.typed("Name to save under") == "crisis_2020_03_copy")
        desktop.type_into("Name to save under", "our_march")
        press(desktop, "Rename")
        desktop.see("Scenario crisis_2020_03_copy is now called our_march")
        wait("kept", lambda: "our_march" in command(paths, "scenario", "list") and "_copy" not in command(paths, "scenario", "list"))
        ours, theirs = (json.loads(command(paths, "--json", "scenario", "show", name))["definition"] for name in ("our_march", "crisis_2020_03"))
        assert ours == theirs
        desktop.key("ctrl+z")
        wait("its name is back", lambda: "crisis_2020_03_copy" in command(paths, "scenario", "list"))
        wait("it is shown again", lambda: desktop.find("crisis_2020_03_copy", "label"))
        desktop.key("ctrl+z")
        wait("gone", lambda: "crisis_2020_03_copy" not in command(paths, "scenario", "list"))
    finally:
        desktop.close()


@test
def accounts_and_sets_have_the_figures_of_the_command_line(paths):
    desktop = start(paths)
    try:
        tab(desktop, "Accounts")
        for section in json.loads(command(paths, "--json", "scenario", "run", "crisis_2020_03"))["sections"][:4]:
            line = wait(section["account"], lambda name=section["account"]: row_in(desktop, name))
            assert plain(line[6]) == section["stressed"]["a1"]["usage"]["p95"], line
            assert plain(line[7]) == section["stressed"]["a2"]["total"], line
    finally:
        desktop.close()


@test
def the_crisis_table_tells_where_its_figures_come_from(paths):
    desktop = start(paths)
    try:
        tab(desktop, "Crisis Model")
        desktop.see("Crisis table v1.0: assumed by the house")
        line = wait("redemptions", lambda: next((cells for node in walk(desktop.frame) if node.get_role_name() == "table row"
                                                 and (cells := [words(cell) for cell in walk(node) if cell.get_role_name() == "label"])[:2]
                                                 == ["crisis", "redemptions"]), None))
        assert line[2:5] == ["Payments, factor", "2.5", "2.5"], line
        assert line[9] == "Assumed, without data", line
    finally:
        desktop.close()


@test
def the_least_shock_breaches_when_it_is_run(paths):
    desktop = start(paths)
    try:
        desktop.click("Find the Least Shocks")
        desktop.click("Load “An unexpected payment”")
        wait("half of the paths", lambda: float(plain(row(desktop, "Chance of a breach")[3] if row(desktop, "Chance of a breach")[3] != "–"
                                                      else row(desktop, "Chance that all is used up")[3])) >= 50)
    finally:
        desktop.close()


@test
def what_is_exported_has_the_figures_on_screen(paths):
    desktop = start(paths)
    try:
        shown = plain(row(desktop, "Lowest balance, median")[3])
        desktop.key("ctrl+e")
        desktop.see("Export What Is Seen")
        desktop.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "20", "stress.csv"], check=True)
        desktop.key("Return")
        desktop.see("Exported as stress.csv")
        with open(glob.glob(os.environ["HOME"] + "/stress.csv")[0], encoding="utf-8") as file:
            assert shown in file.read()
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
