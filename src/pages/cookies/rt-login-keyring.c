/* The fields of a login in the keyring of the session, and nowhere else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-login-keyring.h"

#include "core/forms/rt-urlencoded.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

/* One entry an address. */
static const SecretSchema schema = {
  "io.github.roundtriphttp.Roundtrip.Login",
  SECRET_SCHEMA_NONE,
  { { "address", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, error);
}

/**
 * rt_login_keyring_store_async:
 * @address: where one signs in
 * @fields: what is filled in there
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps the fields, in the place of those that were kept for @address.
 *
 * Errors: those of #SecretError, or of D-Bus where there is no keyring
 */
void
rt_login_keyring_store_async (const char *address,
                              const RtFormEntries *fields,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  /* Translators: %s is an address. */
  g_autofree char *title = g_strdup_printf (_ ("Roundtrip: sign in at %s"), address);
  g_autofree char *text = rt_urlencoded_format (fields, rt_encoding_find ("UTF-8"));

  g_task_set_source_tag (task, rt_login_keyring_store_async);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, title, text, NULL, on_stored,
                         task, "address", address, NULL);
}

gboolean
rt_login_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static RtFormEntries *
parse (const char *text)
{
  RtFormEntries *fields = rt_form_entries_new ();
  GUriParamsIter iter;
  char *name, *value;

  g_uri_params_iter_init (&iter, text, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      rt_form_entries_add (fields, name, value);
      g_free (name);
      g_free (value);
    }
  return fields;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, text != NULL ? parse (text) : NULL,
                           (GDestroyNotify)g_ptr_array_unref);
  if (text != NULL)
    secret_password_free (text);
}

/**
 * rt_login_keyring_load_async:
 * @address: where one signs in
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gets what was kept for @address.  The user may be asked to unlock the keyring.
 *
 * Errors: those of rt_login_keyring_store_async()
 */
void
rt_login_keyring_load_async (const char *address,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rt_login_keyring_load_async);
  secret_password_lookup (&schema, NULL, on_loaded, task, "address", address, NULL);
}

/**
 * rt_login_keyring_load_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, or %NULL
 *
 * Returns: (transfer full) (nullable): the fields; %NULL without an error: nothing is kept
 *   for the address
 */
RtFormEntries *
rt_login_keyring_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
