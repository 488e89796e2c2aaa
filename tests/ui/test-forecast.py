#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Forecast page: issue and explain, compare, override and undo, and what came of an earlier forecast."""

import os
import subprocess

from desktop import Desktop, NOW, run, test, wait, walk, words

EARLIER = "2026-11-18T10:00:00Z"


def start(paths):
    return Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Forecast")


def labels(node):
    return [words(child) for child in walk(node) if child.get_role_name() == "label"]


def type_text(text):
    """Where the focus is."""
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)


def import_flow(paths):
    """A payment that is announced for the next business day, brought in by another program."""
    table = os.environ["HOME"] + "/announced.csv"
    with open(table, "w", encoding="utf-8") as file:
        file.write("account,settle_ts,amount,currency,counterparty,status\n"
                   "DE30990990010004711001,2026-11-23T11:00:00Z,-2500000.00,EUR,Alder,expected\n")
    subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", paths["ledger"], "import", table], check=True, stdout=subprocess.DEVNULL)


@test
def an_earlier_forecast_is_scored_against_what_came(paths):
    subprocess.run([paths["cli"], "--quiet", "--now", EARLIER, "--ledger", paths["ledger"], "forecast"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", paths["ledger"], "score"], check=True, stdout=subprocess.DEVNULL)
    desktop = start(paths)
    try:
        desktop.see("1 forecast issued")
        desktop.see("within the 90 % interval")
        desktop.see("2/21", "label")
        table = desktop.see("Closing balance by day", "tree table")
        wait("the first day of it", lambda: "2026-11-18" in labels(table))
    finally:
        desktop.close()


@test
def issue_and_explain(paths):
    desktop = start(paths)
    try:
        desktop.see("1 forecast issued")
        desktop.key("F9")
        desktop.see("2 forecasts issued")
        desktop.see("No day of it is over yet")
        desktop.click("Drivers")
        desktop.see("Usual course", "label")
        desktop.see("Together", "label")
    finally:
        desktop.close()


@test
def the_card_of_position_leads_here(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Position")
    try:
        desktop.click("Issued forecasts")
        desktop.see("2 forecasts issued")
    finally:
        desktop.close()


@test
def the_newest_is_compared_with_the_one_before(paths):
    desktop = start(paths)
    try:
        desktop.see("2 forecasts issued")
        desktop.click("Changes")
        table = desktop.see("What changed between two forecasts", "tree table")
        wait("what changed", lambda: {"Earlier forecast", "Overrides", "Market regime", "Later forecast"} <= set(labels(table)))
        desktop.see("From ")
    finally:
        desktop.close()


@test
def an_override_shows_at_once_and_is_undone(paths):
    desktop = start(paths)
    try:
        desktop.see("2 forecasts issued")
        desktop.click("Overrides")
        desktop.click("Override…")
        desktop.see("Override the Forecast")
        desktop.key("Tab")
        type_text("(5m)")
        desktop.key("Return")
        desktop.see("It needs a reason")
        type_text("The client pays early")
        desktop.key("Return")
        table = desktop.see("Overrides that stand", "tree table")
        wait("it stands", lambda: "The client pays early" in labels(table) and "-5,000,000.00" in labels(table))
        desktop.see("As it would be now, not issued")
        desktop.key("ctrl+z")
        wait("it is undone", lambda: "The client pays early" not in labels(table))
    finally:
        desktop.close()


@test
def a_flow_of_another_program_makes_it_again_without_issuing(paths):
    desktop = start(paths)
    try:
        desktop.see("2 forecasts issued")
        import_flow(paths)
        desktop.see("As it would be now, not issued")
        desktop.see("2 forecasts issued")
        desktop.key("F9")
        desktop.see("3 forecasts issued")
        wait("what was issued is what is", lambda: desktop.find("As it would be now") is None)
    finally:
        desktop.close()


@test
def a_schedule_is_kept_for_the_ledger(paths):
    desktop = start(paths)
    try:
        desktop.see("3 forecasts issued")
        desktop.press(desktop.see("Issue by itself", "combo box"))
        desktop.see("Every Hour", "label")
        for key in ("Home", "Down", "Return"):
            desktop.key(key)
        desktop.see("The schedule has not issued yet")
    finally:
        desktop.close()
    desktop = start(paths)
    try:
        desktop.see("The schedule has not issued yet")
        desktop.see("Every 15 Minutes", "label")
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
