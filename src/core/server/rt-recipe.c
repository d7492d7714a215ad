/* The servers that can be started: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-recipe.h"

#include "core/server/rt-file-root.h"
#include "core/server/rt-handle-cookies.h"
#include "core/server/rt-handle-echo.h"
#include "core/server/rt-handle-files.h"
#include "core/server/rt-handle-form.h"
#include "core/server/rt-handle-page.h"
#include "core/server/rt-handle-status.h"
#include "core/server/rt-http-proxy.h"
#include "core/server/rt-socks-proxy.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a request without use for a body may have all the same. */
#define IGNORED_BODY_BYTES 65536
#define SHOWN_BODY_BYTES (1024 * 1024)

static gpointer
open_hello (const char *folder, GError **error)
{
  static const char page[] = "Hello from server!";

  return g_bytes_new_static (page, sizeof page - 1);
}

static gpointer
open_gzip (const char *folder, GError **error)
{
  static const char page[] = "<html><body><h1>Compressed Hello World!</h1></body></html>";

  return g_bytes_new_static (page, sizeof page - 1);
}

static void
close_page (gpointer state)
{
  g_bytes_unref (state);
}

static RtAnswer *
handle_page (gpointer state, const RtQuestion *question)
{
  return rt_handle_page (state, question);
}

static gpointer
open_folder (const char *folder, GError **error)
{
  return rt_file_root_new (folder, error);
}

static void
close_folder (gpointer state)
{
  rt_file_root_free (state);
}

static RtAnswer *
handle_files (gpointer state, const RtQuestion *question)
{
  return rt_handle_files (state, question);
}

static gpointer
open_key (const char *folder, GError **error)
{
  return rt_token_key_new (error);
}

static void
close_key (gpointer state)
{
  rt_token_key_free (state);
}

static RtAnswer *
handle_cookies (gpointer state, const RtQuestion *question)
{
  return rt_handle_cookies (state, question);
}

static RtAnswer *
handle_form (gpointer state, const RtQuestion *question)
{
  return rt_handle_form (state, question);
}

static const RtRecipe recipes[] = {
  { "hello", N_ ("Hello"), N_ ("One page: “Hello from server!”"), 8800, FALSE, FALSE,
    TRUE, IGNORED_BODY_BYTES, open_hello, close_page, handle_page },
  { "gzip", N_ ("Compressed page"), N_ ("One page, compressed where the client takes it"),
    8800, TRUE, FALSE, TRUE, IGNORED_BODY_BYTES, open_gzip, close_page, handle_page },
  { "files", N_ ("Files of a folder"), N_ ("The files of a folder"), 8800, FALSE, TRUE,
    FALSE, IGNORED_BODY_BYTES, open_folder, close_folder, handle_files },
  { "echo", N_ ("Echo"), N_ ("What was received, as JSON"), 8800, FALSE, FALSE, FALSE,
    SHOWN_BODY_BYTES, NULL, NULL, rt_handle_echo },
  { "cookies", N_ ("Cookies and login"), N_ ("A login, and cookies of every kind"), 8800,
    FALSE, FALSE, FALSE, IGNORED_BODY_BYTES, open_key, close_key, handle_cookies },
  { "form", N_ ("Forms"), N_ ("Forms of every kind, and what came of them"), 8800, FALSE,
    FALSE, FALSE, SHOWN_BODY_BYTES, open_key, close_key, handle_form },
  { "status", N_ ("Any status"),
    N_ ("Any status, redirects, late answers, and HEAD that lies"), 8800, FALSE, FALSE,
    FALSE, IGNORED_BODY_BYTES, NULL, NULL, rt_handle_status },
  { "proxy", N_ ("HTTP proxy"),
    N_ ("A proxy for http:// addresses, and for all others by CONNECT"), 8888, FALSE,
    FALSE, FALSE, 0, NULL, NULL, NULL, &rt_http_proxy },
  { "socks", N_ ("SOCKS proxy"), N_ ("A proxy for everything: SOCKS 4, 4a and 5"), 1080,
    FALSE, FALSE, FALSE, 0, NULL, NULL, NULL, &rt_socks_proxy },
};

const RtRecipe *
rt_recipe_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    if (strcmp (recipes[i].id, id) == 0)
      return &recipes[i];
  return NULL;
}

/**
 * rt_recipe_get:
 * @index: from 0
 *
 * Gives the rows of the table one after another.
 *
 * Returns: (transfer none) (nullable): the row, %NULL after the last one
 */
const RtRecipe *
rt_recipe_get (guint index)
{
  return index < G_N_ELEMENTS (recipes) ? &recipes[index] : NULL;
}
