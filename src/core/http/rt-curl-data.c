/* The data that a curl command gives to be sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-data.h"

#include "core/http/rt-percent.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"

/* All that does not stand for itself in a form. */
#define FORM_UNSAFE " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}"

static gboolean
refuse (GError **error, const char *why, const char *what)
{
  g_autofree char *shown = rt_error_excerpt (what);

  g_set_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND, "%s: '%s'", why, shown);
  return FALSE;
}

static gboolean
refuse_file (GError **error, const char *argument)
{
  return refuse (error, "only --data-binary reads a file", argument);
}

static void
set_type (RtCurlData *self, const char *type)
{
  g_free (self->content_type);
  self->content_type = g_strdup (type);
}

static gboolean
append (RtCurlData *self, const char *data, gsize length, GError **error)
{
  if (self->file != NULL)
    return refuse (error, "data cannot be joined to a file", "--data");
  if (self->text == NULL)
    self->text = g_string_new (NULL);
  else if (self->text->len > 0)
    g_string_append_c (self->text, '&');
  g_string_append_len (self->text, data, (gssize)length);
  if (self->content_type == NULL)
    set_type (self, FORM_TYPE);
  return TRUE;
}

void
rt_curl_data_clear (RtCurlData *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_object (&self->file);
  g_free (self->content_type);
}

/**
 * rt_curl_data_add:
 * @self: data
 * @argument: of --data
 * @error: return location for a #GError, or %NULL
 *
 * Adds data behind a '&'.  A file is refused: curl would drop its line ends.
 *
 * Errors: %RT_ERROR_BAD_COMMAND
 *
 * Returns: %TRUE if it was added
 */
gboolean
rt_curl_data_add (RtCurlData *self, const char *argument, GError **error)
{
  if (*argument == '@')
    return refuse_file (error, argument);
  return rt_curl_data_add_raw (self, argument, error);
}

/**
 * rt_curl_data_add_raw:
 * @self: data
 * @argument: of --data-raw
 * @error: return location for a #GError, or %NULL
 *
 * Adds data behind a '&', whatever it begins with.
 *
 * Errors: %RT_ERROR_BAD_COMMAND
 *
 * Returns: %TRUE if it was added
 */
gboolean
rt_curl_data_add_raw (RtCurlData *self, const char *argument, GError **error)
{
  return append (self, argument, strlen (argument), error);
}

/**
 * rt_curl_data_add_binary:
 * @self: data
 * @argument: of --data-binary
 * @error: return location for a #GError, or %NULL
 *
 * Adds data, or takes a file or what is on standard input.
 *
 * Errors: %RT_ERROR_BAD_COMMAND
 *
 * Returns: %TRUE if it was added
 */
gboolean
rt_curl_data_add_binary (RtCurlData *self, const char *argument, GError **error)
{
  if (*argument != '@')
    return rt_curl_data_add_raw (self, argument, error);
  if (g_str_equal (argument, "@-"))
    {
      gsize length;
      const char *data;

      if (self->standard_input == NULL)
        return refuse (error, "there is nothing on standard input", argument);
      data = g_bytes_get_data (self->standard_input, &length);
      return append (self, data != NULL ? data : "", length, error);
    }
  if (self->text != NULL || self->file != NULL)
    return refuse (error, "data cannot be joined to a file", argument);
  self->file = g_file_new_for_path (argument + 1);
  set_type (self, FORM_TYPE);
  return TRUE;
}

/**
 * rt_curl_data_add_encoded:
 * @self: data
 * @argument: of --data-urlencode: name=content, =content or content
 * @error: return location for a #GError, or %NULL
 *
 * Adds data of which the content is percent-encoded.
 *
 * Errors: %RT_ERROR_BAD_COMMAND
 *
 * Returns: %TRUE if it was added
 */
gboolean
rt_curl_data_add_encoded (RtCurlData *self, const char *argument, GError **error)
{
  const char *mark = strpbrk (argument, "=@");
  const char *content = mark != NULL ? mark + 1 : argument;
  g_autoptr (GString) encoded = g_string_new (NULL);

  if (mark != NULL && *mark == '@')
    return refuse_file (error, argument);
  if (mark != NULL && mark > argument)
    g_string_append_len (encoded, argument, content - argument);
  rt_percent_append (encoded, content, strlen (content), FORM_UNSAFE);
  return append (self, encoded->str, encoded->len, error);
}

/**
 * rt_curl_data_add_json:
 * @self: data
 * @argument: of --json
 * @error: return location for a #GError, or %NULL
 *
 * Adds data of type application/json; several of these are joined as they are.
 *
 * Errors: %RT_ERROR_BAD_COMMAND
 *
 * Returns: %TRUE if it was added
 */
gboolean
rt_curl_data_add_json (RtCurlData *self, const char *argument, GError **error)
{
  if (*argument == '@')
    return refuse_file (error, argument);
  set_type (self, "application/json");
  if (self->text == NULL)
    return rt_curl_data_add_raw (self, argument, error);
  g_string_append (self->text, argument);
  return TRUE;
}
