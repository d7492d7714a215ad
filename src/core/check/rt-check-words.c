/* What a check came to, in words that are not translated yet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-words.h"

#include "core/wire/rt-error-words.h"

#include <glib/gi18n.h>

#define DAY_S (24 * 60 * 60)

const char *
rt_check_verdict_to_title (RtCheckVerdict verdict)
{
  switch (verdict)
    {
    case RT_CHECK_PENDING:
      return N_ ("Not checked");
    case RT_CHECK_EXISTS:
      return N_ ("Exists");
    case RT_CHECK_MOVED:
      return N_ ("Moved permanently");
    case RT_CHECK_MOVED_FOR_NOW:
      return N_ ("Moved for now");
    case RT_CHECK_MISSING:
      return N_ ("Missing");
    case RT_CHECK_FORBIDDEN:
      return N_ ("Forbidden");
    case RT_CHECK_NOT_CHECKABLE:
      return N_ ("Not checkable");
    case RT_CHECK_NO_SERVER:
      return N_ ("No server");
    }
  g_return_val_if_reached (NULL);
}

/* The plain outcome. */
const char *
rt_check_ok_to_words (gboolean is_ok)
{
  return is_ok ? N_ ("status is OK") : N_ ("status is NOT OK");
}

static const char *
stop_to_words (RtRedirectStop stop)
{
  switch (stop)
    {
    case RT_STOP_NONE:
    case RT_STOP_NOT_FOLLOWED:
      return NULL;
    case RT_STOP_NO_LOCATION:
      return N_ ("The server redirects but does not say where to");
    case RT_STOP_BAD_LOCATION:
      return N_ ("The server redirects to an address that makes no sense");
    case RT_STOP_SCHEME:
      return N_ ("The server redirects to an address that is not http or https");
    case RT_STOP_DOWNGRADE:
      return N_ ("The server redirects from https to plain http");
    case RT_STOP_RESEND:
      return N_ ("The server redirects the data to another site");
    case RT_STOP_LIMIT:
      return rt_error_code_to_title (RT_ERROR_REDIRECT_LIMIT);
    case RT_STOP_LOOP:
      return rt_error_code_to_title (RT_ERROR_REDIRECT_LOOP);
    }
  g_return_val_if_reached (NULL);
}

static void
add_head_notes (const RtCheckResult *self, GPtrArray *notes)
{
  const char *head = RT_NOTE_NUMBER (self->head_status);
  guint status = self->head_hop < self->n_chain ? self->chain[self->head_hop] : 0;

  if ((self->remarks & RT_CHECK_HEAD_REFUSED) != 0)
    g_ptr_array_add (notes,
                     /* Translators: %s is a status code. */
                     rt_note_new (N_ ("HEAD refused (%s), GET used"), head, NULL));
  if ((self->remarks & RT_CHECK_HEAD_DOUBTED) != 0 && status == self->head_status)
    g_ptr_array_add (notes, rt_note_new (N_ ("GET says the same as HEAD"), NULL));
  else if ((self->remarks & RT_CHECK_HEAD_DOUBTED) != 0 && status != 0)
    g_ptr_array_add (notes,
                     /* Translators: both are status codes. */
                     rt_note_new (N_ ("HEAD says %s, GET says %s"), head,
                                  RT_NOTE_NUMBER (status), NULL));
  if ((self->remarks & RT_CHECK_HEAD_SILENT) != 0)
    g_ptr_array_add (notes, rt_note_new (N_ ("No answer to HEAD, GET used"), NULL));
  if ((self->remarks & RT_CHECK_HEAD_WITH_BODY) != 0)
    g_ptr_array_add (
        notes,
        rt_note_new (N_ ("HEAD was answered with a body, which it must not be"), NULL));
}

static void
add_verdict_notes (const RtCheckResult *self, GPtrArray *notes)
{
  switch (self->verdict)
    {
    case RT_CHECK_MOVED:
      if (self->new_address != NULL)
        g_ptr_array_add (
            notes,
            /* Translators: %s is an address. */
            rt_note_new (N_ ("Update the link to %s"), self->new_address, NULL));
      break;
    case RT_CHECK_MOVED_FOR_NOW:
      if (self->final_address != NULL)
        g_ptr_array_add (notes,
                         /* Translators: %s is an address. */
                         rt_note_new (N_ ("Leads to %s"), self->final_address, NULL));
      break;
    case RT_CHECK_FORBIDDEN:
      g_ptr_array_add (
          notes,
          rt_note_new (N_ ("It exists or is hidden: the server does not say"), NULL));
      break;
    case RT_CHECK_PENDING:
    case RT_CHECK_EXISTS:
    case RT_CHECK_MISSING:
    case RT_CHECK_NOT_CHECKABLE:
    case RT_CHECK_NO_SERVER:
      break;
    }
}

static void
add_site_notes (const RtCheckResult *self, GPtrArray *notes)
{
  if ((self->remarks & RT_CHECK_LATER) != 0 && self->wait_s > DAY_S)
    g_ptr_array_add (
        notes,
        rt_note_new (N_ ("The server asks to be left alone for more than a day"), NULL));
  else if ((self->remarks & RT_CHECK_LATER) != 0)
    g_ptr_array_add (notes, rt_note_new (
                                /* Translators: %s is a number of seconds. */
                                N_ ("The server asks to be left alone for %s s"),
                                RT_NOTE_NUMBER (self->wait_s), NULL));
  else if (!self->has_error && rt_check_is_transient (rt_check_result_get_status (self)))
    g_ptr_array_add (notes,
                     rt_note_new (N_ ("The server is busy: check it again later"), NULL));
  if ((self->remarks & RT_CHECK_SOFT_404) != 0)
    g_ptr_array_add (
        notes,
        rt_note_new (N_ ("Looks like what this site shows for a made-up address"), NULL));
  else if ((self->remarks & RT_CHECK_SITE_NEVER_404) != 0)
    g_ptr_array_add (notes,
                     rt_note_new (N_ ("This site finds a made-up address, too"), NULL));
}

/**
 * rt_check_result_list_notes:
 * @self: a result
 *
 * Says why the verdict is what it is, what to do about it, and what was odd.
 *
 * Returns: (transfer full) (element-type RtNote): sentences, the most important first
 */
GPtrArray *
rt_check_result_list_notes (const RtCheckResult *self)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_note_unref);
  const char *stop = stop_to_words (self->stop);

  if (self->has_error)
    g_ptr_array_add (notes, rt_note_new (rt_error_code_to_title (self->error), NULL));
  if (stop != NULL)
    g_ptr_array_add (notes, rt_note_new (stop, NULL));
  add_site_notes (self, notes);
  add_verdict_notes (self, notes);
  add_head_notes (self, notes);
  return notes;
}

static const char *
stop_to_id (RtRedirectStop stop)
{
  switch (stop)
    {
    case RT_STOP_NONE:
    case RT_STOP_NOT_FOLLOWED:
      return NULL;
    case RT_STOP_NO_LOCATION:
      return "no-location";
    case RT_STOP_BAD_LOCATION:
      return "bad-location";
    case RT_STOP_SCHEME:
      return "scheme";
    case RT_STOP_DOWNGRADE:
      return "downgrade";
    case RT_STOP_RESEND:
      return "resend";
    case RT_STOP_LIMIT:
      return rt_error_code_to_id (RT_ERROR_REDIRECT_LIMIT);
    case RT_STOP_LOOP:
      return rt_error_code_to_id (RT_ERROR_REDIRECT_LOOP);
    }
  g_return_val_if_reached (NULL);
}

/**
 * rt_check_result_get_why:
 * @self: a result
 *
 * Gives the stable name of the first of the notes that programs see.
 *
 * Returns: (transfer none) (nullable): such as `head-refused`; %NULL: there is nothing to
 *   say
 */
const char *
rt_check_result_get_why (const RtCheckResult *self)
{
  static const struct
  {
    RtCheckRemarks remark;
    const char *id;
  } remarks[] = {
    { RT_CHECK_LATER, "later" },
    { RT_CHECK_SOFT_404, "soft-404" },
    { RT_CHECK_SITE_NEVER_404, "site-never-404" },
    { RT_CHECK_HEAD_REFUSED, "head-refused" },
    { RT_CHECK_HEAD_DOUBTED, "head-doubted" },
    { RT_CHECK_HEAD_SILENT, "head-silent" },
    { RT_CHECK_HEAD_WITH_BODY, "head-with-body" },
  };

  if (self->has_error)
    return rt_error_code_to_id (self->error);
  if (stop_to_id (self->stop) != NULL)
    return stop_to_id (self->stop);
  for (guint i = 0; i < G_N_ELEMENTS (remarks); i++)
    if ((self->remarks & remarks[i].remark) != 0)
      return remarks[i].id;
  return NULL;
}
