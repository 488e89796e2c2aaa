#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The second factor at sign-in, and the key that seals its secret."""

import base64
import glob
import os
import re
import stat
import subprocess
import sys
import urllib.parse

from server import PASSWORD, Person, main, totp as code

TYPE = "/problems/second-factor"


def wrong(secret):
    good = {code(secret, ahead) for ahead in range(-2, 4)}
    return next(text for text in (f"{n:06}" for n in range(100)) if text not in good)


def turn_on(person):
    """Sets one up; returns the secret and the recovery codes. Uses up the code of the step before the present one."""
    made = person.add("/auth/second-factor", password=PASSWORD)
    # At the turn of a step the earlier one may be too old by now; then the next one is right.
    answer = person.ask("POST", "/auth/second-factor/confirm", {"code": code(made["secret"], -1)})
    if answer.status == 422:
        answer = person.ask("POST", "/auth/second-factor/confirm", {"code": code(made["secret"], -1)})
    return made["secret"], answer.must(200)["recovery_codes"]


def sign_in_with(server, secret, ahead=0):
    return server.sign_in(code=code(secret, ahead))


def who_has_one_signs_in_with_a_code_that_is_good_once(server):
    ann = server.sign_up()
    assert ann.get("/auth/second-factor") == {"on": False, "recovery_codes": 0}
    secret, _ = turn_on(ann)
    assert ann.get("/auth/second-factor") == {"on": True, "recovery_codes": 10}
    answer = server.sign_in()
    assert answer.status == 401 and answer.json["type"] == TYPE, answer.text
    answer = server.sign_in(code=wrong(secret))
    assert answer.status == 401 and answer.json["type"] == "about:blank", answer.text
    used = code(secret, 1)
    Person(server, server.sign_in(code=used).must(200)).get("/accounts")
    server.sign_in(code=used).must(401)
    sign_in_with(server, secret, 0).must(401)  # earlier than one that was used


def one_that_is_not_confirmed_is_not_asked_for(server):
    ann = server.sign_up()
    first = ann.add("/auth/second-factor", password=PASSWORD)
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(first["uri"]).query)
    assert first["uri"].startswith("otpauth://totp/Aequitas:ann%40desk.example?") and query == {"secret": [first["secret"]], "issuer": ["Aequitas"]}
    server.sign_in().must(200)
    second = ann.add("/auth/second-factor", password=PASSWORD)
    ann.ask("POST", "/auth/second-factor/confirm", {"code": code(first["secret"])}).must(422)
    ann.ask("POST", "/auth/second-factor/confirm", {"code": wrong(second["secret"])}).must(422)
    assert ann.get("/auth/second-factor")["on"] is False
    ann.ask("POST", "/auth/second-factor/confirm", {"code": code(second["secret"])}).must(200)
    ann.ask("POST", "/auth/second-factor/confirm", {"code": code(second["secret"], 1)}).must(409)
    ann.ask("POST", "/auth/second-factor", {"password": PASSWORD}).must(409)


def setting_up_and_taking_off_need_the_password(server):
    ann = server.sign_up()
    ann.ask("POST", "/auth/second-factor", {"password": "wrong horse battery staple"}).must(401)
    ann.ask("POST", "/auth/second-factor", {}).must(422)
    secret, codes = turn_on(ann)
    off = lambda **body: ann.ask("POST", "/auth/second-factor/remove", body)
    off(password="wrong horse battery staple", code=code(secret, 1)).must(401)
    assert off(password=PASSWORD).must(401)["type"] == TYPE
    off(password=PASSWORD, code=wrong(secret)).must(401)
    off(password=PASSWORD, code=codes[0]).must(204)
    assert ann.get("/auth/second-factor") == {"on": False, "recovery_codes": 0}
    server.sign_in().must(200)
    actions = [row["action"] for row in ann.get("/audit/access")["data"]]
    assert {"second-factor-begun", "second-factor-on", "second-factor-off"} <= set(actions), actions


def a_recovery_code_is_good_once(server):
    ann = server.sign_up()
    _, codes = turn_on(ann)
    assert len(set(codes)) == 10 and all(re.fullmatch("([A-Z2-7]{4}-){3}[A-Z2-7]{4}", text) for text in codes), codes
    server.sign_in(code=codes[3]).must(200)
    server.sign_in(code=codes[3]).must(401)
    server.sign_in(code=codes[4].lower().replace("-", " ")).must(200)
    server.sign_in(code="AAAA-AAAA-AAAA-AAAA").must(401)
    assert ann.get("/auth/second-factor")["recovery_codes"] == 8


def guesses_of_codes_have_to_wait_though_the_password_is_right(server):
    ann = server.sign_up()
    secret, _ = turn_on(ann)
    statuses = [server.sign_in(code=wrong(secret)).status for _ in range(6)]
    assert statuses == [401] * 5 + [429], statuses
    server.sign_in().must(429)
    sign_in_with(server, secret, 1).must(429)


def an_invitation_does_not_go_round_it(server):
    ann, ben = server.sign_up("ann"), server.sign_up("ben")
    secret, _ = turn_on(ben)
    ann.add("/invitations", email="ben@desk.example", role="analyst")
    token = server.invited_token("ben@desk.example")
    accept = lambda **more: server.ask("POST", "/api/v1/auth/accept", {"token": token, "password": PASSWORD, **more})
    assert accept().must(401)["type"] == TYPE
    accept(code=wrong(secret)).must(401)
    assert [row["name"] for row in ben.get("/organisations")["data"]] == ["Ben Ltd"]
    accept(code=code(secret, 1)).must(201)


def a_reset_of_the_password_does_not_go_round_it(server):
    ann = server.sign_up()
    secret, _ = turn_on(ann)
    server.ask("POST", "/api/v1/auth/forgot", {"email": "ann@desk.example"}).must(202)
    server.sign_in("nobody")
    token, = server.mailed_tokens("ann@desk.example", "password")
    server.ask("POST", "/api/v1/auth/reset", {"token": token, "password": PASSWORD + "!"}).must(204)
    assert server.sign_in(password=PASSWORD + "!").must(401)["type"] == TYPE
    server.sign_in(password=PASSWORD + "!", code=code(secret, 1)).must(200)


def secrets_are_sealed_and_a_new_key_opens_them(server):
    ann = server.sign_up()
    secret, codes = turn_on(ann)
    path = os.path.join(server.folder, "seal.key")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600 and os.path.getsize(path) == 32
    status, out = server.run("rotate-keys")
    assert status == 1 and "stop it first" in out, out
    server.stop()
    with open(path, "rb") as file:
        before = file.read()
    kept = "".join(server.log).encode()
    for name in glob.glob(os.path.join(server.folder, "catalog.db*")):
        with open(name, "rb") as file:
            kept += file.read()
    for text in (secret, base64.b32decode(secret), codes[0], codes[0].replace("-", ""), before):
        assert (text if isinstance(text, bytes) else text.encode()) not in kept, text
    with open(path, "wb") as file:  # as a rotation that was killed left it: a new key first, and nothing sealed by it yet
        file.write(os.urandom(32) + before)
    server.start()
    server.sign_in(code=codes[0]).must(200)
    server.stop()
    status, out = server.run("rotate-keys")
    assert status == 0 and out.startswith("1 secrets "), out
    with open(path, "rb") as file:
        after = file.read()
    assert len(after) == 32 and after != before and stat.S_IMODE(os.stat(path).st_mode) == 0o600
    server.start()
    sign_in_with(server, secret, 1).must(200)
    server.stop()
    server.check()
    with open(path, "wb") as file:
        file.write(before)
    server.start()
    server.sign_in(code=codes[1]).must(500)
    server.stop()
    assert any("needs a key" in line for line in server.log)


def the_key_may_be_elsewhere(server):
    server.stop()
    server.settings["seal_key"] = os.path.join(server.folder, "elsewhere.key")
    os.remove(os.path.join(server.folder, "seal.key"))
    server.start()
    ann = server.sign_up()
    secret, _ = turn_on(ann)
    server.stop()
    assert not os.path.exists(os.path.join(server.folder, "seal.key"))
    assert server.run("rotate-keys")[0] == 0
    os.chmod(server.settings["seal_key"], 0o644)
    result = subprocess.run(server.command(), capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1 and "chmod 600" in result.stderr, result.stderr
    os.chmod(server.settings["seal_key"], 0o600)
    server.start()
    sign_in_with(server, secret, 1).must(200)


if __name__ == "__main__":
    sys.exit(main("second-factor", [
        who_has_one_signs_in_with_a_code_that_is_good_once, one_that_is_not_confirmed_is_not_asked_for,
        setting_up_and_taking_off_need_the_password, a_recovery_code_is_good_once,
        guesses_of_codes_have_to_wait_though_the_password_is_right, an_invitation_does_not_go_round_it,
        a_reset_of_the_password_does_not_go_round_it, secrets_are_sealed_and_a_new_key_opens_them, the_key_may_be_elsewhere,
    ]))
