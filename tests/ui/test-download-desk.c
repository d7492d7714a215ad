/* What the desktop is told of downloads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-download-desk.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-window.h"

/* In place of the desktop's. */
static void
on_notified (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *method,
             GVariant *arguments,
             GDBusMethodInvocation *invocation,
             gpointer told)
{
  const char *title, *body;

  g_variant_get_child (arguments, 3, "&s", &title);
  g_variant_get_child (arguments, 4, "&s", &body);
  g_ptr_array_add (told, g_strdup_printf ("%s: %s", title, body));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer is_acquired)
{
  *(gboolean *)is_acquired = TRUE;
}

static void
end_download (RtDownloadQueue *queue, RtDownloadState state)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "http://127.0.0.1:9/", NULL);
  g_autoptr (RtDownloadPlan) plan = rt_download_plan_new (request, g_get_tmp_dir ());
  RtDownloadNews *news = rt_download_news_new ();
  g_autoptr (RtDownload) download = NULL;

  news->state = state;
  download = rt_download_new_restored (plan, news);
  g_signal_emit_by_name (queue, "ended", download);
}

/* Who does not look at the window is told of several downloads in one go. */
static void
test_tells_of_several (RtTestWindow *fixture, gconstpointer data)
{
  static const char xml[]
      = "<node><interface name='org.freedesktop.Notifications'><method name='Notify'>"
        "<arg type='s' direction='in'/><arg type='u' direction='in'/>"
        "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
        "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
        "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
        "<arg type='u' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable calls = { .method_call = on_notified };
  GDBusConnection *bus
      = g_application_get_dbus_connection (G_APPLICATION (fixture->application));
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  RtDownloadQueue *queue = rt_workbench_get_queue (fixture->workbench);
  g_autoptr (RtDownloadDesk) desk = rt_download_desk_new (fixture->application, queue);
  gboolean is_acquired = FALSE;
  guint object
      = g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications",
                                           node->interfaces[0], &calls, told, NULL, NULL);
  guint name = g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", 0,
                                             on_name_acquired, NULL, &is_acquired, NULL);

  rt_test_wait_until (NULL, is_acquired);
  gtk_widget_set_visible (fixture->window, FALSE);
  end_download (queue, RT_DOWNLOAD_DONE);
  end_download (queue, RT_DOWNLOAD_FAILED);
  end_download (queue, RT_DOWNLOAD_DONE);
  rt_test_wait_until (NULL, told->len > 0);
  g_assert_cmpstr (told->pdata[0], ==,
                   "Downloads Ended: 2 files are there.\n1 download has stopped.");
  g_assert_cmpuint (told->len, ==, 1);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, object);
}

int
main (int argc, char *argv[])
{
  static const RtTestWindowCase tests[] = {
    { "/download-desk/tells-of-several", test_tells_of_several },
  };

  return rt_test_window_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
