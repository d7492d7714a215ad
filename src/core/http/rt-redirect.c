/* What a 3xx answer asks for, and what of it is done: pure rules, no network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-redirect.h"

#include "core/http/rt-uri.h"
#include "core/wire/rt-header-secret.h"

#include <string.h>

/* Describe a body that is no longer sent; so does every name that begins with Content-. */
static const char *const body_fields[] = { "Expect", "Trailer", "Transfer-Encoding" };

static void
free_dropped_header (gpointer data)
{
  RtDroppedHeader *dropped = data;

  g_free (dropped->name);
  g_free (dropped);
}

static gboolean
is_followable (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307
         || status == 308;
}

static gboolean
describes_body (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (body_fields); i++)
    if (g_ascii_strcasecmp (name, body_fields[i]) == 0)
      return TRUE;
  return g_ascii_strncasecmp (name, "Content-", strlen ("Content-")) == 0;
}

/* The one Location of the answer, or NULL with the reason in *stop. */
static const char *
find_location (const RtHeaderList *fields, RtRedirectStop *stop)
{
  const char *location = NULL;

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (header->name, "Location") != 0)
        continue;
      if (location != NULL && !g_str_equal (location, header->value))
        {
          *stop = RT_STOP_BAD_LOCATION;
          return NULL;
        }
      location = header->value;
    }
  if (location == NULL || *location == '\0')
    {
      *stop = RT_STOP_NO_LOCATION;
      return NULL;
    }
  return location;
}

static GUri *
resolve (GUri *base, const char *location, RtRedirectStop *stop)
{
  const char *scheme = g_uri_peek_scheme (location);
  g_autoptr (GUri) uri = NULL;

  if (scheme != NULL && !rt_uri_scheme_is_http (scheme))
    {
      *stop = RT_STOP_SCHEME;
      return NULL;
    }
  uri = rt_uri_parse (location, base, NULL, NULL);
  if (uri == NULL)
    {
      *stop = RT_STOP_BAD_LOCATION;
      return NULL;
    }
  /* RFC 9110 §10.2.2: a fragment goes along unless Location has its own. */
  if (g_uri_get_fragment (uri) == NULL && g_uri_get_fragment (base) != NULL)
    return g_uri_build (g_uri_get_flags (uri), g_uri_get_scheme (uri), NULL,
                        g_uri_get_host (uri), g_uri_get_port (uri), g_uri_get_path (uri),
                        g_uri_get_query (uri), g_uri_get_fragment (base));
  return g_steal_pointer (&uri);
}

static gboolean
becomes_get (const char *method, guint status)
{
  if (status == 303)
    return !g_str_equal (method, "GET") && !g_str_equal (method, "HEAD");
  return (status == 301 || status == 302) && g_str_equal (method, "POST");
}

static void
add_dropped (GPtrArray *dropped, const char *name, RtDropReason why)
{
  RtDroppedHeader *header = g_new0 (RtDroppedHeader, 1);

  header->name = g_strdup (name);
  header->why = why;
  g_ptr_array_add (dropped, header);
}

static void
drop (RtRedirect *self, const char *name, RtDropReason why)
{
  add_dropped (self->dropped, name, why);
}

/* Makes the next request, with only what may go there. */
static RtRequest *
make_next (RtRedirect *self, const RtRequest *request, GUri *uri, guint status)
{
  gboolean same_origin = rt_uri_same_origin (rt_request_get_uri (request), uri);
  gboolean as_get = becomes_get (rt_request_get_method (request), status);
  g_autoptr (RtRequest) moved = rt_request_redirected_to (request, uri);
  const RtHeaderList *fields = rt_request_get_fields (moved);
  g_autoptr (RtHeaderList) kept = rt_header_list_new ();
  g_autoptr (RtRequest) next = NULL;
  g_autoptr (RtRequest) without_body = NULL;

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      if (as_get && describes_body (header->name))
        drop (self, header->name, RT_DROP_METHOD);
      else if (!same_origin && rt_header_is_bound (header->name))
        drop (self, header->name, RT_DROP_ORIGIN);
      else
        rt_header_list_append_received (kept, header->name, header->value);
    }
  next = rt_request_with_fields (moved, kept);
  if (!as_get)
    return g_steal_pointer (&next);
  without_body = rt_request_with_body (next, NULL);
  return rt_request_with_method (without_body, "GET", NULL);
}

/* Fields count because a server may answer otherwise once it sees its cookie. */
static gboolean
is_same_request (const RtRequest *a, const RtRequest *b)
{
  g_autofree char *target_a = rt_request_dup_target (a);
  g_autofree char *target_b = rt_request_dup_target (b);

  return g_str_equal (rt_request_get_method (a), rt_request_get_method (b))
         && rt_uri_same_origin (rt_request_get_uri (a), rt_request_get_uri (b))
         && g_str_equal (target_a, target_b)
         && rt_header_list_equal (rt_request_get_fields (a), rt_request_get_fields (b));
}

/* @next would be sent with what its cookie source has by now. */
static gboolean
is_loop (const RtRequest *next, const RtRequest *sent, GPtrArray *earlier)
{
  g_autoptr (RtRequest) again = rt_request_with_cookies (next, TRUE, NULL);

  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    if (is_same_request (again, g_ptr_array_index (earlier, i)))
      return TRUE;
  return is_same_request (again, sent);
}

static RtRedirectStop
find_stop (const RtRequest *next,
           const RtRequest *request,
           const RtRequest *sent,
           GPtrArray *earlier)
{
  const RtRequestOptions *options = rt_request_get_options (request);
  GUri *from = rt_request_get_uri (request);
  GUri *to = rt_request_get_uri (next);
  gboolean has_body = rt_request_has_body (next);

  if (options->redirect_limit == 0)
    return RT_STOP_NOT_FOLLOWED;
  if (is_loop (next, sent, earlier))
    return RT_STOP_LOOP;
  if (earlier != NULL && earlier->len >= options->redirect_limit)
    return RT_STOP_LIMIT;
  if (g_str_equal (g_uri_get_scheme (from), "https")
      && g_str_equal (g_uri_get_scheme (to), "http")
      && !(options->flags & RT_REQUEST_ALLOW_DOWNGRADE))
    return RT_STOP_DOWNGRADE;
  if (has_body && !rt_uri_same_origin (from, to)
      && !(options->flags & RT_REQUEST_ALLOW_RESEND))
    return RT_STOP_RESEND;
  return RT_STOP_NONE;
}

/**
 * rt_redirect_decide:
 * @request: what was asked for
 * @sent: the same as it was sent, with the cookies of its source
 * @status: of the answer
 * @fields: of the answer
 * @earlier: (nullable) (element-type RtRequest): what was sent before @sent in this
 *   chain, without @sent
 *
 * Decides what to do about an answer that may be a redirect.  Where there is an address
 * to go to, `next` holds the request for it even if the chain stops here, so that the
 * user may go on; `next` with %RT_STOP_NONE is to be sent.
 *
 * To another origin go no Authorization, Cookie or Proxy-Authorization, no Host set by
 * hand, and no field whose name tells of a credential (it holds "token", "key", "secret",
 * "auth", "passw", "session" or the like).
 *
 * Source: [RFC 9110 §15.4](https://www.rfc-editor.org/rfc/rfc9110#section-15.4),
 * [Fetch, HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch)
 *
 * Returns: (transfer full): the decision
 */
RtRedirect *
rt_redirect_decide (const RtRequest *request,
                    const RtRequest *sent,
                    guint status,
                    const RtHeaderList *fields,
                    GPtrArray *earlier)
{
  RtRedirect *self = g_new0 (RtRedirect, 1);
  const char *location;
  g_autoptr (GUri) uri = NULL;

  self->dropped = rt_dropped_headers_new ();
  if (!is_followable (status))
    return self;
  location = find_location (fields, &self->stop);
  if (location == NULL)
    return self;
  uri = resolve (rt_request_get_uri (request), location, &self->stop);
  if (uri == NULL)
    return self;
  self->next = make_next (self, request, uri, status);
  self->stop = find_stop (self->next, request, sent, earlier);
  return self;
}

void
rt_redirect_free (RtRedirect *self)
{
  g_clear_pointer (&self->next, rt_request_unref);
  g_ptr_array_unref (self->dropped);
  g_free (self);
}

/**
 * rt_dropped_headers_new:
 *
 * Makes an empty list of #RtDroppedHeader.
 *
 * Returns: (transfer full): the list
 */
GPtrArray *
rt_dropped_headers_new (void)
{
  return g_ptr_array_new_with_free_func (free_dropped_header);
}

/**
 * rt_dropped_headers_add_unsent:
 * @self: a list
 * @request: what is sent
 *
 * Adds the fields of @request that are not the user's to say.  Those that tell how long the
 * body is are left to whoever sends it: with a false length, this request and the next one
 * are no longer told apart.  And with a source of proxies, no other password goes to one.
 *
 * Source: [RFC 9112 §6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)
 */
void
rt_dropped_headers_add_unsent (GPtrArray *self, const RtRequest *request)
{
  static const char *const names[] = { "Content-Length", "Transfer-Encoding" };
  const RtHeaderList *fields = rt_request_get_fields (request);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (rt_header_list_find (fields, names[i]) != NULL)
      add_dropped (self, names[i], RT_DROP_FRAMING);
  if (rt_request_get_proxy_source (request) != NULL
      && rt_header_list_find (fields, "Proxy-Authorization") != NULL)
    add_dropped (self, "Proxy-Authorization", RT_DROP_PROXY);
}
