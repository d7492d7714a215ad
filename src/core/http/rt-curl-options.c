/* What the words of a curl command ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-options-private.h"

/* A word such as -sSL or -XPOST: letters, the last of which may have its argument behind
 * it. */
static gboolean
read_letters (RtCurlOptions *self,
              const char *letters,
              const char *const **next,
              GError **error)
{
  for (const char *p = letters; *p != '\0'; p++)
    {
      const RtCurlOption *option = rt_curl_option_find (NULL, *p);

      if (option == NULL)
        {
          char name[] = { '-', *p, '\0' };
          return rt_curl_refuse (error, "this option of curl is not understood", name);
        }
      if (!rt_curl_options_apply (
              self, option, option->argument && p[1] != '\0' ? p + 1 : NULL, next, error))
        return FALSE;
      if (option->argument)
        break;
    }
  return TRUE;
}

static RtCurlOptions *
make (GBytes *standard_input)
{
  RtCurlOptions *self = g_new0 (RtCurlOptions, 1);

  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->resolve = g_ptr_array_new_with_free_func (g_free);
  self->cookies = g_string_new (NULL);
  self->ignored = g_strv_builder_new ();
  self->redirect_limit = -1;
  self->connect_timeout_s = -1;
  self->idle_timeout_s = -1;
  self->total_timeout_s = -1;
  self->data.standard_input = standard_input;
  return self;
}

/**
 * rt_curl_options_parse:
 * @words: the words behind "curl"
 * @standard_input: (nullable): what the command reads; it must outlive the answer
 * @error: return location for a #GError, or %NULL
 *
 * Reads options as curl does.  Options that only say what to do with the answer make no
 * difference; an option that is not known is refused, because the request would be
 * another without it.
 *
 * Errors: %RT_ERROR_BAD_COMMAND, with the option in its words.
 *
 * Returns: (transfer full) (nullable): what they ask for
 */
RtCurlOptions *
rt_curl_options_parse (const char *const *words, GBytes *standard_input, GError **error)
{
  g_autoptr (RtCurlOptions) self = make (standard_input);
  gboolean only_addresses = FALSE;

  while (*words != NULL)
    {
      const char *word = *words++;
      gboolean good;

      if (!only_addresses && g_str_equal (word, "--"))
        {
          only_addresses = TRUE;
          continue;
        }
      if (only_addresses || word[0] != '-' || word[1] == '\0')
        {
          good = rt_curl_options_set_address (self, word, error);
        }
      else if (word[1] == '-')
        {
          const RtCurlOption *option = rt_curl_option_find (word + 2, 0);

          good = option != NULL
                     ? rt_curl_options_apply (self, option, NULL, &words, error)
                     : rt_curl_refuse (error, "this option of curl is not understood",
                                       word);
        }
      else
        {
          good = read_letters (self, word + 1, &words, error);
        }
      if (!good)
        return NULL;
    }
  if (self->address == NULL)
    {
      rt_curl_refuse (error, "the command has no address", "curl");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
rt_curl_options_free (RtCurlOptions *self)
{
  g_free (self->address);
  g_free (self->method);
  g_ptr_array_unref (self->headers);
  g_string_free (self->cookies, TRUE);
  g_free (self->user);
  g_free (self->user_agent);
  g_free (self->referer);
  g_free (self->range);
  rt_curl_way_clear (&self->way);
  rt_curl_data_clear (&self->data);
  g_ptr_array_unref (self->resolve);
  g_strv_builder_unref (self->ignored);
  g_free (self);
}

void
rt_curl_way_clear (RtCurlWay *self)
{
  g_clear_pointer (&self->proxy, g_free);
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->exceptions, g_free);
}
