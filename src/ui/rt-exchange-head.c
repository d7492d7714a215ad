/* The top of the exchange view: a pill, a sentence, the facts, what to do next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-head.h"

#include "ui/rt-exchange-text.h"
#include "ui/rt-status-pill.h"

struct _RtExchangeHead
{
  GtkWidget parent_instance;

  RtAction action;
  RtExchangeState announced; /* what assistive technology was last told */

  GtkWidget *content;
  RtStatusPill *pill;
  GtkLabel *sentence;
  GtkLabel *facts;
  GtkLabel *remarks;
  GtkWidget *advice_row;
  GtkLabel *advice;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (RtExchangeHead, rt_exchange_head, GTK_TYPE_WIDGET)

enum
{
  ACTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_button_clicked (RtExchangeHead *self)
{
  g_signal_emit (self, signals[ACTION], 0, (int)self->action);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

/* Lines break between facts, not within them. */
static char *
bind_facts (const char *facts)
{
  GString *bound = g_string_new (facts);

  g_string_replace (bound, " ", "\xc2\xa0", 0);
  g_string_replace (bound, "\xc2\xa0·\xc2\xa0", "\xc2\xa0· ", 0);
  g_string_replace (bound, "/", "/\xe2\x81\xa0", 0);
  return g_string_free (bound, FALSE);
}

/* A line breaks before "4 ms", not within it. */
static char *
bind_numbers (const char *sentence)
{
  GString *bound = g_string_new (NULL);

  for (const char *at = sentence; *at != '\0'; at++)
    if (*at == ' ' && at > sentence && g_ascii_isdigit (at[-1]))
      g_string_append (bound, "\xc2\xa0");
    else
      g_string_append_c (bound, *at);
  return g_string_free (bound, FALSE);
}

/* The state is said aloud when it changes, the running count of bytes is not. */
static void
announce (RtExchangeHead *self, RtExchange *exchange, const char *sentence)
{
  RtExchangeState state = rt_exchange_get_state (exchange);
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s. %s", rt_status_pill_get_text (self->pill), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sentence),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  if (state == self->announced)
    return;
  self->announced = state;
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

static GtkSizeRequestMode
rt_exchange_head_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A stack asks its pages how narrow they can be at a height.  A label that wraps finds out
 * by laying itself out again and again, and here are labels that change while one looks. */
static void
rt_exchange_head_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (RT_EXCHANGE_HEAD (widget)->content, orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static void
rt_exchange_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (RT_EXCHANGE_HEAD (widget)->content, width, height, baseline, NULL);
}

static void
rt_exchange_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_EXCHANGE_HEAD);
  G_OBJECT_CLASS (rt_exchange_head_parent_class)->dispose (object);
}

static void
rt_exchange_head_class_init (RtExchangeHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_exchange_head_dispose;
  widget_class->get_request_mode = rt_exchange_head_get_request_mode;
  widget_class->measure = rt_exchange_head_measure;
  widget_class->size_allocate = rt_exchange_head_size_allocate;

  /**
   * RtExchangeHead::action:
   * @self: the head
   * @action: (type RtAction): what the button offers
   *
   * The user took the advice.
   */
  signals[ACTION] = g_signal_new ("action", RT_TYPE_EXCHANGE_HEAD, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (RT_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-exchange-head.ui");
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, content);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, pill);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, sentence);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, facts);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, remarks);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, advice_row);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, advice);
  gtk_widget_class_bind_template_child (widget_class, RtExchangeHead, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
}

static void
rt_exchange_head_init (RtExchangeHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_exchange_head_show:
 * @self: a head
 * @exchange: what to speak of
 *
 * Says how @exchange stands now.
 */
void
rt_exchange_head_show (RtExchangeHead *self, RtExchange *exchange)
{
  g_autofree char *plain = rt_exchange_dup_sentence (exchange);
  g_autofree char *sentence = bind_numbers (plain);
  g_autofree char *facts = rt_exchange_dup_facts (exchange);
  g_autofree char *bound = bind_facts (facts);
  g_autofree char *remarks = rt_exchange_dup_remarks (exchange);
  g_autofree char *advice = rt_exchange_dup_advice (exchange);
  const char *label;

  g_return_if_fail (RT_IS_EXCHANGE_HEAD (self));

  self->action = rt_exchange_get_action (exchange);
  label = rt_action_to_label (self->action);
  rt_status_pill_show_exchange (self->pill, exchange);
  gtk_label_set_label (self->sentence, sentence);
  set_text (self->facts, bound);
  set_text (self->remarks, remarks);
  set_text (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->button, label);
  gtk_widget_set_visible (self->advice_row, advice != NULL || label != NULL);
  announce (self, exchange, sentence);
}
