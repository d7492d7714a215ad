/* One small question about a download, and what its answer shows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-finding-row.h"

#include "ui/rt-style.h"

#include <glib/gi18n.h>

struct _RtFindingRow
{
  AdwActionRow parent_instance;

  RtProbeKind kind;

  GtkLabel *grade;
  GtkImage *arrow; /* there is an exchange to look at */
};

G_DEFINE_FINAL_TYPE (RtFindingRow, rt_finding_row, ADW_TYPE_ACTION_ROW)

static void
rt_finding_row_class_init (RtFindingRowClass *klass)
{
  rt_style_ensure ();
}

static void
rt_finding_row_init (RtFindingRow *self)
{
  self->grade = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->grade), "badge");
  gtk_widget_set_valign (GTK_WIDGET (self->grade), GTK_ALIGN_CENTER);
  self->arrow = GTK_IMAGE (gtk_image_new_from_icon_name ("go-next-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->grade));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->arrow));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * rt_finding_row_new:
 * @kind: a question
 *
 * Makes a row of a question that was not asked yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rt_finding_row_new (RtProbeKind kind)
{
  RtFindingRow *self = g_object_new (RT_TYPE_FINDING_ROW, NULL);
  const RtFinding none = { RT_FINDING_NONE, NULL, NULL };

  self->kind = kind;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 _ (rt_probe_get (kind)->asks));
  rt_finding_row_show (self, &none, FALSE, FALSE);
  return GTK_WIDGET (self);
}

RtProbeKind
rt_finding_row_get_kind (RtFindingRow *self)
{
  g_return_val_if_fail (RT_IS_FINDING_ROW (self), RT_PROBE_HEAD);

  return self->kind;
}

static const char *
grade_to_word (RtFindingGrade grade)
{
  switch (grade)
    {
    case RT_FINDING_NONE:
      return NULL;
    case RT_FINDING_GOOD:
      return _ ("good");
    case RT_FINDING_NOTE:
      return _ ("harmless");
    case RT_FINDING_BAD:
      return _ ("bad");
    }
  g_return_val_if_reached (NULL);
}

static const char *
grade_to_class (RtFindingGrade grade)
{
  switch (grade)
    {
    case RT_FINDING_GOOD:
      return "success";
    case RT_FINDING_BAD:
      return "failure";
    case RT_FINDING_NONE:
    case RT_FINDING_NOTE:
      return "elsewhere";
    }
  g_return_val_if_reached (NULL);
}

/* What is sent, where it is written what should come, and what came. */
static char *
dup_subtitle (RtFindingRow *self, const RtFinding *finding)
{
  const char *sent = rt_probe_get (self->kind)->title;
  g_autofree char *text = NULL;

  if (finding->note == NULL)
    return g_strdup (sent);
  text = rt_note_render (finding->note, _ (finding->note->words));
  return g_strdup_printf ("%s · %s\n%s", sent, finding->section, text);
}

/**
 * rt_finding_row_show:
 * @self: a row
 * @finding: what the answer shows
 * @is_asked: whether there is an exchange to be looked at
 * @is_open: whether the answer is waited for
 *
 * Shows how the question stands.
 */
void
rt_finding_row_show (RtFindingRow *self,
                     const RtFinding *finding,
                     gboolean is_asked,
                     gboolean is_open)
{
  static const char *const classes[] = { "success", "elsewhere", "failure" };
  const char *word = is_open ? _ ("asking") : grade_to_word (finding->grade);
  g_autofree char *subtitle = dup_subtitle (self, finding);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->grade), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->grade), grade_to_class (finding->grade));
  gtk_label_set_label (self->grade, word != NULL ? word : "");
  gtk_widget_set_visible (GTK_WIDGET (self->grade), word != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), is_asked);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), is_asked);
}
