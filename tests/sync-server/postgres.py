# SPDX-License-Identifier: MIT
"""A PostgreSQL of the test's own: an unprivileged user, a socket in a temporary folder. It ends with the test, in whatever way."""

import ctypes
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import urllib.parse

PR_SET_PDEATHSIG = 1
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


class Absent(Exception):
    pass


def find_programs():
    """Debian keeps each version's programs apart, and out of the path."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True) + os.environ.get("PATH", "").split(":")
    for folder in folders:
        if all(os.access(os.path.join(folder, name), os.X_OK) for name in ("initdb", "postgres", "psql")):
            return folder
    raise Absent("there is no PostgreSQL here (package postgresql-15)")


def leave_root():
    """PostgreSQL refuses to run as root; and it is to stop at once with the test."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


class Postgres:
    """@durable: what is committed is on the disk, as with servers; else tests do not wait for it."""

    def __init__(self, durable=False):
        self.bin = find_programs()
        self.durable = durable
        self.folder = tempfile.mkdtemp(prefix="aequitas-pg-")
        self.process = None
        self.databases = 0
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        subprocess.run([os.path.join(self.bin, "initdb"), "-D", "data", "-U", "aequitas", "-A", "trust", "-E", "UTF8", "--no-locale",
                        "--no-sync"], cwd=self.folder, preexec_fn=leave_root, check=True, capture_output=True)
        self.start()

    def start(self):
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=60", "shared_buffers=32MB",
                    "lc_messages=C", "log_min_messages=log", *(() if self.durable else QUICK)]
        flags = [word for setting in settings for word in ("-c", setting)]
        self.process = subprocess.Popen([os.path.join(self.bin, "postgres"), "-D", "data", *flags], cwd=self.folder,
                                        preexec_fn=leave_root, stderr=subprocess.PIPE, text=True)
        self.log = []
        for line in self.process.stderr:
            self.log.append(line)
            if "ready to accept connections" in line:
                break
        else:
            raise AssertionError("PostgreSQL did not start: " + "".join(self.log))
        threading.Thread(target=self.log.extend, args=(self.process.stderr,), daemon=True).start()

    def stop(self, how=signal.SIGQUIT):
        """SIGQUIT: as if the power had gone; SIGINT: connections are cut off, and all is written."""
        process, self.process = self.process, None
        process.send_signal(how)
        process.wait(timeout=60)

    def remove(self):
        if self.process is not None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, database, script):
        result = subprocess.run([os.path.join(self.bin, "psql"), "-h", self.folder, "-U", "aequitas", "-d", database, "-qAtX", "-v",
                                 "ON_ERROR_STOP=1", "-c", script], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def ask_passwords_of(self, user):
        path = os.path.join(self.folder, "data", "pg_hba.conf")
        with open(path, encoding="utf-8") as file:
            rules = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"local all {user} scram-sha-256\n{rules}")
        self.sql("postgres", "SELECT pg_reload_conf ()")

    def new_database(self):
        self.databases += 1
        name = f"desk{self.databases}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return name

    def uri(self, database):
        return f"postgresql:///{database}?user=aequitas&host={urllib.parse.quote(self.folder, safe='')}"
