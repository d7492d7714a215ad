/* Adds a cookie by hand, or changes one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookie-editor.h"

#include "core/cookies/rt-cookie-date.h"
#include "core/cookies/rt-cookie-judge.h"
#include "core/cookies/rt-cookie-scope.h"
#include "pages/cookies/rt-cookie-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtCookieEditor
{
  AdwWindow parent_instance;

  RtCookie *old; /* NULL: it is added */

  GtkWidget *save;
  GtkEditable *name;
  GtkEditable *value;
  GtkEditable *domain;
  GtkEditable *path;
  GtkEditable *expires;
  GtkDropDown *same_site;
  GtkCheckButton *host_only;
  GtkCheckButton *secure;
  GtkCheckButton *http_only;
  GtkCheckButton *partitioned;
  GtkLabel *facts;
  GtkLabel *trouble;
};

G_DEFINE_FINAL_TYPE (RtCookieEditor, rt_cookie_editor, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is no UTF-8 cannot be typed, and stays as it is. */
static const char *
get_bytes (GtkEditable *editable, const char *old)
{
  return gtk_widget_is_sensitive (GTK_WIDGET (editable))
             ? gtk_editable_get_text (editable)
             : old;
}

static void
set_bytes (GtkEditable *editable, const char *bytes)
{
  g_autofree char *text = g_utf8_make_valid (bytes, -1);

  gtk_editable_set_text (editable, text);
  gtk_widget_set_sensitive (GTK_WIDGET (editable), g_utf8_validate (bytes, -1, NULL));
}

/* As we show dates: in local time. */
static gboolean
read_local_date (const char *text, gint64 *seconds)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  g_autofree char *iso = NULL;
  g_autoptr (GDateTime) date = NULL;

  if (g_strv_length (parts) != 2)
    return FALSE;
  iso = g_strdup_printf ("%sT%s%s", parts[0], parts[1],
                         strlen (parts[1]) == 5 ? ":00" : "");
  date = g_date_time_new_from_iso8601 (iso, zone);
  if (date == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (date);
  return TRUE;
}

static gboolean
read_expires (RtCookieEditor *self, gint64 *seconds)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->expires)));

  *seconds = RT_COOKIE_SESSION;
  return *text == '\0' || read_local_date (text, seconds)
         || rt_cookie_date_parse (text, seconds);
}

/* NULL, and why, if that is no cookie. */
static RtCookie *
make_cookie (RtCookieEditor *self, char **why)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *domain
      = rt_cookie_scope_normalize_domain (gtk_editable_get_text (self->domain));
  RtCookie model = {
    .name = (char *)get_bytes (self->name, self->old != NULL ? self->old->name : ""),
    .value = (char *)get_bytes (self->value, self->old != NULL ? self->old->value : ""),
    .domain = domain,
    .path = (char *)get_bytes (self->path, self->old != NULL ? self->old->path : "/"),
    .created_us = self->old != NULL ? self->old->created_us : now_us,
    .used_us = self->old != NULL ? self->old->used_us : now_us,
    .same_site = (RtSameSite)gtk_drop_down_get_selected (self->same_site),
    .host_only = gtk_check_button_get_active (self->host_only),
    .secure = gtk_check_button_get_active (self->secure),
    .http_only = gtk_check_button_get_active (self->http_only),
    .partitioned = gtk_check_button_get_active (self->partitioned),
  };
  RtCookieRule rule;

  *why = NULL;
  if (domain == NULL)
    *why = g_strdup (_ ("The domain is a host name, such as “www.example.org”."));
  else if (*model.path != '/')
    *why = g_strdup (_ ("The path begins with “/”."));
  else if (!read_expires (self, &model.expires_s))
    *why = g_strdup (_ ("The date is written as “2030-12-31 23:59”; without one, the "
                        "cookie is gone with the session."));
  if (*why != NULL)
    return NULL;
  rule = rt_cookie_is_past (&model, now_us) ? RT_COOKIE_RULE_PAST
                                            : rt_cookie_judge_to_keep (&model);
  if (rule != RT_COOKIE_RULE_STORED)
    {
      *why = rt_cookie_words_dup_rule (rule);
      return NULL;
    }
  return rt_cookie_new (&model);
}

static void
show_facts (RtCookieEditor *self, const RtCookie *cookie)
{
  g_autofree char *size = rt_cookie_words_dup_cell (cookie, RT_COOKIE_COLUMN_SIZE, FALSE);
  g_autofree char *created
      = rt_cookie_words_dup_cell (cookie, RT_COOKIE_COLUMN_CREATED, FALSE);
  g_autofree char *used = rt_cookie_words_dup_cell (cookie, RT_COOKIE_COLUMN_USED, FALSE);
  g_autofree char *words = g_strdup_printf (
      /* Translators: a number of bytes, and two dates. */
      _ ("Size: %s · Created: %s · Last used: %s"), size, created, used);

  gtk_label_set_label (self->facts, words);
}

static void
on_changed (RtCookieEditor *self)
{
  g_autofree char *why = NULL;
  g_autoptr (RtCookie) cookie = make_cookie (self, &why);

  gtk_widget_set_sensitive (self->save, cookie != NULL);
  gtk_label_set_label (self->trouble, why != NULL ? why : "");
  if (cookie != NULL)
    show_facts (self, cookie);
}

static void
on_save_clicked (RtCookieEditor *self)
{
  g_autofree char *why = NULL;
  g_autoptr (RtCookie) cookie = make_cookie (self, &why);

  if (cookie == NULL)
    return;
  g_signal_emit (self, signals[SAVED], 0, cookie);
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_cookie (RtCookieEditor *self, const RtCookie *cookie)
{
  set_bytes (self->name, cookie->name);
  set_bytes (self->value, cookie->value);
  set_bytes (self->path, cookie->path);
  gtk_editable_set_text (self->domain, cookie->domain);
  gtk_drop_down_set_selected (self->same_site, cookie->same_site);
  gtk_check_button_set_active (self->host_only, cookie->host_only);
  gtk_check_button_set_active (self->secure, cookie->secure);
  gtk_check_button_set_active (self->http_only, cookie->http_only);
  gtk_check_button_set_active (self->partitioned, cookie->partitioned);
  if (cookie->expires_s != RT_COOKIE_SESSION)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (cookie->expires_s);
      g_autofree char *text
          = date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S") : NULL;

      gtk_editable_set_text (self->expires, text != NULL ? text : "");
    }
}

static void
rt_cookie_editor_dispose (GObject *object)
{
  RtCookieEditor *self = RT_COOKIE_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_COOKIE_EDITOR);
  g_clear_pointer (&self->old, rt_cookie_unref);
  G_OBJECT_CLASS (rt_cookie_editor_parent_class)->dispose (object);
}

static void
rt_cookie_editor_class_init (RtCookieEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_cookie_editor_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, RT_TYPE_COOKIE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-cookie-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, save);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, name);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, value);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, domain);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, path);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, expires);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, same_site);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, host_only);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, secure);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, http_only);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, partitioned);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, facts);
  gtk_widget_class_bind_template_child (widget_class, RtCookieEditor, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
rt_cookie_editor_init (RtCookieEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_cookie_editor_new:
 * @parent: the window it belongs to
 * @cookie: (nullable): what to change; %NULL: one is added
 * @domain: (nullable): where it is added, probably
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
rt_cookie_editor_new (GtkWindow *parent, RtCookie *cookie, const char *domain)
{
  RtCookieEditor *self
      = g_object_new (RT_TYPE_COOKIE_EDITOR, "transient-for", parent, "title",
                      cookie != NULL ? _ ("Edit Cookie") : _ ("Add Cookie"), NULL);

  if (cookie != NULL)
    {
      self->old = rt_cookie_ref (cookie);
      show_cookie (self, cookie);
    }
  else if (domain != NULL)
    gtk_editable_set_text (self->domain, domain);
  gtk_button_set_label (GTK_BUTTON (self->save),
                        cookie != NULL ? _ ("_Save") : _ ("_Add"));
  on_changed (self);
  /* Nobody has done anything wrong yet. */
  gtk_label_set_label (self->trouble, "");
  return GTK_WIDGET (self);
}

/* %NULL: it is added. */
RtCookie *
rt_cookie_editor_get_old (RtCookieEditor *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_EDITOR (self), NULL);

  return self->old;
}
