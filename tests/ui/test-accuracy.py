#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Accuracy page: nothing, too little and enough to judge; the figures of the command line; models that change and change back; the export."""

import glob
import json
import os
import shutil
import subprocess

from desktop import NOW, Desktop, run, test, wait, walk, words
from scores import put_model, put_scores


def command(paths, ledger, *arguments):
    return subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", ledger, *arguments], check=True, capture_output=True, text=True).stdout


def scored(paths, n_days, **how):
    """A ledger with scores of so many days, and a forecast of today."""
    ledger = f"{os.environ['HOME']}/scored-{n_days}.ledger"
    if not os.path.exists(ledger):
        shutil.copy(paths["ledger"], ledger)
        put_scores(ledger, n_days, **how)
        put_model(ledger, "v1.1", "shadow")
        command(paths, ledger, "score")
        command(paths, ledger, "forecast")
    return ledger


def year(paths):
    return scored(paths, 120, worse_from=0.8, new_model="v1.1")


def start(paths, ledger, page="Accuracy"):
    return Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", page)


def figure(desktop, caption):
    """The figure under a caption of the row of figures."""
    return [words(node) for node in walk(desktop.see(caption, "label").get_parent()) if node.get_role_name() == "label"]


@test
def nothing_scored_says_what_to_do(paths):
    desktop = start(paths, paths["ledger"])
    try:
        desktop.see("Nothing Has Been Scored Yet")
        desktop.see("Issue forecasts with F9")
        desktop.key("ctrl+e")
        desktop.see("There is nothing here to export")
    finally:
        desktop.close()


@test
def a_few_days_are_too_early_to_judge(paths):
    desktop = start(paths, scored(paths, 7))
    try:
        desktop.see("Too Early to Judge")
        desktop.see("7 days have been scored. Charts are drawn from 20 days on")
        assert figure(desktop, "Scored Days")[1] == "7"
        assert desktop.find("Skill of the week") is None
    finally:
        desktop.close()


@test
def the_figures_are_those_of_the_command_line(paths):
    ledger = year(paths)
    told = json.loads(command(paths, ledger, "--json", "accuracy"))
    desktop = start(paths, ledger)
    try:
        wait("the days", lambda: figure(desktop, "Scored Days")[1:] == ["120", f"{told['n']:,} forecasts of a day"])
        assert figure(desktop, "Error (WAPE)")[1] == f"{100 * told['wape']:.1f} %"
        assert figure(desktop, "In the 90 % Interval")[1] == f"{100 * told['coverage']['0.9']:.1f} %"
        assert figure(desktop, "Better Than Naive")[1] == f"{100 * told['skill_vs_snaive']:+.1f} %"
        helped = figure(desktop, "Overrides Helped")[1]
        assert helped == f"{told['overrides']['helped']} of {told['overrides']['n']}", helped
        desktop.see("each currency counted in units of its mean flow")
    finally:
        desktop.close()


@test
def negative_skill_and_the_change_of_model_are_in_the_chart(paths):
    desktop = start(paths, year(paths))
    try:
        desktop.see("Skill of the week")
        for name in ("Calibration", "Where Outcomes Fell (PIT)", "Error by Hour of Issue and Weekday"):
            desktop.see(name)
        chart = desktop.see("Skill by Week", "image") if desktop.find("Skill by Week", "image") else desktop.see("Skill by Week")
        desktop.press(chart, 0.9)
        desktop.key("t")  # the data table of the chart
        cells = wait("weeks below the naive", lambda: [words(node) for node in walk(desktop.frame) if node.get_role_name() == "label"
                                                       and words(node).startswith(("-", "−")) and words(node)[1:2].isdigit()])
        assert cells
    finally:
        desktop.close()


@test
def a_row_of_the_breakdown_is_copied_with_plain_numbers(paths):
    ledger = year(paths)
    told = json.loads(command(paths, ledger, "--json", "accuracy"))
    desktop = start(paths, ledger)
    try:
        desktop.click("Breakdown")
        desktop.see("rest of the day")
        desktop.see("elevated")
        desktop.press(next(node for node in walk(desktop.see("Accuracy by regime", "tree table")) if words(node) == "All"))
        desktop.key("ctrl+c")
        desktop.see("Copied as a table")
        desktop.go_to("Ledger")
        desktop.see("Find in flows")
        desktop.key("ctrl+f")
        desktop.key("ctrl+v")
        wait("the row is pasted", lambda: desktop.typed("Find in flows").startswith(f"All\t\t{told['n']}\t{100 * told['wape']:.1f}\t"))
    finally:
        desktop.close()


@test
def one_currency_alone(paths):
    ledger = year(paths)
    desktop = start(paths, ledger)
    try:
        desktop.see("Forecasts of All Accounts")
        before = figure(desktop, "Scored Days")
        desktop.click("Currency")
        desktop.see("JPY", "label")
        for _ in range(4):  # All, CHF, EUR, GBP
            desktop.key("Down")
        desktop.key("Return")
        desktop.see("Forecasts of All JPY Accounts")
        wait("fewer forecasts", lambda: figure(desktop, "Scored Days") != before)
        desktop.see("amounts in JPY")
    finally:
        desktop.close()


@test
def a_model_is_promoted_and_that_is_undone(paths):
    ledger = scored(paths, 30)
    desktop = start(paths, ledger)
    try:
        desktop.click("Models")
        desktop.see("v1.0, steady-state model, current")
        desktop.see("Gradient-boosted trees")
        desktop.press(desktop.see("v1.1, steady-state model, shadow"))
        desktop.click("Promote")
        desktop.see("Model v1.1 is current now")
        desktop.see("v1.1, steady-state model, current")
        desktop.see("v1.0, steady-state model, retired")
        desktop.key("ctrl+z")
        desktop.see("v1.0, steady-state model, current")
        desktop.see("v1.1, steady-state model, shadow")  # not retired: as it was
        desktop.key("ctrl+shift+z")
        desktop.see("v1.1, steady-state model, current")
        desktop.click("Roll Back")
        desktop.see("Rolled back to model v1.0")
        desktop.see("v1.0, steady-state model, current")
    finally:
        desktop.close()
    assert "v1.0" in [line.split()[0] for line in command(paths, ledger, "models").splitlines() if "current" in line]


@test
def the_card_of_position_leads_here(paths):
    desktop = start(paths, year(paths), "Position")
    try:
        desktop.click("Open Accuracy")
        desktop.see("Forecasts of All Accounts")
    finally:
        desktop.close()


@test
def what_is_exported_has_the_figures_on_screen(paths):
    desktop = start(paths, year(paths))
    try:
        desktop.see("Skill of the week")
        wape = figure(desktop, "Error (WAPE)")[1]
        desktop.key("ctrl+e")
        desktop.see("Export What Is Seen")
        entry = wait("the name", lambda: next((node for node in walk(desktop.frames()[-1]) if node.is_entry()), None))
        assert entry is not None
        desktop.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "20", "accuracy.csv"], check=True)
        desktop.key("Return")
        desktop.see("Exported as accuracy.csv")
        with open(glob.glob(os.environ["HOME"] + "/accuracy.csv")[0], encoding="utf-8") as file:
            header, total = [line.rstrip("\n").split(",") for line in file.readlines()[:2]]
        row = dict(zip(header, total))
        assert row["group"] == "total" and f"{100 * float(row['wape']):.1f} %" == wape, (row, wape)
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
