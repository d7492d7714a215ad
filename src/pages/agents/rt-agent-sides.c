/* Several identities at one address, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/agents/rt-agent-sides.h"

#include "ui/rt-agent-names.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define SHOWN_CHARACTERS 80

struct _RtAgentSides
{
  GtkWidget parent_instance;

  GListModel *agents;
  RtAgentTrial *trial; /* the latest, nullable */

  GtkWidget *box;      /* has all the others */
  GtkFlowBox *choices; /* a check button for each of the agents */
  GtkButton *compare;
  GtkSpinner *spinner;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (RtAgentSides, rt_agent_sides, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_COMPARE,
  SIGNAL_LOOK_AT,
} RtAgentSidesSignal;

static guint signals[SIGNAL_LOOK_AT + 1];

/* --- choices --- */

static GtkCheckButton *
get_choice (RtAgentSides *self, guint index)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->choices, (int)index);

  return GTK_CHECK_BUTTON (gtk_flow_box_child_get_child (child));
}

static gboolean
is_busy (RtAgentSides *self)
{
  return self->trial != NULL && rt_agent_trial_get_busy (self->trial);
}

static guint
count_chosen (RtAgentSides *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->agents); i++)
    n += gtk_check_button_get_active (get_choice (self, i));
  return n;
}

static void
update_button (RtAgentSides *self)
{
  gboolean busy = is_busy (self);
  guint n = count_chosen (self);

  gtk_button_set_label (self->compare, busy ? _ ("_Stop") : _ ("_Compare"));
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->compare),
      busy || (n >= RT_AGENT_TRIAL_AGENTS_MIN && n <= RT_AGENT_TRIAL_AGENTS_MAX));
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
insert_choice (RtAgentSides *self, guint position)
{
  /* One browser of each kind, a phone and a robot are what most sites tell apart. */
  static const char *const usual[]
      = { "firefox-linux", "chrome-windows", "chrome-android", "googlebot", NULL };
  g_autoptr (RtAgent) agent = g_list_model_get_item (self->agents, position);
  GtkWidget *button = gtk_check_button_new_with_label (rt_agent_get_title (agent));
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               g_strv_contains (usual, rt_agent_get_id (agent)));
  g_signal_connect_object (button, "toggled", G_CALLBACK (update_button), self,
                           G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_insert (self->choices, child, (int)position);
}

static void
on_agents_changed (RtAgentSides *self, guint position, guint removed, guint added)
{
  gboolean was_chosen
      = removed == 1 && gtk_check_button_get_active (get_choice (self, position));

  while (removed-- > 0)
    gtk_flow_box_remove (self->choices, GTK_WIDGET (gtk_flow_box_get_child_at_index (
                                            self->choices, (int)position)));
  for (guint i = 0; i < added; i++)
    {
      insert_choice (self, position + i);
      if (was_chosen)
        gtk_check_button_set_active (get_choice (self, position + i), TRUE);
    }
  update_button (self);
}

/* --- results --- */

static char *
get_fact (const RtAgentDifference *difference)
{
  switch (difference->fact)
    {
    case RT_AGENT_FACT_STATUS:
      return g_strdup (_ ("Status"));
    case RT_AGENT_FACT_ADDRESS:
      return g_strdup (_ ("Address"));
    case RT_AGENT_FACT_FIELD:
      return g_strdup (difference->name);
    case RT_AGENT_FACT_TITLE:
      return g_strdup (_ ("Title"));
    case RT_AGENT_FACT_TEXT:
      return g_strdup (_ ("Text"));
    }
  g_return_val_if_reached (NULL);
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  if (g_utf8_strlen (line, -1) <= SHOWN_CHARACTERS)
    return g_steal_pointer (&line);
  *g_utf8_offset_to_pointer (line, SHOWN_CHARACTERS) = '\0';
  return g_strconcat (line, "…", NULL);
}

static void
append_difference (GString *text, const RtAgentDifference *difference)
{
  g_autofree char *fact = get_fact (difference);
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;

  if (difference->kind == RT_AGENT_DIFFERENCE_USUAL)
    return;
  g_string_append_c (text, '\n');
  if (difference->kind == RT_AGENT_DIFFERENCE_NOISE)
    {
      /* Translators: the name of a field, or “Title”, “Text”, “Status” or “Address”. */
      g_string_append_printf (text, _ ("%s changes every time"), fact);
      return;
    }
  old_text = shorten (difference->old_text != NULL ? difference->old_text : "–");
  new_text = shorten (difference->new_text != NULL ? difference->new_text : "–");
  /* Translators: the name of what differs, what it is, and what it is here. */
  g_string_append_printf (text, _ ("%s: %s → %s"), fact, old_text, new_text);
}

static gboolean
is_first (RtAgentSides *self, RtAgentResult *result)
{
  g_autoptr (RtAgentResult) first
      = g_list_model_get_item (rt_agent_trial_get_results (self->trial), 0);

  return first == result;
}

static char *
describe (RtAgentSides *self, RtAgentResult *result)
{
  const RtAgentComparison *comparison = rt_agent_result_get_comparison (result);
  RtAgentVerdict verdict = comparison != NULL ? comparison->verdict : RT_AGENT_SAME;
  g_autoptr (GString) text = NULL;

  if (comparison == NULL)
    return g_strdup (is_busy (self) ? _ ("Waiting…") : _ ("Stopped"));
  if (is_first (self, result) && verdict != RT_AGENT_BLOCKED
      && verdict != RT_AGENT_NO_ANSWER)
    return g_strdup (_ ("The others are compared with it"));
  text = g_string_new (_ (rt_agent_verdict_to_sentence (verdict)));
  for (guint i = 0; i < comparison->differences->len; i++)
    append_difference (text, comparison->differences->pdata[i]);
  return g_strdup (text->str);
}

static void
update_row (AdwActionRow *row, RtAgentSides *self, RtAgentResult *result)
{
  const RtAgentAnswer *answer = rt_agent_result_get_answer (result);
  guint status = answer != NULL ? rt_agent_answer_get_last_hop (answer)->status : 0;
  const char *name = rt_agent_get_title (rt_agent_result_get_agent (result));
  g_autofree char *title = NULL;
  g_autofree char *words = describe (self, result);

  if (status == 0)
    title = g_strdup (name);
  else if (answer->title == NULL)
    /* Translators: the name of an identity, and a status such as 200. */
    title = g_strdup_printf (_ ("%s: %u"), name, status);
  else
    /* Translators: the name of an identity, a status such as 200, the title of a page. */
    title = g_strdup_printf (_ ("%s: %u, “%s”"), name, status, answer->title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, words);
}

typedef struct
{
  AdwActionRow *row;   /* borrowed: it goes first */
  RtAgentSides *sides; /* borrowed, likewise */
} RowUpdate;

static void
on_result_changed (RtAgentResult *result, RowUpdate *update)
{
  update_row (update->row, update->sides, result);
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  RtAgentSides *self = user_data;
  GtkWidget *row = adw_action_row_new ();
  RowUpdate *update = g_new (RowUpdate, 1);
  GClosure *closure;

  *update = (RowUpdate){ ADW_ACTION_ROW (row), self };
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Show Its Exchange Below"));
  closure = g_cclosure_new (G_CALLBACK (on_result_changed), update,
                            (GClosureNotify)(GCallback)g_free);
  g_object_watch_closure (G_OBJECT (row), closure);
  g_signal_connect_closure (item, "changed", closure, FALSE);
  update_row (ADW_ACTION_ROW (row), self, item);
  return row;
}

/* In a narrow window the choices would fill the page: what comes of them is gone to. */
static void
show_results (RtAgentSides *self, GtkAdjustment *adjustment)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_STACK);
  graphene_rect_t bounds;

  if (is_busy (self)
      && gtk_widget_compute_bounds (GTK_WIDGET (self->compare), page, &bounds))
    gtk_adjustment_set_value (adjustment, bounds.origin.y);
}

static void
on_busy_changed (RtAgentSides *self)
{
  GListModel *results = rt_agent_trial_get_results (self->trial);

  update_button (self);
  for (guint i = 0; i < g_list_model_get_n_items (results); i++)
    {
      g_autoptr (RtAgentResult) result = g_list_model_get_item (results, i);

      update_row (ADW_ACTION_ROW (gtk_list_box_get_row_at_index (self->list, (int)i)),
                  self, result);
    }
}

static void
on_row_activated (RtAgentSides *self, GtkListBoxRow *row)
{
  g_autoptr (RtAgentResult) result = g_list_model_get_item (
      rt_agent_trial_get_results (self->trial), (guint)gtk_list_box_row_get_index (row));
  RtExchange *exchange = rt_agent_result_get_exchange (result);

  if (exchange != NULL)
    g_signal_emit (self, signals[SIGNAL_LOOK_AT], 0, exchange);
}

static void
on_compare_clicked (RtAgentSides *self)
{
  if (is_busy (self))
    rt_agent_trial_cancel (self->trial);
  else
    g_signal_emit (self, signals[SIGNAL_COMPARE], 0);
}

static void
drop_trial (RtAgentSides *self)
{
  if (self->trial == NULL)
    return;
  rt_agent_trial_cancel (self->trial);
  g_signal_handlers_disconnect_by_data (self->trial, self);
  g_clear_object (&self->trial);
}

static void
rt_agent_sides_dispose (GObject *object)
{
  RtAgentSides *self = RT_AGENT_SIDES (object);

  drop_trial (self);
  if (self->agents != NULL)
    g_signal_handlers_disconnect_by_data (self->agents, self);
  g_clear_object (&self->agents);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_AGENT_SIDES);
  G_OBJECT_CLASS (rt_agent_sides_parent_class)->dispose (object);
}

static void
rt_agent_sides_class_init (RtAgentSidesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_agent_sides_dispose;
  signals[SIGNAL_COMPARE]
      = g_signal_new ("compare", RT_TYPE_AGENT_SIDES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOOK_AT]
      = g_signal_new ("look-at", RT_TYPE_AGENT_SIDES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, RT_TYPE_EXCHANGE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/agents/rt-agent-sides.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAgentSides, box);
  gtk_widget_class_bind_template_child (widget_class, RtAgentSides, choices);
  gtk_widget_class_bind_template_child (widget_class, RtAgentSides, compare);
  gtk_widget_class_bind_template_child (widget_class, RtAgentSides, spinner);
  gtk_widget_class_bind_template_child (widget_class, RtAgentSides, list);
  gtk_widget_class_bind_template_callback (widget_class, on_compare_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
rt_agent_sides_init (RtAgentSides *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_agent_sides_set_book:
 * @self: the widget
 * @book: the identities to choose from
 *
 * Is called once.
 */
void
rt_agent_sides_set_book (RtAgentSides *self, RtAgentBook *book)
{
  GtkWidget *viewport;

  g_return_if_fail (RT_IS_AGENT_SIDES (self));

  viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                           "changed", G_CALLBACK (show_results), self, G_CONNECT_SWAPPED);

  self->agents = g_object_ref (rt_agent_book_get_agents (book));
  g_signal_connect_swapped (self->agents, "items-changed", G_CALLBACK (on_agents_changed),
                            self);
  on_agents_changed (self, 0, 0, g_list_model_get_n_items (self->agents));
}

/**
 * rt_agent_sides_compare:
 * @self: the widget
 * @transport: what sends
 * @request: what is asked for
 *
 * Compares the identities that are chosen.
 */
void
rt_agent_sides_compare (RtAgentSides *self, RtTransport *transport, RtRequest *request)
{
  g_autoptr (GPtrArray) agents = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RT_IS_AGENT_SIDES (self));

  for (guint i = 0; i < g_list_model_get_n_items (self->agents); i++)
    if (gtk_check_button_get_active (get_choice (self, i)))
      g_ptr_array_add (agents, g_list_model_get_item (self->agents, i));
  drop_trial (self);
  self->trial = rt_agent_trial_new (transport, request, agents);
  gtk_list_box_bind_model (self->list, rt_agent_trial_get_results (self->trial), make_row,
                           self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  g_signal_connect_swapped (self->trial, "notify::busy", G_CALLBACK (on_busy_changed),
                            self);
  rt_agent_trial_start (self->trial);
}
