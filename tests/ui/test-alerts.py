#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Alerts page end to end: a breach of a limit in the ledger is told on the desktop, acknowledged, taken back, and not told again within
its cool-down; rules are typed; what is seen is exported. The desktop's notifications are taken by a stand-in of this test."""

import json
import os
import subprocess

from desktop import Desktop, NOW, run, test, wait, walk, words

INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""
HOUR_LATER = "2026-11-20T15:31:00Z"


class Notifications:
    """Keeps what programs on this session bus want to have told."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.glib, self.told = GLib, []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.bus.register_object("/org/freedesktop/Notifications", Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self.answer, None, None)
        owned = []
        Gio.bus_own_name_on_connection(self.bus, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE, lambda *_: owned.append(True), None)
        wait("the stand-in for notifications", lambda: owned)

    def answer(self, _bus, sender, _path, _interface, method, arguments, invocation):
        if method == "Notify":
            _name, replaces, _icon, title, body, actions, _hints, _timeout = arguments.unpack()
            self.told.append({"id": replaces or len(self.told) + 1, "title": title, "body": body, "actions": actions, "sender": sender})
            invocation.return_value(self.glib.Variant("(u)", (self.told[-1]["id"],)))
        elif method == "GetCapabilities":
            invocation.return_value(self.glib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(self.glib.Variant("(ssss)", ("stand-in", "test", "1", "1.2")))
        else:
            invocation.return_value(None)

    def about(self, title):
        return [one for one in self.told if one["title"].startswith(title)]

    def press(self, one, label):
        """The button of a notification; actions are names and labels in turn."""
        name = one["actions"][one["actions"].index(label) - 1]
        self.bus.emit_signal(one["sender"], "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                             self.glib.Variant("(us)", (one["id"], name)))


STAND_IN = []


def notifications():
    if not STAND_IN:
        STAND_IN.append(Notifications())
    STAND_IN[0].told.clear()
    return STAND_IN[0]


def cli(paths, *arguments, now=NOW):
    return json.loads(subprocess.run([paths["cli"], "--json", "--now", now, "--ledger", paths["ledger"], *arguments], check=True,
                                     capture_output=True, text=True).stdout)


def open_alerts(paths, *more):
    return Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Alerts", *more)


def limit(paths):
    """The first limit of the sample desk and the number of its account."""
    one = cli(paths, "record", "list", "limit")[0]
    return one["id"], one["account"]


def set_limit(paths, amount):
    identity, account = limit(paths)
    cli(paths, "record", "set", "limit", identity, f"account={account}", f"floor_amount={amount}")


def breaches(paths, now=NOW):
    return [one for one in cli(paths, "alerts", now=now) if one["kind"] == "breach"]


@test
def a_desk_in_order_says_so_and_leads_to_the_rules(paths):
    desktop = open_alerts(paths)
    try:
        wait("the page is read", lambda: desktop.find("No Open Alerts") or desktop.find("Open ·"))
        desktop.click("Rules…")
        desktop.see("Breach likely: Threshold")
        assert desktop.typed("Breach likely: Threshold") == "20"
        desktop.type_into("Breach likely: Cool-down", "soon")
        desktop.click("Save")
        desktop.see("Type a length of time, as 90 min, 2 h or 5 d")
        desktop.type_into("Breach likely: Cool-down", "3 h")
        desktop.type_into("Breach likely: Threshold", "12.5 %")
        desktop.click("Save")
        desktop.see("1 alert rule changed")
        rule = next(one for one in cli(paths, "alerts", "rules") if one["kind"] == "breach-risk")
        assert rule["threshold"] == 0.125 and rule["cool_down_minutes"] == 180, rule
        desktop.key("ctrl+z")
        wait("the rule is as it was",
             lambda: next(one for one in cli(paths, "alerts", "rules") if one["kind"] == "breach-risk")["threshold"] == 0.2)
    finally:
        desktop.close()


@test
def a_breach_in_the_ledger_is_notified_acknowledged_and_undone(paths):
    service = notifications()
    desktop = open_alerts(paths)
    try:
        _identity, account = limit(paths)
        set_limit(paths, "900000000")
        wait("the breach is told", lambda: service.about("Limit breached"))
        one = service.about("Limit breached")[0]
        assert account in one["title"] and "below the limit" in one["body"], one
        assert "Show" in one["actions"] and "Acknowledge" in one["actions"], one
        wait("its heading", lambda: any(words(node).startswith("Open · ") and account in words(node) for node in walk(desktop.frame)))
        desktop.see("Critical: Limit breached: The balance is")
        desktop.see("Fund the account now, or change its limit if it is no longer right.")
        row = next(node for node in walk(desktop.frame) if words(node).startswith("Critical: Limit breached"))
        next(node for node in walk(row) if words(node) == "Acknowledge…").act()
        desktop.see("Acknowledge This Alert?")
        desktop.type_into("Note", "Funding is on its way")
        next(node for frame in desktop.frames()[1:] for node in walk(frame) if node.get_role_name() in ("push button", "button")
             and "Acknowledge" in words(node) and node.area().width > 0).act()
        desktop.see("Alert acknowledged")
        desktop.see("“Funding is on its way”")
        assert breaches(paths)[0]["note"] == "Funding is on its way"
        desktop.key("ctrl+z")
        wait("it is open again", lambda: breaches(paths)[0]["acknowledged_at"] is None)
        desktop.see("Open · ")
        assert len(service.about("Limit breached")) == 1, service.told  # still within the cool-down
    finally:
        desktop.close()


@test
def it_is_told_again_only_after_its_cool_down(paths):
    service = notifications()
    desktop = open_alerts(paths)
    try:
        desktop.see("Critical: Limit breached: The balance is")
        cli(paths, "record", "add", "account-set", "name=Another change")
        wait("the change is seen", lambda: desktop.find("open alert"))
        assert service.about("Limit breached") == [], service.told
    finally:
        desktop.close()
    desktop = open_alerts(paths, "--now", HOUR_LATER)
    try:
        wait("it is told again", lambda: service.about("Limit breached"))
        desktop.see("Told 2 times")
    finally:
        desktop.close()


@test
def the_buttons_of_the_notification_work(paths):
    set_limit(paths, "-900000000")
    cli(paths, "alerts", now="2026-11-20T15:32:00Z")
    set_limit(paths, "900000000")
    service = notifications()
    for now, button, seen in (("2026-11-20T16:40:00Z", "Show", "Critical: Limit breached: The balance is"),
                              ("2026-11-20T17:50:00Z", "Acknowledge", "Alert acknowledged")):
        service.told.clear()
        desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Position", "--now", now)
        try:
            wait("the breach is told", lambda: service.about("Limit breached"))
            desktop.see("Go to the alerts")
            service.press(service.about("Limit breached")[0], button)
            desktop.see(seen)
        finally:
            desktop.close()
    assert any(one["acknowledged_at"] for one in breaches(paths, now="2026-11-20T17:51:00Z"))


@test
def what_is_seen_is_exported_and_a_cause_that_goes_is_resolved(paths):
    set_limit(paths, "-900000000")
    desktop = open_alerts(paths, "--now", "2026-11-20T17:55:00Z")
    try:
        desktop.see("Evaluated every minute and after each change")
        wait("it is resolved", lambda: not any(one["kind"] == "breach" for one in cli(paths, "alerts", now="2026-11-20T17:55:00Z")))
        file = os.environ["HOME"] + "/alerts.json"
        subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", paths["ledger"], "export", "alerts", "--to", file], check=True,
                       stdout=subprocess.DEVNULL)
        with open(file, encoding="utf-8") as exported:
            text = exported.read()
        assert "below the limit" in text and "Resolved" in text, text
    finally:
        desktop.close()


run(__file__, ["demo"])
