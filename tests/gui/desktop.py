# What a desktop does for the programs that run in it.
# SPDX-License-Identifier: GPL-3.0-or-later

import threading

from gi.repository import Gio, GLib


class Desktop:
    """Takes the notifications, in place of a desktop."""

    NAME, PATH = 'org.freedesktop.Notifications', '/org/freedesktop/Notifications'
    XML = f"""<node><interface name="{NAME}">
      <method name="Notify">
        <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
        <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
        <arg type="u" direction="out"/>
      </method>
      <method name="CloseNotification"><arg type="u" direction="in"/></method>
    </interface></node>"""

    def __init__(self):
        self.sent = []
        ready = threading.Event()
        threading.Thread(target=self.run, args=(ready,), daemon=True).start()
        ready.wait()

    def run(self, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(self.XML).interfaces[0]
        self.bus.register_object(self.PATH, interface, self.on_call, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                           'RequestName', GLib.Variant('(su)', (self.NAME, 0)), None, 0, -1)
        ready.set()
        GLib.MainLoop(context).run()

    def on_call(self, bus, sender, path, interface, method, arguments, invocation):
        if method == 'Notify':
            _, _, _, title, body, actions, _, _ = arguments.unpack()
            self.sent.append((title, body, dict(zip(actions[1::2], actions[::2]))))
            invocation.return_value(GLib.Variant('(u)', (1,)))
        else:
            invocation.return_value(None)

    def find(self, running, title, name):
        """Waits for a notification; gives its buttons."""
        def look():
            return next((buttons for shown, body, buttons in self.sent
                         if shown == title and name in body), None)
        return running.wait(look, f'“{title}” of {name}')

    def press(self, action):
        self.bus.emit_signal(None, self.PATH, self.NAME, 'ActionInvoked',
                             GLib.Variant('(us)', (1, action)))
