/* A script that chooses proxies, run by GLib's PACRunner. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/proxy/rt-proxy-script.h"

#include "core/http/rt-bounded-read.h"
#include "core/wire/rt-error.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#define FETCH_S 10
#define RUN_MS 10000
#define SCRIPT_BYTES_MAX (1024 * 1024)

/* What an answer begins with if the script was run. */
#define RAN_HOST "ran.roundtrip.invalid"
#define FAILED_HOST "failed.roundtrip.invalid"

/* The runner says "direct" both for a script that says so, and when it could not get, read
 * or run it.  So the script is fetched here, and what it is given has this at its end. */
static const char wrapper[]
    = "\n;(function () {\n"
      "  var find = FindProxyForURL;\n"
      "  FindProxyForURL = function (url, host) {\n"
      "    try { return 'PROXY " RAN_HOST ":1; ' + find (url, host); }\n"
      "    catch (e) { return 'PROXY " FAILED_HOST ":1'; }\n"
      "  };\n"
      "}) ();\n";

struct _RtProxyScript
{
  char *uri; /* of a file, or http or https */

  GMutex lock; /* guards all below */
  char *path;  /* of what the runner gets; NULL before it is fetched */
};

/**
 * rt_proxy_script_new:
 * @address: a path, or a URI of a file or a server
 * @error: return location for a #GError, or %NULL
 *
 * Names a script.  It is fetched when it is first run.
 *
 * Errors: %RT_ERROR_PROXY_SCRIPT
 *
 * Returns: (transfer full) (nullable): the script
 */
RtProxyScript *
rt_proxy_script_new (const char *address, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address));
  g_autofree char *scheme = g_uri_parse_scheme (trimmed);
  RtProxyScript *self;

  if (*trimmed == '\0'
      || (scheme != NULL && !g_str_equal (scheme, "file") && !g_str_equal (scheme, "http")
          && !g_str_equal (scheme, "https")))
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_PROXY_SCRIPT,
                           "the address of a script is a path, or http, https or file");
      return NULL;
    }
  self = g_new0 (RtProxyScript, 1);
  g_mutex_init (&self->lock);
  if (scheme != NULL)
    {
      self->uri = g_steal_pointer (&trimmed);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (trimmed);

      self->uri = g_file_get_uri (file);
    }
  return self;
}

void
rt_proxy_script_free (RtProxyScript *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_free (self->uri);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
rt_proxy_script_get_uri (RtProxyScript *self)
{
  return self->uri;
}

static GBytes *
fetch_from_server (const char *uri, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupSession) session
      = soup_session_new_with_options ("timeout", FETCH_S, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GInputStream) stream = NULL;
  guint status;

  if (message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "this is no address");
      return NULL;
    }
  /* Whoever chooses the proxy is reached without one. */
  soup_session_set_proxy_resolver (session, NULL);
  stream = soup_session_send (session, message, cancellable, error);
  if (stream == NULL)
    return NULL;
  status = soup_message_get_status (message);
  if (status != 200)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the server says %u", status);
      return NULL;
    }
  return rt_bounded_read (stream, SCRIPT_BYTES_MAX, cancellable, error);
}

static GBytes *
fetch (const char *uri, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (!g_str_has_prefix (uri, "file:"))
    return fetch_from_server (uri, cancellable, error);
  file = g_file_new_for_uri (uri);
  return rt_bounded_read_file (file, SCRIPT_BYTES_MAX, cancellable, error);
}

static gboolean
write_out (RtProxyScript *self, GBytes *script, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (script, &length);
  g_autofree char *wrapped = NULL;
  int fd = -1;

  if (length > SCRIPT_BYTES_MAX)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "it is longer than 1 MiB");
      return FALSE;
    }
  if (text == NULL || memmem (text, length, "FindProxyForURL", 15) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "there is no FindProxyForURL in it");
      return FALSE;
    }
  fd = g_file_open_tmp ("roundtrip-XXXXXX.pac", &self->path, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  wrapped = g_strdup_printf ("%.*s%s", (int)length, text, wrapper);
  return g_file_set_contents_full (self->path, wrapped, -1, G_FILE_SET_CONTENTS_NONE,
                                   0600, error);
}

/* Once, by whoever comes first. */
static gboolean
prepare (RtProxyScript *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) script = NULL;

  if (self->path != NULL)
    return TRUE;
  script = fetch (self->uri, cancellable, error);
  if (script != NULL && write_out (self, script, error))
    return TRUE;
  if (self->path != NULL)
    g_unlink (self->path);
  g_clear_pointer (&self->path, g_free);
  return FALSE;
}

static GStrv
call_runner (RtProxyScript *self,
             const char *address,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GDBusConnection) bus
      = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  GStrv proxies;

  if (bus == NULL)
    return NULL;
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  reply = g_dbus_connection_call_sync (
      bus, "org.gtk.GLib.PACRunner", "/org/gtk/GLib/PACRunner", "org.gtk.GLib.PACRunner",
      "Lookup", g_variant_new ("(ss)", uri, address), G_VARIANT_TYPE ("(as)"),
      G_DBUS_CALL_FLAGS_NONE, RUN_MS, cancellable, error);
  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(^as)", &proxies);
  return proxies;
}

/* Takes the mark off the front. */
static gboolean
check_mark (GStrv proxies, GError **error)
{
  if (proxies[0] != NULL && strstr (proxies[0], FAILED_HOST) != NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_PROXY_SCRIPT,
                           "the script stopped with an error of its own");
      return FALSE;
    }
  if (proxies[0] == NULL || strstr (proxies[0], RAN_HOST) == NULL)
    {
      g_set_error_literal (
          error, RT_ERROR, RT_ERROR_PROXY_SCRIPT,
          "the script was not run: it has a mistake, or this computer has "
          "nothing that runs scripts (on Debian, that is in "
          "libproxy1-plugin-webkit)");
      return FALSE;
    }
  g_free (proxies[0]);
  for (guint i = 0; proxies[i] != NULL; i++)
    proxies[i] = proxies[i + 1];
  return TRUE;
}

/**
 * rt_proxy_script_run:
 * @self: a script
 * @address: of the request
 * @cancellable: (nullable): ends the waiting
 * @error: return location for a #GError, or %NULL
 *
 * Asks the script.  Blocks for up to 20 s: for fetching it, once, and for running it.
 *
 * Errors: %RT_ERROR_PROXY_SCRIPT, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what it says, as URIs; `direct://`: no proxy
 */
GStrv
rt_proxy_script_run (RtProxyScript *self,
                     const char *address,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) raw = NULL;
  g_auto (GStrv) proxies = NULL;

  g_mutex_lock (&self->lock);
  if (prepare (self, cancellable, &raw))
    proxies = call_runner (self, address, cancellable, &raw);
  g_mutex_unlock (&self->lock);
  if (proxies != NULL)
    return check_mark (proxies, error) ? g_steal_pointer (&proxies) : NULL;
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&raw));
  else
    g_set_error_literal (error, RT_ERROR, RT_ERROR_PROXY_SCRIPT, raw->message);
  return NULL;
}
