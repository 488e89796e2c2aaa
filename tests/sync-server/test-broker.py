#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Connections: folders whose files are imported, and sealed secrets of banks."""

import glob
import json
import os
import shutil
import sqlite3
import sys

from server import main, statement

MARQUEE = {"kind": "goldman-sachs", "name": "Marquee", "settings": {"service": "marquee", "client-id": "c-1", "scope": "read_product_data"},
           "secrets": {"client-secret": "the bank gave us this"}}


def connect(person, name="Custodian", **more):
    made = person.add("/broker/connect", kind="file-drop", name=name, **more)
    folder = os.path.join(person.server.folder, made["folder"])
    assert os.path.isdir(folder) and os.stat(folder).st_mode & 0o077 == 0, folder
    return made["id"], folder


def put(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def run(person, connection):
    answer = person.ask("POST", f"/broker/{connection}/run").must(200)
    return {file["name"]: file["fate"] for file in answer["files"]}, answer


def files_of_the_folder_are_imported_once_they_have_settled(server):
    ann = server.sign_up()
    connection, folder = connect(ann)
    assert run(ann, connection)[0] == {}
    put(folder, "june.csv", statement(3))
    put(folder, "june.csv.part", "half of")
    assert run(ann, connection)[0] == {"june.csv": "waiting"}
    fates, answer = run(ann, connection)
    assert fates == {"june.csv": "imported"} and answer["added"] == 6, answer
    assert len(ann.all("/flows")) == 6 and ann.get("/imports")["data"][0]["file"] == "june.csv"
    assert sorted(os.listdir(folder)) == ["imported", "june.csv.part"] and os.listdir(os.path.join(folder, "imported")) == ["june.csv"]
    last = ann.get("/broker/status")["data"][0]["last_run"]
    assert (last["files"], last["added"], last["refused"], last["reason"]) == (1, 6, 0, None), last
    put(folder, "again.csv", statement(3))
    run(ann, connection)
    assert run(ann, connection)[0] == {"again.csv": "known"} and len(ann.all("/flows")) == 6
    actions = [(row["action"], row["target"]) for row in ann.get("/audit")["data"]]
    assert ("broker-run", connection) in actions and ("broker-connected", connection) in actions, actions
    server.stop()
    server.check()


def a_file_that_goes_on_growing_is_waited_for(server):
    server.stop()
    server.settings["settle_seconds"] = 3600
    server.start()
    ann = server.sign_up()
    connection, folder = connect(ann)
    put(folder, "june.csv", statement(3))
    for _ in range(3):
        assert run(ann, connection)[0] == {"june.csv": "waiting"}
    assert ann.all("/flows") == []


def a_refused_file_is_put_aside_with_its_reason(server):
    ann = server.sign_up()
    connection, folder = connect(ann)
    put(folder, "bad.csv", statement(1).replace("1000.25", "much"))
    put(folder, "good.csv", statement(2))
    run(ann, connection)
    fates, answer = run(ann, connection)
    assert fates == {"bad.csv": "refused", "good.csv": "imported"} and answer["refused"] == 1, answer
    reason = next(file["reason"] for file in answer["files"] if file["name"] == "bad.csv")
    assert reason.startswith("bad.csv") and server.folder not in json.dumps(answer), answer
    assert sorted(os.listdir(os.path.join(folder, "refused"))) == ["bad.csv", "bad.csv.reason.txt"]
    last = ann.get("/broker/status")["data"][0]["last_run"]
    assert last["refused"] == 1 and server.folder not in json.dumps(last), last


def no_other_place_of_the_machine_is_reached(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    mine, folder = connect(ann)
    theirs, other = connect(ben)
    for settings in ({"folder": "/etc"}, {"archive": "/etc"}, {"quarantine": "/tmp"}, {"token": "x"}, {"profile": "/etc/passwd"}, {"profile": "../x"}):
        answer = ann.ask("POST", "/broker/connect", {"kind": "file-drop", "name": "X", "settings": settings})
        assert answer.status == 422, (settings, answer.text)
    for fields in ({"certificate": "/etc/ssl/certs/ca.pem"}, {"private-key": "/etc/shadow"}):
        ann.ask("POST", "/broker/connect", {"kind": "goldman-sachs", "name": "X", "settings": fields}).must(422)
    put(other, "june.csv", statement(3))
    os.symlink(os.path.join(other, "june.csv"), os.path.join(folder, "link.csv"))
    for _ in range(2):
        assert run(ann, mine)[0] == {}
    ann.ask("POST", f"/broker/{theirs}/run").must(404)
    ann.ask("DELETE", f"/broker/{theirs}").must(404)
    # As if the row had come from a desktop, whose folders are other ones.
    server.stop()
    ledger, = glob.glob(os.path.join(server.folder, "organisations", ann.organisation, "ledger.aequitas"))
    for place, status in ((other, 200), ("/etc", 409), (os.path.dirname(other), 200)):  # of its name among one's own
        with sqlite3.connect(ledger) as database:
            database.execute("UPDATE connection SET settings = ? WHERE kind = 'file-drop'", (json.dumps({"folder": place}),))
        database.close()
        server.start()
        answer = ann.ask("POST", f"/broker/{mine}/run").must(status)
        assert status != 200 or answer["files"] == [], answer
        server.stop()
    assert ann.organisation not in other and os.path.exists(os.path.join(other, "june.csv"))
    server.start()
    run(ben, theirs)
    assert run(ben, theirs)[0] == {"june.csv": "imported"}


def secrets_of_banks_are_sealed_and_never_shown(server):
    ann = server.sign_up()
    for wrong in ({**MARQUEE, "secrets": {}}, {**MARQUEE, "secrets": {"password": "x"}}, {**MARQUEE, "settings": {}}, {**MARQUEE, "kind": "fred"},
                  {**MARQUEE, "settings": {**MARQUEE["settings"], "client-secret": "x"}}, {**MARQUEE, "name": ""}, {**MARQUEE, "secrets": ["x"]},
                  {**MARQUEE, "secrets": {"client-secret": "x" * 3000}}):
        ann.ask("POST", "/broker/connect", wrong).must(422)
    assert ann.get("/broker/status") == {"data": []}
    made = ann.add("/broker/connect", **MARQUEE)
    assert made["works"] is False and made["secrets"] == ["client-secret"] and made["folder"] is None, made
    ann.ask("POST", f"/broker/{made['id']}/run").must(409)
    server.stop()
    status, out = server.run("rotate-keys")
    assert status == 0 and out.startswith("1 secrets "), out
    kept = "".join(server.log).encode()
    for path in glob.glob(os.path.join(server.folder, "**"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                kept += file.read()
    assert b"Marquee" in kept and b"the bank gave us this" not in kept
    server.start()
    assert ann.get("/broker/status")["data"][0]["secrets"] == ["client-secret"]
    ann.ask("DELETE", f"/broker/{made['id']}").must(204)
    assert ann.get("/broker/status") == {"data": []}
    server.stop()
    assert server.run("rotate-keys")[1].startswith("0 secrets ")


def there_are_at_most_so_many(server):
    ann = server.sign_up()
    statuses = [ann.ask("POST", "/broker/connect", {"kind": "file-drop", "name": f"N {n}"}).status for n in range(21)]
    assert statuses[0] == 201 and statuses[-1] == 409 and set(statuses) == {201, 409}, statuses


def a_folder_that_is_gone_is_made_again(server):
    ann = server.sign_up()
    connection, folder = connect(ann)
    shutil.rmtree(folder)
    assert run(ann, connection)[0] == {}
    put(folder, "june.csv", statement(3))
    run(ann, connection)
    assert run(ann, connection)[0] == {"june.csv": "imported"} and os.stat(folder).st_mode & 0o077 == 0


def a_folder_that_cannot_be_made_is_told(server):
    ann = server.sign_up()
    connection, folder = connect(ann)
    shutil.rmtree(folder)
    with open(folder, "w", encoding="utf-8") as in_the_way:
        in_the_way.write("a file of that name")
    answer = ann.ask("POST", f"/broker/{connection}/run")
    assert answer.status == 500 and folder not in answer.text, answer.text


if __name__ == "__main__":
    sys.exit(main("broker", [
        files_of_the_folder_are_imported_once_they_have_settled, a_file_that_goes_on_growing_is_waited_for,
        a_refused_file_is_put_aside_with_its_reason, no_other_place_of_the_machine_is_reached, secrets_of_banks_are_sealed_and_never_shown,
        there_are_at_most_so_many, a_folder_that_is_gone_is_made_again, a_folder_that_cannot_be_made_is_told,
    ], settle_seconds=0))
