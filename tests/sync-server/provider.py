# SPDX-License-Identifier: MIT
"""A real OpenID provider on loopback: glewlwyd with a database, keys and users of its own."""

import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.parse

from server import Skipped

SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
MODULES = "/usr/lib/glewlwyd"
REDIRECT = "http://127.0.0.1:9/came-back"
SECRET = "secret-of-the-client-9f3c"
PASSWORD = "a password at the provider"
CONFIG = """
port={port}
bind_address="127.0.0.1"
external_url="http://127.0.0.1:{port}"
login_url="login.html"
api_prefix="api"
log_mode="console"
log_level="WARNING"
cookie_secure=0
session_expiration=3600
session_key="SESSION"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="{modules}/user"
client_module_path="{modules}/client"
user_auth_scheme_module_path="{modules}/scheme"
plugin_module_path="{modules}/plugin"
hash_algorithm="SHA512"
database = {{ type = "sqlite3"; path = "{folder}/provider.db"; }};
"""


class Browser:
    """Keeps cookies and follows nothing."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/json"
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            reply = connection.getresponse()
            for cookie in reply.headers.get_all("Set-Cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return reply.status, reply.headers, reply.read().decode()
        finally:
            connection.close()

    def must(self, method, path, body=None):
        status, headers, text = self.ask(method, path, body)
        assert status == 200, f"{method} {path}: {status} {text}"
        return json.loads(text) if text.startswith(("{", "[")) else headers

    def sign_in(self, name, password):
        self.must("POST", "/api/auth/", {"username": name, "password": password})


class Provider:
    def __init__(self, folder):
        if not shutil.which("glewlwyd") or not os.path.exists(SCHEMA):
            raise Skipped("glewlwyd is not there")
        self.folder = folder
        os.makedirs(folder)
        with open(SCHEMA, encoding="utf-8") as file:
            schema = file.read()
        database = sqlite3.connect(os.path.join(folder, "provider.db"))
        database.executescript(schema)
        (text,) = database.execute("SELECT gumi_parameters FROM g_user_module_instance").fetchone()
        parameters = json.loads(text)
        parameters["data-format"]["groups"] = {"multiple": True, "read": True, "write": True}
        database.execute("UPDATE g_user_module_instance SET gumi_parameters = ?", (json.dumps(parameters),))
        database.commit()
        database.close()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}/api/oidc"
        with open(os.path.join(folder, "provider.conf"), "w", encoding="utf-8") as file:
            file.write(CONFIG.format(port=self.port, folder=folder, modules=MODULES))
        self.output = open(os.path.join(folder, "provider.log"), "w", encoding="utf-8")
        self.process = subprocess.Popen(["glewlwyd", "--config-file", os.path.join(folder, "provider.conf")], stdout=self.output,
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            self._wait()
            self._set_up()
        except BaseException:
            self.stop()
            raise

    def _wait(self):
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError as problem:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise AssertionError("the provider did not start: " + self.log()) from problem
                time.sleep(0.02)

    def log(self):
        with open(self.output.name, encoding="utf-8", errors="replace") as file:
            return file.read()[-2000:]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.output.close()

    def _key(self):
        private = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], capture_output=True,
                                 text=True, check=True).stdout
        public = subprocess.run(["openssl", "pkey", "-pubout"], input=private, capture_output=True, text=True, check=True).stdout
        return {"key": private, "cert": public}

    def _plugin(self):
        return {"module": "oidc", "name": "oidc", "display_name": "OIDC", "parameters": {
            "iss": self.issuer, "subject-type": "public", "jwt-type": "rsa", "jwt-key-size": "256", **self._key(),
            "access-token-duration": 3600, "refresh-token-duration": 1209600, "code-duration": 600, "refresh-token-rolling": True,
            "allow-non-oidc": False, "auth-type-code-enabled": True, "auth-type-code-revoke-replayed": True,
            "auth-type-token-enabled": False, "auth-type-id-token-enabled": True, "auth-type-password-enabled": False,
            "auth-type-client-enabled": False, "auth-type-none-enabled": False, "auth-type-refresh-enabled": True,
            "auth-type-device-enabled": False, "jwks-show": True, "scope": [], "additional-parameters": [],
            "name-claim": "mandatory", "email-claim": "mandatory", "scope-claim": "no",
            "claims": [{"name": "groups", "user-property": "groups", "type": "string", "mandatory": True}],
            "pkce-allowed": True, "pkce-required": True, "pkce-method-plain-allowed": False}}

    def _set_up(self):
        self.admin = Browser(self.port)
        self.admin.sign_in("admin", "password")
        self.admin.must("POST", "/api/mod/plugin/", self._plugin())
        for scope in ("email", "profile"):
            self.admin.must("POST", "/api/scope/", {"name": scope, "display_name": scope, "description": scope, "password_required": False,
                                                    "scheme": {}})
        self.admin.must("POST", "/api/client/", {
            "client_id": "aequitas", "name": "Aequitas", "enabled": True, "confidential": True, "password": SECRET,
            "redirect_uri": [REDIRECT], "authorization_type": ["code"], "scope": [], "token_endpoint_auth_method": ["client_secret_basic"]})

    def set_user(self, name, *groups, email=None):
        """Adds one, or changes the one that is there."""
        user = {"name": name.title(), "email": email or f"{name}@bank.example", "enabled": True, "groups": list(groups),
                "scope": ["openid", "email", "profile", "g_profile"]}
        if self.admin.ask("GET", f"/api/user/{name}")[0] == 200:
            self.admin.must("PUT", f"/api/user/{name}", user)
        else:
            self.admin.must("POST", "/api/user/", {"username": name, "password": PASSWORD, **user})

    def rotate_keys(self):
        """From now on every token is signed by another key, and the old one is not published any more."""
        self.admin.must("PUT", "/api/mod/plugin/oidc", self._plugin())
        self.admin.must("PUT", "/api/mod/plugin/oidc/reset")

    def consent(self, name, address):
        """Signs in as @name at the address that the browser was sent to; returns what it is sent back with."""
        browser = Browser(self.port)
        browser.sign_in(name, PASSWORD)
        browser.must("PUT", "/api/auth/grant/aequitas/", {"scope": "openid email profile"})
        parts = urllib.parse.urlsplit(address)
        assert parts.netloc == f"127.0.0.1:{self.port}", address
        status, headers, text = browser.ask("GET", f"{parts.path}?{parts.query}&g_continue")
        assert status == 302 and headers["Location"].startswith(REDIRECT), (status, headers["Location"], text)
        back = urllib.parse.urlsplit(headers["Location"])
        return dict(urllib.parse.parse_qsl(back.query or back.fragment))
