/* Any bytes as a page: what its forms send can be taken apart to what they hold. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-submission.h"
#include "core/server/rt-form-data.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static void
check_body (const RtRequest *request, const RtFormEntries *entries)
{
  const char *type
      = rt_header_list_find (rt_request_get_fields (request), "Content-Type");
  g_autoptr (RtFormData) read = NULL;

  g_assert_nonnull (type);
  if (g_str_equal (type, "text/plain"))
    return;
  /* The names of files are in it, but nothing was chosen: it is in memory. */
  read = rt_form_data_read (type, rt_request_get_body (request));
  g_assert_cmpuint (read->fields->len, ==, MIN (entries->len, RT_FORM_FIELDS_MAX));
}

static void
send (const RtFormPage *page, const RtHtmlForm *form, const RtFormControl *submitter)
{
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GPtrArray) entries = rt_html_form_make_entries (form, submitter);
  g_autoptr (RtRequest) base = rt_request_new ("GET", "http://a.test/", NULL);

  if (!rt_form_target_find (&target, page, form, submitter, NULL))
    return;
  target.is_post = TRUE;
  for (target.enctype = RT_ENCTYPE_URLENCODED; target.enctype <= RT_ENCTYPE_PLAIN;
       target.enctype++)
    {
      g_autoptr (RtRequest) request
          = rt_form_target_make_request (&target, entries, base, NULL);

      g_assert_nonnull (request);
      check_body (request, entries);
    }
  target.is_post = FALSE;
  {
    g_autoptr (RtRequest) request
        = rt_form_target_make_request (&target, entries, base, NULL);

    if (request != NULL)
      g_assert_null (rt_request_get_body (request));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GUri) uri = g_uri_parse ("http://a.test/b/c?d", G_URI_FLAGS_NONE, NULL);
  g_autoptr (RtFormPage) page
      = rt_form_page_read (body, "text/html; charset=utf-8", uri, NULL, NULL);

  if (page == NULL)
    return 0;
  for (guint i = 0; i < page->forms->len; i++)
    {
      RtHtmlForm *form = g_ptr_array_index (page->forms, i);

      send (page, form, rt_html_form_get_default_submitter (form));
    }
  return 0;
}
