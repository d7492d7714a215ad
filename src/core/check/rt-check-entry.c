/* An address that is to be checked, as it stands in a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-entry.h"

#include "core/http/rt-mask.h"
#include "core/http/rt-request.h"

/* Two links to parts of one page are one question. */
static char *
dup_without_fragment (GUri *uri)
{
  g_autoptr (GUri) plain = g_uri_build (
      g_uri_get_flags (uri), g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
      g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri), NULL);

  return g_uri_to_string (plain);
}

/**
 * rt_check_entry_new:
 * @text: an address as people write them; see rt_address_parse()
 *
 * Reads an address.  It takes a few µs: a long list is read in a thread.
 *
 * Returns: (transfer full): the entry, perhaps a bad one
 */
RtCheckEntry *
rt_check_entry_new (const char *text)
{
  RtCheckEntry *self = g_new0 (RtCheckEntry, 1);
  g_autoptr (RtRequest) request = rt_request_new ("HEAD", text, NULL);
  g_autofree char *address = NULL;

  self->is_bad = request == NULL;
  if (request != NULL)
    {
      address = dup_without_fragment (rt_request_get_uri (request));
      self->authorization = g_strdup (
          rt_header_list_find (rt_request_get_fields (request), "Authorization"));
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      address = rt_mask_address (valid);
    }
  self->address = g_ref_string_new (address);
  return self;
}

void
rt_check_entry_free (RtCheckEntry *self)
{
  g_ref_string_release (self->address);
  g_free (self->authorization);
  g_free (self);
}

/* An empty list of them. */
GPtrArray *
rt_check_entries_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rt_check_entry_free);
}
