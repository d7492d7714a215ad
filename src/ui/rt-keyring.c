/* Secrets in the keyring of the session, and nowhere else. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-keyring.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#define SCHEMA(name)                                                                     \
  {                                                                                      \
    "io.github.roundtriphttp.Roundtrip." name, SECRET_SCHEMA_NONE,                       \
        {                                                                                \
          { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },                                 \
          { NULL, 0 },                                                                   \
        },                                                                               \
  }

static const SecretSchema schemas[] = {
  [RT_KEYRING_LOGIN] = SCHEMA ("Login"),
  [RT_KEYRING_PROXY] = SCHEMA ("Proxy"),
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
 * rt_keyring_store_async:
 * @kind: what it is for
 * @address: whose secret it is
 * @title: what the keyring calls it
 * @secret: the secret
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps a secret, in the place of the one of its kind that was kept for @address.
 *
 * Errors: those of #SecretError, or of D-Bus where there is no keyring
 */
void
rt_keyring_store_async (RtKeyringKind kind,
                        const char *address,
                        const char *title,
                        const char *secret,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rt_keyring_store_async);
  secret_password_store (&schemas[kind], SECRET_COLLECTION_DEFAULT, title, secret, NULL,
                         on_stored, task, "address", address, NULL);
}

gboolean
rt_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, secret, (GDestroyNotify)secret_password_free);
}

/**
 * rt_keyring_load_async:
 * @kind: what it is for
 * @address: whose secret it is
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gets what was kept.  The user may be asked to unlock the keyring.
 *
 * Errors: those of rt_keyring_store_async()
 */
void
rt_keyring_load_async (RtKeyringKind kind,
                       const char *address,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rt_keyring_load_async);
  secret_password_lookup (&schemas[kind], NULL, on_loaded, task, "address", address,
                          NULL);
}

/**
 * rt_keyring_load_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, or %NULL
 *
 * Returns: (transfer full) (nullable): the secret, to be freed by rt_keyring_free_secret();
 *   %NULL without an error: nothing is kept for the address
 */
char *
rt_keyring_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Whether it was given or put together: nothing of it stays in memory. */
void
rt_keyring_free_secret (char *secret)
{
  secret_password_free (secret);
}

/* A session without a keyring is the usual trouble. */
static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || error->domain == G_IO_ERROR;
}

/**
 * rt_keyring_dup_trouble:
 * @error: of one of the functions above
 *
 * Returns: (transfer full): what is wrong, in words
 */
char *
rt_keyring_dup_trouble (const GError *error)
{
  if (is_missing (error))
    return g_strdup (_ ("This session has no keyring: nothing is kept"));
  /* Translators: %s is why. */
  return g_strdup_printf (_ ("The keyring cannot be used: %s"), error->message);
}
