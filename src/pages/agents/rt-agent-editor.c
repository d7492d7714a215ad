/* Where an identity of the user's own is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/agents/rt-agent-editor.h"

#include "ui/rt-error-text.h"
#include "ui/rt-pair-editor.h"

#include <glib/gi18n.h>

struct _RtAgentEditor
{
  AdwWindow parent_instance;

  RtAgent *agent; /* as it was */

  GtkEditable *name;
  GtkEditable *version;
  GtkEditable *as_of;
  RtPairEditor *fields;
  GtkLabel *trouble;
};

G_DEFINE_FINAL_TYPE (RtAgentEditor, rt_agent_editor, ADW_TYPE_WINDOW)

typedef enum
{
  SIGNAL_SAVED,
} RtAgentEditorSignal;

static guint signals[SIGNAL_SAVED + 1];

/* When the field is sent, which is not edited here: as the one of its name is that stood
 * there before, of several the one in the same turn. */
static RtAgentFieldFlags
find_flags (RtAgent *agent, const RtHeaderList *fields, guint index)
{
  const char *name = rt_header_list_get (fields, index)->name;
  guint n_before = 0;

  for (guint i = 0; i < index; i++)
    n_before += g_ascii_strcasecmp (rt_header_list_get (fields, i)->name, name) == 0;
  for (const RtAgentField *field = rt_agent_get_template (agent)->fields;
       field->name != NULL; field++)
    if (g_ascii_strcasecmp (field->name, name) == 0 && n_before-- == 0)
      return field->flags;
  return RT_AGENT_FIELD_ALWAYS;
}

static const char *
get_text (GtkEditable *editable)
{
  const char *text = gtk_editable_get_text (editable);

  return *text != '\0' ? text : NULL;
}

static void
complain (RtAgentEditor *self, const char *field, const char *words)
{
  g_autofree char *text
      = field != NULL ? g_strdup_printf ("%s: %s", field, words) : g_strdup (words);

  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
}

static void
save (RtAgentEditor *self, const RtHeaderList *fields)
{
  g_autoptr (GArray) list = g_array_new (TRUE, FALSE, sizeof (RtAgentField));
  RtAgentTemplate made_of = {
    .id = rt_agent_get_id (self->agent),
    .name = get_text (self->name),
    .as_of = get_text (self->as_of),
    .version = get_text (self->version),
    .is_own = TRUE,
  };
  const RtAgentField *wrong;
  RtAgentProblem problem;
  g_autoptr (RtAgent) agent = NULL;

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      const RtAgentField field
          = { header->name, header->value, find_flags (self->agent, fields, i) };

      g_array_append_val (list, field);
    }
  made_of.fields = (const RtAgentField *)list->data;
  problem = rt_agent_template_check (&made_of, &wrong);
  if (problem != RT_AGENT_FINE)
    {
      complain (self, wrong != NULL ? wrong->name : NULL,
                _ (rt_agent_problem_to_sentence (problem)));
      return;
    }
  agent = rt_agent_new (&made_of);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, agent);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_save_clicked (RtAgentEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtHeaderList) fields = rt_pair_editor_dup_fields (self->fields, &error);
  g_autofree char *words = NULL;

  if (fields != NULL)
    {
      save (self, fields);
      return;
    }
  words = rt_error_dup_hint (error);
  complain (self, NULL, words);
}

static void
rt_agent_editor_dispose (GObject *object)
{
  RtAgentEditor *self = RT_AGENT_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_AGENT_EDITOR);
  g_clear_object (&self->agent);
  G_OBJECT_CLASS (rt_agent_editor_parent_class)->dispose (object);
}

static void
rt_agent_editor_class_init (RtAgentEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_agent_editor_dispose;
  signals[SIGNAL_SAVED]
      = g_signal_new ("saved", RT_TYPE_AGENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, RT_TYPE_AGENT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/agents/rt-agent-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAgentEditor, name);
  gtk_widget_class_bind_template_child (widget_class, RtAgentEditor, version);
  gtk_widget_class_bind_template_child (widget_class, RtAgentEditor, as_of);
  gtk_widget_class_bind_template_child (widget_class, RtAgentEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, RtAgentEditor, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
rt_agent_editor_init (RtAgentEditor *self)
{
  g_type_ensure (RT_TYPE_PAIR_EDITOR);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_agent_editor_new:
 * @parent: the window that it is for
 * @agent: one of the user's own
 *
 * Makes an editor that shows an identity.
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
rt_agent_editor_new (GtkWindow *parent, RtAgent *agent)
{
  RtAgentEditor *self
      = g_object_new (RT_TYPE_AGENT_EDITOR, "transient-for", parent, NULL);
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  const char *version = rt_agent_get_version (agent);
  const char *as_of = rt_agent_get_as_of (agent);

  self->agent = g_object_ref (agent);
  for (const RtAgentField *field = rt_agent_get_template (agent)->fields;
       field->name != NULL; field++)
    rt_header_list_append_received (fields, field->name, field->value);
  gtk_editable_set_text (self->name, rt_agent_get_name (agent));
  gtk_editable_set_text (self->version, version != NULL ? version : "");
  gtk_editable_set_text (self->as_of, as_of != NULL ? as_of : "");
  rt_pair_editor_set_fields (self->fields, fields);
  return GTK_WIDGET (self);
}
