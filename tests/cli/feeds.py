# SPDX-License-Identifier: MIT
"""A stand-in for the public feeds on loopback: invented values in the shapes that the services answer with."""

import http.server
import json
import ssl
import threading
import urllib.parse

KEY = "0123456789abcdef0123456789abcdef"
BAD_KEY = "ffffffffffffffffffffffffffffffff"
KEY_MESSAGE = "Bad Request.  The value for variable api_key is not registered."


class Feeds:
    """values: series -> {day: text}; break_with: path prefix -> (status, body)."""

    def __init__(self, values, certificate=None):
        self.values = values
        self.break_with = {}
        self.asked = []
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(url.query))
                owner.asked.append((url.path, query))
                status, body = owner.answer(url.path, query)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        scheme = "https" if certificate is not None else "http"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def options(self, *feeds):
        return [word for feed in feeds or ("fred", "nyfed", "ofr") for word in ("--base-url", f"{feed}={self.url}")]

    def answer(self, path, query):
        for prefix, (status, body) in self.break_with.items():
            if path.startswith(prefix):
                return status, body if isinstance(body, bytes) else body.encode()
        if path == "/fred/series/observations":
            return self.fred(query)
        if path.startswith("/api/rates/"):
            return 200, self.nyfed(path, query)
        if path == "/v1/series/timeseries":
            days = self.values.get(query["mnemonic"], {})
            return 200, json.dumps([[day, value] for day, value in days.items() if day >= query["start_date"]]).encode()
        if path.endswith("/fsi.csv"):
            head = "Date,OFR FSI,Credit,Equity valuation,Safe assets,Funding,Volatility,United States\n"
            rows = [f"{day},{value},1,2,3,4,5,6\n" for day, value in self.values.get("OFRFSI", {}).items()]
            return 200, (head + "".join(rows)).encode()
        return 404, b"not here"

    def fred(self, query):
        if query["api_key"] != KEY:
            return 400, json.dumps({"error_code": 400, "error_message": KEY_MESSAGE}).encode()
        if query["series_id"] not in self.values:
            message = "Bad Request.  The series does not exist."
            return 400, json.dumps({"error_code": 400, "error_message": message}).encode()
        days = [(day, value) for day, value in sorted(self.values[query["series_id"]].items())
                if day >= query["observation_start"]]
        first, limit = int(query["offset"]), int(query["limit"])
        rows = [{"realtime_start": "2026-03-02", "realtime_end": "2026-03-02", "date": day, "value": value}
                for day, value in days[first:first + limit]]
        return 200, json.dumps({"count": len(days), "offset": first, "limit": limit, "observations": rows}).encode()

    def nyfed(self, path, query):
        kind = path.split("/")[4].upper()
        rates = [{"effectiveDate": day, "type": kind, "percentRate": value, "revisionIndicator": ""}
                 for day, value in sorted(self.values.get(kind, {}).items(), reverse=True)
                 if query["startDate"] <= day <= query["endDate"]]
        for rate in rates:
            if kind == "EFFR":
                rate |= {"targetRateFrom": "3.50", "targetRateTo": 3.75}
            if kind == "SOFR":
                rate["percentPercentile99"] = 4.0
        return json.dumps({"refRates": rates}).encode()


class SlowFeeds(Feeds):
    """Answers what comes after the first request when it is let go."""

    def __init__(self, values):
        self.go = threading.Event()
        super().__init__(values)
        self.server.handle_error = lambda *_: None  # nobody listens any more

    def answer(self, path, query):
        if len(self.asked) > 1:
            self.go.wait(60)
        return super().answer(path, query)
