# What a desktop does for the programs that run in it.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import threading

from gi.repository import Gio, GLib

NOTIFICATIONS = 'org.freedesktop.Notifications'
FILES = 'org.freedesktop.FileManager1'
SESSION = 'org.gnome.SessionManager'
NETWORK = 'org.freedesktop.NetworkManager'

# As far as GTK and GIO ask for it.
XML = f"""<node>
  <interface name="{NOTIFICATIONS}">
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
  </interface>
  <interface name="{FILES}">
    <method name="ShowItems"><arg type="as" direction="in"/><arg type="s" direction="in"/></method>
  </interface>
  <interface name="{SESSION}">
    <method name="RegisterClient">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="u" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="Uninhibit"><arg type="u" direction="in"/></method>
  </interface>
  <interface name="{NETWORK}">
    <property name="Connectivity" type="u" access="read"/>
    <property name="State" type="u" access="read"/>
    <property name="Metered" type="u" access="read"/>
  </interface>
</node>"""


def path_of(name):
    return '/' + name.replace('.', '/')


class Desktop:
    """Takes the notifications, in place of a desktop; what else it does is to be named."""

    # What NetworkManager calls them.
    FULL = 4
    DISCONNECTED, CONNECTED = 20, 70
    METERED, NOT_METERED = 1, 2

    def __init__(self, *names):
        self.sent = []
        self.shown = []
        self.inhibited = set()
        self.network = {'Connectivity': self.FULL, 'State': self.CONNECTED,
                        'Metered': self.NOT_METERED}
        ready = threading.Event()
        threading.Thread(target=self.run, args=(ready,), daemon=True).start()
        ready.wait()
        self.provide(NOTIFICATIONS)
        for name in names:
            self.provide(name)

    def run(self, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for interface in Gio.DBusNodeInfo.new_for_xml(XML).interfaces:
            self.bus.register_object(path_of(interface.name), interface, self.on_call,
                                     self.on_get, None)
        ready.set()
        GLib.MainLoop(context).run()

    def provide(self, name):
        """From now on there is somebody who does this."""
        if name == NETWORK:  # the system's bus is this one, for what is started from now on
            os.environ.update(DBUS_SYSTEM_BUS_ADDRESS=os.environ['DBUS_SESSION_BUS_ADDRESS'],
                              GIO_USE_NETWORK_MONITOR='networkmanager')
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                           'RequestName', GLib.Variant('(su)', (name, 0)), None, 0, -1)

    def on_call(self, bus, sender, path, interface, method, arguments, invocation):
        answer = None
        if method == 'Notify':
            _, _, _, title, body, actions, _, _ = arguments.unpack()
            self.sent.append((title, body, dict(zip(actions[1::2], actions[::2]))))
            answer = GLib.Variant('(u)', (1,))
        elif method == 'ShowItems':
            self.shown += arguments[0]
        elif method == 'RegisterClient':
            answer = GLib.Variant('(o)', (path_of(SESSION) + '/Client',))
        elif method == 'Inhibit':
            cookie = max(self.inhibited, default=0) + 1
            self.inhibited.add(cookie)
            answer = GLib.Variant('(u)', (cookie,))
        elif method == 'Uninhibit':
            self.inhibited.discard(arguments[0])
        invocation.return_value(answer)

    def on_get(self, bus, sender, path, interface, name):
        return GLib.Variant('u', self.network[name])

    def change_network(self, **changed):
        self.network.update(changed)
        values = {name: GLib.Variant('u', value) for name, value in changed.items()}
        self.bus.emit_signal(None, path_of(NETWORK), 'org.freedesktop.DBus.Properties',
                             'PropertiesChanged', GLib.Variant('(sa{sv}as)', (NETWORK, values, [])))

    def find(self, running, title, name):
        """Waits for a notification; gives its buttons."""
        def look():
            return next((buttons for shown, body, buttons in self.sent
                         if shown == title and name in body), None)
        return running.wait(look, f'“{title}” of {name}')

    def press(self, action):
        self.bus.emit_signal(None, path_of(NOTIFICATIONS), NOTIFICATIONS, 'ActionInvoked',
                             GLib.Variant('(us)', (1, action)))
