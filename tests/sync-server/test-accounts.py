#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""People: signing up and in, tokens and their theft, invitations, roles, and what is kept of it all."""

import base64
import glob
import json
import os
import sys

from server import PASSWORD, Person, main


def who_signs_up_owns_an_organisation(server):
    ann = server.sign_up()
    assert ann.tokens["organisation"]["role"] == "owner"
    members = ann.get("/members")["data"]
    assert [(m["email"], m["role"]) for m in members] == [("ann@desk.example", "owner")]
    assert ann.get(f"/organisations/{ann.organisation}")["name"] == "Ann Ltd"


def an_address_signs_up_once(server):
    server.sign_up()
    again = {"email": "ANN@desk.example", "password": PASSWORD, "name": "Other", "organisation": "Other"}
    server.ask("POST", "/api/v1/auth/sign-up", again).must(409)


def poor_sign_ups_are_refused_with_the_field(server):
    good = {"email": "a@b.example", "password": PASSWORD, "name": "A", "organisation": "B"}
    for field, value in [("email", "nobody"), ("email", "a@b"), ("password", "short"), ("name", ""), ("organisation", None),
                         ("name", "x" * 300), ("password", 12345678901234), ("email", "a@b.example\r\nBcc: c@d.example")]:
        answer = server.ask("POST", "/api/v1/auth/sign-up", {**good, field: value})
        assert answer.status == 422 and field in answer.json["detail"], (field, answer.text)
    server.ask("POST", "/api/v1/auth/sign-up", {**good, "admin": True}).must(422)


def signing_in_gives_tokens_and_a_wrong_password_does_not(server):
    server.sign_up()
    Person(server, server.sign_in().must(200)).get("/accounts")
    wrong = server.sign_in(password="wrong horse battery staple")
    unknown = server.sign_in("nobody")
    assert wrong.status == unknown.status == 401
    assert wrong.json["detail"] == unknown.json["detail"]


def wrong_passwords_have_to_wait(server):
    server.sign_up()
    statuses = [server.sign_in(password="wrong horse battery staple").status for _ in range(6)]
    assert statuses[:5] == [401] * 5 and statuses[5] == 429, statuses
    answer = server.sign_in()
    assert answer.status == 429 and int(answer.headers["Retry-After"]) >= 1


def a_refresh_token_is_good_once_and_its_reuse_ends_the_session(server):
    ann = server.sign_up()
    other = Person(server, server.sign_in().must(200))
    ask = lambda token: server.ask("POST", "/api/v1/auth/refresh", {"refresh_token": token})
    first = ann.tokens["refresh_token"]
    second = ask(first).must(200)
    Person(server, second).get("/accounts")
    ask(first).must(401)
    ask(second["refresh_token"]).must(401)
    Person(server, second).ask("GET", "/accounts").must(401)
    ann.ask("GET", "/accounts").must(401)
    other.get("/accounts")
    assert "refresh-reused" in [row["action"] for row in other.get("/audit/access")["data"]]


def signing_out_ends_one_session_and_everywhere_ends_all(server):
    one = server.sign_up()
    two = Person(server, server.sign_in().must(200))
    three = Person(server, server.sign_in().must(200))
    one.ask("POST", "/auth/sign-out").must(204)
    one.ask("GET", "/accounts").must(401)
    two.get("/accounts")
    two.ask("POST", "/auth/sign-out-everywhere").must(204)
    for person in (two, three):
        person.ask("GET", "/accounts").must(401)
        server.ask("POST", "/api/v1/auth/refresh", {"refresh_token": person.tokens["refresh_token"]}).must(401)


def who_is_invited_comes_in_with_the_role(server):
    ann = server.sign_up()
    ben = ann.invite("ben", "viewer")
    assert ben.organisation == ann.organisation and ben.tokens["organisation"]["role"] == "viewer"
    ben.get("/accounts")
    ben.ask("POST", "/accounts", {"number": "X", "currency": "EUR"}).must(403)
    token = server.invited_token("ben@desk.example")
    server.ask("POST", "/api/v1/auth/accept", {"token": token, "name": "B", "password": PASSWORD}).must(404)


def a_known_person_needs_the_password_to_accept(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    ann.add("/invitations", email="ben@desk.example", role="analyst")
    token = server.invited_token("ben@desk.example")
    accept = lambda password: server.ask("POST", "/api/v1/auth/accept", {"token": token, "password": password})
    accept("wrong horse battery staple").must(401)
    assert accept(PASSWORD).must(201)["organisation"]["id"] == ann.organisation
    names = {row["name"] for row in ben.get("/organisations")["data"]}
    assert names == {"Ann Ltd", "Ben Ltd"}
    assert server.sign_in("ben", organisation=ann.organisation).must(200)["organisation"]["role"] == "analyst"
    assert server.sign_in("ben").must(200)["organisation"]["id"] == ben.organisation


def a_withdrawn_invitation_opens_nothing(server):
    ann = server.sign_up()
    made = ann.add("/invitations", email="ben@desk.example", role="viewer")
    ann.ask("DELETE", f"/invitations/{made['id']}").must(204)
    token = server.invited_token("ben@desk.example")
    server.ask("POST", "/api/v1/auth/accept", {"token": token, "name": "B", "password": PASSWORD}).must(404)
    assert ann.get("/invitations")["data"] == []


def who_is_removed_is_out_at_once(server):
    ann = server.sign_up()
    ben = ann.invite("ben", "analyst")
    ben.get("/accounts")
    ann.ask("DELETE", f"/members/{ben.id}").must(204)
    ben.ask("GET", "/accounts").must(401)
    server.ask("POST", "/api/v1/auth/refresh", {"refresh_token": ben.tokens["refresh_token"]}).must(401)
    server.sign_in("ben").must(403)


def a_changed_role_holds_at_once(server):
    ann = server.sign_up()
    ben = ann.invite("ben", "viewer")
    ann.ask("PATCH", f"/members/{ben.id}", {"role": "analyst"}).must(200)
    ben.account("B-1")
    ann.ask("PATCH", f"/members/{ben.id}", {"role": "viewer"}).must(200)
    ben.ask("POST", "/accounts", {"number": "B-2", "currency": "EUR"}).must(403)


def nobody_rises_above_their_role(server):
    ann = server.sign_up()
    ben = ann.invite("ben", "admin")
    ben.ask("PATCH", f"/members/{ben.id}", {"role": "owner"}).must(403)
    ben.ask("PATCH", f"/members/{ann.id}", {"role": "viewer"}).must(403)
    ben.ask("DELETE", f"/members/{ann.id}").must(403)
    ben.ask("POST", "/invitations", {"email": "c@desk.example", "role": "owner"}).must(403)


def the_last_owner_stays(server):
    ann = server.sign_up()
    ann.ask("DELETE", f"/members/{ann.id}").must(409)
    ann.ask("PATCH", f"/members/{ann.id}", {"role": "admin"}).must(409)
    ben = ann.invite("ben", "owner")
    ann.ask("PATCH", f"/members/{ann.id}", {"role": "admin"}).must(200)
    ben.get("/members")


def tokens_made_up_or_changed_are_refused(server):
    ann = server.sign_up()
    head, payload, signature = ann.token.split(".")
    encode = lambda data: base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).decode().rstrip("=")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    forged = [
        f"{encode({'alg': 'none', 'typ': 'JWT'})}.{payload}.",
        f"{encode({'alg': 'none', 'typ': 'JWT'})}.{payload}.{signature}",
        f"{encode({'alg': 'RS256', 'typ': 'JWT'})}.{payload}.{signature}",
        f"{head}.{encode({**claims, 'exp': claims['exp'] + 86400})}.{signature}",
        f"{head}.{encode({**claims, 'aud': 'other'})}.{signature}",
        f"{head}.{payload}.{signature[:-4]}AAAA", f"{head}.{payload}", f"{head}.{payload}.", "", "x", "." * 50, "A" * 9000,
    ]
    for token in forged:
        answer = server.ask("GET", "/api/v1/accounts", token=token)
        assert answer.status in (401, 431), (token[:80], answer.status)
    server.ask("GET", "/api/v1/accounts", headers={"Authorization": f"Basic {ann.token}"}).must(401)


def nothing_secret_is_kept_or_logged(server):
    ann = server.sign_up()
    ann.invite("ben", "viewer")
    server.sign_in(password="wrong horse battery staple")
    secrets = [PASSWORD, ann.token, ann.tokens["refresh_token"], server.invited_token("ben@desk.example"), "wrong horse"]
    server.stop()
    kept = "".join(server.log).encode()
    for path in glob.glob(os.path.join(server.folder, "catalog.db*")):
        with open(path, "rb") as file:
            kept += file.read()
    for secret in secrets:
        assert secret.encode() not in kept, secret
    for path in glob.glob(os.path.join(server.folder, "**"), recursive=True):
        assert path.rstrip("/") == server.folder or os.stat(path).st_mode & 0o077 == 0, path


if __name__ == "__main__":
    sys.exit(main("accounts", [
        who_signs_up_owns_an_organisation, an_address_signs_up_once, poor_sign_ups_are_refused_with_the_field,
        signing_in_gives_tokens_and_a_wrong_password_does_not, wrong_passwords_have_to_wait,
        a_refresh_token_is_good_once_and_its_reuse_ends_the_session, signing_out_ends_one_session_and_everywhere_ends_all,
        who_is_invited_comes_in_with_the_role, a_known_person_needs_the_password_to_accept, a_withdrawn_invitation_opens_nothing,
        who_is_removed_is_out_at_once, a_changed_role_holds_at_once, nobody_rises_above_their_role, the_last_owner_stays,
        tokens_made_up_or_changed_are_refused, nothing_secret_is_kept_or_logged,
    ]))
