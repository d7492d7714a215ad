/* The folder where the user's authority and its certificate for servers are kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-authority-folder.h"

#include "core/server/rt-authority-names.h"
#include "core/server/rt-key-file.h"
#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#define HOUR_S ((gint64)60 * 60)
#define DAY_S (24 * HOUR_S)
#define AUTHORITY_DAYS (10 * 365 + 2)

#define KEY_FILE "authority-key.pem" /* with the certificate: so they never differ */
#define LOCK_FILE "lock"
#define COMMON_NAME_HOST_MAX 40 /* a common name has at most 64 characters */

static gboolean
set_errno_error (GError **error, const char *what, const char *path)
{
  int saved = errno;

  g_set_error (error, RT_ERROR, saved == ENOSPC ? RT_ERROR_DISK_FULL : RT_ERROR_FILE,
               "cannot %s '%s': %s", what, path, g_strerror (saved));
  return FALSE;
}

static gboolean
prepare (const char *folder, GError **error)
{
  struct stat status;

  if (g_mkdir_with_parents (folder, 0700) != 0 || stat (folder, &status) != 0)
    return set_errno_error (error, "make the folder", folder);
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0)
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED,
               "others may write to the folder '%s'", folder);
  return FALSE;
}

/**
 * rt_authority_folder_lock:
 * @folder: a folder; made, for its owner only, if it does not exist
 * @error: return location for a #GError, or %NULL
 *
 * Waits until no other process and no other thread makes anything in @folder. The lock
 * goes with its descriptor, and so with a process that dies.
 *
 * Errors: %RT_ERROR_KEY_EXPOSED if others may write to @folder, %RT_ERROR_DISK_FULL,
 * %RT_ERROR_FILE.
 *
 * Returns: what to close when all is made, or -1 on error
 */
int
rt_authority_folder_lock (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int fd, result;

  if (!prepare (folder, error))
    return -1;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      set_errno_error (error, "open", path);
      return -1;
    }
  do
    result = flock (fd, LOCK_EX);
  while (result < 0 && errno == EINTR);
  if (result == 0)
    return fd;
  set_errno_error (error, "lock", path);
  g_close (fd, NULL);
  return -1;
}

/**
 * rt_authority_folder_read:
 * @path: a file
 * @error: return location for a #GError, or %NULL
 *
 * Reads a certificate and its key. Blocks for as long as the disk does.
 *
 * Errors: %RT_ERROR_KEY_EXPOSED if others than its owner may use the file, %RT_ERROR_FILE,
 * %RT_ERROR_NO_CERTIFICATE, %RT_ERROR_NO_KEY, %RT_ERROR_WRONG_KEY.
 *
 * Returns: (transfer full): the credential
 */
RtCredential *
rt_authority_folder_read (const char *path, GError **error)
{
  gboolean exposed;
  g_autoptr (GBytes) pem = rt_key_file_read (path, &exposed, error);
  RtCredential *credential;

  if (pem == NULL)
    return NULL;
  if (exposed)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_KEY_EXPOSED,
                   "others may use the private key in '%s'", path);
      return NULL;
    }
  credential = rt_credential_new_from_pem (pem, error);
  if (credential == NULL)
    g_prefix_error (error, "'%s': ", path);
  return credential;
}

static RtCredential *
make (const char *path, const char *host_name, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (host_name, -1);
  g_autofree char *common_name
      = g_strdup_printf ("Roundtrip on %.*s", COMMON_NAME_HOST_MAX,
                         rt_dns_name_is_valid (lower) ? lower : "localhost");
  g_auto (GStrv) permitted = rt_authority_names_permitted (host_name);
  RtCertificatePlan plan = {
    .common_name = common_name,
    .begins_s = time (NULL) - HOUR_S,
    .ends_s = time (NULL) + AUTHORITY_DAYS * DAY_S,
    .is_authority = TRUE,
    .permitted = (const char *const *)permitted,
  };
  g_autoptr (RtCredential) credential = rt_credential_new (&plan, NULL, error);
  g_autoptr (GBytes) pem = NULL;

  if (credential == NULL)
    return NULL;
  pem = rt_credential_to_pem (credential, NULL);
  return rt_key_file_write (path, pem, error) ? g_steal_pointer (&credential) : NULL;
}

/**
 * rt_authority_folder_load:
 * @folder: a folder, locked
 * @host_name: what this computer is called
 * @error: return location for a #GError, or %NULL
 *
 * Reads the authority that is kept in @folder; makes one if there is none, or if it ends
 * soon. What cannot be read is not replaced, because the user may have told browsers to
 * trust it; what others could read is refused, because they may have done so. Blocks
 * for as long as the disk does.
 *
 * Errors: %RT_ERROR_KEY_EXPOSED, %RT_ERROR_NO_CERTIFICATE, %RT_ERROR_NO_KEY,
 * %RT_ERROR_WRONG_KEY, %RT_ERROR_DISK_FULL, %RT_ERROR_FILE.
 *
 * Returns: (transfer full): the authority
 */
RtCredential *
rt_authority_folder_load (const char *folder, const char *host_name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, KEY_FILE, NULL);
  g_autoptr (RtCredential) credential = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return make (path, host_name, error);
  credential = rt_authority_folder_read (path, error);
  if (credential != NULL && !rt_credential_will_last (credential))
    return make (path, host_name, error);
  return g_steal_pointer (&credential);
}

/**
 * rt_authority_folder_show:
 * @path: a file in a folder that is locked
 * @pem: the certificate of the authority
 * @error: return location for a #GError, or %NULL
 *
 * Sees to it that the certificate stands alone in a file, to be handed out. Blocks for as
 * long as the disk does.
 *
 * Errors: %RT_ERROR_FILE.
 *
 * Returns: %FALSE on error
 */
gboolean
rt_authority_folder_show (const char *path, const char *pem, GError **error)
{
  g_autofree char *old = NULL;
  g_autoptr (GError) raw = NULL;

  if (g_file_get_contents (path, &old, NULL, NULL) && g_str_equal (old, pem))
    return TRUE;
  if (g_file_set_contents_full (
          path, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
          0644, &raw))
    return TRUE;
  g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE, raw->message);
  return FALSE;
}
