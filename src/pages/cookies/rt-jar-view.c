/* What is in a jar, and what can be done with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-jar-view.h"

#include "core/cookies/rt-cookie-decode.h"
#include "pages/cookies/rt-cookie-editor.h"
#include "pages/cookies/rt-cookie-files.h"
#include "pages/cookies/rt-cookie-table.h"
#include "pages/cookies/rt-firefox-dialog.h"
#include "pages/cookies/rt-jar-change.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

struct _RtJarView
{
  GtkWidget parent_instance;

  RtCookieList *list;
  gboolean hides_values;

  GtkWidget *controls;
  GtkWidget *search;
  GtkMenuButton *decoded;
  GtkLabel *decoded_words;
  GtkLabel *decoded_text;
  GtkStack *stack;
  GtkLabel *nothing;
  RtCookieTable *table;
  GtkLabel *counts;
};

G_DEFINE_FINAL_TYPE (RtJarView, rt_jar_view, GTK_TYPE_WIDGET)

/* --- what the user does --- */

/* Takes over @change. */
static void
make_change (RtJarView *self, RtCookieChange *change)
{
  rt_jar_change_make (GTK_WIDGET (self), self->list, change);
}

static void
on_saved (RtJarView *self, RtCookie *cookie, RtCookieEditor *editor)
{
  RtCookieChange *change = rt_cookie_change_new ();
  RtCookie *old = rt_cookie_editor_get_old (editor);

  if (old != NULL)
    rt_cookie_change_remove (change, old);
  rt_cookie_change_add (change, cookie);
  make_change (self, change);
}

static void
open_editor (RtJarView *self, RtCookie *cookie)
{
  RtCookie *near = rt_cookie_table_get_selected (self->table);
  GtkWidget *editor
      = rt_cookie_editor_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                              cookie, near != NULL ? near->domain : NULL);

  g_signal_connect_object (editor, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_editor (RT_JAR_VIEW (widget), NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarView *self = RT_JAR_VIEW (widget);

  open_editor (self, rt_cookie_table_get_selected (self->table));
}

static void
on_activate (RtJarView *self)
{
  open_editor (self, rt_cookie_table_get_selected (self->table));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarView *self = RT_JAR_VIEW (widget);
  RtCookieChange *change = rt_cookie_change_new ();

  rt_cookie_change_remove (change, rt_cookie_table_get_selected (self->table));
  make_change (self, change);
}

static void
clear_domain_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarView *self = RT_JAR_VIEW (widget);

  make_change (self, rt_cookie_change_new_clear (
                         RT_COOKIE_CLEAR_DOMAIN,
                         rt_cookie_table_get_selected (self->table)->domain));
}

static void
clear_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  make_change (RT_JAR_VIEW (widget),
               rt_cookie_change_new_clear (RT_COOKIE_CLEAR_SESSION, NULL));
}

static void
clear_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  make_change (RT_JAR_VIEW (widget),
               rt_cookie_change_new_clear (RT_COOKIE_CLEAR_ALL, NULL));
}

/* --- other programs' cookies --- */

static void
on_imported (RtCookieJar *jar, RtCookieImport *import, gpointer user_data)
{
  RtJarView *self = user_data;
  g_autofree char *count = rt_format_count (import->n_kept);
  g_autofree char *words = g_strdup_printf (
      /* Translators: %s is a number. */
      ngettext ("%s cookie is imported", "%s cookies are imported", import->n_kept),
      count);

  rt_cookie_list_reload (self->list);
  rt_jar_change_offer_undo (GTK_WIDGET (self), self->list, jar,
                            rt_cookie_change_new_undo (import->verdicts), words);
}

static void
import_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarView *self = RT_JAR_VIEW (widget);

  rt_cookie_files_import (widget, rt_cookie_list_get_jar (self->list), on_imported, self);
}

static void
import_firefox_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtJarView *self = RT_JAR_VIEW (widget);

  rt_firefox_dialog_open (widget, rt_cookie_list_get_jar (self->list), on_imported, self);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rt_cookie_files_export (widget, rt_cookie_list_get_jar (RT_JAR_VIEW (widget)->list));
}

/* --- what is shown --- */

static void
show_decoded (RtJarView *self, const RtCookie *cookie)
{
  RtCookieCoding coding = RT_COOKIE_CODING_NONE;
  g_autofree char *text = cookie != NULL && !self->hides_values
                              ? rt_cookie_decode (cookie->value, &coding)
                              : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->decoded), text != NULL);
  if (text == NULL)
    return;
  gtk_label_set_label (self->decoded_words,
                       coding == RT_COOKIE_CODING_JWT
                           ? _ ("A JSON Web Token; its signature is not checked")
                       : coding == RT_COOKIE_CODING_BASE64
                           ? _ ("Decoded from base64")
                           : _ ("Decoded from percent-encoding"));
  gtk_label_set_label (self->decoded_text, text);
}

static void
on_selection_changed (RtJarView *self)
{
  static const char *const actions[] = { "jar.edit", "jar.delete", "jar.clear-domain" };
  RtCookie *cookie = rt_cookie_table_get_selected (self->table);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], cookie != NULL);
  show_decoded (self, cookie);
}

static char *
make_counts (RtJarView *self)
{
  guint n_all = rt_cookie_list_get_n_all (self->list);
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *all = rt_format_count (n_all);
  g_autofree char *found = rt_format_count (n_found);

  if (n_found < n_all)
    /* Translators: a number of cookies that match, and the number of all. */
    return g_strdup_printf (_ ("%s of %s cookies"), found, all);
  /* Translators: %s is a number. */
  return g_strdup_printf (ngettext ("%s cookie", "%s cookies", n_all), all);
}

static void
on_loaded (RtJarView *self)
{
  static const char *const actions[]
      = { "jar.clear-session", "jar.clear-all", "jar.export" };
  const GError *error = rt_cookie_list_get_error (self->list);
  guint n_all = rt_cookie_list_get_n_all (self->list);
  g_autofree char *hint = error != NULL ? rt_error_dup_hint (error) : NULL;
  g_autofree char *counts = make_counts (self);

  gtk_label_set_label (self->counts, error == NULL ? counts : "");
  gtk_label_set_label (self->nothing, error != NULL ? hint
                                      : n_all > 0   ? _ ("No cookie matches")
                                                    : _ ("The jar is empty"));
  gtk_stack_set_visible_child_name (
      self->stack,
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 ? "table" : "empty");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], n_all > 0);
}

static void
on_search_changed (RtJarView *self)
{
  rt_cookie_list_set_filter (self->list,
                             gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_stop_search (RtJarView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* Others may have used the jar meanwhile. */
static void
rt_jar_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rt_jar_view_parent_class)->map (widget);
  rt_cookie_list_reload (RT_JAR_VIEW (widget)->list);
}

static void
rt_jar_view_dispose (GObject *object)
{
  RtJarView *self = RT_JAR_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_JAR_VIEW);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rt_jar_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "jar.add", add_action },
    { "jar.edit", edit_action },
    { "jar.delete", delete_action },
    { "jar.clear-domain", clear_domain_action },
    { "jar.clear-session", clear_session_action },
    { "jar.clear-all", clear_all_action },
    { "jar.import-file", import_file_action },
    { "jar.import-firefox", import_firefox_action },
    { "jar.export", export_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL,
                                     actions[i].activate);
}

static void
rt_jar_view_class_init (RtJarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_jar_view_dispose;
  widget_class->map = rt_jar_view_map;
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-jar-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtJarView, controls);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, search);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, decoded);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, decoded_words);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, decoded_text);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, nothing);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, table);
  gtk_widget_class_bind_template_child (widget_class, RtJarView, counts);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
}

static void
rt_jar_view_init (RtJarView *self)
{
  g_type_ensure (RT_TYPE_COOKIE_TABLE);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->list = rt_cookie_list_new ();
  rt_cookie_table_set_list (self->table, self->list);
  g_signal_connect_object (self->list, "loaded", G_CALLBACK (on_loaded), self,
                           G_CONNECT_SWAPPED);
  on_loaded (self);
  on_selection_changed (self);
}

void
rt_jar_view_set_jar (RtJarView *self, RtNamedJar *jar)
{
  g_return_if_fail (RT_IS_JAR_VIEW (self));

  rt_cookie_list_set_jar (self->list, rt_named_jar_get_jar (jar));
}

/* Something has used the jar. */
void
rt_jar_view_reload (RtJarView *self)
{
  g_return_if_fail (RT_IS_JAR_VIEW (self));

  rt_cookie_list_reload (self->list);
}

void
rt_jar_view_set_hides_values (RtJarView *self, gboolean hides_values)
{
  g_return_if_fail (RT_IS_JAR_VIEW (self));

  self->hides_values = hides_values;
  rt_cookie_table_set_hides_values (self->table, hides_values);
  on_selection_changed (self);
}
