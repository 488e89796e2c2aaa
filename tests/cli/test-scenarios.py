#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stress scenarios from the command line. TAP."""

import json
import sqlite3
import sys

from cli import season
from tap import main

BUILT_IN = ["counterparty_stress", "crisis_2020_03", "customer_stress", "market_stress", "own_stress"]
READING = {"path", "lowest", "peak_usage", "closing", "p_breach", "first_breach_at", "p_exhausted", "carried_over", "a1", "a2", "a3", "a4"}
DELAY = '{"blocks":[{"kind":"delay","minutes":1440}]}'


def put(cli, verb, name, definition, *words):
    return cli.json("scenario", verb, name, "--file", cli.write("stress.json", definition), *words)


def five_are_built_in(cli):
    listed = cli.json("scenario", "list")
    assert [entry["name"] for entry in listed] == BUILT_IN, listed
    assert not any(entry["own"] for entry in listed) and all(entry["version"] for entry in listed)
    for name in BUILT_IN:
        shown = cli.json("scenario", "show", name)
        assert shown["definition"]["blocks"] and shown["version"] == next(e["version"] for e in listed if e["name"] == name)
    assert "120 minutes late" in cli.do("scenario", "show", "own_stress")


def the_desks_own_are_kept_changed_and_undone(cli):
    added = put(cli, "add", "late", DELAY, "--description", "All late", "--reason", "drill")
    [own] = [entry for entry in cli.json("scenario", "list") if entry["own"]]
    assert own["id"] == added["added"] and own["description"] == "All late", own
    before = own["version"]
    assert put(cli, "set", "late", '{"blocks":[{"minutes":60,"kind":"delay"}]}') == {"changed": added["added"]}
    assert cli.json("scenario", "show", "late")["version"] != before
    newest = cli.json("changes", "--limit", "1")[0]
    cli.do("undo", str(newest["no"] if "no" in newest else newest["number"]))
    assert cli.json("scenario", "show", "late")["version"] == before
    assert cli.json("scenario", "remove", "late") == {"removed": added["added"]}
    assert [entry["name"] for entry in cli.json("scenario", "list")] == BUILT_IN
    assert cli.json("check")["ok"]


def what_is_wrong_is_said(cli):
    cli.refused("scenario", "show", "flood", part="there is no scenario flood: there are counterparty_stress")
    cli.refused("scenario", "run", "flood", part="there is no scenario flood")
    cli.refused("forecast", "--scenario", "flood", part="there is no scenario flood")
    cli.refused("scenario", "remove", "own_stress", part="of its own")
    path = cli.write("bad.json", '{"blocks":[{"kind":"delay","minutes":60},{"kind":"default","share":2,"counterparty":"X"}]}')
    error = cli.refused("scenario", "add", "bad", "--file", path, part="blocks[1].share")
    assert error["file"] == path and error["field"] == "blocks[1].share" and error["code"] == "invalid", error
    cli.refused("scenario", "add", "bad", "--file", cli.write("no.json", '{"blocks":['), part="no.json")
    cli.refused("scenario", "add", "bad", "--file", cli.path("missing.json"), part="cannot be read")
    cli.refused("scenario", "add", "bad", "--file", cli.write("large.json", " " * 200000), part="65536")
    cli.refused("scenario", "set", "bad", "--file", cli.write("good.json", DELAY), part="scenario add makes one")
    cli.refused("scenario", "add", "a b", "--file", cli.write("good.json", DELAY), part="is no name")
    put(cli, "add", "twice", DELAY)
    cli.refused("scenario", "add", "twice", "--file", cli.write("good.json", DELAY), part="already")
    for words in (["scenario"], ["scenario", "dance"], ["scenario", "run"], ["scenario", "add", "x"], ["scenario", "list", "x"],
                  ["scenario", "reverse", "--chance", "0"], ["scenario", "reverse", "--account", "A", "--set", "B"],
                  ["scenario", "run", "own_stress", "--bucket", "7"], ["scenario", "run", "own_stress", "--currency", "XXQ"],
                  ["record", "list", "scenario"]):
        cli.refused(*words, part="", status=2)
    cli.refused("scenario", "run", "own_stress", part="no booked flows")


def a_run_gives_base_beside_stressed(cli):
    cli.import_rows(season())
    put(cli, "add", "late", DELAY)
    cli.do("record", "add", "limit", "account=USD-1", "floor_amount=1k")
    document = cli.json("scenario", "run", "late", "--account", "USD-1")
    assert document["scenario"]["name"] == "late" and document["scenario"]["definition"] == json.loads(DELAY)
    [section] = document["sections"]
    assert section["account"] == "USD-1" and set(section["base"]) == READING == set(section["stressed"]), section.keys()
    base, stressed = section["base"], section["stressed"]
    assert len(base["path"]) == len(stressed["path"]) > 10
    assert float(stressed["closing"]["q"]["0.5"]) < float(base["closing"]["q"]["0.5"])
    assert float(stressed["a3"]["received"]["median"]) < float(base["a3"]["received"]["median"])
    assert stressed["a3"]["sent"] == base["a3"]["sent"] and stressed["a2"] == base["a2"]
    assert base["p_breach"] == 0 and base["first_breach_at"] is None
    assert float(stressed["carried_over"]) > 0 and base["carried_over"] == "0.00"
    both = cli.json("scenario", "run", "late")
    assert [part["account"] for part in both["sections"]] == ["JPY-1", "USD-1"] and both["sections"][1] == section
    put(cli, "add", "fine", '{"blocks":[{"kind":"payment","amount":"1000000","currency":"USD","at":"15:10"}]}')
    fined = cli.json("scenario", "run", "fine")["sections"][1]["stressed"]
    assert fined["p_breach"] == fined["p_exhausted"] == 1, fined
    assert fined["first_breach_at"] == fined["lowest"]["at"] == "2026-03-02T15:00:00-05:00", fined["lowest"]
    text = cli.do("scenario", "run", "late", "--account", "USD-1")
    assert "A1 peak usage, 95 %" in text and "A4 of them at risk" in text


def is_same_path(path, intraday):
    """A forecast also tells of each slice what is known of it."""
    return path == [{key: part[key] for key in path[0]} for part in intraday]


def the_base_is_the_forecast(cli):
    cli.import_rows(season())
    section = cli.json("scenario", "run", "own_stress", "--account", "USD-1")["sections"][0]["base"]
    [account] = cli.json("forecast", "--account", "USD-1", "--days", "2")["accounts"]
    assert is_same_path(section["path"], account["intraday"]) and section["lowest"] == account["lowest"]
    assert section["peak_usage"] == account["peak_usage"] and section["closing"]["q"] == account["daily"][0]["closing"]


def a_forecast_under_a_scenario_is_kept(cli):
    cli.import_rows(season())
    put(cli, "add", "late", DELAY)
    document = cli.json("forecast", "--scenario", "late", "--account", "USD-1", "--days", "3")
    section = cli.json("scenario", "run", "late", "--account", "USD-1")["sections"][0]["stressed"]
    account = document["accounts"][0]
    assert account["lowest"] == section["lowest"] and is_same_path(section["path"], account["intraday"])
    version = document["scenario"]["version"]
    with sqlite3.connect(cli.ledger) as ledger:
        kept = ledger.execute("SELECT scenario, (SELECT COUNT(*) FROM forecast_quantile) FROM forecast_run").fetchall()
    assert kept == [(f"late@{version}", 0)], kept
    assert f"under the scenario late, version {version}" in cli.do("forecast", "--scenario", "late")


def sets_net_only_where_they_may(cli):
    cli.import_rows(season() + season().replace("USD-1", "USD-2").replace("JPY-1", "JPY-2"))
    for name, nets in (("Apart", "no"), ("Together", "yes")):
        cli.do("record", "add", "account-set", f"name={name}", f"nets={nets}", "--reason", "drill")
        for number in ("USD-1", "USD-2"):
            cli.do("record", "add", "set-member", f"set={name}", f"account={number}")
        [section] = cli.json("scenario", "run", "own_stress", "--set", name)["sections"]
        assert section["set"] == name and section["netted"] == (nets == "yes")
        assert section["accounts"] == ["USD-1", "USD-2"] and section["currency"] == "USD"
    cli.refused("scenario", "run", "own_stress", "--set", "Nobody", part="no account set Nobody")


def the_least_shock_is_told_plainly(cli):
    cli.import_rows(season())
    cli.do("record", "add", "limit", "account=USD-1", "floor_amount=61k")
    document = cli.json("scenario", "reverse", "--account", "USD-1")
    shocks = {shock["shock"]: shock for shock in document["sections"][0]["shocks"]}
    assert shocks["haircut"]["breach"] == {"outcome": "none"}, shocks["haircut"]
    text = cli.do("scenario", "reverse")
    assert "none up to 100.0 points" in text and "no limit" in text, text


if __name__ == "__main__":
    sys.exit(main("scenarios", [five_are_built_in, the_desks_own_are_kept_changed_and_undone, what_is_wrong_is_said,
                                a_run_gives_base_beside_stressed, the_base_is_the_forecast, a_forecast_under_a_scenario_is_kept,
                                sets_net_only_where_they_may, the_least_shock_is_told_plainly]))
