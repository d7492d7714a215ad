/* What the Cookies page has to show besides an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookie-parts.h"

#include "pages/cookies/rt-jar-bar.h"
#include "pages/cookies/rt-jar-view.h"
#include "pages/cookies/rt-what-if.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-lazy-bin.h"

/* What is not seen yet is not made yet: each takes milliseconds. */
struct _RtCookieParts
{
  GtkWidget parent_instance;

  char *address;        /* that a question starts from */
  gboolean was_painted; /* without the part that is shown */
  gboolean hides_values;

  GtkWidget *content;
  GtkDropDown *context; /* in the order of RtCookieContext */
  RtJarBar *jars;
  GtkStack *parts;
  RtLazyBin *fields;  /* RtLoginFields */
  RtLazyBin *view;    /* RtVisitsView */
  RtLazyBin *jar;     /* RtJarView */
  RtLazyBin *what_if; /* RtWhatIf */
};

G_DEFINE_FINAL_TYPE (RtCookieParts, rt_cookie_parts, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_HIDES_VALUES = 1,
} RtCookiePartsProperty;

static GParamSpec *properties[PROP_HIDES_VALUES + 1];

enum
{
  ACTIVATE,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_part_shown (RtCookieParts *self)
{
  gboolean is_first
      = g_str_equal (gtk_stack_get_visible_child_name (self->parts), "fields");

  if (self->was_painted || !is_first)
    rt_lazy_bin_get (RT_LAZY_BIN (gtk_stack_get_visible_child (self->parts)));
}

/* The first frame is for all that is around the part. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RtCookieParts *self = RT_COOKIE_PARTS (widget);
  gint64 *first = user_data;
  gint64 now = gdk_frame_clock_get_frame_counter (clock);

  if (*first == 0)
    *first = now;
  if (now == *first)
    return G_SOURCE_CONTINUE;
  self->was_painted = TRUE;
  on_part_shown (self);
  return G_SOURCE_REMOVE;
}

static void
on_jar_made (RtCookieParts *self, RtJarView *view)
{
  rt_jar_view_set_hides_values (view, self->hides_values);
  rt_jar_view_set_jar (view, rt_cookie_parts_get_jar (self));
}

static void
on_what_if_made (RtCookieParts *self, RtWhatIf *question)
{
  rt_what_if_set_hides_values (question, self->hides_values);
  rt_what_if_set_context (question, rt_cookie_parts_get_context (self));
  rt_what_if_set_address (question, self->address);
  rt_what_if_set_jar (question, rt_cookie_parts_get_jar (self));
}

static void
on_context_changed (RtCookieParts *self)
{
  RtWhatIf *question = rt_lazy_bin_peek (self->what_if);

  if (question != NULL)
    rt_what_if_set_context (question, rt_cookie_parts_get_context (self));
}

static void
on_jar_changed (RtCookieParts *self)
{
  RtNamedJar *jar = rt_cookie_parts_get_jar (self);
  RtJarView *view = rt_lazy_bin_peek (self->jar);
  RtWhatIf *question = rt_lazy_bin_peek (self->what_if);

  if (jar != NULL && view != NULL)
    rt_jar_view_set_jar (view, jar);
  if (jar != NULL && question != NULL)
    rt_what_if_set_jar (question, jar);
}

static void
on_fields_activated (RtCookieParts *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
on_fields_made (RtCookieParts *self, RtLoginFields *fields)
{
  g_signal_connect_object (fields, "activate", G_CALLBACK (on_fields_activated), self,
                           G_CONNECT_SWAPPED);
}

static void
on_visit_chosen (RtCookieParts *self, guint visit)
{
  g_signal_emit (self, signals[CHOSEN], 0, visit);
}

static void
on_view_made (RtCookieParts *self, RtVisitsView *view)
{
  rt_visits_view_set_hides_values (view, self->hides_values);
  g_signal_connect_object (view, "chosen", G_CALLBACK (on_visit_chosen), self,
                           G_CONNECT_SWAPPED);
}

static void
set_hides_values (RtCookieParts *self, gboolean hides_values)
{
  RtVisitsView *visits = rt_lazy_bin_peek (self->view);
  RtJarView *view = rt_lazy_bin_peek (self->jar);
  RtWhatIf *question = rt_lazy_bin_peek (self->what_if);

  self->hides_values = hides_values;
  if (visits != NULL)
    rt_visits_view_set_hides_values (visits, hides_values);
  if (view != NULL)
    rt_jar_view_set_hides_values (view, hides_values);
  if (question != NULL)
    rt_what_if_set_hides_values (question, hides_values);
}

static void
rt_cookie_parts_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rt_cookie_parts_parent_class)->map (widget);
  if (!RT_COOKIE_PARTS (widget)->was_painted)
    gtk_widget_add_tick_callback (widget, on_frame, g_new0 (gint64, 1), g_free);
}

static void
rt_cookie_parts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_COOKIE_PARTS);
  G_OBJECT_CLASS (rt_cookie_parts_parent_class)->dispose (object);
}

static void
rt_cookie_parts_finalize (GObject *object)
{
  g_free (RT_COOKIE_PARTS (object)->address);
  G_OBJECT_CLASS (rt_cookie_parts_parent_class)->finalize (object);
}

static void
rt_cookie_parts_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RtCookiePartsProperty)id)
    {
    case PROP_HIDES_VALUES:
      g_value_set_boolean (value, RT_COOKIE_PARTS (object)->hides_values);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_cookie_parts_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch ((RtCookiePartsProperty)id)
    {
    case PROP_HIDES_VALUES:
      set_hides_values (RT_COOKIE_PARTS (object), g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-cookie-parts.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, content);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, context);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, jars);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, parts);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, fields);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, view);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, jar);
  gtk_widget_class_bind_template_child (widget_class, RtCookieParts, what_if);
  gtk_widget_class_bind_template_callback (widget_class, on_part_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_jar_made);
  gtk_widget_class_bind_template_callback (widget_class, on_what_if_made);
  gtk_widget_class_bind_template_callback (widget_class, on_context_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_jar_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_fields_made);
  gtk_widget_class_bind_template_callback (widget_class, on_view_made);
}

static void
rt_cookie_parts_class_init (RtCookiePartsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  GTK_WIDGET_CLASS (klass)->map = rt_cookie_parts_map;
  object_class->dispose = rt_cookie_parts_dispose;
  object_class->finalize = rt_cookie_parts_finalize;
  object_class->get_property = rt_cookie_parts_get_property;
  object_class->set_property = rt_cookie_parts_set_property;

  /**
   * RtCookieParts:hides-values:
   *
   * Whether somebody may look on, or take a picture.
   */
  properties[PROP_HIDES_VALUES] = g_param_spec_boolean (
      "hides-values", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[ACTIVATE] = g_signal_new ("activate", RT_TYPE_COOKIE_PARTS, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", RT_TYPE_COOKIE_PARTS, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  bind_template (GTK_WIDGET_CLASS (klass));
  gtk_widget_class_install_property_action (GTK_WIDGET_CLASS (klass),
                                            "cookies.hide-values", "hides-values");
}

static void
rt_cookie_parts_init (RtCookieParts *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_JAR_BAR);
  g_type_ensure (RT_TYPE_JAR_VIEW);
  g_type_ensure (RT_TYPE_LAZY_BIN);
  g_type_ensure (RT_TYPE_LOGIN_FIELDS);
  g_type_ensure (RT_TYPE_VISITS_VIEW);
  g_type_ensure (RT_TYPE_WHAT_IF);
  self->address = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

RtLoginFields *
rt_cookie_parts_get_fields (RtCookieParts *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_PARTS (self), NULL);

  return rt_lazy_bin_get (self->fields);
}

RtVisitsView *
rt_cookie_parts_get_visits (RtCookieParts *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_PARTS (self), NULL);

  return rt_lazy_bin_get (self->view);
}

/* Brings the visits to the front. */
void
rt_cookie_parts_show_visits (RtCookieParts *self)
{
  g_return_if_fail (RT_IS_COOKIE_PARTS (self));

  gtk_stack_set_visible_child_name (self->parts, "visits");
}

/* %NULL as long as there are no jars. */
RtNamedJar *
rt_cookie_parts_get_jar (RtCookieParts *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_PARTS (self), NULL);

  return rt_jar_bar_get_jar (self->jars);
}

RtCookieContext
rt_cookie_parts_get_context (RtCookieParts *self)
{
  g_return_val_if_fail (RT_IS_COOKIE_PARTS (self), RT_COOKIE_CONTEXT_NAVIGATION);

  return (RtCookieContext)gtk_drop_down_get_selected (self->context);
}

void
rt_cookie_parts_set_jars (RtCookieParts *self, RtCookieJars *jars)
{
  g_return_if_fail (RT_IS_COOKIE_PARTS (self));

  rt_jar_bar_set_jars (self->jars, jars);
}

/* What the question starts from. */
void
rt_cookie_parts_set_address (RtCookieParts *self, const char *address)
{
  RtWhatIf *question;

  g_return_if_fail (RT_IS_COOKIE_PARTS (self));

  g_free (self->address);
  self->address = g_strdup (address);
  question = rt_lazy_bin_peek (self->what_if);
  if (question != NULL)
    rt_what_if_set_address (question, address);
}

/* While visits are made, the jar stays the same. */
void
rt_cookie_parts_set_running (RtCookieParts *self, gboolean is_running)
{
  g_return_if_fail (RT_IS_COOKIE_PARTS (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->jars), !is_running);
}

/* Something has used the jar. */
void
rt_cookie_parts_reload (RtCookieParts *self)
{
  RtJarView *view;
  RtWhatIf *question;

  g_return_if_fail (RT_IS_COOKIE_PARTS (self));

  view = rt_lazy_bin_peek (self->jar);
  question = rt_lazy_bin_peek (self->what_if);
  if (view != NULL)
    rt_jar_view_reload (view);
  if (question != NULL)
    rt_what_if_reload (question);
}
