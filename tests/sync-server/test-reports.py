#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is made of a ledger: scenarios, exports, today as it stands, accuracy, the regime of the markets, usage."""

import csv
import datetime
import io
import json
import math
import os
import random
import subprocess
import sys
import zipfile

from server import main, statement

DELAY = {"blocks": [{"kind": "delay", "minutes": 60}]}
LATER = {"Prefer": "respond-async"}
CLI = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "..", "src", "cli", "aequitas-cli")


def scenarios_are_kept_changed_and_removed(server):
    ann = server.sign_up()
    built_in = {one["name"] for one in ann.get("/scenarios")["data"]}
    assert {"own_stress", "market_stress", "crisis_2020_03"} <= built_in, built_in
    made = ann.add("/scenarios", name="late", description="Receipts late", definition=DELAY)
    assert made["own"] and made["definition"]["blocks"][0]["minutes"] == 60 and ann.get("/scenarios/late") == made
    ann.ask("POST", "/scenarios", {"name": "late", "definition": DELAY}).must(409)
    tag = ann.ask("GET", "/scenarios/late").headers["ETag"]
    longer = {"blocks": [{"kind": "delay", "minutes": 90}]}
    changed = ann.ask("PATCH", "/scenarios/late", {"definition": longer}, headers={"If-Match": tag}).must(200)
    assert changed["version"] != made["version"] and changed["description"] == "Receipts late", changed
    ann.ask("PATCH", "/scenarios/late", {"description": "x"}, headers={"If-Match": tag}).must(412)
    assert ann.ask("PATCH", "/scenarios/late", {"name": "later"}).must(200)["name"] == "later"
    ann.ask("GET", "/scenarios/late").must(404)
    ann.ask("PATCH", "/scenarios/own_stress", {"description": "x"}).must(409)
    ann.ask("DELETE", "/scenarios/own_stress").must(409)
    ann.ask("DELETE", "/scenarios/later").must(204)
    assert {one["name"] for one in ann.get("/scenarios")["data"]} == built_in
    assert [row["action"] for row in ann.get("/audit")["data"]].count("scenario-changed") == 2


def odd_scenarios_are_refused(server):
    ann = server.sign_up()
    for body in ({}, {"name": "x"}, {"name": "x", "definition": "y"}, {"name": "x", "definition": {}}, {"name": "a b", "definition": DELAY},
                 {"name": "x" * 61, "definition": DELAY}, {"name": "x", "definition": {"blocks": [{"kind": "delay", "minutes": 99999}]}},
                 {"name": "x", "definition": {"blocks": [{"kind": "nothing"}]}}, {"name": "../x", "definition": DELAY},
                 {"name": "x", "definition": DELAY, "more": 1}):
        assert ann.ask("POST", "/scenarios", body).status == 422, body
    ann.ask("POST", "/scenarios/none/run", {}).must(404)
    for body in ({"account": "x"}, {"account": "00000000-0000-8000-8000-000000000000"}, {"currency": "XXL"}, {"bucket_minutes": 20},
                 {"set": "x", "account": "y"}):
        assert ann.ask("POST", "/scenarios/own_stress/run", body).status in (404, 422), body


def a_scenario_is_run_and_stores_nothing(server):
    ann = server.sign_up()
    ann.upload(statement()).must(201)
    account = ann.get("/accounts")["data"][0]["id"]
    ann.add("/scenarios", name="late", definition=DELAY)
    document = ann.ask("POST", "/scenarios/late/run", {"account": account}).must(200)
    assert "late" in json.dumps(document)[:400], str(document)[:400]
    job = ann.ask("POST", "/scenarios/market_stress/run", {}, headers=LATER).must(202)
    server.wait_for("job", job=job["id"], status="200")
    assert ann.get("/forecasts")["data"] == []


def export(person, name, status=200):
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=120)
    try:
        connection.request("GET", f"/api/v1/exports/{name}", headers={"Authorization": f"Bearer {person.token}"})
        reply = connection.getresponse()
        data = reply.read()
        assert reply.status == status, (name, reply.status, data[:300])
        return reply.headers, data
    finally:
        connection.close()


def everything_is_exported_in_every_format(server):
    ann = server.sign_up()
    ann.upload(statement()).must(201)
    account = ann.get("/accounts")["data"][0]["id"]
    ann.ask("POST", "/forecast", {}).must(201)
    begins = {"csv": b"", "json": b"", "xlsx": b"PK", "pdf": b"%PDF"}
    queries = {"ladder": f"?account={account}", "bcbs248": "?from=2025-06-02&until=2025-07-31"}
    for subject in ("flows", "positions", "balances", "ladder", "forecast", "accuracy", "audit", "worksheet", "alerts", "bcbs248"):
        for ending, begin in begins.items():
            headers, data = export(ann, f"{subject}.{ending}{queries.get(subject, '')}")
            assert data.startswith(begin) and headers["Content-Disposition"] == f'attachment; filename="{subject}.{ending}"', headers
            if ending == "json":
                json.loads(data)
            if ending == "xlsx":
                assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    rows = list(csv.DictReader(io.StringIO(export(ann, "flows.csv")[1].decode())))
    assert len(rows) == 120, len(rows)
    few = list(csv.DictReader(io.StringIO(export(ann, "flows.csv?from=2025-06-02&until=2025-06-03")[1].decode())))
    assert len(few) == 4, few
    back = server.sign_up("ben")
    assert back.upload(export(ann, "flows.csv")[1]).must(201)["added"] == 120
    assert os.listdir(os.path.join(server.folder, "incoming")) == []
    assert "exported" in [row["action"] for row in ann.get("/audit")["data"]]


def an_export_is_of_ones_own_and_guarded(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    ann.upload(statement(account="SECRET-1")).must(201)
    account = ann.get("/accounts")["data"][0]["id"]
    for subject in ("flows", "balances", "worksheet", "positions", "audit"):
        assert b"SECRET-1" not in export(ben, f"{subject}.csv")[1], subject
    export(ben, f"flows.csv?account={account}", 404)
    export(ann.invite("cy", "analyst"), "audit.csv", 403)
    for name in ("flows", "flows.exe", "flows.csv.exe", ".csv", "table.csv", "%2e%2e%2fcatalog.db", "..", "flows%2fx.csv", "flows.CSV"):
        export(ann, name, 404)
    for name in ("flows.csv?horizon=1", "balances.csv?from=2025-01-01", "flows.csv?from=x", "flows.csv?status=x", "audit.csv?account=x",
                 "flows.csv?limit=-1", "flows.csv?path=/etc/passwd"):
        export(ann, name, 400)


def an_export_has_a_size_that_it_keeps_to(server):
    server.stop()
    server.settings["export_megabytes"] = 1
    server.start()
    ann = server.sign_up()
    ann.upload(statement(8000)).must(201)
    for ending in ("csv", "json"):
        export(ann, f"flows.{ending}", 422)
    assert len(export(ann, "flows.csv?limit=100")[1]) < 100000
    assert os.listdir(os.path.join(server.folder, "incoming")) == []


def today_is_told_as_it_stands(server):
    ann = server.sign_up()
    today = datetime.datetime.now(datetime.timezone.utc)
    account = ann.account("B-1")
    ann.add("/balances", account=account, as_of=(today - datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ"), amount="500.00")
    ann.add("/limits", account=account, floor="100.00")
    table = ann.get(f"/forecast/realtime?account={account}")
    row = table["data"][0]
    assert table["forecast"] == "none" and row["balance"] == "500.00" and row["limit"] == "100.00" and row["closing"] is None, table
    ann.add("/flows", account=account, settles_at=(today - datetime.timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%SZ"), amount="25.00",
            status="actual")
    assert ann.get("/forecast/realtime")["data"][0]["balance"] == "525.00"
    ann.upload(statement()).must(201)
    ann.ask("POST", "/forecast", {}).must(201)
    table = ann.get("/forecast/realtime?currency=EUR")
    assert table["forecast"] in ("good", "overtaken") and len(table["data"]) == 2 and table["data"][0]["closing"], table
    ann.ask("GET", "/forecast/realtime?currency=XXL").must(400)
    ann.ask("GET", "/forecast/realtime?account=x").must(404)


def forecasts_are_scored_and_their_accuracy_told(server):
    ann = server.sign_up()
    ann.upload(statement()).must(201)
    empty = ann.get("/analytics/accuracy")
    assert empty["n"] == 0 and empty["by_account"] == [], empty
    assert ann.ask("POST", "/analytics/score").must(200)["scored"] == 0
    ann.ask("POST", "/forecast", {}).must(201)
    assert ann.ask("POST", "/analytics/score").must(200)["scored"] == 0  # no day of it is over
    for query, status in (("?horizon=1&currency=EUR", 200), ("?account=x", 404), ("?from=x", 400), ("?more=1", 400)):
        ann.ask("GET", f"/analytics/accuracy{query}").must(status)


def market_file(server):
    """Three and a half years of quiet markets until yesterday, by a walk with a seed."""
    draw = random.Random(7)
    rows = ["date,series,value"]
    last = datetime.datetime.now(datetime.timezone.utc).date()
    for n in range(1300):
        day = last - datetime.timedelta(days=1300 - n)
        if day.weekday() < 5:
            wave = math.sin(n / 40)
            rows += [f"{day},VIXCLS,{15 + 2 * wave + draw.random():.2f}", f"{day},BAA10Y,{1.8 + 0.1 * wave + draw.random() / 50:.2f}",
                     f"{day},SOFR,{4.30 + draw.random() / 50:.2f}", f"{day},IORB,4.40"]
    path = os.path.join(server.folder, "market.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    return path


def the_regime_is_told_to_anybody(server):
    answer = server.ask("GET", "/api/v1/market/regime")
    answer.must(404)
    subprocess.run([CLI, "--ledger", os.path.join(server.folder, "market.aequitas"), "indicators", "import", market_file(server)], check=True,
                   capture_output=True)
    answer = server.ask("GET", "/api/v1/market/regime")
    reading = answer.must(200)
    assert reading["state"] == "steady" and abs(sum(reading[p] for p in ("p_steady", "p_elevated", "p_crisis")) - 1) < 1e-6, reading
    assert answer.headers["Cache-Control"] == "public, max-age=300" and answer.headers["ETag"], answer.headers
    again = server.ask("GET", "/api/v1/market/regime", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304 and again.text == ""
    server.ask("GET", "/api/v1/market/regime?at=2020-03-20").must(400)


def counted(person, method, path, body=None, **more):
    """Asks, and waits until the request is counted: that is done when its answer has been sent."""
    answer = person.ask(method, path, body, **more)
    person.server.wait_for("request", request=answer.headers["X-Request-Id"])
    return answer


def usage(person):
    return {row["kind"]: row for row in counted(person, "GET", "/usage").must(200)["data"]}


def usage_is_counted_by_month_and_kind(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    account = counted(ann, "POST", "/accounts", {"number": "A-1", "currency": "EUR"}).must(201)["id"]
    for _ in range(5):
        counted(ann, "GET", "/accounts").must(200)
    counted(ann, "POST", "/flows", {"account": "x"}).must(404)
    counted(ann, "POST", "/upload/csv", raw=statement().encode()).must(201)
    mine = usage(ann)
    month = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m")
    assert mine["read"]["month"] == month and mine["read"]["requests"] == 5 and mine["read"]["bytes_out"] > 100, mine
    assert mine["write"]["requests"] == 2 and mine["write"]["refused"] == 1 and mine["heavy"]["requests"] == 1, mine
    assert mine["heavy"]["bytes_in"] == len(statement()), mine
    assert usage(ben) == {}
    server.stop()
    server.start()
    again = usage(ann)
    assert again["read"]["requests"] == 6 and again["write"] == mine["write"], again
    flow = {"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "12.50"}
    counted(ann, "POST", "/flows", flow).must(201)
    counted(ann, "POST", "/flows", flow).must(201)  # the first is written with the second, and still counted once
    again = usage(ann)
    assert again["read"]["requests"] == 7 and again["write"]["requests"] == 4, again
    ann.invite("cy", "analyst").ask("GET", "/usage").must(403)


if __name__ == "__main__":
    sys.exit(main("reports", [
        scenarios_are_kept_changed_and_removed, odd_scenarios_are_refused, a_scenario_is_run_and_stores_nothing,
        everything_is_exported_in_every_format, an_export_is_of_ones_own_and_guarded, an_export_has_a_size_that_it_keeps_to,
        today_is_told_as_it_stands, forecasts_are_scored_and_their_accuracy_told, the_regime_is_told_to_anybody,
        usage_is_counted_by_month_and_kind,
    ]))
