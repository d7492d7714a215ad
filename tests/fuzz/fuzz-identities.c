/* Any bytes as a file of identities: what is taken can be sent, and comes back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-file.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-header-secret.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static void
check_agent (RtAgent *agent, GUri *uri, gboolean redirected)
{
  g_autoptr (RtHeaderList) fields = rt_agent_make_fields (agent, uri, redirected);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      g_assert_true (rt_header_check (header->name, header->value, NULL));
      g_assert_false (rt_header_is_secret (header->name));
      g_assert_cmpuint (rt_header_list_count (fields, header->name), ==, 1);
      if (!rt_uri_is_trustworthy (uri))
        g_assert_cmpint (g_ascii_strncasecmp (header->name, "sec-ch-", 7), !=, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char *const addresses[] = { "http://a.example/", "https://a.example/" };
  g_autoptr (RtAgentFile) file = rt_agent_file_parse ((const char *)data, size);
  g_autofree char *text = rt_agent_file_format (file->agents, file->versions);
  g_autoptr (RtAgentFile) again = rt_agent_file_parse (text, strlen (text));

  g_assert_cmpuint (again->agents->len, ==, file->agents->len);
  for (guint i = 0; i < file->agents->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (addresses); j++)
      {
        g_autoptr (GUri) uri = g_uri_parse (addresses[j], G_URI_FLAGS_NONE, NULL);

        check_agent (file->agents->pdata[i], uri, FALSE);
        check_agent (again->agents->pdata[i], uri, TRUE);
      }
  return 0;
}
