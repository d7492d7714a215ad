/* Where the user sets which languages the built-in identities accept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-language-choice.h"

#include "core/agents/rt-accept-language.h"

#include <glib/gi18n.h>

/* Each is called what it calls itself; the first and the last are translated. */
static const struct
{
  const char *tag;
  const char *name;
} languages[] = {
  { RT_ACCEPT_LANGUAGE_SYSTEM, N_ ("As the system has it") },
  { "de", "Deutsch" },
  { "en-GB", "English (UK)" },
  { RT_ACCEPT_LANGUAGE_DEFAULT, "English (US)" },
  { "es", "Español" },
  { "fr", "Français" },
  { "ja", "日本語" },
  { "zh-CN", "简体中文" },
  { "zh-TW", "繁體中文" },
  { NULL, N_ ("Others") },
};

#define OTHERS (G_N_ELEMENTS (languages) - 1)

static gboolean
tags_to_choice (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *tags = g_value_get_string (from);
  guint choice = 0;

  while (choice < OTHERS && g_strcmp0 (languages[choice].tag, tags) != 0)
    choice++;
  g_value_set_uint (to, choice);
  return TRUE;
}

/* Which others it is to be is still to be typed. */
static gboolean
choice_to_tags (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  guint choice = g_value_get_uint (from);

  if (choice >= OTHERS)
    return FALSE;

  g_value_set_string (to, languages[choice].tag);
  return TRUE;
}

static gboolean
choice_is_others (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, g_value_get_uint (from) == OTHERS);
  return TRUE;
}

static void
show_right (AdwEntryRow *others, gboolean is_right)
{
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (others),
      is_right ? _ ("Tags, best first, such as pt-BR, en")
               : _ ("No tags of languages: write them such as pt-BR, en"));
  if (is_right)
    gtk_widget_remove_css_class (GTK_WIDGET (others), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (others), "error");
}

static void
on_apply (AdwEntryRow *others, RtSettings *settings)
{
  g_autofree char *tags
      = rt_accept_language_resolve (gtk_editable_get_text (GTK_EDITABLE (others)));

  show_right (others, tags != NULL);
  if (tags != NULL)
    g_object_set (settings, "identity-languages", tags, NULL);
}

static void
on_changed (AdwEntryRow *others)
{
  show_right (others, TRUE);
}

/**
 * rt_language_choice_bind:
 * @choice: offers the languages that there are names for
 * @others: takes any others; it is there when it is needed
 * @settings: where it is set
 *
 * Lets the user choose the languages.
 */
void
rt_language_choice_bind (AdwComboRow *choice, AdwEntryRow *others, RtSettings *settings)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_append (names, i == 0 || i == OTHERS ? _ (languages[i].name)
                                                         : languages[i].name);
  adw_combo_row_set_model (choice, G_LIST_MODEL (names));
  g_object_bind_property_full (settings, "identity-languages", choice, "selected",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE,
                               tags_to_choice, choice_to_tags, NULL, NULL);
  g_object_bind_property_full (choice, "selected", others, "visible",
                               G_BINDING_SYNC_CREATE, choice_is_others, NULL, NULL, NULL);
  g_object_bind_property (settings, "identity-languages", others, "text",
                          G_BINDING_SYNC_CREATE);
  show_right (others, TRUE);
  g_signal_connect_object (others, "apply", G_CALLBACK (on_apply), settings, 0);
  g_signal_connect (others, "changed", G_CALLBACK (on_changed), NULL);
}
