#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The keyring as the desktop asks it: a real gnome-keyring on a bus of the test's own, unlocked, locked and never opened; a bus without one;
no bus at all; and libsecret's file back end. TAP."""

import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROBE = sys.argv[1]
STORED = "Stored in the keyring"
NONE = "Nothing is stored in the keyring"
LOCKED = "The keyring is locked: unlock it and try again"
ABSENT = "No keyring service runs in this session: start one, such as GNOME Keyring, and try again"
REFUSED = "The keyring refused"
SECRET = "s3cret-Grüße-93bf"
# Nothing is started by name: what runs is what the test started.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=@FOLDER@</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class Session:
    """A home, a bus, and a keyring when asked for: "unlocked", "locked", "absent"."""

    def __init__(self, folder, keyring):
        self.environment = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder + "/run", "XDG_DATA_HOME": folder + "/data"}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "SECRET_BACKEND"):
            self.environment.pop(name, None)
        os.makedirs(folder + "/run", mode=0o700, exist_ok=True)
        with open(folder + "/bus.conf", "w", encoding="utf-8") as file:
            file.write(BUS.replace("@FOLDER@", folder))
        self.started = []
        bus = self.start(["dbus-daemon", "--config-file", folder + "/bus.conf", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        if keyring != "absent":
            self.start_keyring(keyring == "unlocked")

    def start(self, command, **options):
        # The warnings of other programs are not ours to die of.
        environment = {name: value for name, value in self.environment.items() if name != "G_DEBUG"}
        self.started.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, **options))
        return self.started[-1]

    def start_keyring(self, unlocked):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"] + (["--unlock"] if unlocked else [])
        daemon = self.start(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        if unlocked:
            daemon.stdin.write(b"password")
        daemon.stdin.close()
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"], env=self.environment, check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.started):
            process.terminate()
            process.wait()


def ask(environment, action, name="desk", kind="fred", secret=""):
    done = subprocess.run([PROBE, action, kind, name], env=environment, input=secret.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=True, timeout=40)
    said = done.stderr.decode()
    assert "CRITICAL" not in said and "WARNING" not in said, said
    assert SECRET not in said, said
    return done.stdout.decode().splitlines()


def expect(got, *lines):
    assert got == list(lines), f"{got}, and not {list(lines)}"


def goes_in_comes_out_and_goes(environment):
    expect(ask(environment, "lookup"), NONE)
    expect(ask(environment, "store", secret=SECRET), STORED)
    expect(ask(environment, "lookup"), STORED, SECRET)
    expect(ask(environment, "peek"), STORED)
    expect(ask(environment, "peek", name="other"), NONE)
    expect(ask(environment, "lookup", name="other"), NONE)
    expect(ask(environment, "lookup", kind="jp-morgan"), NONE)
    expect(ask(environment, "store", secret="another"), STORED)
    expect(ask(environment, "lookup"), STORED, "another")
    expect(ask(environment, "clear"), NONE)
    expect(ask(environment, "lookup"), NONE)
    expect(ask(environment, "clear"), NONE)


def an_open_keyring_keeps_a_secret(folder):
    with Session(folder, "unlocked") as session:
        goes_in_comes_out_and_goes(session.environment)


def a_secret_outlives_the_session(folder):
    with Session(folder, "unlocked") as session:
        expect(ask(session.environment, "store", secret=SECRET), STORED)
    with Session(folder, "unlocked") as session:
        expect(ask(session.environment, "lookup"), STORED, SECRET)


def a_locked_keyring_is_not_an_empty_one(folder):
    with Session(folder, "unlocked") as session:
        expect(ask(session.environment, "store", secret=SECRET), STORED)
    with Session(folder, "locked") as session:
        expect(ask(session.environment, "peek"), LOCKED)
        expect(ask(session.environment, "peek", name="other"), LOCKED)
        expect(ask(session.environment, "lookup"), LOCKED)
        expect(ask(session.environment, "lookup", name="other"), LOCKED)
        expect(ask(session.environment, "store", secret="another"), LOCKED)
    with Session(folder, "unlocked") as session:
        expect(ask(session.environment, "lookup"), STORED, SECRET)


def a_keyring_that_was_never_opened_is_locked(folder):
    with Session(folder, "locked") as session:
        expect(ask(session.environment, "peek"), LOCKED)
        expect(ask(session.environment, "peek", name="other"), LOCKED)
        expect(ask(session.environment, "lookup"), LOCKED)
        expect(ask(session.environment, "store", secret=SECRET), LOCKED)


def a_bus_without_a_keyring_says_so(folder):
    with Session(folder, "absent") as session:
        for action in ("peek", "lookup", "store", "clear"):
            expect(ask(session.environment, action, secret=SECRET), ABSENT)


def no_bus_at_all_says_so(folder):
    with Session(folder, "absent") as session:
        environment = {**session.environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=" + folder + "/none"}
    for action in ("lookup", "store", "clear"):
        expect(ask(environment, action, secret=SECRET), ABSENT)


def file_environment(folder, **more):
    return {**os.environ, "HOME": folder, "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": folder + "/k.keyring",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=" + folder + "/none", **more}


def the_file_back_end_keeps_a_secret(folder):
    environment = file_environment(folder, SECRET_FILE_TEST_PASSWORD="password")
    goes_in_comes_out_and_goes(environment)
    ask(environment, "store", secret=SECRET)
    with open(folder + "/k.keyring", "rb") as file:
        assert SECRET.encode() not in file.read()


def what_is_no_secret_is_refused(folder):
    environment = file_environment(folder, SECRET_FILE_TEST_PASSWORD="password")
    expect(ask(environment, "store", secret=""), REFUSED)
    expect(ask(environment, "store", secret="x" * 65537), REFUSED)
    expect(ask(environment, "lookup"), NONE)
    expect(ask(environment, "store", secret="x" * 65536), STORED)


def a_cancel_ends_it(folder):
    expect(ask(file_environment(folder, SECRET_FILE_TEST_PASSWORD="password"), "cancelled"), "cancelled")


TESTS = [an_open_keyring_keeps_a_secret, a_secret_outlives_the_session, a_locked_keyring_is_not_an_empty_one,
         a_keyring_that_was_never_opened_is_locked, a_bus_without_a_keyring_says_so, no_bus_at_all_says_so,
         the_file_back_end_keeps_a_secret, what_is_no_secret_is_refused, a_cancel_ends_it]


def main():
    print(f"1..{len(TESTS)}", flush=True)
    failed = 0
    for number, test in enumerate(TESTS, 1):
        name = "/secrets/keyring/" + test.__name__.replace("_", "-")
        folder = tempfile.mkdtemp(prefix="aeq-keyring-")
        try:
            test(folder)
            print(f"ok {number} {name}", flush=True)
        except Exception:  # whatever goes wrong is a failed test, and the next one still runs
            failed += 1
            text = traceback.format_exc().strip().replace("\n", "\n# ")
            print(f"not ok {number} {name}\n# {text}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
