/* What a download is called, and how it stands, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-words.h"

#include "core/transfer/rt-file-name.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

/* What has all but stopped does not come in five days, or whatever its speed would say. */
#define LEFT_US_MAX (24 * 3600 * (gint64)G_USEC_PER_SEC)

static GUri *
get_uri (RtDownload *download)
{
  return rt_request_get_uri (
      g_ptr_array_index (rt_download_get_plan (download)->requests, 0));
}

/**
 * rt_download_words_dup_name:
 * @download: a download
 *
 * Returns: (transfer full): the name of its file, or what that is going to be as far as
 *   anybody can tell
 */
char *
rt_download_words_dup_name (RtDownload *download)
{
  const char *path = rt_download_get_news (download)->path;
  GUri *uri = get_uri (download);

  if (path == NULL)
    path = rt_download_get_plan (download)->path;
  return path != NULL ? g_filename_display_basename (path)
                      : rt_file_name_choose (NULL, NULL, uri, uri, NULL);
}

/* So much of so much. */
static char *
dup_amount (const RtDownloadNews *news)
{
  g_autofree char *received = g_format_size ((guint64)news->received);
  g_autofree char *total = news->total >= 0 ? g_format_size ((guint64)news->total) : NULL;

  if (total == NULL)
    return g_steal_pointer (&received);
  /* Translators: a part of a file, and the whole, such as “3 MB of 10 MB”. */
  return g_strdup_printf (_ ("%s of %s"), received, total);
}

/* Hundredths would be a guess. */
static char *
dup_left (gint64 left_us)
{
  if (left_us >= 60 * G_USEC_PER_SEC)
    return rt_format_duration (left_us);
  /* Translators: a duration in whole seconds. */
  return g_strdup_printf (_ ("%d s"), (int)(left_us / G_USEC_PER_SEC));
}

static char *
dup_running (const RtDownloadNews *news)
{
  g_autofree char *amount = dup_amount (news);
  g_autofree char *rate = g_format_size ((guint64)news->rate);
  gboolean knows_end = news->total > news->received && news->rate >= 1;
  gint64 left_us = knows_end ? (gint64)((double)(news->total - news->received)
                                        / news->rate * G_USEC_PER_SEC)
                             : 0;
  g_autofree char *left = dup_left (left_us);

  if (news->rate < 1)
    return g_steal_pointer (&amount);
  if (!knows_end || left_us < G_USEC_PER_SEC || left_us > LEFT_US_MAX)
    /* Translators: “3 MB of 10 MB”, then a size: so much comes in a second. */
    return g_strdup_printf (_ ("%s · %s/s"), amount, rate);
  /* Translators: “3 MB of 10 MB”, a size that comes in a second, and a duration. */
  return g_strdup_printf (_ ("%s · %s/s · %s left"), amount, rate, left);
}

static char *
dup_waiting (const RtDownloadNews *news)
{
  gint64 left_us = MAX (news->next_try_us - g_get_monotonic_time (), 0);
  gint64 left_s = (left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *left = rt_format_duration (left_s * G_USEC_PER_SEC);

  if (left_s >= 60)
    /* Translators: %s is a duration, such as “29 min 30 s”. */
    return g_strdup_printf (_ ("Trying again in %s"), left);
  return g_strdup_printf (ngettext ("Trying again in %d second",
                                    "Trying again in %d seconds", (gulong)left_s),
                          (int)left_s);
}

static const char *
get_queued (RtHold hold)
{
  switch (hold)
    {
    case RT_HOLD_NONE:
      return _ ("Waits for its turn");
    case RT_HOLD_SCHEDULE:
      return _ ("Waits for the time of day that is set for downloads");
    case RT_HOLD_METERED:
      return _ ("Waits for a network that is not metered");
    }
  g_return_val_if_reached (NULL);
}

/* With what came so far, if anything did. */
static char *
dup_with_amount (const char *words, const RtDownloadNews *news)
{
  g_autofree char *amount = dup_amount (news);

  return news->received > 0 ? g_strdup_printf ("%s · %s", words, amount)
                            : g_strdup (words);
}

static char *
dup_trouble (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);
  g_autofree char *title = NULL;

  if (news->error == NULL
      || g_error_matches (news->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dup_with_amount (_ ("Paused"), news);
  title = rt_error_dup_title (news->error, g_uri_get_host (get_uri (download)));
  return dup_with_amount (title, news);
}

static char *
dup_step (const RtStep *step)
{
  return rt_note_render (step->note, gettext);
}

/* How sure that is, says what was found out last. */
static char *
dup_done (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);
  GPtrArray *steps = rt_download_get_steps (download);
  g_autofree char *size = g_format_size ((guint64)news->received);
  g_autofree char *why = NULL;

  if (news->is_verified && steps->len > 0)
    {
      why = dup_step (g_ptr_array_index (steps, steps->len - 1));
      /* Translators: the size of a file, and a sentence that says what verifying it
       * brought. */
      return g_strdup_printf (_ ("Finished · %s · %s"), size, why);
    }
  if (!news->was_there)
    /* Translators: %s is the size of a file. */
    return g_strdup_printf (_ ("Finished · %s"), size);
  if (steps->len == 0)
    return g_strdup (_ ("File already downloaded!"));
  why = dup_step (g_ptr_array_index (steps, steps->len - 1));
  /* Translators: %s is a sentence that says how that is known. */
  return g_strdup_printf (_ ("File already downloaded! %s"), why);
}

/* A finished file is read once more, because the user asked for it. */
static char *
dup_verifying (RtDownload *download)
{
  if (!rt_download_is_whole (download))
    return g_strdup (_ ("All is there: verifying it"));
  /* Translators: %d is how many percent of a file are verified. */
  return g_strdup_printf (_ ("Verifying it: %d %%"),
                          (int)(rt_download_get_verified (download) * 100));
}

/**
 * rt_download_words_dup_facts:
 * @download: a download
 * @hold: why nothing starts
 *
 * Returns: (transfer full): how it stands, in one line
 */
char *
rt_download_words_dup_facts (RtDownload *download, RtHold hold)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  switch (news->state)
    {
    case RT_DOWNLOAD_QUEUED:
      return dup_with_amount (get_queued (hold), news);
    case RT_DOWNLOAD_OPENING:
      return dup_with_amount (_ ("Asking for the file"), news);
    case RT_DOWNLOAD_RUNNING:
      return dup_running (news);
    case RT_DOWNLOAD_WAITING:
      return dup_waiting (news);
    case RT_DOWNLOAD_VERIFYING:
      return dup_verifying (download);
    case RT_DOWNLOAD_PAUSED:
    case RT_DOWNLOAD_FAILED:
      return dup_trouble (download);
    case RT_DOWNLOAD_DONE:
      return dup_done (download);
    case RT_DOWNLOAD_CANCELLED:
      return dup_with_amount (_ ("Cancelled"), news);
    }
  g_return_val_if_reached (NULL);
}

/* A step and when it was taken. */
static void
append_step (GString *text, const RtStep *step, const char *clock)
{
  g_autofree char *words = dup_step (step);
  g_autoptr (GDateTime) utc
      = g_date_time_new_from_unix_utc (step->time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, clock) : NULL;

  g_string_append_printf (text, "%s%s  %s", text->len > 0 ? "\n" : "",
                          time != NULL ? time : "", words);
}

/**
 * rt_download_words_dup_log:
 * @download: a download
 * @lines_max: how many lines at most; the newest count
 * @clock: how a time is written, as for g_date_time_format()
 *
 * Returns: (transfer full): what was decided, a line for each step; it may be empty
 */
char *
rt_download_words_dup_log (RtDownload *download, guint lines_max, const char *clock)
{
  GPtrArray *steps = rt_download_get_steps (download);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = steps->len > lines_max ? steps->len - lines_max : 0; i < steps->len; i++)
    append_step (text, g_ptr_array_index (steps, i), clock);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rt_download_words_get_toggle:
 * @download: a download
 *
 * Returns: (transfer none) (nullable): what the button says that stops it or lets it go on;
 *   %NULL if there is nothing of that to do
 */
const char *
rt_download_words_get_toggle (RtDownload *download)
{
  gboolean is_whole = rt_download_is_whole (download);

  switch (rt_download_get_state (download))
    {
    case RT_DOWNLOAD_QUEUED:
    case RT_DOWNLOAD_OPENING:
    case RT_DOWNLOAD_RUNNING:
    case RT_DOWNLOAD_WAITING:
      return _ ("_Pause");
    case RT_DOWNLOAD_VERIFYING:
      return is_whole ? _ ("_Stop Verifying") : _ ("_Pause");
    case RT_DOWNLOAD_PAUSED:
      return _ ("_Resume");
    case RT_DOWNLOAD_FAILED:
      return is_whole ? _ ("_Download Again") : _ ("_Try Again");
    case RT_DOWNLOAD_CANCELLED:
      return _ ("_Try Again");
    case RT_DOWNLOAD_DONE:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

const char *
rt_download_words_get_icon (RtDownload *download)
{
  switch (rt_download_get_state (download))
    {
    case RT_DOWNLOAD_QUEUED:
    case RT_DOWNLOAD_WAITING:
      return "preferences-system-time-symbolic";
    case RT_DOWNLOAD_OPENING:
    case RT_DOWNLOAD_RUNNING:
    case RT_DOWNLOAD_VERIFYING:
      return "folder-download-symbolic";
    case RT_DOWNLOAD_PAUSED:
      return "media-playback-pause-symbolic";
    case RT_DOWNLOAD_DONE:
      return "object-select-symbolic";
    case RT_DOWNLOAD_FAILED:
      return "dialog-warning-symbolic";
    case RT_DOWNLOAD_CANCELLED:
      return "process-stop-symbolic";
    }
  g_return_val_if_reached (NULL);
}

/* How much of it is there, from 0 to 1; -1 if nobody knows. */
double
rt_download_words_get_fraction (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  if (rt_download_get_verified (download) >= 0)
    return rt_download_get_verified (download);
  if (news->state == RT_DOWNLOAD_DONE)
    return 1;
  if (news->total <= 0)
    return news->received > 0 ? -1 : 0;
  return CLAMP ((double)news->received / (double)news->total, 0, 1);
}
