/* Makes a download of what was read of it, with what it needs of this run. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-record.h"

#include <glib/gi18n.h>

static RtCookieSource *
find_jar (GListModel *jars, const char *id)
{
  for (guint i = 0; jars != NULL && i < g_list_model_get_n_items (jars); i++)
    {
      g_autoptr (RtCookieSource) jar = g_list_model_get_item (jars, i);

      if (g_strcmp0 (rt_cookie_source_get_id (jar), id) == 0)
        return g_steal_pointer (&jar);
    }
  return NULL;
}

/* Returns NULL where nothing is lost. */
static RtNote *
describe_loss (const char *id, RtCookieSource *jar)
{
  if (id == NULL)
    return rt_note_new (N_ ("Its cookies were kept nowhere and are gone: it goes on "
                            "without cookies."),
                        NULL);
  if (jar == NULL)
    return rt_note_new (N_ ("Its cookie jar “%s” is gone: it goes on without cookies."),
                        id, NULL);
  if (rt_cookie_source_is_kept (jar))
    return NULL;
  if (*id == '\0')
    return rt_note_new (N_ ("The private jar was emptied when the program ended. If the "
                            "server wants cookies, get them again with that jar."),
                        NULL);
  return rt_note_new (N_ ("The cookie jar “%s” is not kept, and was emptied when the "
                          "program ended. If the server wants cookies, get them again "
                          "with that jar."),
                      id, NULL);
}

/* The one that it had, by name; no other takes the place of one that is gone. */
static void
give_jar (const RtDownloadRecord *self, GListModel *jars)
{
  GPtrArray *requests = self->plan->requests;
  g_autoptr (RtCookieSource) jar
      = self->jar_id != NULL ? find_jar (jars, self->jar_id) : NULL;
  RtNote *loss
      = self->news->state != RT_DOWNLOAD_DONE ? describe_loss (self->jar_id, jar) : NULL;

  for (guint i = 0; i < requests->len; i++)
    {
      RtRequest *plain = requests->pdata[i];

      requests->pdata[i] = rt_request_with_cookie_source (plain, jar);
      rt_request_unref (plain);
    }
  if (loss != NULL)
    g_ptr_array_add (self->news->steps, rt_step_new (RT_STEP_WARNING, loss));
}

/**
 * rt_download_record_restore:
 * @self: a record, which is used up
 * @jars: (nullable): of #RtCookieSource: the one it had is among them, or is gone
 *
 * Makes the download, which belongs to the caller's main context.
 *
 * Returns: (transfer full): the download
 */
RtDownload *
rt_download_record_restore (RtDownloadRecord *self, GListModel *jars)
{
  RtDownload *download;

  if (self->has_jar)
    give_jar (self, jars);
  download = rt_download_new_restored (self->plan, g_steal_pointer (&self->news));
  rt_rate_limit_set_rate (rt_download_get_limit (download), self->limit);
  return download;
}
