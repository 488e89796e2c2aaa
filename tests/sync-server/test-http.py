#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What HTTP itself offers: tags and conditions, compressed answers, pages of other origins."""

import gzip
import http.client
import json
import re
import shutil
import subprocess
import sys

from server import main, statement

DESK = "https://desk.example"


def fetch(server, path, token, **headers):
    """Status, headers and bytes as they came, nothing unpacked."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}", **sent})
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read()
    finally:
        connection.close()


def what_has_not_changed_is_not_sent_again(server):
    ann = server.sign_up()
    account = ann.account()
    routes = [route for route in json.loads(server.run("routes")[1])
              if route["method"] == "GET" and route["role"] != "anyone" and "{" not in route["path"]]
    tagged = 0
    for route in routes:
        status, headers, body = fetch(server, route["path"], ann.token)
        if status != 200:
            continue
        assert re.fullmatch(r'"[0-9a-f]{32}"', headers["ETag"]), (route, headers["ETag"])
        assert headers["Cache-Control"] == "private, no-cache", route
        for seen in (headers["ETag"], f'W/{headers["ETag"]}', f'"other", {headers["ETag"]}', "*"):
            status, again, rest = fetch(server, route["path"], ann.token, If_None_Match=seen)
            assert status == 304 and rest == b"" and again["ETag"] == headers["ETag"], (route, seen, status)
        assert fetch(server, route["path"], ann.token, If_None_Match='"other"')[2] == body, route
        tagged += 1
    assert tagged > 8, tagged
    before = fetch(server, "/api/v1/flows", ann.token)[1]["ETag"]
    ann.flow(account)
    status, headers, _ = fetch(server, "/api/v1/flows", ann.token, If_None_Match=before)
    assert status == 200 and headers["ETag"] != before


def tags_are_told_by_no_answer_that_may_not_be_kept(server):
    server.sign_up()
    for answer in (server.sign_in(), server.ask("GET", "/health/live"), server.ask("GET", "/api/v1/accounts")):
        assert answer.headers["ETag"] is None and answer.headers["Cache-Control"] == "no-store", answer.headers


def a_tag_is_the_same_from_every_loop_and_after_a_restart(server):
    ann = server.sign_up()
    ann.account()
    tags = {fetch(server, "/api/v1/accounts", ann.token)[1]["ETag"] for _ in range(8)}
    server.stop()
    server.start()
    tags.add(fetch(server, "/api/v1/accounts", ann.token)[1]["ETag"])
    assert len(tags) == 1, tags


def a_change_is_made_only_to_what_was_read(server):
    ann = server.sign_up()
    account = ann.account()
    path = f"/flows/{ann.flow(account)['id']}"
    tag = ann.ask("GET", path).headers["ETag"]
    changed = ann.ask("PATCH", path, {"amount": "13.00"}, headers={"If-Match": tag})
    changed.must(200)
    assert changed.headers["ETag"] == ann.ask("GET", path).headers["ETag"] != tag
    ann.ask("PATCH", path, {"amount": "14.00"}, headers={"If-Match": tag}).must(412)
    ann.ask("DELETE", path, headers={"If-Match": f'{tag}, W/{changed.headers["ETag"]}'}).must(412)
    assert ann.get(path)["amount"] == "13.00"
    ann.ask("PATCH", path, {"amount": "15.00"}, headers={"If-Match": changed.headers["ETag"]}).must(200)
    ann.ask("DELETE", path, headers={"If-Match": "*"}).must(204)
    ann.ask("DELETE", path, headers={"If-Match": "*"}).must(404)
    ann.ask("POST", "/flows", {"account": account}, headers={"If-Match": tag}).must(400)
    own = f"/organisations/{ann.organisation}"
    tag = ann.ask("GET", own).headers["ETag"]
    ann.ask("PATCH", own, {"name": "One"}, headers={"If-Match": tag}).must(200)
    ann.ask("PATCH", own, {"name": "Two"}, headers={"If-Match": tag}).must(412)


def large_answers_are_compressed_for_who_accepts_it(server):
    ann = server.sign_up()
    ann.upload(statement()).must(201)
    path = "/api/v1/flows"
    _, headers, plain = fetch(server, path, ann.token)
    assert headers["Content-Encoding"] is None and "Accept-Encoding" in headers["Vary"], headers
    for accept, coding in (("gzip", "gzip"), ("zstd", "zstd"), ("gzip, deflate, br, zstd", "zstd"), ("zstd;q=0.5, gzip;q=0.8", "gzip"),
                           ("*", "zstd"), ("zstd;q=0, *", "gzip"), ("br, deflate", None), ("gzip;q=0", None), ("", None), ("gzip;q", None)):
        for _ in range(2):  # made, and kept
            _, headers, body = fetch(server, path, ann.token, Accept_Encoding=accept)
            assert headers["Content-Encoding"] == coding, (accept, headers["Content-Encoding"])
            if coding == "gzip":
                assert gzip.decompress(body) == plain and len(body) < len(plain) / 3, len(body)
            elif coding == "zstd" and shutil.which("zstd"):
                assert subprocess.run(["zstd", "-dc"], input=body, capture_output=True, check=True).stdout == plain
            elif coding is None:
                assert body == plain
            assert int(headers["Content-Length"]) == len(body)
        tag = headers["ETag"]
        assert coding is None or coding in tag, tag
        assert fetch(server, path, ann.token, Accept_Encoding=accept, If_None_Match=tag)[0] == 304
    assert fetch(server, "/api/v1/organisations", ann.token, Accept_Encoding="gzip")[1]["Content-Encoding"] is None


def other_origins_are_let_in_when_they_are_named(server):
    ann = server.sign_up()
    preflight = {"Origin": DESK, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    answer = server.ask("OPTIONS", "/api/v1/accounts", headers=preflight)
    assert answer.status == 405 and answer.headers["Access-Control-Allow-Origin"] is None
    server.stop()
    server.settings["cors_origins"] = f"https://other.example:8443, {DESK}"
    server.start()
    answer = server.ask("OPTIONS", "/api/v1/accounts", headers=preflight)
    answer.must(204)
    assert answer.headers["Access-Control-Allow-Origin"] == DESK and answer.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    for method, path, status in (("GET", "/accounts", 200), ("GET", "/accounts/x", 404), ("POST", "/accounts", 415)):
        answer = ann.ask(method, path, headers={"Origin": DESK})
        assert answer.status == status and answer.headers["Access-Control-Allow-Origin"] == DESK, (method, path, answer.headers)
        assert "Origin" in ", ".join(answer.headers.get_all("Vary")) and answer.headers["Access-Control-Allow-Credentials"] is None
    for origin in ("https://desk.example.evil", "http://desk.example", "null", "https://desk", "*", ""):
        assert ann.ask("GET", "/accounts", headers={"Origin": origin}).headers["Access-Control-Allow-Origin"] is None, origin
        assert server.ask("OPTIONS", "/api/v1/accounts", headers={**preflight, "Origin": origin}).status == 405, origin
    server.stop()
    server.settings["cors_origins"] = "*"
    status, out = server.run("--print-config")
    assert status == 2 and "cors_origins" in out, out
    server.settings["cors_origins"] = ""
    server.start()


if __name__ == "__main__":
    sys.exit(main("http", [
        what_has_not_changed_is_not_sent_again, tags_are_told_by_no_answer_that_may_not_be_kept,
        a_tag_is_the_same_from_every_loop_and_after_a_restart, a_change_is_made_only_to_what_was_read,
        large_answers_are_compressed_for_who_accepts_it, other_origins_are_let_in_when_they_are_named,
    ]))
