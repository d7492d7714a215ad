/* Which cookies would go along with another request, which is not sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-what-if.h"

#include "core/cookies/rt-cookie-tasks.h"
#include "core/http/rt-address.h"
#include "pages/cookies/rt-cookie-words.h"
#include "pages/cookies/rt-gradual-rows.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-format.h"

#include <glib/gi18n.h>

struct _RtWhatIf
{
  GtkWidget parent_instance;

  RtCookieJar *jar; /* nullable */
  RtCookieContext context;
  GPtrArray *verdicts; /* of RtCookieVerdict: those that are shown; nullable */
  gboolean hides_values;
  GCancellable *cancellable; /* of the judging that goes on, nullable */

  GtkWidget *content;
  GtkEditable *address;
  GtkDropDown *method;
  GtkLabel *note;
  RtGradualRows *rows;
};

G_DEFINE_FINAL_TYPE (RtWhatIf, rt_what_if, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (guint row, gpointer user_data)
{
  RtWhatIf *self = user_data;
  const RtCookieVerdict *verdict = self->verdicts->pdata[row];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *badge = gtk_label_new (NULL);
  g_autofree char *pair = rt_cookie_words_dup_pair (verdict->cookie, self->hides_values);
  g_autofree char *reason = rt_cookie_words_dup_reason (verdict);
  GtkWidget *label = gtk_label_new (pair);

  rt_cookie_words_show_outcome (GTK_LABEL (badge),
                                rt_cookie_verdict_get_outcome (verdict));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "visit-name");
  gtk_box_append (GTK_BOX (top), badge);
  gtk_box_append (GTK_BOX (top), label);
  gtk_box_append (GTK_BOX (box), top);
  label = gtk_label_new (reason);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
show_note (RtWhatIf *self, const char *note)
{
  gtk_label_set_label (self->note, note);
}

static void
show_counts (RtWhatIf *self, guint n_sent, guint n_others)
{
  g_autofree char *sent_count = rt_format_count (n_sent);
  g_autofree char *other_count = rt_format_count (n_others);
  /* Translators: %s is a number. */
  g_autofree char *sent = g_strdup_printf (
      ngettext ("%s cookie would be sent.", "%s cookies would be sent.", n_sent),
      sent_count);
  g_autofree char *others = g_strdup_printf (
      /* Translators: %s is a number. */
      ngettext ("%s cookie of another domain was withheld.",
                "%s cookies of other domains were withheld.", n_others),
      other_count);
  g_autofree char *both = g_strconcat (sent, n_others > 0 ? " " : NULL, others, NULL);

  show_note (self, both);
}

/* What has nothing to do with the address is only counted. */
static void
take (RtWhatIf *self, GPtrArray *verdicts)
{
  guint n_sent = 0;
  guint n_others = 0;

  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  self->verdicts = rt_cookie_verdicts_new ();
  for (guint i = 0; i < verdicts->len; i++)
    {
      RtCookieVerdict *verdict = verdicts->pdata[i];

      n_sent += verdict->rule == RT_COOKIE_RULE_SENT;
      if (verdict->rule == RT_COOKIE_RULE_OTHER_DOMAIN)
        n_others++;
      else
        g_ptr_array_add (self->verdicts, rt_cookie_verdict_ref (verdict));
    }
  rt_gradual_rows_set (self->rows, self->verdicts->len, make_row, self);
  show_counts (self, n_sent, n_others);
}

static void
on_judged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtWhatIf) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts
      = rt_cookie_judge_finish (RT_COOKIE_JAR (source), result, &error);
  g_autofree char *hint = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (verdicts != NULL)
    {
      take (self, verdicts);
      return;
    }
  hint = rt_error_dup_hint (error);
  show_note (self, hint);
}

static void
ask (RtWhatIf *self, GUri *uri)
{
  static const char *const methods[] = { "GET", "POST" };
  const RtCookieQuestion question
      = { .uri = uri,
          .method = methods[gtk_drop_down_get_selected (self->method) % 2],
          .context = self->context,
          .now_us = g_get_real_time () };

  self->cancellable = g_cancellable_new ();
  rt_cookie_judge_async (self->jar, &question, self->cancellable, on_judged,
                         g_object_ref (self));
}

/**
 * rt_what_if_reload:
 * @self: the question
 *
 * Judges anew: something has used the jar, or the question is another.
 */
void
rt_what_if_reload (RtWhatIf *self)
{
  g_autoptr (RtAddress) address = NULL;

  g_return_if_fail (RT_IS_WHAT_IF (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->jar == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  address = rt_address_parse (gtk_editable_get_text (self->address), NULL);
  if (address != NULL)
    {
      ask (self, address->uri);
      return;
    }
  rt_gradual_rows_set (self->rows, 0, make_row, self);
  show_note (self, _ ("Type an address: nothing is sent there."));
}

static void
rt_what_if_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rt_what_if_parent_class)->map (widget);
  rt_what_if_reload (RT_WHAT_IF (widget));
}

static void
rt_what_if_dispose (GObject *object)
{
  RtWhatIf *self = RT_WHAT_IF (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_WHAT_IF);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_clear_object (&self->jar);
  G_OBJECT_CLASS (rt_what_if_parent_class)->dispose (object);
}

static void
rt_what_if_class_init (RtWhatIfClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_what_if_dispose;
  widget_class->map = rt_what_if_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-what-if.ui");
  gtk_widget_class_bind_template_child (widget_class, RtWhatIf, content);
  gtk_widget_class_bind_template_child (widget_class, RtWhatIf, address);
  gtk_widget_class_bind_template_child (widget_class, RtWhatIf, method);
  gtk_widget_class_bind_template_child (widget_class, RtWhatIf, note);
  gtk_widget_class_bind_template_child (widget_class, RtWhatIf, rows);
  gtk_widget_class_bind_template_callback (widget_class, rt_what_if_reload);
}

static void
rt_what_if_init (RtWhatIf *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_GRADUAL_ROWS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rt_what_if_set_jar (RtWhatIf *self, RtNamedJar *jar)
{
  g_return_if_fail (RT_IS_WHAT_IF (self));

  if (g_set_object (&self->jar, rt_named_jar_get_jar (jar)))
    rt_what_if_reload (self);
}

/* What the question starts from. */
void
rt_what_if_set_address (RtWhatIf *self, const char *address)
{
  g_return_if_fail (RT_IS_WHAT_IF (self));

  gtk_editable_set_text (self->address, address);
}

void
rt_what_if_set_context (RtWhatIf *self, RtCookieContext context)
{
  g_return_if_fail (RT_IS_WHAT_IF (self));

  self->context = context;
  rt_what_if_reload (self);
}

void
rt_what_if_set_hides_values (RtWhatIf *self, gboolean hides_values)
{
  g_return_if_fail (RT_IS_WHAT_IF (self));

  self->hides_values = hides_values;
  rt_what_if_reload (self);
}
