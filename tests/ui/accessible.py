# SPDX-License-Identifier: MIT
"""The accessible tree of the programs on this display, read from the accessibility bus at each question. The usual bindings answer from what
they keep, and never get over it when rows of a list come and go while they look."""

import collections

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ITSELF = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
PART = "org.a11y.atspi."
NOWHERE = "/org/a11y/atspi/null"
WAIT = 20000  # ms


def connect():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, WAIT).unpack()
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags)


Area = collections.namedtuple("Area", "x y width height")


class Node:
    """One object of a program. One that has gone has no role, no name and nothing in it; what is to be done with it raises GLib.Error."""
    bus = None

    def __init__(self, program, path):
        self.program, self.path = program, path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.program, self.path) == (other.program, other.path)

    def __hash__(self):
        return hash((self.program, self.path))

    def ask(self, interface, question, signature="()", *arguments):
        if Node.bus is None:
            Node.bus = connect()
        answer = Node.bus.call_sync(self.program, self.path, interface, question, GLib.Variant(signature, arguments), None,
                                    Gio.DBusCallFlags.NONE, WAIT).unpack()
        return answer[0] if answer else None

    def look(self, otherwise, *question):
        try:
            return self.ask(*question)
        except GLib.Error:
            return otherwise

    def get_role_name(self):
        number = self.look(None, ITSELF, "GetRole")
        return Atspi.role_get_name(Atspi.Role(number)) if number is not None else ""

    def get_name(self):
        return self.look("", PROPERTIES, "Get", "(ss)", ITSELF, "Name")

    def get_parent(self):
        program, path = self.look((None, NOWHERE), PROPERTIES, "Get", "(ss)", ITSELF, "Parent")
        return Node(program, path) if path != NOWHERE else None

    def children(self):
        return [Node(program, path) for program, path in self.look([], ITSELF, "GetChildren") if path != NOWHERE]

    def is_in_state(self, state):
        low, high = self.look((0, 0), ITSELF, "GetState")
        return bool((low | high << 32) >> int(state) & 1)

    def has_focus(self):
        return self.is_in_state(Atspi.StateType.FOCUSED)

    def is_modal(self):
        return self.is_in_state(Atspi.StateType.MODAL)

    def has(self, part):
        return PART + part in self.look([], ITSELF, "GetInterfaces")

    def get_process_id(self):
        bus = Node("org.freedesktop.DBus", "/org/freedesktop/DBus")
        return bus.look(None, "org.freedesktop.DBus", "GetConnectionUnixProcessID", "(s)", self.program)

    def text(self):
        """Empty when it is nothing that has any."""
        length = self.look(0, PROPERTIES, "Get", "(ss)", PART + "Text", "CharacterCount") if self.has("Text") else 0
        return self.look("", PART + "Text", "GetText", "(ii)", 0, length) if length > 0 else ""

    def area(self):
        """Where it is in its window; without a width when it is not laid out."""
        window = int(Atspi.CoordType.WINDOW)
        return Area(*(self.look(None, PART + "Component", "GetExtents", "(u)", window) if self.has("Component") else None) or Area(0, 0, 0, 0))

    def action(self):
        """The name of the first thing that can be done with it, None when there is none."""
        return self.look(None, PART + "Action", "GetName", "(i)", 0) if self.has("Action") else None

    def act(self):
        """Does the first thing that can be done with it."""
        assert self.ask(PART + "Action", "DoAction", "(i)", 0), "nothing was done"

    def is_entry(self):
        return self.has("EditableText")

    def set_text(self, text):
        assert self.ask(PART + "EditableText", "SetTextContents", "(s)", text), "the text was not taken"

    def set_value(self, value):
        self.ask(PROPERTIES, "Set", "(ssv)", PART + "Value", "CurrentValue", GLib.Variant("d", value))


def programs():
    return Node(REGISTRY, ROOT).children()
