#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The program round the API: settings, health, the log; and that the API's description says what the program answers."""

import json
import os
import re
import subprocess
import sys

from server import PASSWORD, Person, Skipped, main, statement, totp

ROOT = os.environ.get("AEQ_SOURCE_ROOT", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def description():
    try:
        import yaml
    except ImportError as problem:
        raise Skipped("python3-yaml is not there") from problem
    with open(os.path.join(ROOT, "docs", "api", "openapi.yaml"), encoding="utf-8") as file:
        return yaml.safe_load(file)


def routes(server):
    return json.loads(server.run("routes")[1])


def settings_come_from_file_environment_and_flags(server):
    path = os.path.join(server.folder, "server.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[server]\nworkers=3\nupload_megabytes=7\nlog=warning\n")
    env = {**os.environ, "AEQUITAS_SERVER_UPLOAD_MEGABYTES": "8", "AEQUITAS_SERVER_LOG": "error"}
    out = subprocess.run([server.program, "--config", path, "--log=debug", "--print-config"], env=env, capture_output=True, text=True,
                         check=True).stdout
    assert "\nworkers=3\n" in out and "\nupload_megabytes=8\n" in out and "\nlog=debug\n" in out, out
    with open(path, "w", encoding="utf-8") as file:
        file.write(out)
    assert subprocess.run([server.program, "--config", path, "--print-config"], capture_output=True, text=True, check=True).stdout == out


def wrong_settings_are_refused(server):
    path = os.path.join(server.folder, "server.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[server]\nworker=3\n")
    for words in (["--workers=0"], ["--workers=x"], ["--log=loud"], ["--nonsense"], ["--config", path], ["nonsense"], ["check", "more"]):
        result = subprocess.run([server.program, *words], capture_output=True, text=True, check=False, timeout=60)
        assert result.returncode == 2 and result.stderr.startswith("aequitas-server: ") and result.stderr.count("\n") == 1, (words, result)
    for words in (["--listen=nowhere:80"], ["--listen=127.0.0.1:99999"], ["--data=/proc/nowhere"]):
        result = subprocess.run([server.program, f"--data={server.folder}/other", "--listen=127.0.0.1:0", *words], capture_output=True,
                                text=True, check=False, timeout=60)
        assert result.returncode in (1, 2), (words, result)


def the_manual_names_every_setting(server):
    with open(os.path.join(ROOT, "data", "aequitas-server.8"), encoding="utf-8") as file:
        manual = file.read()
    names = re.findall(r"^(\w+)=", server.run("--print-config")[1], re.M)
    assert len(names) > 20, names
    for name in names:
        assert f"\\-\\-{name.replace('_', '-')} " in manual, name


def health_is_told(server):
    assert server.ask("GET", "/health/live").must(200) == {"status": "ok"}
    assert server.ask("GET", "/health/ready").must(200) == {"status": "ready"}


def every_request_is_one_line_of_the_log(server):
    ann = server.sign_up()
    answer = ann.ask("GET", "/accounts?limit=3")
    server.stop()
    lines = [json.loads(line) for line in server.log]
    mine = [line for line in lines if line.get("request") == answer.headers["X-Request-Id"]]
    assert len(mine) == 1, mine
    assert mine[0]["person"] == ann.id and mine[0]["path"] == "/api/v1/accounts" and mine[0]["status"] == 200, mine
    events = [line["event"] for line in lines]  # an answer is there before its line is
    assert events[-1] == "stopped" and "stopping" in events, events


def the_description_has_every_route_and_no_other(server):
    described = {(method.upper(), path): what for path, methods in description()["paths"].items()
                 for method, what in methods.items() if method != "parameters"}
    answered = {(route["method"], route["path"]): route for route in routes(server)}
    assert set(described) == set(answered), set(described) ^ set(answered)
    for key, route in answered.items():
        what = described[key]
        assert what["x-role"] == route["role"], (key, what["x-role"], route["role"])
        assert (what.get("security") == []) == (route["role"] == "anyone"), key
        kinds = list(what.get("requestBody", {}).get("content", {}))
        assert kinds == {"json": ["application/json"], "file": ["application/octet-stream"], None: []}[route["body"]], (key, kinds)


def resolve(spec, schema):
    while "$ref" in schema:
        found = spec
        for part in schema["$ref"].lstrip("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def fits(spec, schema, value, where):
    """As much of JSON Schema as the description uses: types, members, null, patterns, lists of values."""
    schema = resolve(spec, schema)
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if value is None:
        assert "null" in types, f"{where}: null"
        return
    kind = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}[type(value)]
    assert not types or kind in types or (kind == "integer" and "number" in types), f"{where}: {kind} instead of {types}"
    if "enum" in schema:
        assert value in schema["enum"], f"{where}: {value}"
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), f"{where}: {value}"
    if kind == "array":
        for item in value:
            fits(spec, schema["items"], item, where + "[]")
    if kind == "object" and "properties" in schema:
        assert set(schema.get("required", [])) <= set(value), f"{where}: {set(schema['required']) - set(value)} missing"
        for name, member in value.items():
            if name in schema["properties"]:
                fits(spec, schema["properties"][name], member, f"{where}.{name}")
            else:
                assert schema.get("additionalProperties", False) is True, f"{where}: {name} is not described"


def answers_are_as_described(server):
    spec = description()
    ann = server.sign_up()
    ben = ann.invite("ben", "viewer")
    seen = set()

    def ask(person, method, template, status, body=None, query="", **more):
        path = template
        for value in more.pop("ids", []):
            path = re.sub(r"\{[^}]*\}", str(value), path, count=1)
        answer = server.ask(method, path + query, body, token=person.token if person else None, **more)
        answer.must(status)
        what = spec["paths"][template][method.lower()]["responses"]
        assert str(status) in what, (method, template, status)
        content = resolve(spec, what[str(status)]).get("content")
        if content is None:
            assert answer.text == "", (method, template)
        else:
            fits(spec, next(iter(content.values()))["schema"], answer.json, f"{method} {template}")
        seen.add((method, template))
        return answer.json

    v1 = "/api/v1"
    ask(None, "GET", "/health/live", 200)
    ask(None, "GET", "/health/ready", 200)
    ask(None, "POST", v1 + "/auth/sign-up", 201, {"email": "cy@desk.example", "password": "a long password", "name": "C", "organisation": "C"})
    tokens = ask(None, "POST", v1 + "/auth/sign-in", 200, {"email": "cy@desk.example", "password": "a long password"})
    ask(None, "POST", v1 + "/auth/refresh", 200, {"refresh_token": tokens["refresh_token"]})
    ask(None, "POST", v1 + "/auth/refresh", 401, {"refresh_token": "x"})
    ask(None, "POST", v1 + "/auth/verify", 404, {"token": "x"})
    ask(None, "POST", v1 + "/auth/verify", 204, {"token": server.mailed_tokens("cy@desk.example", "Verify")[0]})
    ask(Person(server, tokens), "POST", v1 + "/auth/verify/again", 409)
    ask(None, "POST", v1 + "/auth/forgot", 202, {"email": "ann@desk.example"})
    server.sign_in()  # written behind the mail
    ask(None, "POST", v1 + "/auth/reset", 404, {"token": "x", "password": "a long password"})
    ask(None, "POST", v1 + "/auth/reset", 204, {"token": server.mailed_tokens("ann@desk.example", "password")[0], "password": PASSWORD})
    ann = Person(server, server.sign_in().must(200))
    ask(ann, "GET", v1 + "/auth/second-factor", 200)
    secret = ask(ann, "POST", v1 + "/auth/second-factor", 201, {"password": PASSWORD})["secret"]
    codes = ask(ann, "POST", v1 + "/auth/second-factor/confirm", 200, {"code": totp(secret)})["recovery_codes"]
    ask(None, "POST", v1 + "/auth/sign-in", 401, {"email": "ann@desk.example", "password": PASSWORD})
    ask(ann, "POST", v1 + "/auth/second-factor/remove", 204, {"password": PASSWORD, "code": codes[0]})
    made = ask(ann, "POST", v1 + "/broker/connect", 201, {"kind": "file-drop", "name": "Custodian"})
    with open(os.path.join(server.folder, made["folder"], "a.csv"), "w", encoding="utf-8") as file:
        file.write(statement(1))
    ask(ann, "POST", v1 + "/broker/{id}/run", 200, ids=[made["id"]])
    ask(ann, "POST", v1 + "/broker/{id}/run", 200, ids=[made["id"]])
    ask(ann, "GET", v1 + "/broker/status", 200)
    ask(ann, "DELETE", v1 + "/broker/{id}", 204, ids=[made["id"]])
    ask(ann, "PUT", v1 + "/provider", 200, {"issuer": "https://id.bank.example", "client": "aequitas", "roles": {"desk": "analyst"}})
    ask(ann, "GET", v1 + "/provider", 200)
    ask(ann, "DELETE", v1 + "/provider", 204)
    ask(None, "POST", v1 + "/auth/provider/begin", 404, {"organisation": ann.organisation, "redirect_uri": "https://a.example/"})
    ask(None, "POST", v1 + "/auth/provider/finish", 404, {"state": "x", "key": "x", "code": "x"})
    ask(ann, "POST", v1 + "/auth/provider/link", 404, {"state": "x", "key": "x", "code": "x"})
    made = ask(ann, "POST", v1 + "/tokens", 201, {"name": "T", "role": "viewer", "scopes": ["ledger:read", "imports:write"]})
    ask(ann, "GET", v1 + "/tokens", 200)
    ask(ann, "DELETE", v1 + "/tokens/{id}", 204, ids=[made["id"]])
    made = ask(ann, "POST", v1 + "/invitations", 201, {"email": "dee@desk.example", "role": "viewer"})
    ask(ann, "GET", v1 + "/invitations", 200)
    token = server.invited_token("dee@desk.example")
    dee = Person(server, ask(None, "POST", v1 + "/auth/accept", 201, {"token": token, "name": "Dee", "password": "a long password"}))
    made = ask(ann, "POST", v1 + "/invitations", 201, {"email": "eve@desk.example", "role": "viewer"})
    ask(ann, "DELETE", v1 + "/invitations/{id}", 204, ids=[made["id"]])
    ask(ann, "GET", v1 + "/members", 200)
    ask(ann, "PATCH", v1 + "/members/{id}", 200, {"role": "analyst"}, ids=[dee.id])
    ask(ann, "DELETE", v1 + "/members/{id}", 204, ids=[dee.id])
    ask(ann, "GET", v1 + "/organisations", 200)
    ask(ann, "GET", v1 + "/organisations/{id}", 200, ids=[ann.organisation])
    ask(ann, "PATCH", v1 + "/organisations/{id}", 200, {"name": "New"}, ids=[ann.organisation])
    ask(ann, "POST", v1 + "/upload/csv", 200, raw=statement().encode(), query="?dry_run=true")
    ask(ann, "POST", v1 + "/upload/csv", 201, raw=statement().encode())
    ask(ann, "POST", v1 + "/upload/csv", 422, raw=b"nothing")
    ask(ann, "GET", v1 + "/imports", 200)
    ask(ann, "GET", v1 + "/imports/{number}", 200, ids=[1])
    issued = ask(ann, "POST", v1 + "/forecast", 201, {})
    ask(ann, "GET", v1 + "/forecast/daily", 200)
    ask(ann, "GET", v1 + "/forecasts", 200)
    ask(ann, "GET", v1 + "/forecasts/{id}", 200, ids=[issued["id"]])
    account = ask(ann, "POST", v1 + "/accounts", 201, {"number": "N-1", "currency": "EUR"})["id"]
    ask(ann, "GET", v1 + "/accounts/{id}/balance", 200, ids=[account])
    bodies = {
        "flows": {"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00"},
        "positions": {"account": account, "day": "2026-03-02", "instrument": "B", "quantity": "1", "currency": "EUR"},
        "balances": {"account": account, "as_of": "2026-03-02T10:00:00Z", "amount": "1.00"},
        "limits": {"account": account, "floor": "0.00"},
        "accounts": {"number": "N-2", "currency": "EUR"},
    }
    for kind, body in bodies.items():
        row = ask(ann, "POST", f"{v1}/{kind}", 201, body)
        ask(ann, "GET", f"{v1}/{kind}", 200)
        ask(ann, "GET", f"{v1}/{kind}/{{id}}", 200, ids=[row["id"]])
        ask(ann, "PATCH", f"{v1}/{kind}/{{id}}", 200, {}, ids=[row["id"]])
        ask(ben, "PATCH", f"{v1}/{kind}/{{id}}", 403, {}, ids=[row["id"]])
        ask(ann, "DELETE", f"{v1}/{kind}/{{id}}", 204, ids=[row["id"]])
        ask(ann, "GET", f"{v1}/{kind}/{{id}}", 404, ids=[row["id"]])
    ask(ann, "DELETE", v1 + "/imports/{number}", 200, ids=[1])
    ask(ann, "GET", v1 + "/audit", 200)
    ask(ann, "GET", v1 + "/audit/access", 200)
    ask(ann, "POST", v1 + "/auth/sign-out", 204)
    ask(ben, "POST", v1 + "/auth/sign-out-everywhere", 204)
    unseen = {(route["method"], route["path"]) for route in routes(server)} - seen
    assert not unseen, unseen


def the_walk_of_the_handbook_works(server):
    """Runs the shell blocks of docs/api/README.md one after the other."""
    with open(os.path.join(ROOT, "docs", "api", "README.md"), encoding="utf-8") as file:
        blocks = re.findall(r"^```sh\n(.*?)^```", file.read(), re.M | re.S)
    walk = "\n".join(block for block in blocks if "aequitas-server" not in block)
    assert walk.count("curl") > 8, walk
    walk = walk.replace("http://127.0.0.1:8080", f"http://127.0.0.1:{server.port}").replace("aequitas-data/", f"{server.folder}/")
    result = subprocess.run(["sh", "-eu", "-c", walk], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stderr + result.stdout[-2000:]
    assert '"levels":' in result.stdout and '"problem' not in result.stdout, result.stdout[-2000:]
    statuses = [json.loads(line).get("status") for line in server.log if '"event":"request"' in line]
    assert statuses and max(statuses) < 400, statuses


if __name__ == "__main__":
    sys.exit(main("program", [
        settings_come_from_file_environment_and_flags, wrong_settings_are_refused, the_manual_names_every_setting,
        health_is_told, every_request_is_one_line_of_the_log,
        the_description_has_every_route_and_no_other, answers_are_as_described, the_walk_of_the_handbook_works,
    ]))
