/* The copies of certificates from files that the user's servers need. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-rack-certificates.h"

#include "core/server/rt-rack-server.h"
#include "core/server/rt-server-pem-task.h"

static GStrv
dup_paths (GPtrArray *servers)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < servers->len; i++)
    {
      const char *path = rt_rack_server_get_settings (servers->pdata[i])->certificate;

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

/**
 * rt_rack_certificates_tidy:
 * @folder: (nullable): where they are kept
 * @servers: (element-type RtRackServer): all that there are
 *
 * Removes what none of the servers needs: the certificate was replaced, or imported in
 * vain.  To be done at once, before anybody can import another one.
 */
void
rt_rack_certificates_tidy (const char *folder, GPtrArray *servers)
{
  g_auto (GStrv) paths = dup_paths (servers);

  if (folder != NULL)
    rt_server_pem_drop_others (folder, (const char *const *)paths);
}

/**
 * rt_rack_certificates_drop:
 * @folder: (nullable): where they are kept
 * @path: (nullable): of a certificate whose server is gone
 * @servers: (element-type RtRackServer): all others
 *
 * Removes a certificate, with its key, unless another server needs it.
 */
void
rt_rack_certificates_drop (const char *folder, const char *path, GPtrArray *servers)
{
  g_auto (GStrv) needed = dup_paths (servers);

  if (path != NULL && folder != NULL
      && !g_strv_contains ((const char *const *)needed, path))
    rt_server_pem_drop (path, folder);
}
