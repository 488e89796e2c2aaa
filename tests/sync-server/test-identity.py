#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who somebody is: verified addresses, forgotten passwords, tokens of programs."""

import glob
import json
import os
import re
import sys

from server import PASSWORD, Person, main

NEW = "another horse battery staple"


def forget(server, name="ann"):
    """Asks for a reset, waits until it is written, and returns the tokens mailed so far."""
    answer = server.ask("POST", "/api/v1/auth/forgot", {"email": f"{name}@desk.example"})
    answer.must(202)
    server.sign_in("nobody")  # its row of the log is written behind the mail
    return server.mailed_tokens(f"{name}@desk.example", "password")


def reset(server, token, password=NEW):
    return server.ask("POST", "/api/v1/auth/reset", {"token": token, "password": password})


def set_setting(server, **settings):
    server.stop()
    server.settings.update(settings)
    server.start()


def age(server, table, column, seconds):
    """Makes instants of the catalog older, as if time had passed."""
    server.stop()
    server.sql(None, f"UPDATE {table} SET {column} = {column} - {seconds * 1_000_000}")
    server.start()


def a_mailed_token_verifies_the_address_once(server):
    ann = server.sign_up()
    assert ann.tokens["person"]["verified"] is False
    token, = server.mailed_tokens("ann@desk.example", "Verify")
    verify = lambda text: server.ask("POST", "/api/v1/auth/verify", {"token": text})
    for wrong in ("x", "A" * 43, token[:-1] + ("A" if token[-1] != "A" else "B")):
        verify(wrong).must(404)
    reset(server, token).must(404)
    verify(token).must(204)
    verify(token).must(404)
    assert server.sign_in().must(200)["person"]["verified"] is True
    ann.ask("POST", "/auth/verify/again").must(409)


def an_old_token_verifies_nothing_and_a_new_one_is_sent(server):
    ann = server.sign_up()
    first, = server.mailed_tokens("ann@desk.example", "Verify")
    answer = ann.ask("POST", "/auth/verify/again")
    assert answer.status == 429 and 1 <= int(answer.headers["Retry-After"]) <= 60, answer.headers
    age(server, "mail_token", "created_at", 61)
    ann.ask("POST", "/auth/verify/again").must(204)
    tokens = server.mailed_tokens("ann@desk.example", "Verify")
    assert len(tokens) == 2
    server.ask("POST", "/api/v1/auth/verify", {"token": first}).must(404)
    age(server, "mail_token", "expires_at", 48 * 3600)
    server.ask("POST", "/api/v1/auth/verify", {"token": tokens[1]}).must(404)


def where_it_is_asked_for_nothing_goes_before_the_address_is_verified(server):
    set_setting(server, verified_only=1)
    ann = server.sign_up()
    for method, path, body in (("GET", "/accounts", None), ("GET", "/organisations", None),
                               ("POST", "/invitations", {"email": "b@desk.example", "role": "viewer"})):
        assert "verify" in ann.ask(method, path, body).must(403)["detail"]
    server.ask("POST", "/api/v1/auth/verify", {"token": server.mailed_tokens("ann@desk.example", "Verify")[0]}).must(204)
    ann.get("/accounts")
    assert ann.invite("ben", "viewer").get("/accounts") == {"data": [], "next": None}


def a_reset_sets_the_password_and_ends_all_sessions(server):
    ann = server.sign_up()
    other = Person(server, server.sign_in().must(200))
    token, = forget(server)
    server.ask("POST", "/api/v1/auth/verify", {"token": token}).must(404)
    reset(server, token, "short").must(422)
    reset(server, token).must(204)
    for person in (ann, other):
        person.ask("GET", "/accounts").must(401)
        server.ask("POST", "/api/v1/auth/refresh", {"refresh_token": person.tokens["refresh_token"]}).must(401)
    server.sign_in().must(401)
    assert server.sign_in(password=NEW).must(200)["person"]["verified"] is True
    reset(server, token).must(404)


def nobody_learns_who_has_an_account(server):
    server.sign_up()
    answers = [server.ask("POST", "/api/v1/auth/forgot", {"email": f"{name}@desk.example"}) for name in ("ann", "nobody")]
    shown = [(answer.status, answer.text, sorted(name for name in answer.headers)) for answer in answers]
    assert shown[0] == shown[1] and shown[0][:2] == (202, ""), shown
    server.sign_in("nobody")
    assert len(server.mailed_tokens("ann@desk.example", "password")) == 1 and not server.mailed_tokens("nobody@desk.example", "")
    assert len(forget(server)) == 1, "a second mail within the minute"


def an_old_reset_is_refused(server):
    server.sign_up()
    token, = forget(server)
    age(server, "mail_token", "expires_at", 3600)
    reset(server, token).must(404)
    server.sign_in().must(200)


def a_reset_lifts_the_wait_for_wrong_passwords(server):
    set_setting(server, trusted_proxy="127.0.0.1")
    server.sign_up()
    sign_in = lambda password, client: server.ask("POST", "/api/v1/auth/sign-in", {"email": "ann@desk.example", "password": password},
                                                  headers={"X-Forwarded-For": client}).status
    assert [sign_in("wrong horse battery staple", "192.0.2.1") for _ in range(5)] == [401] * 5
    assert sign_in(PASSWORD, "192.0.2.2") == 429
    token, = forget(server)
    reset(server, token).must(204)
    assert sign_in(NEW, "192.0.2.2") == 200
    assert sign_in(NEW, "192.0.2.1") == 429, "the address of the client waits on its own account"


def tokens_of_mails_are_kept_hashed(server):
    server.sign_up()
    token, = forget(server)
    secrets = [token, server.mailed_tokens("ann@desk.example", "Verify")[0], PASSWORD]
    server.stop()
    kept = "".join(server.log).encode()
    for path in glob.glob(os.path.join(server.folder, "catalog.db*")):
        with open(path, "rb") as file:
            kept += file.read()
    for secret in secrets:
        assert secret.encode() not in kept, secret
    server.check()


def make_token(person, *scopes, role="analyst", **more):
    made = person.add("/tokens", name="robot", role=role, scopes=list(scopes), **more)
    robot = Person(person.server, {**person.tokens, "access_token": made["token"]})
    robot.id = made["id"]
    return robot


def a_token_of_a_program_does_what_its_scopes_and_role_allow(server):
    ann = server.sign_up()
    reader, writer = make_token(ann, "ledger:read"), make_token(ann, "ledger:read", "ledger:write")
    viewer = make_token(ann, "ledger:read", "ledger:write", role="viewer")
    account = writer.account("R-1")
    assert [row["id"] for row in reader.get("/accounts")["data"]] == [account]
    for robot in (reader, viewer):
        robot.ask("POST", "/accounts", {"number": "R-2", "currency": "EUR"}).must(403)
    reader.ask("GET", "/imports").must(403)
    writer.upload("x").must(403)
    assert {row["person"] for row in ann.get("/audit")["data"]} == {writer.id}


def scopes_open_exactly_their_routes(server):
    """Of all scopes for reading and all for writing, one opens a route and the other does not; and each opens its own."""
    ann = server.sign_up()
    paths = {"ledger": "/flows", "imports": "/imports", "forecasts": "/forecasts", "members": "/members", "audit": "/audit", "broker": "/broker/status",
             "exports": "/exports/flows.csv", "jobs": "/jobs"}
    readers = {f"{kind}:read": path for kind, path in paths.items()}
    reader = make_token(ann, *readers, role="admin")
    writer = make_token(ann, "ledger:write", "imports:write", "forecasts:write", "broker:write", role="admin")
    for route in json.loads(server.run("routes")[1]):
        if not route["path"].startswith("/api/") or route["role"] == "anyone":
            continue
        path = re.sub(r"\{[^}]*\}", "00000000-0000-8000-8000-000000000000", route["path"])
        body = {} if route["body"] == "json" else None
        opened = [server.ask(route["method"], path, body, token=robot.token).status != 403 for robot in (reader, writer)]
        people = re.search("/(auth|organisations|invitations|tokens|provider|usage)", path) or ("/members" in path and route["method"] != "GET")
        assert opened == ([False, False] if people else [route["method"] == "GET", route["method"] != "GET"]), (route, opened)
    for scope, own in readers.items():
        robot = make_token(ann, scope, role="admin")
        assert [path for path in paths.values() if robot.ask("GET", path).status == 200] == [own], scope


def a_revoked_or_old_token_opens_nothing(server):
    ann = server.sign_up()
    robot, other = make_token(ann, "ledger:read"), make_token(ann, "ledger:read", expires_days=1)
    robot.get("/accounts")
    assert [row["id"] for row in ann.all("/tokens")] == [robot.id, other.id]
    ann.ask("DELETE", f"/tokens/{robot.id}").must(204)
    ann.ask("DELETE", f"/tokens/{robot.id}").must(404)
    robot.ask("GET", "/accounts").must(401)
    other.get("/accounts")
    age(server, "service_token", "expires_at", 86400)
    other.ask("GET", "/accounts").must(401)
    for token in ("aeq_", "aeq_" + "A" * 43, other.token[:-1], "aeq_" + "A" * 5000):
        assert server.ask("GET", "/api/v1/accounts", token=token).status in (401, 431), token[:50]
    assert [row["id"] for row in ann.all("/tokens")] == [other.id]
    assert [row["action"] for row in ann.get("/audit/access")["data"]][:3] == ["token-revoked", "token-made", "token-made"]


def a_token_is_made_by_admins_within_their_role_and_shown_once(server):
    ann = server.sign_up()
    ben, cy = ann.invite("ben", "admin"), ann.invite("cy", "analyst")
    good = {"name": "robot", "role": "viewer", "scopes": ["ledger:read"]}
    cy.ask("POST", "/tokens", good).must(403)
    cy.ask("GET", "/tokens").must(403)
    for field, value in (("role", "owner"), ("role", "anyone"), ("scopes", []), ("scopes", "ledger:read"), ("scopes", ["ledger"]), ("scopes", ["members:write"]),
                         ("scopes", [7]), ("scopes", ["ledger:read"] * 17), ("name", ""), ("expires_days", 0), ("expires_days", 99999)):
        answer = ben.ask("POST", "/tokens", {**good, field: value})
        assert answer.status == 422 and field in answer.json["detail"], (field, value, answer.text)
    ben.ask("POST", "/tokens", good, headers={"Idempotency-Key": "k"}).must(400)
    made = ben.add("/tokens", **good)
    listed, = ann.all("/tokens")
    assert listed["made_by"] == ben.id and "token" not in listed, listed
    ann.ask("DELETE", f"/members/{ben.id}").must(204)
    server.ask("GET", "/api/v1/accounts", token=made["token"]).must(200)
    server.stop()
    kept = "".join(server.log).encode()
    for path in glob.glob(os.path.join(server.folder, "catalog.db*")):
        with open(path, "rb") as file:
            kept += file.read()
    assert made["token"].encode() not in kept and made["token"][4:].encode() not in kept


if __name__ == "__main__":
    sys.exit(main("identity", [
        a_mailed_token_verifies_the_address_once, an_old_token_verifies_nothing_and_a_new_one_is_sent,
        where_it_is_asked_for_nothing_goes_before_the_address_is_verified, a_reset_sets_the_password_and_ends_all_sessions,
        nobody_learns_who_has_an_account, an_old_reset_is_refused, a_reset_lifts_the_wait_for_wrong_passwords,
        tokens_of_mails_are_kept_hashed,
        a_token_of_a_program_does_what_its_scopes_and_role_allow, scopes_open_exactly_their_routes, a_revoked_or_old_token_opens_nothing,
        a_token_is_made_by_admins_within_their_role_and_shown_once,
    ]))
