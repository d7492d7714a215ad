/* Any bytes as the body of a form: the first line is its type. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-form-data.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

static void
check (const RtFormData *form, gsize size)
{
  gsize sum = 0;

  g_assert_cmpuint (form->fields->len, <=, RT_FORM_FIELDS_MAX);
  for (guint i = 0; i < form->fields->len; i++)
    {
      const RtFormField *field = g_ptr_array_index (form->fields, i);

      sum += g_bytes_get_size (field->name) + g_bytes_get_size (field->value);
      if (field->file_name != NULL)
        sum += strlen (field->file_name);
    }
  /* No byte is in two fields. */
  g_assert_cmpuint (sum, <=, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const guint8 *end = memchr (data, '\n', size);
  gsize n_type = end != NULL ? (gsize)(end - data) : size;
  g_autofree char *type = g_strndup ((const char *)data, n_type);
  gsize start = MIN (n_type + 1, size);
  g_autoptr (GBytes) body = g_bytes_new (data + start, size - start);
  g_autoptr (RtFormData) form = rt_form_data_read (type, body);
  g_autofree char *query = g_strndup ((const char *)data, size);
  g_autoptr (RtFormData) asked = rt_form_data_read_query (query);

  check (form, size);
  check (asked, size);
  return 0;
}
