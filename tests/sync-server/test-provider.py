#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Signing in by an OpenID provider: a real one on loopback, and false ones."""

import base64
import contextlib
import glob
import http.server
import json
import os
import shutil
import sys
import tempfile
import threading
import urllib.parse

from provider import REDIRECT, SECRET, Provider
from server import PASSWORD, Person, Skipped, main

ROLES = {"desk": "analyst", "risk": "viewer", "heads": "admin"}
OTHER = "http://127.0.0.1:9/other"


started = []


def start_provider():
    """One for all tests, which bring users of their own."""
    if not started:
        folder = tempfile.mkdtemp(prefix="aequitas-provider-")
        started.append(folder)
        started.append(Provider(os.path.join(folder, "provider")))
    if len(started) < 2:
        raise Skipped("glewlwyd is not there")
    return started[1]


def stop_provider():
    for provider in started[1:]:
        provider.stop()
    for folder in started[:1]:
        shutil.rmtree(folder, ignore_errors=True)


def use(person, issuer, **more):
    body = {"issuer": issuer, "client": "aequitas", "secret": SECRET, "roles": ROLES, **more}
    return person.ask("PUT", "/provider", body).must(200)


def begin(person, redirect_uri=REDIRECT):
    return person.server.ask("POST", "/api/v1/auth/provider/begin", {"organisation": person.organisation, "redirect_uri": redirect_uri})


def come_back(person, provider, name, way="finish", token=None, **changed):
    """The whole way of a person: to the provider, and back with what it gives."""
    begun = begin(person).must(201)
    back = provider.consent(name, begun["address"])
    assert back["state"] == begun["state"]
    body = {"state": begun["state"], "key": begun["key"], "code": back["code"], **changed}
    return person.server.ask("POST", f"/api/v1/auth/provider/{way}", body, token=token)


def a_stranger_whom_the_provider_knows_comes_in_with_the_role_of_the_groups(server):
    ann = server.sign_up()
    provider = start_provider()
    made = use(ann, provider.issuer)
    assert made == {"issuer": provider.issuer, "client": "aequitas", "has_secret": True, "groups_claim": "groups", "roles": ROLES,
                    "fallback": None} == ann.get("/provider"), made
    provider.set_user("gwen", "desk", "risk")
    gwen = Person(server, come_back(ann, provider, "gwen").must(200))
    assert gwen.organisation == ann.organisation and gwen.tokens["organisation"]["role"] == "analyst", gwen.tokens
    assert gwen.tokens["person"]["email"] == "gwen@bank.example" and gwen.tokens["person"]["name"] == "Gwen"
    gwen.account("G-1")
    again = Person(server, come_back(ann, provider, "gwen").must(200))
    assert again.id == gwen.id
    provider.set_user("gwen", "risk")
    Person(server, come_back(ann, provider, "gwen").must(200)).ask("POST", "/accounts", {"number": "G-2", "currency": "EUR"}).must(403)
    gwen.ask("POST", "/accounts", {"number": "G-2", "currency": "EUR"}).must(403)
    provider.set_user("gwen", "visitors")
    come_back(ann, provider, "gwen").must(403)
    use(ann, provider.issuer, fallback="viewer")
    assert come_back(ann, provider, "gwen").must(200)["organisation"]["role"] == "viewer"
    server.sign_in("gwen", password="").must(422)
    server.ask("POST", "/api/v1/auth/sign-in", {"email": "gwen@bank.example", "password": PASSWORD}).must(401)
    actions = [row["action"] for row in ann.get("/audit/access")["data"]]
    assert actions.count("sign-in-by-provider") == 4 and actions.count("provider-set") == 2, actions


def new_keys_of_the_provider_are_read(server):
    ann = server.sign_up()
    provider = start_provider()
    use(ann, provider.issuer)
    provider.set_user("gwen", "desk")
    come_back(ann, provider, "gwen").must(200)
    provider.rotate_keys()
    come_back(ann, provider, "gwen").must(200)


def a_sign_in_is_good_once_and_for_who_began_it(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    provider = start_provider()
    use(ann, provider.issuer)
    provider.set_user("gwen", "desk")
    begun = begin(ann).must(201)
    other = begin(ann).must(201)
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun["address"]).query))
    assert query["code_challenge_method"] == "S256" and query["nonce"] and begun["key"] not in begun["address"], query
    back = provider.consent("gwen", begun["address"])
    finish = lambda **body: server.ask("POST", "/api/v1/auth/provider/finish", {"state": begun["state"], "key": begun["key"],
                                                                                 "code": back["code"], **body})
    finish(key=other["key"]).must(404)
    finish(state="x").must(404)
    # The code of one sign-in brought into another: the verifier is another one.
    finish(state=other["state"], key=other["key"]).must(401)
    finish().must(200)
    finish().must(404)
    come_back(ann, provider, "gwen").must(200)
    come_back(ann, provider, "gwen", code="made up").must(401)
    begun = begin(ann).must(201)
    ann.ask("DELETE", "/provider").must(204)
    ann.ask("GET", "/provider").must(404)
    ann.ask("DELETE", "/provider").must(404)
    server.ask("POST", "/api/v1/auth/provider/finish", {"state": begun["state"], "key": begun["key"], "code": "x"}).must(404)
    begin(ann).must(404)
    begin(ben).must(404)


def who_is_here_already_links_the_provider_by_password(server):
    ann = server.sign_up()
    ben = ann.invite("ben", "viewer")
    cy = server.sign_up("cy")
    provider = start_provider()
    use(ann, provider.issuer)
    provider.set_user("ben", "desk", email="BEN@desk.example")
    provider.set_user("anna", email="anna@desk.example")
    provider.set_user("gwen", "desk")
    come_back(ann, provider, "ben").must(409)
    come_back(ann, provider, "ben", "link", token=cy.token).must(404)
    come_back(ann, provider, "ben", "link", token=ben.token).must(204)
    answer = come_back(ann, provider, "ben").must(200)
    assert answer["person"]["id"] == ben.id and answer["organisation"]["role"] == "analyst", answer
    # An owner stays one, whatever the groups are.
    come_back(ann, provider, "anna", "link", token=ann.token).must(204)
    assert come_back(ann, provider, "anna").must(200)["organisation"]["role"] == "owner"
    come_back(ann, provider, "anna", "link", token=ben.token).must(409)
    gwen = come_back(ann, provider, "gwen").must(200)
    come_back(ann, provider, "ben", "link", token=gwen["access_token"]).must(403)


def a_providers_word_counts_in_its_organisation_alone(server):
    ann = server.sign_up()
    ben = server.sign_up("ben")
    ann.add("/invitations", email="ben@desk.example", role="viewer")
    member = Person(server, server.ask("POST", "/api/v1/auth/accept", {"token": server.invited_token("ben@desk.example"),
                                                                       "password": PASSWORD}).must(201))
    provider = start_provider()
    use(ann, provider.issuer)
    provider.set_user("ben", "desk", email="ben@desk.example")
    come_back(ann, provider, "ben", "link", token=member.token).must(204)
    guest = Person(server, come_back(ann, provider, "ben").must(200))
    assert guest.id == ben.id
    assert [row["name"] for row in guest.get("/organisations")["data"]] == ["Ann Ltd"]
    assert {row["name"] for row in ben.get("/organisations")["data"]} == {"Ann Ltd", "Ben Ltd"}
    guest.ask("POST", "/auth/sign-out-everywhere").must(204)
    guest.ask("GET", "/accounts").must(401)
    member.ask("GET", "/accounts").must(401)
    ben.get("/accounts")


def the_clients_secret_is_sealed(server):
    ann = server.sign_up()
    ben = ann.invite("ben", "admin")
    use(ann, "https://id.bank.example", secret="sesame opens nothing")
    ben.ask("PUT", "/provider", {"issuer": "https://id.bank.example", "client": "x"}).must(403)
    assert ben.get("/provider")["has_secret"] is True
    server.stop()
    status, out = server.run("rotate-keys")
    assert status == 0 and out.startswith("1 secrets "), out
    kept = "".join(server.log).encode()
    for path in glob.glob(os.path.join(server.folder, "catalog.db*")):
        with open(path, "rb") as file:
            kept += file.read()
    assert b"sesame" not in kept
    server.start()
    assert ann.get("/provider")["has_secret"] is True


def poor_providers_are_refused_with_the_field(server):
    ann = server.sign_up()
    good = {"issuer": "https://id.bank.example", "client": "aequitas"}
    for field, value in (("issuer", "id.bank.example"), ("issuer", "ftp://id.bank.example"), ("issuer", "https://user:word@id.bank.example"),
                         ("issuer", "https://id.bank.example?x=1"), ("issuer", ""), ("client", None), ("roles", {"desk": "owner"}),
                         ("roles", ["desk"]), ("roles", {str(n): "viewer" for n in range(101)}), ("fallback", "owner"), ("secret", 7)):
        answer = ann.ask("PUT", "/provider", {**good, field: value})
        assert answer.status == 422 and (field in answer.json["detail"] or "desk" in answer.json["detail"]), (field, value, answer.text)
    ann.ask("PUT", "/provider", good).must(200)
    for redirect in ("http://elsewhere.example/", "ftp://127.0.0.1/", "x", "https://a.example/#x", "https://u:p@a.example/"):
        assert "redirect_uri" in begin(ann, redirect).must(422)["detail"], redirect


@contextlib.contextmanager
def false_provider(answers):
    """Answers what it is told for each path; @answers are functions of its own address."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer = answers.get(self.path)
            if callable(answer):
                answer = answer(f"http://127.0.0.1:{self.server.server_address[1]}")
            self.send_response(404 if answer is None else 302 if "://" in str(answer)[:9] else 200)
            if answer is not None and "://" in str(answer)[:9]:
                self.send_header("Location", answer)
            body = b"" if answer is None else (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *words):
            pass

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_address[1]}", asked
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


def described(base, **changed):
    return {"issuer": base, "authorization_endpoint": base + "/auth", "token_endpoint": base + "/token", "jwks_uri": base + "/keys", **changed}


DISCOVERY = "/.well-known/openid-configuration"


def addresses_that_are_not_public_are_not_connected_to(server):
    server.stop()
    server.settings["private_addresses"] = 0
    server.start()
    ann = server.sign_up()
    with false_provider({DISCOVERY: lambda base: described(base)}) as (base, asked):
        port = base.rsplit(":", 1)[1]
        ann.ask("PUT", "/provider", {"issuer": base, "client": "x"}).must(422)
        for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "2130706433"):
            ann.ask("PUT", "/provider", {"issuer": f"https://{host}:{port}", "client": "x"}).must(200)
            detail = begin(ann).must(502)["detail"]
            assert host not in detail and "refused" not in detail, detail
        assert not asked, asked
    server.stop()
    assert sum("must not be connected to" in line for line in server.log) == 7, server.log


def a_provider_that_makes_no_sense_is_refused(server):
    ann = server.sign_up()
    deep = lambda base: "[" * 60000
    for answer in (None, "", "{}", "[]", deep, "x" * 600000, lambda base: described("http://127.0.0.1:9"), lambda base: described(base, issuer=base + "/"),
                   lambda base: described(base, token_endpoint="file:///etc/passwd"), lambda base: described(base, jwks_uri=7),
                   lambda base: {"issuer": base}, lambda base: "file:///etc/passwd"):
        with false_provider({DISCOVERY: answer}) as (base, asked):
            use(ann, base)
            begin(ann).must(502)
            assert asked, answer


def unsigned_and_foreign_tokens_are_refused(server):
    ann = server.sign_up()
    encode = lambda data: base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
    claims = lambda base: {"iss": base, "aud": "aequitas", "sub": "x", "email": "x@bank.example", "iat": 1, "exp": 1 << 40, "nonce": "x"}
    for head in ({"alg": "none"}, {"alg": "HS256", "kid": "k"}, {"alg": "RS256", "kid": "k"}, {"alg": "RS256"}, {"alg": "ES256", "kid": "k"}):
        answers = {DISCOVERY: described, "/keys": {"keys": [{"kty": "oct", "k": "AAAA", "kid": "k"}, {"kty": "RSA", "kid": "k", "n": "AQAB", "e": "AQAB"}]},
                   "/token": lambda base, head=head: {"id_token": f"{encode(head)}.{encode(claims(base))}.AAAA"}}
        with false_provider(answers) as (base, _):
            use(ann, base)
            begun = begin(ann).must(201)
            server.ask("POST", "/api/v1/auth/provider/finish", {"state": begun["state"], "key": begun["key"], "code": "x"}).must(401)
    assert len(ann.all("/members")) == 1


if __name__ == "__main__":
    TESTS = [
        a_stranger_whom_the_provider_knows_comes_in_with_the_role_of_the_groups, new_keys_of_the_provider_are_read,
        a_sign_in_is_good_once_and_for_who_began_it, who_is_here_already_links_the_provider_by_password,
        a_providers_word_counts_in_its_organisation_alone, the_clients_secret_is_sealed, poor_providers_are_refused_with_the_field,
        addresses_that_are_not_public_are_not_connected_to, a_provider_that_makes_no_sense_is_refused,
        unsigned_and_foreign_tokens_are_refused,
    ]
    try:
        status = main("provider", TESTS, private_addresses=1)
    finally:
        stop_provider()
    sys.exit(status)
