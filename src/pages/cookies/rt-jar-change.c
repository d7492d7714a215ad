/* Changes a jar for the user, and offers to take that back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-jar-change.h"

#include "core/cookies/rt-cookie-tasks.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"
#include "ui/rt-undo-toast.h"

#include <glib/gi18n.h>

/* What was done, and where it is shown. */
typedef struct
{
  GtkWidget *widget;
  RtCookieList *list;
  RtCookieJar *jar;     /* may be another than that of the list by now */
  RtCookieChange *undo; /* nullable */
} Change;

static Change *
change_new (GtkWidget *widget, RtCookieList *list, RtCookieJar *jar)
{
  Change *change = g_new0 (Change, 1);

  change->widget = g_object_ref (widget);
  change->list = g_object_ref (list);
  change->jar = g_object_ref (jar);
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->widget);
  g_object_unref (change->list);
  g_object_unref (change->jar);
  g_clear_pointer (&change->undo, rt_cookie_change_free);
  g_free (change);
}

static void
say_trouble (GtkWidget *widget, const GError *error)
{
  g_autofree char *hint = rt_error_dup_hint (error);

  gtk_widget_activate_action (widget, "win.toast", "s", hint);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCookieChange) redo
      = rt_cookie_change_finish (RT_COOKIE_JAR (source), result, &error);

  if (redo == NULL)
    say_trouble (change->widget, error);
  rt_cookie_list_reload (change->list);
  change_free (change);
}

static void
take_back (gpointer data)
{
  Change *change = data;

  rt_cookie_change_async (change->jar, g_steal_pointer (&change->undo), on_undone,
                          change);
}

static char *
dup_words (const RtCookieChange *undo)
{
  guint n_removed = undo->added->len;
  g_autofree char *count = rt_format_count (n_removed);

  if (undo->removed->len == 1 && n_removed == 0)
    return g_strdup (_ ("The cookie is added"));
  if (undo->removed->len > 0)
    return g_strdup (_ ("The cookie is changed"));
  /* Translators: %s is a number. */
  return g_strdup_printf (
      ngettext ("%s cookie is deleted", "%s cookies are deleted", n_removed), count);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  RtCookieChange *undo = rt_cookie_change_finish (change->jar, result, &error);

  rt_cookie_list_reload (change->list);
  if (undo == NULL)
    say_trouble (change->widget, error);
  else
    {
      g_autofree char *words = dup_words (undo);

      rt_jar_change_offer_undo (change->widget, change->list, change->jar, undo, words);
    }
  change_free (change);
}

/**
 * rt_jar_change_make:
 * @widget: what the user did it in
 * @list: the cookies of the jar
 * @change: (transfer full): what the user wants
 *
 * Changes the jar, says so, and offers to take it back.
 */
void
rt_jar_change_make (GtkWidget *widget, RtCookieList *list, RtCookieChange *change)
{
  RtCookieJar *jar = rt_cookie_list_get_jar (list);

  rt_cookie_change_async (jar, change, on_changed, change_new (widget, list, jar));
}

/**
 * rt_jar_change_offer_undo:
 * @widget: what the user did something in
 * @list: what shows the cookies
 * @jar: what was changed
 * @undo: (transfer full): takes it back
 * @words: what was done
 */
void
rt_jar_change_offer_undo (GtkWidget *widget,
                          RtCookieList *list,
                          RtCookieJar *jar,
                          RtCookieChange *undo,
                          const char *words)
{
  Change *offer = change_new (widget, list, jar);

  offer->undo = undo;
  rt_undo_toast_show (widget, words, take_back, change_free, offer);
}
