/* The user's own authority, and the certificates that it issues for local servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-authority.h"

#include "core/server/rt-authority-folder.h"
#include "core/server/rt-authority-names.h"
#include "core/server/rt-credential.h"
#include "core/server/rt-key-file.h"
#include "core/server/rt-leaf.h"
#include "core/server/rt-pem.h"
#include "core/wire/rt-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define CERTIFICATE_FILE                                                                 \
  "authority.crt" /* the ending that update-ca-certificates wants */
#define LEAF_FILE "server.pem"

/* All but the mutex is set once. */
struct _RtAuthority
{
  GObject parent_instance;

  char *folder;
  GStrv own_names; /* what every certificate is for */

  RtCredential *credential;
  gnutls_x509_name_constraints_t constraints;
  GTlsCertificate *certificate; /* without its key */
  char *certificate_path;
  GMutex mutex; /* held while GnuTLS uses the above */
};

G_DEFINE_FINAL_TYPE (RtAuthority, rt_authority, G_TYPE_OBJECT)

static gboolean
read_constraints (RtAuthority *self, GError **error)
{
  if (gnutls_x509_name_constraints_init (&self->constraints) < 0)
    g_error ("out of memory");
  if (gnutls_x509_crt_get_name_constraints (self->credential->certificate,
                                            self->constraints, 0, NULL)
      >= 0)
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_NO_CERTIFICATE,
               "'%s' holds no authority of ours", self->folder);
  return FALSE;
}

static gboolean
show_certificate (RtAuthority *self, GError **error)
{
  g_autofree char *pem = rt_pem_write_certificate (self->credential->certificate);
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));

  self->certificate_path = rt_authority_build_certificate_path (self->folder);
  self->certificate = rt_pem_to_tls (bytes, error);
  return self->certificate != NULL
         && rt_authority_folder_show (self->certificate_path, pem, error);
}

static gboolean
load (RtAuthority *self, const char *host_name, GError **error)
{
  gboolean loaded;
  int lock = rt_authority_folder_lock (self->folder, error);

  if (lock < 0)
    return FALSE;
  self->credential = rt_authority_folder_load (self->folder, host_name, error);
  loaded = self->credential != NULL && read_constraints (self, error)
           && show_certificate (self, error);
  g_close (lock, NULL);
  return loaded;
}

static GBytes *
issue_kept (RtAuthority *self, const char *const *names, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LEAF_FILE, NULL);
  int lock = rt_authority_folder_lock (self->folder, error);
  g_autoptr (GBytes) pem = NULL;

  if (lock < 0)
    return NULL;
  pem = rt_leaf_read (self->credential, path, names);
  if (pem == NULL)
    {
      pem = rt_leaf_issue (self->credential, RT_LEAF_GOOD, names, error);
      if (pem != NULL && !rt_key_file_write (path, pem, error))
        g_clear_pointer (&pem, g_bytes_unref);
    }
  g_close (lock, NULL);
  return g_steal_pointer (&pem);
}

static void
open_in_thread (GTask *task,
                gpointer source,
                gpointer task_data,
                GCancellable *cancellable)
{
  GStrv arguments = task_data;
  GError *error = NULL;
  RtAuthority *self = rt_authority_open (arguments[0], arguments[1], &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
rt_authority_dispose (GObject *object)
{
  RtAuthority *self = RT_AUTHORITY (object);

  g_clear_object (&self->certificate);
  G_OBJECT_CLASS (rt_authority_parent_class)->dispose (object);
}

static void
rt_authority_finalize (GObject *object)
{
  RtAuthority *self = RT_AUTHORITY (object);

  g_free (self->folder);
  g_strfreev (self->own_names);
  g_clear_pointer (&self->credential, rt_credential_free);
  g_clear_pointer (&self->constraints, gnutls_x509_name_constraints_deinit);
  g_free (self->certificate_path);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (rt_authority_parent_class)->finalize (object);
}

static void
rt_authority_class_init (RtAuthorityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_authority_dispose;
  object_class->finalize = rt_authority_finalize;
}

static void
rt_authority_init (RtAuthority *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * rt_authority_build_usual_folder:
 *
 * Says where the user's authority is kept.
 *
 * Returns: (transfer full): a folder, which need not be there yet
 */
char *
rt_authority_build_usual_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "roundtrip", "authority", NULL);
}

/**
 * rt_authority_build_certificate_path:
 * @folder: where an authority is kept
 *
 * Says where the certificate of an authority lies, whether there is one yet or not.
 *
 * Returns: (transfer full): the path
 */
char *
rt_authority_build_certificate_path (const char *folder)
{
  return g_build_filename (folder, CERTIFICATE_FILE, NULL);
}

/**
 * rt_authority_open:
 * @folder: where the authority is kept; made if it does not exist
 * @host_name: what this computer is called, such as g_get_host_name() says
 * @error: return location for a #GError, or %NULL
 *
 * Opens the user's authority; makes it if there is none, and a new one if the old one
 * ends soon. Its key is readable by the user only. It can vouch for this computer and the
 * local network and for nothing else, whoever gets hold of the key. Two processes may do
 * this at once, and get the same. Blocks for as long as the disk does.
 *
 * Errors: %RT_ERROR_KEY_EXPOSED if others may read the key or write to the folder;
 * %RT_ERROR_NO_CERTIFICATE, %RT_ERROR_NO_KEY or %RT_ERROR_WRONG_KEY if what is there was
 * not made here; %RT_ERROR_DISK_FULL, %RT_ERROR_FILE.
 *
 * Returns: (transfer full): the authority
 */
RtAuthority *
rt_authority_open (const char *folder, const char *host_name, GError **error)
{
  g_autoptr (RtAuthority) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (host_name != NULL, NULL);

  self = g_object_new (RT_TYPE_AUTHORITY, NULL);
  self->folder = g_strdup (folder);
  self->own_names = rt_authority_names_own (host_name);
  return load (self, host_name, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_authority_open_async:
 * @folder: where the authority is kept
 * @host_name: what this computer is called
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does in another thread what rt_authority_open() does.
 */
void
rt_authority_open_async (const char *folder,
                         const char *host_name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *const arguments[] = { folder, host_name, NULL };

  g_task_set_source_tag (task, rt_authority_open_async);
  g_task_set_task_data (task, g_strdupv ((GStrv)arguments), (GDestroyNotify)g_strfreev);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * rt_authority_open_finish:
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_authority_open_async().
 *
 * Errors: those of rt_authority_open(); %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the authority
 */
RtAuthority *
rt_authority_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rt_authority_get_certificate:
 * @self: an authority
 *
 * Returns: (transfer none): its certificate, without the key: what a client trusts
 */
GTlsCertificate *
rt_authority_get_certificate (RtAuthority *self)
{
  g_return_val_if_fail (RT_IS_AUTHORITY (self), NULL);

  return self->certificate;
}

/**
 * rt_authority_get_certificate_path:
 * @self: an authority
 *
 * Returns: (transfer none): the file with its certificate, without the key, as PEM
 */
const char *
rt_authority_get_certificate_path (RtAuthority *self)
{
  g_return_val_if_fail (RT_IS_AUTHORITY (self), NULL);

  return self->certificate_path;
}

/**
 * rt_authority_issue:
 * @self: an authority
 * @kind: what is to be wrong with the certificate
 * @names: (nullable): host names and addresses that a server has beside `localhost`,
 *   `127.0.0.1`, `::1`, the host name and its name in `.local`
 * @error: return location for a #GError, or %NULL
 *
 * Gives a certificate for a server, with its key and its chain. What the authority does
 * not permit is left out of @names: a single such name would make the rest worthless.
 *
 * A good certificate is kept in the folder, and given again until it has 30 days left or
 * lacks one of the names. A bad one is made each time. Blocks for as long as the disk
 * does.
 *
 * Errors: %RT_ERROR_KEY_EXPOSED if others may write to the folder, %RT_ERROR_DISK_FULL,
 * %RT_ERROR_FILE, %RT_ERROR_OTHER if GnuTLS cannot.
 *
 * Returns: (transfer full): the certificate
 */
GTlsCertificate *
rt_authority_issue (RtAuthority *self,
                    RtLeafKind kind,
                    const char *const *names,
                    GError **error)
{
  g_auto (GStrv) all = NULL;
  g_autoptr (GBytes) pem = NULL;

  g_return_val_if_fail (RT_IS_AUTHORITY (self), NULL);

  g_mutex_lock (&self->mutex);
  all = rt_authority_names_join ((const char *const *)self->own_names, names,
                                 self->constraints);
  if (kind == RT_LEAF_GOOD)
    pem = issue_kept (self, (const char *const *)all, error);
  else
    pem = rt_leaf_issue (self->credential, kind, (const char *const *)all, error);
  g_mutex_unlock (&self->mutex);
  return pem != NULL ? rt_pem_to_tls (pem, error) : NULL;
}
