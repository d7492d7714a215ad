/* What a browser sends when a form is submitted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-submission.h"

#include "core/forms/rt-form-address.h"
#include "core/forms/rt-form-text.h"
#include "core/forms/rt-multipart.h"
#include "core/forms/rt-urlencoded.h"
#include "core/http/rt-body-parts.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-header-secret.h"

#include <string.h>

/* The word of the button, else of the form. */
static const char *
pick (const char *of_submitter, const char *of_form)
{
  return of_submitter != NULL ? of_submitter : of_form;
}

const char *
rt_enctype_to_media (RtEnctype enctype)
{
  switch (enctype)
    {
    case RT_ENCTYPE_URLENCODED:
      return "application/x-www-form-urlencoded";
    case RT_ENCTYPE_MULTIPART:
      return "multipart/form-data";
    case RT_ENCTYPE_PLAIN:
      return "text/plain";
    }
  g_return_val_if_reached (NULL);
}

static RtEnctype
read_enctype (const char *word)
{
  if (word != NULL && g_ascii_strcasecmp (word, "multipart/form-data") == 0)
    return RT_ENCTYPE_MULTIPART;
  if (word != NULL && g_ascii_strcasecmp (word, "text/plain") == 0)
    return RT_ENCTYPE_PLAIN;
  return RT_ENCTYPE_URLENCODED;
}

/**
 * rt_form_target_find:
 * @self: (out caller-allocates): what to fill in
 * @page: a page
 * @form: one of its forms
 * @submitter: (nullable): the button that was pressed
 * @error: return location for a #GError, or %NULL
 *
 * Finds out where the form is sent, and how.
 *
 * Errors: %RT_ERROR_BAD_FORM if it goes nowhere HTTP goes (a script, an e-mail), or only
 * closes a dialog.
 *
 * Source: [HTML §4.10.21.3](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm)
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_form_target_find (RtFormTarget *self,
                     const RtFormPage *page,
                     const RtHtmlForm *form,
                     const RtFormControl *submitter,
                     GError **error)
{
  const char *action = pick (submitter != NULL ? submitter->action : NULL, form->action);
  const char *method = pick (submitter != NULL ? submitter->method : NULL, form->method);
  const char *enctype
      = pick (submitter != NULL ? submitter->enctype : NULL, form->enctype);
  g_autoptr (GError) raw = NULL;
  GUri *uri;

  if (method != NULL && g_ascii_strcasecmp (method, "dialog") == 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_FORM,
                           "the form closes a dialog and sends nothing");
      return FALSE;
    }
  uri = action != NULL && *action != '\0'
            ? rt_form_address_resolve (action, page->base, page->encoding, &raw)
            : g_uri_ref (page->uri);
  if (uri == NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_FORM, raw->message);
      return FALSE;
    }
  self->page = g_uri_ref (page->uri);
  self->uri = uri;
  self->is_post = method != NULL && g_ascii_strcasecmp (method, "post") == 0;
  self->enctype = read_enctype (enctype);
  self->encoding = form->encoding;
  return TRUE;
}

void
rt_form_target_clear (RtFormTarget *self)
{
  g_clear_pointer (&self->page, g_uri_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
}

/* GET replaces the query that was there, and the fragment stays behind. */
static GUri *
make_query (const RtFormTarget *self, const RtFormEntries *entries, GError **error)
{
  g_autofree char *query = rt_urlencoded_format (entries, self->encoding);
  g_autoptr (GUri) uri
      = g_uri_build (g_uri_get_flags (self->uri), g_uri_get_scheme (self->uri), NULL,
                     g_uri_get_host (self->uri), g_uri_get_port (self->uri),
                     g_uri_get_path (self->uri), query, g_uri_get_fragment (self->uri));
  g_autofree char *address = g_uri_to_string (uri);

  return rt_uri_parse (address, NULL, NULL, error);
}

static GBytes *
write_plain (const RtFormTarget *self, const RtFormEntries *entries)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);
      const char *value = entry->value != NULL ? entry->value : entry->file_name;
      g_autofree char *line = g_strdup_printf ("%s=%s", entry->name, value);
      g_autofree char *lines = rt_form_entries_normalise_newlines (line);
      g_autoptr (GString) bytes
          = rt_form_text_encode (self->encoding, lines, RT_FORM_TEXT_BODY);

      g_string_append_len (body, bytes->str, bytes->len);
      g_string_append (body, "\r\n");
    }
  return g_string_free_to_bytes (body);
}

static RtRequest *
add_multipart (const RtFormTarget *self,
               const RtFormEntries *entries,
               const RtRequest *request,
               GError **error)
{
  g_autofree char *boundary = rt_multipart_make_boundary (entries, self->encoding);
  g_autofree char *type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  g_autoptr (GPtrArray) parts = rt_multipart_format (entries, self->encoding, boundary);
  g_autoptr (RtRequest) carrying = NULL;

  /* Without files it is in memory as a whole. */
  if (parts->len == 1)
    carrying = rt_request_with_body (request,
                                     ((RtBodyPart *)g_ptr_array_index (parts, 0))->bytes);
  else
    carrying = rt_request_with_body_parts (request, parts);
  return rt_request_with_header (carrying, "Content-Type", type, error);
}

static RtRequest *
add_body (const RtFormTarget *self,
          const RtFormEntries *entries,
          const RtRequest *request,
          GError **error)
{
  g_autoptr (RtRequest) carrying = NULL;
  g_autoptr (GBytes) body = NULL;
  char *text;

  switch (self->enctype)
    {
    case RT_ENCTYPE_MULTIPART:
      return add_multipart (self, entries, request, error);
    case RT_ENCTYPE_PLAIN:
      body = write_plain (self, entries);
      break;
    case RT_ENCTYPE_URLENCODED:
      text = rt_urlencoded_format (entries, self->encoding);
      body = g_bytes_new_take (text, strlen (text));
      break;
    }
  carrying = rt_request_with_body (request, body);
  return rt_request_with_header (carrying, "Content-Type",
                                 rt_enctype_to_media (self->enctype), error);
}

/* What tells the server which page the form was on: all of its address to the same
 * origin, the origin to others, nothing from https to http. */
static RtRequest *
add_origin (const RtFormTarget *self, RtRequest *request, GError **error)
{
  const char *scheme = g_uri_get_scheme (self->page);
  const char *query = g_uri_get_query (self->page);
  gboolean is_downgrade = g_str_equal (scheme, "https")
                          && !g_str_equal (g_uri_get_scheme (self->uri), "https");
  g_autofree char *authority = rt_uri_dup_authority (self->page);
  g_autofree char *origin = g_strdup_printf ("%s://%s", scheme, authority);
  g_autofree char *referrer = rt_uri_same_origin (self->page, self->uri)
                                  ? g_strconcat (origin, g_uri_get_path (self->page),
                                                 query != NULL ? "?" : NULL, query, NULL)
                                  : g_strconcat (origin, "/", NULL);
  g_autoptr (RtRequest) told
      = self->is_post ? rt_request_with_header (request, "Origin",
                                                is_downgrade ? "null" : origin, error)
                      : rt_request_ref (request);

  if (told == NULL || is_downgrade)
    return g_steal_pointer (&told);
  return rt_request_with_header (told, "Referer", referrer, error);
}

/* What was meant for the page is none of another site's business. */
static RtRequest *
go_to (const RtRequest *base, GUri *uri)
{
  g_autoptr (RtHeaderList) kept = NULL;
  g_autoptr (RtRequest) bare = NULL;

  if (rt_uri_same_origin (rt_request_get_uri (base), uri))
    return rt_request_with_uri (base, uri);
  kept = rt_header_list_without_bound (rt_request_get_fields (base));
  bare = rt_request_with_fields (base, kept);
  return rt_request_with_uri (bare, uri);
}

/**
 * rt_form_target_make_request:
 * @self: where the form goes
 * @entries: what it sends
 * @base: a request whose fields and options it takes; fields with secrets only to its
 *   own origin
 * @error: return location for a #GError, or %NULL
 *
 * Makes the request that a browser makes of a form: target, body, and the fields that say
 * which page it was on.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS if the address becomes too long with @entries.
 *
 * Source: [HTML §4.10.21.3](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm),
 * [Referrer Policy §3.5](https://www.w3.org/TR/referrer-policy/#referrer-policy-strict-origin-when-cross-origin),
 * [Fetch §3.1](https://fetch.spec.whatwg.org/#origin-header)
 *
 * Returns: (transfer full): the request, or %NULL on error
 */
RtRequest *
rt_form_target_make_request (const RtFormTarget *self,
                             const RtFormEntries *entries,
                             const RtRequest *base,
                             GError **error)
{
  g_autoptr (GUri) uri
      = self->is_post ? g_uri_ref (self->uri) : make_query (self, entries, error);
  g_autoptr (RtRequest) addressed = NULL;
  g_autoptr (RtRequest) typed = NULL;
  g_autoptr (RtRequest) carrying = NULL;

  if (uri == NULL)
    return NULL;
  addressed = go_to (base, uri);
  typed = rt_request_with_method (addressed, self->is_post ? "POST" : "GET", error);
  carrying = self->is_post ? add_body (self, entries, typed, error)
                           : rt_request_with_body (typed, NULL);
  return carrying != NULL ? add_origin (self, carrying, error) : NULL;
}
