#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that an include against the arrows of src/DESIGN.md does not compile: a one-line file is compiled with the very flags
with which the build compiles a folder's sources; and that only the server's programs are linked with libpq. TAP."""

import json
import os
import shlex
import subprocess
import sys

# folder, header, whether the arrows allow it
PAIRS = [
    ("store", "aeq-money.h", True),
    ("ledger", "aeq-store.h", True),
    ("import", "aeq-flow.h", True),
    ("forecast", "aeq-timeline.h", True),
    ("export", "aeq-chart.h", True),
    ("base", "aeq-store.h", False),
    ("chart", "aeq-document.h", False),
    ("chart", "aeq-account.h", False),
    ("export", "aeq-ledger.h", False),
    ("chart", "aeq-chart-view.h", False),
    ("base", "aeq-ledger.h", False),
    ("store", "aeq-ledger.h", False),
    ("store-pgsql", "aeq-store-driver.h", True),
    ("store-pgsql", "aeq-ledger.h", False),
    ("store", "aeq-store-pgsql.h", False),
    ("ledger", "aeq-store-pgsql.h", False),
    ("jobs", "aeq-store-pgsql.h", False),
    ("cli", "aeq-store-pgsql.h", False),
    ("app", "aeq-store-pgsql.h", False),
    ("ledger", "aeq-read.h", False),
    ("series", "aeq-ledger.h", False),
    ("series", "aeq-store.h", False),
    ("market", "aeq-ledger.h", False),
    ("regime", "aeq-store.h", False),
    ("forecast", "aeq-ledger.h", False),
    ("forecast", "aeq-store.h", False),
    ("stress", "aeq-stats.h", True),
    ("stress", "aeq-shock.h", False),
    ("stress", "aeq-ledger.h", False),
    ("stress", "aeq-store.h", False),
    ("import", "aeq-store.h", False),
    ("import", "aeq-job-import.h", False),
    ("jobs", "aeq-cli.h", False),
    ("jobs", "aeq-keyring.h", False),
    ("secrets", "aeq-store.h", False),
    ("jobs", "aeq-call.h", False),
]


def flags_by_folder(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    flags = {}
    for entry in entries:
        source = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        parts = source.split(os.sep)
        # A folder may hold a second, smaller library: the one that bears its name counts.
        if parts[-3:-2] == ["src"] and any(f"libaeq-{parts[-2]}.a.p" in word for word in shlex.split(entry["command"])):
            flags.setdefault(parts[-2], (entry["directory"], shlex.split(entry["command"])))
    return flags


def without_files(command):
    """The compiler and its flags, without source, output and dependency files."""
    kept, skip = [], False
    for word in command:
        if skip or word in ("-o", "-MF", "-MQ", "-c"):
            skip = not skip and word != "-c"
        elif not word.endswith(".c") and word not in ("-MD",):
            kept.append(word)
    return kept


def compiles(directory, command, header):
    text = f'#include "{header}"\n'
    result = subprocess.run(without_files(command) + ["-fsyntax-only", "-xc", "-"], cwd=directory, input=text,
                            capture_output=True, text=True, check=False)
    return result.returncode == 0, result.stderr


def programs(build):
    """The programs that the build makes of src."""
    for folder, _, files in os.walk(os.path.join(build, "src")):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                if os.access(path, os.X_OK) and file.read(4) == b"\x7fELF":
                    yield path


def linked_with_libpq(build):
    """Those of them that ask for libpq when they start; the driver's library is only for sync-server."""
    found = []
    for path in programs(build):
        listed = subprocess.run(["readelf", "--dynamic", path], capture_output=True, text=True, check=True).stdout
        if "libpq." in listed:
            found.append(os.path.basename(path))
    return found


def main():
    flags = flags_by_folder(sys.argv[1])
    source_root = sys.argv[2]
    print(f"1..{len(PAIRS) + 1}")
    failed = False
    for number, (folder, header, allowed) in enumerate(PAIRS, 1):
        title = f"{folder} {'sees' if allowed else 'does not see'} {header}"
        known = any(header in files for _, _, files in os.walk(os.path.join(source_root, "src")))
        if folder not in flags or not known:
            print(f"ok {number} {title} # SKIP not in this build")
            continue
        done, message = compiles(*flags[folder], header)
        missing = header in message and "No such file" in message
        good = done if allowed else not done and missing
        failed = failed or not good
        print(f"{'ok' if good else 'not ok'} {number} {title}")
        if not good:
            print("# " + message.replace("\n", "\n# "))
    wrong = linked_with_libpq(sys.argv[1])
    failed = failed or bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {len(PAIRS) + 1} no program of src is linked with libpq {' '.join(wrong)}".rstrip())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
