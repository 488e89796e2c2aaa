#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Uploads as forms, tried before they are made, and made while nobody waits."""

import collections
import os
import random
import sys

from server import HEADER, main, statement

BAD = HEADER + "A-1,2026-02-30T09:00:00Z,2026-02-30,2026-02-30,1.00,EUR,,,,,,actual\n"
LATER = {"Prefer": "respond-async"}


def form(*parts, boundary="b0undary", end=True):
    """A body of parts, each (field, value) or (field, value, file name), and its headers."""
    body = b""
    for name, value, *file in parts:
        more = f'; filename="{file[0]}"' if file else ""
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value.encode() + b"\r\n"
    return {"raw": body + (f"--{boundary}--\r\n".encode() if end else b""),
            "headers": {"Content-Type": f"multipart/form-data; boundary={boundary}"}}


def send(person, *parts, path="/upload/csv", more=None, **how):
    made = form(*parts, **how)
    return person.ask("POST", path, raw=made["raw"], headers={**made["headers"], **(more or {})})


def nothing_is_left(server):
    assert os.listdir(os.path.join(server.folder, "incoming")) == []


def a_form_is_read_like_a_body(server):
    ann = server.sign_up()
    made = send(ann, ("file", statement(), "march.csv")).must(201)
    assert made["file"] == "march.csv" and made["added"] == 120, made
    assert ann.upload(statement()).must(201)["duplicates"] == 120
    plain = statement(20, account="")
    tried = send(ann, ("account", "Z-9"), ("upload", plain, "C:\\\\desk\\\\april.csv"), ("dry_run", "true")).must(200)
    assert tried["file"] == "april.csv" and tried["added"] == 40 and tried["dry_run"], tried
    large = statement(5000, account="L-1")  # many pieces, in parts of the boundary too
    assert send(ann, ("file", large.replace("Customer", "--b0undar"), "large.csv")).must(201)["added"] == 10000
    nothing_is_left(server)


def a_form_that_is_none_is_refused(server):
    ann = server.sign_up()
    file = ("file", statement(), "a.csv")
    refused = [
        send(ann, file, file), send(ann, ("name", "a.csv")), send(ann, file, end=False), send(ann),
        send(ann, *[(f"f{n}", "x") for n in range(40)], file), send(ann, ("account", "x" * 5000), file),
        send(ann, ("account", "a\0b"), file), send(ann, ("nonsense", "x"), file), send(ann, ("file", statement(), "..")),
        ann.upload(b"--x", headers={"Content-Type": "multipart/form-data"}),
        ann.upload(b"--x" * 1000, headers={"Content-Type": "multipart/form-data; boundary=y"}),
    ]
    for number, answer in enumerate(refused):
        assert answer.status == 400, (number, answer.status, answer.text)
    assert ann.get("/imports")["data"] == []
    nothing_is_left(server)


def mutate(draw, data):
    """Some places of it changed, left out, doubled or put elsewhere; those of its grammar more often than others."""
    data = bytearray(data)
    for _ in range(draw.randrange(1, 6)):
        at = draw.randrange(len(data) + 1)
        if draw.random() < 0.5:
            marks = [n for n in range(len(data)) if data[n] in b'-\r\n";:=']
            at = draw.choice(marks) if marks else at
        length = draw.choice((1, 1, 2, 8, 64))
        piece = data[at:at + length]
        how = draw.randrange(5)
        if how == 0:
            data[at:at + length] = bytes(draw.randrange(256) for _ in piece)
        elif how == 1:
            del data[at:at + length]
        elif how == 2:
            data[at:at] = piece * draw.randrange(1, 50)
        elif how == 3:
            data[at:at] = draw.choice((b"--b0undary", b"--b0undary--", b"\r\n\r\n", b'filename="', b'name="', b"\0", b"\n", b"Content-Type: multipart/mixed; boundary=i"))
        else:
            del data[at:]
    return bytes(data)


def a_form_that_is_broken_anywhere_is_no_fault_of_the_server(server):
    seed = int(os.environ.get("AEQ_FUZZ_SEED", "20261122"))
    draw = random.Random(seed)
    ann = server.sign_up()
    whole = form(("account", "A-1"), ("file", statement(2), "june.csv"), ("profile", ""))
    statuses = collections.Counter()
    for n in range(20000 if os.environ.get("AEQ_LONG") else 300):
        raw = mutate(draw, whole["raw"])
        headers = whole["headers"] if draw.random() < 0.9 else {"Content-Type": mutate(draw, whole["headers"]["Content-Type"].encode())
                                                                .decode("latin-1").translate({10: None, 13: None, 0: None})}
        answer = ann.ask("POST", "/upload/preview", raw=raw, headers=headers)
        assert answer.status in (200, 400, 404, 409, 413, 415, 422), (seed, n, answer.status, answer.text, headers, raw)
        statuses[answer.status] += 1
    assert statuses[200] > 0 and statuses[200] < sum(statuses.values()), statuses
    assert ann.all("/flows") == [] and ann.get("/accounts")["data"] == []


def a_form_is_the_same_request_with_any_boundary(server):
    ann = server.sign_up()
    key = {"Idempotency-Key": "once"}
    file = ("file", statement(), "a.csv")
    first = send(ann, file, more=key).must(201)
    assert send(ann, file, more=key, boundary="another").must(201) == first
    send(ann, ("file", statement(30), "a.csv"), more=key).must(422)
    assert len(ann.get("/imports")["data"]) == 1


def a_form_larger_than_it_may_be_is_refused(server):
    server.stop()
    server.settings["upload_megabytes"] = 1
    server.start()
    ann = server.sign_up()
    body = form(("file", "x" * 1_200_000, "a.csv"))["raw"]
    head = (f"POST /api/v1/upload/csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ann.token}\r\n"
            "Content-Type: multipart/form-data; boundary=b0undary\r\n").encode()
    assert server.raw(head + f"Content-Length: {len(body)}\r\n\r\n".encode()).startswith(b"HTTP/1.1 413")
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    assert server.raw(head + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk).startswith(b"HTTP/1.1 413")
    nothing_is_left(server)


def a_preview_says_what_would_come_and_keeps_nothing(server):
    ann = server.sign_up()
    before = ann.get("/audit")
    seen = ann.ask("POST", "/upload/preview?name=march.csv", raw=statement().encode()).must(200)
    assert seen["format"] == "csv" and seen["trouble"] is None and seen["whole"] and seen["import"]["added"] == 120, seen
    assert seen["new_accounts"] == ["A-1 EUR"] and len(seen["flows"]) == 30 and seen["flows"][0]["amount"] == "1000.25", seen
    assert {"header": "amount", "role": "amount"} in seen["columns"], seen["columns"]
    seen = send(ann, ("file", BAD, "bad.csv"), path="/upload/preview").must(200)
    assert seen["import"]["rejected"] == 1 and seen["import"]["errors"][0]["line"] == 2, seen
    assert ann.ask("POST", "/upload/preview", raw=b"\x00\x01nothing").must(200)["trouble"]
    assert ann.get("/accounts")["data"] == [] and ann.get("/imports")["data"] == [] and ann.get("/audit") == before
    nothing_is_left(server)


def finished(server, person, job):
    server.wait_for("job", job=job["id"])
    return person.get(f"/jobs/{job['id']}")


def nobody_has_to_wait_for_an_upload(server):
    ann = server.sign_up()
    answer = ann.ask("POST", "/upload/csv?name=march.csv", raw=statement().encode(), headers=LATER)
    job = answer.must(202)
    assert answer.headers["Location"] == f"/api/v1/jobs/{job['id']}" and answer.headers["Preference-Applied"] == "respond-async"
    assert job["state"] == "queued" and job["path"] == "/api/v1/upload/csv", job
    done = finished(server, ann, job)
    assert done["state"] == "done" and done["progress"] == 1 and done["status"] == 201 and done["finished_at"], done
    result = ann.ask("GET", f"/jobs/{job['id']}/result").must(201)
    assert result["added"] == 120 and result["file"] == "march.csv", result
    issued = ann.ask("POST", "/forecast", {"days": 3}, headers=LATER).must(202)
    refused = ann.ask("POST", "/upload/csv", raw=BAD.encode(), headers=LATER).must(202)
    assert finished(server, ann, issued)["status"] == 201 and finished(server, ann, refused)["status"] == 422
    assert ann.ask("GET", f"/jobs/{refused['id']}/result").must(422)["rejected"] == 1
    document = ann.ask("GET", f"/jobs/{issued['id']}/result").must(201)
    assert ann.get(f"/forecasts/{document['id']}")["id"] == document["id"]
    assert {one["id"] for one in ann.get("/jobs")["data"]} == {job["id"], issued["id"], refused["id"]}
    actions = [row["action"] for row in ann.get("/audit")["data"]]
    assert actions.count("imported") == 1 and actions.count("forecast-issued") == 1, actions
    nothing_is_left(server)


def a_job_is_its_own_persons(server):
    ann = server.sign_up()
    eve = server.sign_up("eve")
    ben = ann.invite("ben", "admin")
    job = ann.ask("POST", "/upload/csv", raw=statement().encode(), headers=LATER).must(202)
    finished(server, ann, job)
    for other in (eve, ben):
        for path in (f"/jobs/{job['id']}", f"/jobs/{job['id']}/result"):
            other.ask("GET", path).must(404)
        assert other.get("/jobs")["data"] == []


def a_job_with_a_key_is_done_once(server):
    ann = server.sign_up()
    headers = {**LATER, "Idempotency-Key": "once"}
    jobs = [ann.ask("POST", "/upload/csv", raw=statement().encode(), headers=headers).must(202) for _ in range(3)]
    results = [ann.ask("GET", f"/jobs/{finished(server, ann, job)['id']}/result").must(201) for job in jobs]
    assert results[0] == results[1] == results[2] and len(ann.get("/imports")["data"]) == 1, results


def too_many_jobs_are_refused_and_old_ones_forgotten(server):
    ann = server.sign_up()
    jobs, busy = [], 0
    while len(jobs) < 40:
        answer = ann.ask("POST", "/upload/csv", raw=statement(2).encode(), headers=LATER)
        assert answer.status in (202, 503), answer.text
        if answer.status == 202:
            jobs.append(answer.json["id"])
        else:
            busy += 1
            server.wait_for("job", job=jobs[-1])
    server.wait_for("job", job=jobs[-1])
    assert len(ann.get("/jobs")["data"]) == 32
    ann.ask("GET", f"/jobs/{jobs[0]}").must(404)
    ann.ask("GET", f"/jobs/{jobs[-1]}").must(200)


def what_was_begun_is_finished_before_the_end(server):
    ann = server.sign_up()
    job = ann.ask("POST", "/upload/csv", raw=statement(3000).encode(), headers=LATER).must(202)
    server.stop()
    assert any(f'"job":"{job["id"]}"' in line for line in server.log), server.log[-5:]
    server.start()
    assert ann.get("/imports")["data"][0]["added"] == 6000
    ann.ask("GET", f"/jobs/{job['id']}").must(404)


if __name__ == "__main__":
    sys.exit(main("uploads", [
        a_form_is_read_like_a_body, a_form_that_is_none_is_refused, a_form_that_is_broken_anywhere_is_no_fault_of_the_server,
        a_form_is_the_same_request_with_any_boundary,
        a_form_larger_than_it_may_be_is_refused, a_preview_says_what_would_come_and_keeps_nothing, nobody_has_to_wait_for_an_upload,
        a_job_is_its_own_persons, a_job_with_a_key_is_done_once, too_many_jobs_are_refused_and_old_ones_forgotten,
        what_was_begun_is_finished_before_the_end,
    ]))
