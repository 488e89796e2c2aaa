#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Alerts from the command line. TAP."""

import sys

from tap import main

ROWS = "USD-1,2026-02-27T10:00:00Z,2026-02-27,2026-02-27,1000.00,USD,fee,Alder,R1,B1,,actual\n"


def breach(cli):
    """An account whose balance is 100.00 below its limit."""
    cli.import_rows(ROWS)
    cli.json("record", "add", "limit", "account=USD-1", "floor_amount=1100")


def kinds(cli, *words):
    return [alert["kind"] for alert in cli.json("alerts", *words)]


def rule(cli, kind, account=None):
    return next(one for one in cli.json("alerts", "rules") if one["kind"] == kind and one["account"] == account)


def a_breach_is_listed_with_its_figures(cli):
    breach(cli)
    [alert] = cli.json("alerts")
    assert [alert["kind"], alert["severity"], alert["account"], alert["amount"], alert["currency"]] == \
        ["breach", "critical", "USD-1", "100.00", "USD"], alert
    assert alert["resolved_at"] is None and alert["times"] == 1 and alert["what"] == "The balance is 100.00 USD below the limit", alert
    assert "Critical" in cli.do("alerts") and cli.json("alerts") == [alert]


def an_alert_is_acknowledged_once_and_undone(cli):
    breach(cli)
    [alert] = cli.json("alerts")
    assert cli.json("alerts", "acknowledge", alert["id"], "--note", "Called") == {"acknowledged": alert["id"]}
    [seen] = cli.json("alerts")
    assert seen["note"] == "Called" and seen["acknowledged_at"] and seen["author"], seen
    cli.refused("alerts", "acknowledge", alert["id"], part="has acknowledged this alert already")
    newest = cli.json("changes", "--limit", "1")[0]
    cli.do("undo", str(newest["no"] if "no" in newest else newest["number"]))
    assert cli.json("alerts")[0]["acknowledged_at"] is None
    assert cli.json("check")["ok"]


def what_is_resolved_is_listed_with_all(cli):
    breach(cli)
    assert kinds(cli) == ["breach"]
    limit = cli.json("record", "list", "limit")[0]
    cli.json("record", "set", "limit", limit["id"], "account=USD-1", "floor_amount=5")
    assert kinds(cli) == []
    [alert] = cli.json("alerts", "--all")
    assert alert["resolved_at"], alert
    cli.json("export", "alerts", "--to", cli.path("alerts.json"))
    with open(cli.path("alerts.json"), encoding="utf-8") as out:
        assert alert["id"] in out.read()


def rules_are_changed_and_given_to_accounts(cli):
    breach(cli)
    assert cli.json("alerts", "rules", "set", "breach", "--threshold", "100", "--cool-down", "2h") == {"changed": "breach"}
    assert rule(cli, "breach")["threshold"] == 100 and rule(cli, "breach")["cool_down_minutes"] == 120
    assert kinds(cli) == []
    cli.json("alerts", "rules", "set", "breach", "--account", "USD-1", "--threshold", "99")
    assert rule(cli, "breach", "USD-1")["threshold"] == 99 and kinds(cli) == ["breach"]
    cli.json("alerts", "rules", "remove", "breach", "--account", "USD-1")
    assert kinds(cli) == [] and len(cli.json("alerts", "rules")) == 9
    cli.json("alerts", "rules", "set", "breach-risk", "--threshold", "2.5%", "--lead", "90min", "--off")
    changed = rule(cli, "breach-risk")
    assert [changed["threshold"], changed["lead_minutes"], changed["active"]] == [0.025, 90, False], changed


def a_refused_file_is_an_alert_until_it_goes_in(cli):
    bad = cli.write("bank.csv", "account,settle_ts,amount,currency\nUSD-1,2026-02-27T10:00:00Z,ten,USD\n")
    cli.json("import", bad, status=1)
    [alert] = cli.json("alerts")
    assert [alert["kind"], alert["subject"]] == ["import", "bank.csv"], alert
    cli.json("import", cli.write("bank.csv", "account,settle_ts,amount,currency\nUSD-1,2026-02-27T10:00:00Z,10.00,USD\n"))
    assert kinds(cli) == []


def what_is_wrong_is_said(cli):
    cli.refused("alerts", "acknowledge", "5", part="give the id that alerts lists", status=2)
    cli.refused("alerts", "acknowledge", "0190f3c2-0000-7000-8000-000000000000", part="there is no alert")
    cli.refused("alerts", "rules", "set", "flood", part="give a kind that alerts rules lists", status=2)
    cli.refused("alerts", "rules", "set", "breach", "--threshold", "-5", part="not negative")
    cli.refused("alerts", "rules", "set", "breach", "--cool-down", "soon", part="90 min, 2 h or 5 d")
    cli.refused("alerts", "rules", "remove", "breach", part="switch it off instead")
    cli.refused("alerts", "shout", part="give list, acknowledge ID", status=2)
    cli.refused("alerts", "rules", "set", "breach", "--on", "--off", part="not both", status=2)


if __name__ == "__main__":
    sys.exit(main("alerts", [
        a_breach_is_listed_with_its_figures, an_alert_is_acknowledged_once_and_undone, what_is_resolved_is_listed_with_all,
        rules_are_changed_and_given_to_accounts, a_refused_file_is_an_alert_until_it_goes_in, what_is_wrong_is_said]))
