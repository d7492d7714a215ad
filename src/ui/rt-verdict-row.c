/* Something that is tried, and a word for what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-verdict-row.h"

#include "ui/rt-style.h"

struct _RtVerdictRow
{
  AdwActionRow parent_instance;

  GtkLabel *word;
  GtkImage *arrow;
};

G_DEFINE_FINAL_TYPE (RtVerdictRow, rt_verdict_row, ADW_TYPE_ACTION_ROW)

static void
rt_verdict_row_class_init (RtVerdictRowClass *klass)
{
  rt_style_ensure ();
}

static void
rt_verdict_row_init (RtVerdictRow *self)
{
  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->word), "badge");
  gtk_widget_set_valign (GTK_WIDGET (self->word), GTK_ALIGN_CENTER);
  self->arrow = GTK_IMAGE (gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_hide (GTK_WIDGET (self->arrow));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->word));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->arrow));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  /* What is shown may come from a server. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

GtkWidget *
rt_verdict_row_new (const char *title)
{
  return g_object_new (RT_TYPE_VERDICT_ROW, "title", title, NULL);
}

/**
 * rt_verdict_row_show:
 * @self: a row
 * @details: what is below the title
 * @word: (nullable): what came of it; %NULL: nothing yet
 * @tone: how good that is
 *
 * Shows how it stands.
 */
void
rt_verdict_row_show (RtVerdictRow *self,
                     const char *details,
                     const char *word,
                     RtTone tone)
{
  static const char *const classes[] = {
    [RT_TONE_NEUTRAL] = "elsewhere",
    [RT_TONE_GOOD] = "success",
    [RT_TONE_BAD] = "failure",
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->word), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->word), classes[tone]);
  gtk_label_set_label (self->word, word != NULL ? word : "");
  gtk_widget_set_visible (GTK_WIDGET (self->word), word != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), details);
}

/* Whether there is more to see behind it. */
void
rt_verdict_row_set_leads_on (RtVerdictRow *self, gboolean leads_on)
{
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), leads_on);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), leads_on);
}
