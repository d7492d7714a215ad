/* Where the user sets what the program remembers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-preferences.h"

#include "app/rt-download-preferences.h"
#include "app/rt-forget-question.h"
#include "app/rt-language-choice.h"
#include "ui/rt-agent-names.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtPreferences
{
  AdwPreferencesWindow parent_instance;

  RtWorkbench *workbench;

  AdwComboRow *theme;
  AdwComboRow *identity;
  AdwComboRow *languages;
  AdwEntryRow *other_languages;
  GtkWidget *follow_redirects;
  GtkWidget *redirect_limit;
  GtkWidget *connect_timeout;
  GtkWidget *idle_timeout;
  GtkWidget *total_timeout;
  GtkWidget *log_length;
  GtkWidget *keep_history;
  GtkWidget *forget;
  RtDownloadPreferences *downloads;
  GtkWidget *trust_own_servers;
  GtkListBox *trust_list;
};

G_DEFINE_FINAL_TYPE (RtPreferences, rt_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the choices. */
static const AdwColorScheme themes[]
    = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
        ADW_COLOR_SCHEME_FORCE_DARK };

static gboolean
theme_to_choice (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  guint choice = G_N_ELEMENTS (themes);

  while (--choice > 0 && (int)themes[choice] != g_value_get_enum (from))
    ;
  g_value_set_uint (to, choice);
  return TRUE;
}

static gboolean
choice_to_theme (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  guint choice = g_value_get_uint (from);

  if (choice >= G_N_ELEMENTS (themes))
    return FALSE;

  g_value_set_enum (to, themes[choice]);
  return TRUE;
}

static gboolean
id_to_choice (GBinding *binding, const GValue *from, GValue *to, gpointer book)
{
  guint position = rt_agent_book_find (book, g_value_get_string (from));

  g_value_set_uint (to, position != G_MAXUINT ? position : 0);
  return TRUE;
}

static gboolean
choice_to_id (GBinding *binding, const GValue *from, GValue *to, gpointer book)
{
  g_autoptr (RtAgent) agent
      = g_list_model_get_item (rt_agent_book_get_agents (book), g_value_get_uint (from));

  if (agent == NULL)
    return FALSE;

  g_value_set_string (to, rt_agent_get_id (agent));
  return TRUE;
}

static void
on_forget_clicked (RtPreferences *self)
{
  rt_address_history_clear (rt_workbench_get_history (self->workbench));
}

static void
on_forget_everything_clicked (RtPreferences *self)
{
  rt_forget_question_ask (GTK_WINDOW (self), self->workbench);
}

static void
on_addresses_changed (RtPreferences *self)
{
  GListModel *addresses
      = rt_address_history_get_addresses (rt_workbench_get_history (self->workbench));

  gtk_widget_set_sensitive (self->forget, g_list_model_get_n_items (addresses) > 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *position)
{
  RtTrust *trust = rt_workbench_get_trust (RT_PREFERENCES (widget)->workbench);
  g_autoptr (RtTrustEntry) entry = g_list_model_get_item (
      rt_trust_get_entries (trust), g_variant_get_uint32 (position));

  if (entry != NULL)
    rt_trust_remove (trust, entry);
}

static void
on_remove_clicked (GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  gtk_widget_activate_action (
      button, "trust.remove", "u",
      (guint32)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
trust_row_new (gpointer item, gpointer user_data)
{
  RtTrustEntry *entry = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GDateTime *until = rt_trust_entry_get_until (entry);
  g_autofree char *date = until != NULL ? rt_format_date (until) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  g_autofree char *subtitle = NULL;

  if (strstr (rt_trust_entry_get_host (entry), "://") != NULL)
    /* Translators: the address of a proxy. */
    title = g_strdup_printf (_ ("Proxy %s"), rt_trust_entry_get_host (entry));
  else
    /* Translators: the first is the name of a host, the second a port. */
    title = g_strdup_printf (_ ("%s, port %u"), rt_trust_entry_get_host (entry),
                             (guint)rt_trust_entry_get_port (entry));
  if (date == NULL)
    when = g_strdup (_ ("Until the program ends"));
  else
    /* Translators: %s is a date. */
    when = g_strdup_printf (_ ("Until %s"), date);
  subtitle
      = g_strdup_printf ("%s\nSHA-256 %.16s…", when, rt_trust_entry_get_sha256 (entry));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Trust No Longer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Trust No Longer"), -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  return row;
}

/* Where they are is known once they are laid out. */
static gboolean
on_frame (GtkWidget *downloads, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (downloads, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (gtk_widget_get_height (downloads) == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_child_focus (downloads, GTK_DIR_TAB_FORWARD);
  if (gtk_widget_compute_bounds (
          downloads, gtk_viewport_get_child (GTK_VIEWPORT (viewport)), &bounds))
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                              bounds.origin.y);
  return G_SOURCE_REMOVE;
}

static void
rt_preferences_dispose (GObject *object)
{
  RtPreferences *self = RT_PREFERENCES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_PREFERENCES);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (rt_preferences_parent_class)->dispose (object);
}

static void
rt_preferences_class_init (RtPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/app/rt-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, theme);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, identity);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, languages);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, other_languages);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, follow_redirects);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, redirect_limit);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, connect_timeout);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, idle_timeout);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, total_timeout);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, log_length);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, keep_history);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, forget);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, downloads);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, trust_own_servers);
  gtk_widget_class_bind_template_child (widget_class, RtPreferences, trust_list);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_everything_clicked);
  gtk_widget_class_install_action (widget_class, "trust.remove", "u", remove_action);
}

static void
rt_preferences_init (RtPreferences *self)
{
  g_type_ensure (RT_TYPE_DOWNLOAD_PREFERENCES);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_preferences_new:
 * @settings: what is set
 * @workbench: whose trust and addresses can be taken back
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
rt_preferences_new (RtSettings *settings, RtWorkbench *workbench)
{
  RtPreferences *self = g_object_new (RT_TYPE_PREFERENCES, NULL);
  const GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  GListModel *addresses
      = rt_address_history_get_addresses (rt_workbench_get_history (workbench));
  RtAgentBook *book = rt_workbench_get_agents (workbench);
  const struct
  {
    const char *key;
    GtkWidget *widget;
    const char *property;
  } table[] = {
    { "follow-redirects", self->follow_redirects, "active" },
    { "redirect-limit", self->redirect_limit, "value" },
    { "connect-timeout", self->connect_timeout, "value" },
    { "idle-timeout", self->idle_timeout, "value" },
    { "total-timeout", self->total_timeout, "value" },
    { "log-length", self->log_length, "value" },
    { "keep-history", self->keep_history, "active" },
    { "trust-own-servers", self->trust_own_servers, "active" },
  };

  self->workbench = g_object_ref (workbench);
  rt_agent_combo_row_set_book (self->identity, book);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_object_bind_property (settings, table[i].key, table[i].widget, table[i].property,
                            flags);
  rt_language_choice_bind (self->languages, self->other_languages, settings);
  rt_download_preferences_bind (self->downloads, settings);
  g_object_bind_property_full (settings, "color-scheme", self->theme, "selected", flags,
                               theme_to_choice, choice_to_theme, NULL, NULL);
  g_object_bind_property_full (settings, "identity", self->identity, "selected", flags,
                               id_to_choice, choice_to_id, book, NULL);
  g_signal_connect_object (addresses, "items-changed", G_CALLBACK (on_addresses_changed),
                           self, G_CONNECT_SWAPPED);
  on_addresses_changed (self);
  gtk_list_box_bind_model (self->trust_list,
                           rt_trust_get_entries (rt_workbench_get_trust (workbench)),
                           trust_row_new, NULL, NULL);
  return GTK_WIDGET (self);
}

/**
 * rt_preferences_show_downloads:
 * @self: the window
 *
 * Goes to what is set of downloads, once the window is there.
 */
void
rt_preferences_show_downloads (RtPreferences *self)
{
  g_return_if_fail (RT_IS_PREFERENCES (self));

  gtk_widget_add_tick_callback (GTK_WIDGET (self->downloads), on_frame, NULL, NULL);
}
