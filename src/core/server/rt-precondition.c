/* Whether a request's conditions let it go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-precondition.h"

#include "core/wire/rt-http-date.h"

#include <string.h>

typedef enum
{
  COMPARE_STRONG,
  COMPARE_WEAK,
} Comparison;

/* Takes an entity tag from *text; %NULL if none stands there. */
static const char *
take_etag (const char **text, gsize *length)
{
  const char *start = *text;
  const char *p = start;

  if (p[0] == 'W' && p[1] == '/')
    p += 2;
  if (*p++ != '"')
    return NULL;
  while ((guchar)*p >= 0x21 && *p != '"' && *p != 0x7f)
    p++;
  if (*p != '"')
    return NULL;
  *text = p + 1;
  *length = (gsize)(*text - start);
  return start;
}

static gboolean
equal_etags (const char *mine, const char *theirs, gsize length, Comparison comparison)
{
  gboolean is_mine_weak = g_str_has_prefix (mine, "W/");
  gboolean is_theirs_weak = length > 2 && theirs[0] == 'W';

  if (comparison == COMPARE_STRONG && (is_mine_weak || is_theirs_weak))
    return FALSE;
  if (is_mine_weak)
    mine += 2;
  if (is_theirs_weak)
    {
      theirs += 2;
      length -= 2;
    }
  return strlen (mine) == length && memcmp (mine, theirs, length) == 0;
}

/* Whether a list names @etag; "*" names whatever there is.  What is no list names nothing. */
static gboolean
matches (const char *list, const char *etag, Comparison comparison)
{
  gboolean is_found = FALSE;

  if (strcmp (list, "*") == 0)
    return TRUE;
  for (;;)
    {
      list += strspn (list, " \t,");
      if (*list == '\0')
        return is_found;

      gsize length;
      const char *theirs = take_etag (&list, &length);

      if (theirs == NULL)
        return FALSE;
      if (etag != NULL && equal_etags (etag, theirs, length, comparison))
        is_found = TRUE;
      list += strspn (list, " \t");
      if (*list != ',' && *list != '\0')
        return FALSE;
    }
}

/* A date that is sent once and that both know. */
static gboolean
find_date (const RtHeaderList *fields,
           const char *name,
           const RtValidators *validators,
           gint64 *time_s)
{
  return rt_header_list_count (fields, name) == 1 && validators->modified_s >= 0
         && rt_http_date_parse (rt_header_list_find (fields, name), validators->now_s,
                                time_s);
}

/**
 * rt_precondition_check:
 * @fields: of the request
 * @is_read: whether the method is GET or HEAD
 * @validators: of what would be answered, which exists
 *
 * Evaluates the conditions of a request in the order of the standard.  A date that does
 * not parse is no condition.
 *
 * Source: [RFC 9110 §13.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2)
 *
 * Returns: what is to be answered
 */
RtPreconditionVerdict
rt_precondition_check (const RtHeaderList *fields,
                       gboolean is_read,
                       const RtValidators *validators)
{
  g_autofree char *match = rt_header_list_join (fields, "If-Match");
  g_autofree char *none_match = rt_header_list_join (fields, "If-None-Match");
  gint64 date_s;

  if (match != NULL)
    {
      if (!matches (match, validators->etag, COMPARE_STRONG))
        return RT_PRECONDITION_FAILED;
    }
  else if (find_date (fields, "If-Unmodified-Since", validators, &date_s)
           && validators->modified_s > date_s)
    {
      return RT_PRECONDITION_FAILED;
    }

  if (none_match != NULL)
    {
      if (matches (none_match, validators->etag, COMPARE_WEAK))
        return is_read ? RT_PRECONDITION_NOT_MODIFIED : RT_PRECONDITION_FAILED;
    }
  else if (is_read && find_date (fields, "If-Modified-Since", validators, &date_s)
           && validators->modified_s <= date_s)
    {
      return RT_PRECONDITION_NOT_MODIFIED;
    }
  return RT_PRECONDITION_GO;
}

/**
 * rt_precondition_allows_range:
 * @fields: of the request
 * @validators: of what would be answered
 *
 * Says whether If-Range, where there is one, lets a Range field count.  Only a strong tag
 * will do, or the very date, if it is old enough to be a strong validator: a second state
 * of the file within the same second would have the same date.
 *
 * Source: [RFC 9110 §13.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5)
 *
 * Returns: %FALSE if the whole is to be sent
 */
gboolean
rt_precondition_allows_range (const RtHeaderList *fields, const RtValidators *validators)
{
  const char *value = rt_header_list_find (fields, "If-Range");
  const char *tag = value;
  gsize length;
  gint64 date_s;

  if (value == NULL)
    return TRUE;
  if (rt_header_list_count (fields, "If-Range") > 1)
    return FALSE;
  if (take_etag (&tag, &length) != NULL)
    return *tag == '\0' && validators->etag != NULL
           && equal_etags (validators->etag, value, length, COMPARE_STRONG);
  return find_date (fields, "If-Range", validators, &date_s)
         && date_s == validators->modified_s && date_s < validators->now_s - 1;
}
