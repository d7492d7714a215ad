/* Any bytes as a line of the list of downloads: what is read of it can be kept again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-policy.h"
#include "core/transfer/rt-download-record.h"
#include "tests/fuzz/rt-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *)data, size);
  g_autoptr (RtProxyPolicy) usual = rt_proxy_policy_new_none ();
  g_autoptr (RtDownloadRecord) record
      = rt_download_record_parse (line, RT_PROXY_SOURCE (usual));
  g_autoptr (RtDownload) download = NULL;
  g_autoptr (RtDownloadRecord) again = NULL;
  g_autofree char *kept = NULL;
  RtDownloadState state;

  if (record == NULL)
    return 0;
  g_assert_cmpuint (record->plan->requests->len, >, 0);
  g_assert_cmpint (record->news->received, >=, 0);
  state = record->news->state;
  g_assert_true (state == RT_DOWNLOAD_QUEUED || rt_download_state_is_over (state));
  for (guint i = 0; i < record->news->steps->len; i++)
    {
      const RtStep *step = g_ptr_array_index (record->news->steps, i);
      g_autofree char *text = rt_note_render (step->note, NULL);

      g_assert_nonnull (text);
    }
  download = rt_download_record_restore (record, NULL);
  kept = rt_download_record_format (download);
  again = rt_download_record_parse (kept, RT_PROXY_SOURCE (usual));
  g_assert_nonnull (again);
  g_assert_cmpuint (again->plan->requests->len, ==, record->plan->requests->len);
  g_assert_cmpint (again->news->state, ==, state);
  return 0;
}
