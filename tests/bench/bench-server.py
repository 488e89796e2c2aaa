#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The server against its peers in the same run: GET forecast/daily (50 rows, token, role, limit and log included) beside a FastAPI
application with SQLAlchemy that gives the same bytes from the same database, and beside nginx with the same bytes as a file; single
durable writes; reads while two clients upload. wrk with 64 connections, medians of three interleaved rounds. Needs wrk, nginx and
python3-fastapi, -uvicorn, -sqlalchemy, -jwt; what is not there is said and left out."""

import glob
import http.client
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time

from bench_common import BUILD, SEED, folder

SERVER = os.path.join(BUILD, "sync-server", "aequitas-server")
PYTHON = "/usr/bin/python3"
ROUNDS = 3
SECONDS = os.environ.get("AEQ_BENCH_SECONDS", "5")
TICKS = os.sysconf("SC_CLK_TCK")
ROOMY = ["auth-per-minute", "reads-per-second", "writes-per-second", "heavy-per-minute", "organisation-per-second"]
PEER = '''
import os, sqlite3
import jwt
from fastapi import FastAPI, Header, HTTPException
from fastapi.responses import Response
from sqlalchemy import create_engine, text
import json
KEY = open(os.environ["KEY"], "rb").read()
ledger = create_engine("sqlite:///" + os.environ["LEDGER"], connect_args={"check_same_thread": False})
catalog = create_engine("sqlite:///" + os.environ["CATALOG"], connect_args={"check_same_thread": False})
app = FastAPI()
LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975]
SESSION = text("SELECT m.role FROM session s JOIN person p ON p.id = s.person_id JOIN organisation o ON o.id = s.organisation_id"
  " JOIN membership m ON m.organisation_id = s.organisation_id AND m.person_id = s.person_id"
  " WHERE s.uid = :s AND p.uid = :p AND o.uid = :o AND s.ended_at IS NULL")
HEAD = text("SELECT id, uid, as_of, model_version, regime, scenario, p_steady, p_elevated, p_crisis FROM forecast_run ORDER BY id DESC LIMIT 1")
LINES = text("SELECT q.account_id, a.uid, a.number, a.currency, q.horizon, q.day, q.known_net, q.q025, q.q05, q.q10, q.q25, q.q50, q.q75,"
  " q.q90, q.q95, q.q975 FROM forecast_quantile q JOIN account a ON a.id = q.account_id WHERE q.run_id = :r"
  " ORDER BY q.account_id, q.horizon LIMIT :n")
def uid(raw):
    h = raw.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
def money(minor):
    sign, minor = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{minor // 100}.{minor % 100:02d}"
@app.get("/api/v1/forecast/daily")
def daily(limit: int = 100, authorization: str = Header("")):
    try:
        claims = jwt.decode(authorization[7:], KEY, algorithms=["HS256"], audience="aequitas-api")
    except jwt.PyJWTError:
        raise HTTPException(401)
    raw = lambda name: bytes.fromhex(claims[name].replace("-", ""))
    with catalog.connect() as connection:
        row = connection.execute(SESSION, {"s": raw("sid"), "p": raw("sub"), "o": raw("org")}).first()
    if row is None or row[0] < 1:
        raise HTTPException(401)
    with ledger.connect() as connection:
        head = connection.execute(HEAD).first()
        rows = connection.execute(LINES, {"r": head[0], "n": limit}).all()
    return {"data": [{"account": uid(r[1]), "number": r[2], "currency": r[3], "day": r[5], "horizon": r[4], "settled": money(r[6]),
                      "net": [money(round(q)) for q in r[7:]]} for r in rows], "next": None,
            "forecast": {"id": uid(head[1]), "model": head[3], "regime": head[4], "scenario": head[5],
                         "probability": {"steady": head[6], "elevated": head[7], "crisis": head[8]}}, "levels": LEVELS}
'''
NGINX = '''
worker_processes 2; daemon off; pid {dir}/nginx.pid; error_log {dir}/nginx.log;
events {{ worker_connections 1024; }}
http {{ access_log off; client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u;
scgi_temp_path {dir}/s; server {{ listen 127.0.0.1:{port}; root {dir}; default_type application/json; }} }}
'''


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A server process (and its workers) with the processor time they have used."""

    def __init__(self, command, port, **options):
        self.port = port
        self.process = subprocess.Popen(command, start_new_session=True, **options)
        for _ in range(200):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).request("GET", "/")
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{command[0]} did not start")

    def pids(self):
        children = subprocess.run(["pgrep", "-g", str(self.process.pid)], capture_output=True, text=True, check=False).stdout.split()
        return {self.process.pid, *map(int, children)}

    def seconds(self):
        total = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=30)


def wrk(url, token=None, script=None, seconds=SECONDS, connections=64):
    """Requests a second and the 99th percentile in milliseconds; anything but success ends the benchmark."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}", "--latency", "--timeout", "10"]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    if script:
        command += ["-s", script]
    out = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(out)
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", out)
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),
            float(late.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[late.group(2)])


def ask(port, method, path, body=None, token=None, raw=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    connection.request(method, path, json.dumps(body) if body is not None else raw, headers)
    reply = connection.getresponse()
    text = reply.read()
    if reply.status >= 300:
        raise SystemExit(f"{method} {path}: {reply.status} {text[:300]}")
    connection.close()
    return text


def statement(rows, account):
    draw = random.Random(SEED + rows)
    head = "account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,bank_reference,narrative,status\n"
    lines = []
    for n in range(rows):
        day = f"2026-{1 + n * 9 // rows:02d}-{1 + n % 28:02d}"
        lines.append(f"{account},{day}T{n % 24:02d}:00:00Z,{day},{day},{draw.randrange(-10**7, 10**7) / 100:.2f},EUR,,C{n % 50},R{account}-{n},,,actual\n")
    return (head + "".join(lines)).encode()


def serve(folder_name, *more):
    port = free_port()
    flags = [f"--{name}=10000000" for name in ROOMY[1:]] + ["--auth-per-minute=1000000"]
    return Program([SERVER, f"--listen=127.0.0.1:{port}", f"--data={folder_name}", *flags, *more], port,
                   stderr=open(os.path.join(BUILD, "server-bench.log"), "w", encoding="utf-8"))


def start_ours(folder_name):
    program = serve(folder_name)
    port = program.port
    made = json.loads(ask(port, "POST", "/api/v1/auth/sign-up", {"email": "a@b.example", "name": "A", "organisation": "B",
                                                               "password": "a password for the bench"}))
    token = made["access_token"]
    for number in range(3):
        ask(port, "POST", "/api/v1/upload/csv", raw=statement(3000, f"A-{number}"), token=token)
    ask(port, "POST", "/api/v1/forecast", {}, token)
    program.stop()
    return serve(folder_name, "--kept-kilobytes=0"), token


def start_peer(data):
    if subprocess.run([PYTHON, "-c", "import fastapi, uvicorn, sqlalchemy, jwt"], capture_output=True, check=False).returncode != 0:
        print("FastAPI, uvicorn, SQLAlchemy and PyJWT are not there: left out")
        return None
    port = free_port()
    with open(os.path.join(data, "peer.py"), "w", encoding="utf-8") as file:
        file.write(PEER)
    env = {**os.environ, "KEY": os.path.join(data, "token.key"), "CATALOG": os.path.join(data, "catalog.db"),
           "LEDGER": glob.glob(os.path.join(data, "organisations", "*", "ledger.aequitas"))[0]}
    return Program([PYTHON, "-m", "uvicorn", "peer:app", "--port", str(port), "--workers", "2", "--log-level", "warning"], port, cwd=data,
                   env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_nginx(data, content):
    if shutil.which("nginx") is None:
        print("nginx is not there: left out")
        return None
    port = free_port()
    os.chmod(data, 0o755)
    with open(os.path.join(data, "forecast.json"), "wb") as file:
        file.write(content)
    os.chmod(os.path.join(data, "forecast.json"), 0o644)
    path = os.path.join(data, "nginx.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(("user root;" if os.getuid() == 0 else "") + NGINX.format(dir=data, port=port))
    return Program(["nginx", "-c", path], port, stderr=subprocess.DEVNULL)


def measured(program, call):
    before, begun = program.seconds(), time.monotonic()
    rate, late = call()
    used = program.seconds() - before
    return rate, late, used / (rate * (time.monotonic() - begun)) * 1e6


def read_while_uploading(program, token, url):
    stop = threading.Event()
    failed = []

    def upload(name):
        n = 0
        while not stop.is_set():
            n += 1
            try:
                ask(program.port, "POST", "/api/v1/upload/csv", raw=statement(10000, f"{name}-{n}"), token=token)
            except (SystemExit, OSError) as problem:
                failed.append(str(problem))
                return

    threads = [threading.Thread(target=upload, args=(name,)) for name in ("U", "V")]
    for thread in threads:
        thread.start()
    figures = wrk(url, token, connections=32)
    stop.set()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(failed[0])
    return figures


def tell(name, ours, other, goal, at_least=True):
    ratio = ours / other
    met = ratio >= goal if at_least else ratio <= goal
    print(f"{name}: ours {ours:.5g}, other {other:.5g}, ratio {ratio:.3g} (goal {'at least' if at_least else 'at most'} {goal:g})"
          f"{'' if met else '  MISSED'}", flush=True)


def main():
    if shutil.which("wrk") is None:
        print("wrk is not there: nothing measured")
        return
    with folder() as data:
        ours, token = start_ours(os.path.join(data, "data"))
        started = [ours]
        try:
            path = "/api/v1/forecast/daily?limit=50"
            content = ask(ours.port, "GET", path, token=token)
            peer = start_peer(os.path.join(data, "data"))
            nginx = start_nginx(data, content)
            started += [program for program in (peer, nginx) if program]
            print(f"forecast/daily, 50 rows: {len(content)} bytes; memory with three ledgers' pages: {ours.memory():.1f} MB")
            rounds = {"ours": [], "peer": [], "nginx": []}
            for _ in range(ROUNDS):
                rounds["ours"].append(measured(ours, lambda: wrk(f"http://127.0.0.1:{ours.port}{path}", token)))
                if peer:
                    rounds["peer"].append(measured(peer, lambda: wrk(f"http://127.0.0.1:{peer.port}{path}", token)))
                if nginx:
                    rounds["nginx"].append(measured(nginx, lambda: wrk(f"http://127.0.0.1:{nginx.port}/forecast.json")))
            middle = {name: [statistics.median(one[i] for one in found) for i in range(3)] for name, found in rounds.items() if found}
            for name, (rate, late, cost) in middle.items():
                print(f"  {name}: {rate:.0f} requests/s, p99 {late:.1f} ms, {cost:.0f} us of processor a request")
            ours.stop()
            started[0] = ours = serve(os.path.join(data, "data"))
            kept = statistics.median(wrk(f"http://127.0.0.1:{ours.port}{path}", token)[0] for _ in range(ROUNDS))
            print(f"  ours, answers kept: {kept:.0f} requests/s")
            if peer:
                tell("forecast/daily requests/s with kept answers against FastAPI", kept, middle["peer"][0], 15)
                tell("forecast/daily requests/s against FastAPI", middle["ours"][0], middle["peer"][0], 9)
                tell("forecast/daily processor a request against FastAPI", middle["ours"][2], middle["peer"][2], 1 / 20, at_least=False)
                peer.stop()
                started.remove(peer)
            if nginx:
                tell("forecast/daily requests/s against nginx", middle["ours"][0], middle["nginx"][0], 0.30)
                nginx.stop()
                started.remove(nginx)
            url = f"http://127.0.0.1:{ours.port}{path}"
            alone = [wrk(url, token, connections=32) for _ in range(ROUNDS)]
            beside = [read_while_uploading(ours, token, url) for _ in range(ROUNDS)]
            tell("reads kept while two clients upload", statistics.median(r for r, _ in beside), statistics.median(r for r, _ in alone), 0.70)
            tell("their p99 in ms against 25", statistics.median(late for _, late in beside), 25, 1, at_least=False)
            account = json.loads(ask(ours.port, "GET", "/api/v1/accounts?limit=1", token=token))["data"][0]["id"]
            script = os.path.join(data, "write.lua")
            with open(script, "w", encoding="utf-8") as file:
                body = json.dumps({"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00", "status": "actual"})
                file.write(f"wrk.method='POST' wrk.body='{body}' wrk.headers['Content-Type']='application/json'\n")
            writes = [wrk(f"http://127.0.0.1:{ours.port}/api/v1/flows", token, script)[0] for _ in range(ROUNDS)]
            tell("durable single writes/s against 10,000", statistics.median(writes), 10000, 1)
            print(f"memory at the end: {ours.memory():.1f} MB")
        finally:
            for program in started:
                program.stop()


if __name__ == "__main__":
    sys.exit(main())
