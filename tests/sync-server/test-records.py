#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What an organisation keeps: records, pages, writes that are sent twice, uploads, forecasts, and the log of it."""

import os
import sys
import threading

from server import HEADER, main, statement


def a_record_can_be_made_read_changed_and_removed(server):
    ann = server.sign_up()
    account = ann.account()
    flow = ann.flow(account, "-1200.50", narrative="rent")
    assert flow["amount"] == "-1200.50" and flow["currency"] == "EUR" and flow["settles_at"] == "2026-03-02T10:00:00Z", flow
    assert ann.get(f"/flows/{flow['id']}") == flow
    assert ann.get(f"/accounts/{account}/balance")["balance"] == "-1200.50"
    changed = ann.ask("PATCH", f"/flows/{flow['id']}", {"amount": "-1200.00", "narrative": None}).must(200)
    assert changed["amount"] == "-1200.00" and changed["narrative"] is None
    assert ann.get(f"/accounts/{account}/balance")["balance"] == "-1200.00"
    ann.ask("DELETE", f"/flows/{flow['id']}").must(204)
    ann.ask("GET", f"/flows/{flow['id']}").must(404)
    assert ann.get("/flows")["data"] == []


def every_kind_of_record_is_kept(server):
    ann = server.sign_up()
    account = ann.account(currency="JPY")
    assert ann.get(f"/accounts/{account}")["zone"] == "Asia/Tokyo"
    ann.add("/limits", account=account, floor="-5000", early_warning="0")
    assert ann.get("/limits")["data"][0]["floor"] == "-5000"
    ann.add("/balances", account=account, as_of="2026-03-01T00:00:00Z", amount="700")
    assert ann.get(f"/accounts/{account}/balance")["from_bank"] is True
    made = ann.add("/positions", account=account, day="2026-03-01", instrument="Bond", quantity="12.5", price="99.1", currency="USD",
                   market_value="1238.75")
    assert made["market_value"] == "1238.75" and made["currency"] == "USD", made
    for kind in ("limits", "balances", "positions"):
        assert [row["account"] for row in ann.get(f"/{kind}?account={account}")["data"]] == [account]


def what_is_wrong_is_said_with_its_field(server):
    ann = server.sign_up()
    account = ann.account()
    good = {"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00"}
    for field, value in [("amount", "1.005"), ("amount", 1.5), ("amount", "ten"), ("amount", "99999999999999999999"),
                         ("settles_at", "2026-02-30T10:00:00Z"), ("status", "withdrawn"), ("timed", "yes"), ("value_date", "1.3.2026"),
                         ("nonsense", "x"), ("amount", None), ("narrative", "x" * 5000), ("superseded_by", account)]:
        answer = ann.ask("POST", "/flows", {**good, field: value})
        assert answer.status == 422 and field in answer.json["detail"], (field, value, answer.status, answer.text)
    ann.ask("POST", "/flows", {**good, "account": ann.id}).must(404)
    ann.ask("POST", "/accounts", {"number": "A-2", "currency": "XQX"}).must(422)
    ann.ask("POST", "/accounts", {"number": "A-1", "currency": "EUR"}).must(409)
    ann.ask("POST", "/accounts", {"number": "A-2", "currency": "EUR", "zone": "Mars/Olympus"}).must(404)
    ann.ask("DELETE", f"/accounts/{account}").must(204)


def a_list_comes_in_pages_that_leave_nothing_out(server):
    ann = server.sign_up()
    account = ann.account()
    made = [ann.flow(account, f"{n}.00")["id"] for n in range(1, 24)]
    for path in ("/flows", f"/flows?account={account}", "/flows?status=actual"):
        assert [row["id"] for row in ann.all(path, limit=5)] == made, path
    assert ann.get("/flows?limit=23")["next"] is None
    assert ann.get("/flows?from=2026-03-02T10:00:01Z")["data"] == []
    cursor = ann.get("/flows?limit=5")["next"]
    ann.ask("GET", f"/flows?limit=5&cursor={cursor}").must(200)
    for path in (f"/accounts?cursor={cursor}", f"/flows?status=actual&cursor={cursor}", "/flows?cursor=AAAA", f"/flows?cursor={cursor}A"):
        ann.ask("GET", path).must(404)
    for path in ("/flows?limit=0", "/flows?limit=1001", "/flows?limit=x", "/flows?nonsense=1", "/flows?status=x", "/flows?from=x"):
        ann.ask("GET", path).must(400)


def a_write_sent_again_is_done_once(server):
    ann = server.sign_up()
    account = ann.account()
    body = {"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "5.00"}
    send = lambda key, **more: ann.ask("POST", "/flows", {**body, **more}, headers={"Idempotency-Key": key})
    first = send("k1").must(201)
    assert send("k1").must(201) == first
    assert send("k2").must(201)["id"] != first["id"]
    send("k1", amount="6.00").must(422)
    assert len(ann.get("/flows")["data"]) == 2
    send("x" * 200).must(400)
    send("k3", amount="bad").must(422)
    send("k3").must(201)


def many_write_at_once_and_nothing_is_lost(server):
    ann = server.sign_up()
    account = ann.account()
    made, problems = [], []

    def write(name):
        try:
            for n in range(15):
                made.append(ann.flow(account, "1.00", reference=f"{name}-{n}")["id"])
        except Exception as problem:  # told by the thread that asks
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems, problems
    assert len(set(made)) == 120 and {row["id"] for row in ann.all("/flows")} == set(made)
    assert ann.get(f"/accounts/{account}/balance")["balance"] == "120.00"


def what_was_read_is_read_anew_after_each_change(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    account = ann.account()
    ben.account("B-1")
    for n in range(30):
        made = ann.flow(account, f"{n + 1}.00")
        assert len(ann.get("/flows")["data"]) == n + 1
        assert ann.get(f"/flows/{made['id']}")["amount"] == f"{n + 1}.00"
        ann.ask("PATCH", f"/flows/{made['id']}", {"narrative": f"n{n}"}).must(200)
        assert ann.get(f"/flows/{made['id']}")["narrative"] == f"n{n}"
        assert ann.get("/accounts") == ann.get("/accounts") and ben.get("/flows")["data"] == []
    server.sql(ann.organisation, "UPDATE account SET name = 'renamed'")  # another program's change is seen, too
    assert ann.get(f"/accounts/{account}")["name"] == "renamed"
    ann.ask("DELETE", f"/accounts/{account}").must(409)
    for row in ann.all("/flows"):
        ann.ask("DELETE", f"/flows/{row['id']}").must(204)
    ann.ask("DELETE", f"/accounts/{account}").must(204)
    ann.ask("GET", f"/accounts/{account}").must(404)


def a_statement_is_uploaded_tried_and_taken_back(server):
    ann = server.sign_up()
    text = statement()
    tried = ann.upload(text, "?name=march.csv&dry_run=true").must(200)
    assert tried["added"] == 120 and tried["import"] is None and ann.get("/flows")["data"] == []
    done = ann.upload(text, "?name=march.csv").must(201)
    assert done["added"] == 120 and done["file"] == "march.csv", done
    assert ann.upload(text).must(201)["duplicates"] == 120
    assert len(ann.all("/flows")) == 120
    listed = ann.get("/imports")["data"]
    assert [row["import"] for row in listed] == [1, 2] and listed[0]["file"] == "march.csv"
    ann.ask("DELETE", "/imports/2").must(200)
    assert ann.ask("DELETE", "/imports/1").must(200)["removed"] == 120
    assert ann.get("/flows")["data"] == [] and ann.get("/imports/1")["undone_at"] is not None
    ann.ask("GET", "/imports/9").must(404)


def an_upload_sent_again_is_done_once(server):
    ann = server.sign_up()
    headers = {"Idempotency-Key": "march"}
    first = ann.upload(statement(), headers=headers).must(201)
    assert ann.upload(statement(), headers=headers).must(201) == first
    assert len(ann.get("/imports")["data"]) == 1
    ann.upload(statement(days=3), headers=headers).must(422)


def a_bad_upload_is_refused_with_its_line(server):
    ann = server.sign_up()
    row = "A-1,,2026-01-05,2026-01-05,{},EUR,,,,,x,actual\n"
    answer = ann.upload(HEADER + row.format("5.00") + row.format("ten"))
    assert answer.status == 422 and answer.json["errors"][0]["line"] == 3, answer.text
    assert ann.get("/flows")["data"] == []
    for name in ("../../etc/passwd", ".", "..", "a%2Fb.csv", "", "%00"):
        ann.upload(statement(), f"?name={name}").must(400)
    ann.upload(statement(), "?profile=/etc/passwd").must(400)
    assert os.listdir(os.path.join(server.folder, "incoming")) == []
    assert server.folder not in answer.text


def a_forecast_is_issued_and_read_by_day(server):
    ann = server.sign_up()
    ann.ask("GET", "/forecast/daily").must(404)
    answer = ann.ask("POST", "/forecast", {})
    assert answer.status == 422 and server.folder not in answer.text
    ann.upload(statement())
    account = ann.get("/accounts")["data"][0]["id"]
    issued = ann.ask("POST", "/forecast", {"days": 5}).must(201)
    page = ann.get("/forecast/daily?limit=4")
    assert page["forecast"]["id"] == issued["id"] and len(page["levels"]) == 9
    days = ann.all("/forecast/daily", limit=4)
    assert [day["horizon"] for day in days] == list(range(6)) and {day["account"] for day in days} == {account}
    for day in days:
        assert [float(q) for q in day["net"]] == sorted(float(q) for q in day["net"])
    assert len(ann.get(f"/forecast/daily?account={account}")["data"]) == 6
    assert ann.get(f"/forecasts/{issued['id']}") == issued
    assert [row["id"] for row in ann.get("/forecasts")["data"]] == [issued["id"]]
    ann.ask("POST", "/forecast", {"days": 99}).must(422)
    ann.ask("POST", "/forecast", {"account": ann.id}).must(404)


def what_is_done_stands_in_the_log(server):
    ann = server.sign_up()
    account = ann.account()
    answer = ann.ask("POST", "/flows", {"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00"})
    answer.must(201)
    newest = ann.get("/audit")["data"][0]
    assert newest["action"] == "flow-added" and newest["person"] == ann.id and newest["target"] == answer.json["id"], newest
    assert newest["request"] == answer.headers["X-Request-Id"]
    ann.ask("POST", "/flows", {"account": account, "amount": "bad"}).must(422)
    assert ann.get("/audit")["data"][0] == newest
    assert [row["action"] for row in ann.get("/audit/access")["data"]] == ["sign-up"]


def a_log_that_was_changed_is_found(server):
    ann = server.sign_up()
    for number in range(5):
        ann.account(f"A-{number}")
    server.stop()
    server.check()
    server.sql(ann.organisation, "CREATE TABLE kept AS SELECT * FROM audit")
    for sql in ("UPDATE audit SET action = 'account-removed' WHERE no = 3", "DELETE FROM audit WHERE no = 2"):
        server.sql(ann.organisation, sql)
        status, out = server.run("check")
        assert status == 1 and "NOT whole" in out, (sql, out)
        server.sql(ann.organisation, "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept")
    server.sql(ann.organisation, "DROP TABLE kept")
    server.check()


if __name__ == "__main__":
    sys.exit(main("records", [
        a_record_can_be_made_read_changed_and_removed, every_kind_of_record_is_kept, what_is_wrong_is_said_with_its_field,
        a_list_comes_in_pages_that_leave_nothing_out, a_write_sent_again_is_done_once, many_write_at_once_and_nothing_is_lost,
        what_was_read_is_read_anew_after_each_change,
        a_statement_is_uploaded_tried_and_taken_back, an_upload_sent_again_is_done_once, a_bad_upload_is_refused_with_its_line,
        a_forecast_is_issued_and_read_by_day, what_is_done_stands_in_the_log, a_log_that_was_changed_is_found,
    ]))
