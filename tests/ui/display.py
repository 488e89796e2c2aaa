# SPDX-License-Identifier: MIT
"""A display, a session bus and a home of its own for each program under test, all ended with the process that asked."""

import os
import shutil
import subprocess
import sys
import tempfile

# The system's own, which has the bindings of the accessible tree; another one may come first in the path.
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
NEEDED = ["Xvfb", "dbus-run-session"]
SETTINGS = "[Settings]\ngtk-enable-animations=false\ngtk-cursor-blink=false\ngtk-font-name=Cantarell 11\n"


def missing(*more):
    """The sentence that says what is not there, or None."""
    absent = [name for name in [*NEEDED, *more] if shutil.which(name) is None]
    if absent:
        return f"{', '.join(absent)} not installed"
    bindings = "import gi; gi.require_version('Atspi', '2.0')"
    if subprocess.run([PYTHON, "-c", bindings], check=False, stderr=subprocess.DEVNULL).returncode != 0:
        return "python3-gi or gir1.2-atspi-2.0 not installed"
    return None


def rerun(size, *arguments):
    """Runs this script again inside a display and a bus; returns its exit status. INSIDE names a file for what it has to say: the
    services of the bus have standard output for themselves."""
    home = tempfile.mkdtemp(prefix="aeq-ui-")
    folders = {"HOME": home, "XDG_RUNTIME_DIR": home + "/run", "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data",
               "XDG_CACHE_HOME": home + "/cache"}
    for folder in folders.values():
        os.makedirs(folder, mode=0o700, exist_ok=True)
    os.makedirs(home + "/config/gtk-4.0")
    with open(home + "/config/gtk-4.0/settings.ini", "w", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"], pass_fds=[writer],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as ready:
            number = ready.readline().strip()
        env = {**os.environ, **folders, "DISPLAY": ":" + number, "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
               "GDK_BACKEND": "x11", "LC_ALL": "C.UTF-8", "TZ": "UTC", "INSIDE": home + "/said"}
        for name in ("WAYLAND_DISPLAY", "G_DEBUG"):  # warnings are fatal to the program, not to who looks at it
            env.pop(name, None)
        status = subprocess.run(["dbus-run-session", "--", PYTHON, *arguments], env=env, check=False,
                                stdout=subprocess.DEVNULL).returncode
        if os.path.exists(home + "/said"):
            with open(home + "/said", encoding="utf-8") as said:
                print(said.read(), end="", flush=True)
        return status
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)
