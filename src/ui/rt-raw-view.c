/* The bytes of a hop as they were on the wire, in both directions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-raw-view.h"

#include "ui/rt-hex-view.h"
#include "ui/rt-text-pane.h"

#include <glib/gi18n.h>

/* What went in one direction. */
typedef struct
{
  GBytes *bytes; /* the beginning of it, nullable */
  guint64 all;   /* how many there were */
} Flow;

/* In either direction. */
typedef struct
{
  Flow sent;
  Flow received;
} Talk;

struct _RtRawView
{
  GtkWidget parent_instance;

  Talk site;         /* or with a proxy that reads what is sent to the site */
  Talk connect;      /* to get a tunnel through a proxy */
  gboolean is_early; /* whether the heads alone are there of what is said to the site */
  GBytes *shown;     /* what the text or the listing was made from, nullable */

  GtkWidget *content;
  GtkStack *stack;
  GtkToggleButton *received_button;
  GtkToggleButton *hex_button;
  GtkToggleButton *connect_button;
  RtTextPane *text_pane;
  RtHexView *hex_view;
};

static void
make_text (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  char *text = rt_raw_text (task_data);

  g_task_return_pointer (task, g_bytes_new_take (text, strlen (text)),
                         (GDestroyNotify)g_bytes_unref);
}

static gboolean
is_of_connect (RtRawView *self)
{
  return self->connect.sent.bytes != NULL
         && gtk_toggle_button_get_active (self->connect_button);
}

static const Flow *
get_flow (RtRawView *self)
{
  const Talk *talk = is_of_connect (self) ? &self->connect : &self->site;

  return gtk_toggle_button_get_active (self->received_button) ? &talk->received
                                                              : &talk->sent;
}

static void
show_note (RtRawView *self)
{
  guint64 all = get_flow (self)->all;
  gsize kept = g_bytes_get_size (self->shown);

  if (self->is_early && !is_of_connect (self))
    rt_text_pane_set_note (self->text_pane,
                           _ ("The rest is shown when the exchange is over."));
  else if (kept > 0)
    rt_text_pane_set_extent (self->text_pane, kept, all, FALSE);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtRawView *self = RT_RAW_VIEW (source);
  g_autoptr (GBytes) text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_task_data (G_TASK (result)) != self->shown)
    return;
  rt_text_pane_set_text (self->text_pane, text, NULL);
  show_note (self);
}

static void
update (RtRawView *self)
{
  gboolean hex = gtk_toggle_button_get_active (self->hex_button);
  GBytes *bytes = get_flow (self)->bytes;

  if (bytes == NULL)
    {
      g_clear_pointer (&self->shown, g_bytes_unref);
      rt_hex_view_set_bytes (self->hex_view, NULL);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  if (self->shown == bytes)
    show_note (self);
  else
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_text, NULL);

      g_clear_pointer (&self->shown, g_bytes_unref);
      self->shown = g_bytes_ref (bytes);
      g_task_set_source_tag (task, update);
      g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify)g_bytes_unref);
      g_task_run_in_thread (task, make_text);
    }
  if (hex)
    rt_hex_view_set_bytes (self->hex_view, bytes);
  gtk_stack_set_visible_child_name (self->stack, hex ? "hex" : "text");
}

static void
on_toggled (RtRawView *self)
{
  update (self);
}

static void
on_copy (RtRawView *self)
{
  g_autofree char *text = NULL;

  if (self->shown == NULL)
    return;
  text = rt_raw_text (self->shown);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
set_flow (Flow *flow, GBytes *bytes, guint64 all)
{
  GBytes *before = flow->bytes;

  flow->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  flow->all = all;
  g_clear_pointer (&before, g_bytes_unref);
}

static void
clear_talk (Talk *talk)
{
  set_flow (&talk->sent, NULL, 0);
  set_flow (&talk->received, NULL, 0);
}

static void
append_bytes (GByteArray *array, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_byte_array_append (array, data, length);
}

static void
keep_flow (Flow *flow, GByteArray *array, guint64 all)
{
  g_autoptr (GBytes) bytes
      = array->len > 0 ? g_bytes_new (array->data, array->len) : NULL;

  if (bytes == NULL || flow->bytes == NULL || !g_bytes_equal (flow->bytes, bytes))
    set_flow (flow, bytes, all);
}

/* Each CONNECT and each answer to one, in their order; the same bytes stay the same object,
 * and are not written out anew. */
static void
show_connect (RtRawView *self, const RtProxyReport *proxy)
{
  g_autoptr (GByteArray) sent = g_byte_array_new ();
  g_autoptr (GByteArray) received = g_byte_array_new ();
  guint64 all = 0;

  for (guint i = 0; proxy != NULL && i < proxy->steps->len; i++)
    {
      const RtConnectStep *step = proxy->steps->pdata[i];

      append_bytes (sent, step->sent);
      append_bytes (received, step->received);
      all += step->received_bytes;
    }
  keep_flow (&self->connect.sent, sent, sent->len);
  keep_flow (&self->connect.received, received, all);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), sent->len > 0);
}

/* While the exchange runs, the wire keeps its bytes to itself; the heads are there. */
static void
rt_raw_view_show (RtExchangePane *pane, RtExchange *exchange, RtHop *hop)
{
  RtRawView *self = RT_RAW_VIEW (pane);
  const RtWireReport *report = hop != NULL ? rt_hop_get_report (hop) : NULL;
  GBytes *sent = NULL;
  GBytes *received = NULL;

  if (report != NULL)
    {
      sent = report->sent;
      received = report->received;
      if (sent == NULL && report->request_head != NULL)
        sent = report->request_head->raw;
      if (received == NULL && report->answer_head != NULL)
        received = report->answer_head->raw;
    }
  set_flow (&self->site.sent, sent, report != NULL ? report->sent_bytes : 0);
  set_flow (&self->site.received, received, report != NULL ? report->received_bytes : 0);
  show_connect (self, report != NULL ? report->proxy : NULL);
  self->is_early
      = report != NULL && report->received == NULL && !rt_exchange_is_over (exchange);
  update (self);
}

static void
rt_raw_view_find (RtExchangePane *pane)
{
  RtRawView *self = RT_RAW_VIEW (pane);

  if (self->shown == NULL)
    return;
  gtk_toggle_button_set_active (self->hex_button, FALSE);
  rt_text_pane_find (self->text_pane);
}

static void
rt_raw_view_pane_init (RtExchangePaneInterface *iface)
{
  iface->show = rt_raw_view_show;
  iface->find = rt_raw_view_find;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtRawView,
                               rt_raw_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_EXCHANGE_PANE,
                                                      rt_raw_view_pane_init))

static void
rt_raw_view_dispose (GObject *object)
{
  RtRawView *self = RT_RAW_VIEW (object);

  clear_talk (&self->site);
  clear_talk (&self->connect);
  g_clear_pointer (&self->shown, g_bytes_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_RAW_VIEW);
  G_OBJECT_CLASS (rt_raw_view_parent_class)->dispose (object);
}

static void
rt_raw_view_class_init (RtRawViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_raw_view_dispose;
  g_type_ensure (RT_TYPE_TEXT_PANE);
  g_type_ensure (RT_TYPE_HEX_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-raw-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RtRawView, content);
  gtk_widget_class_bind_template_child (widget_class, RtRawView, stack);
  gtk_widget_class_bind_template_child (widget_class, RtRawView, received_button);
  gtk_widget_class_bind_template_child (widget_class, RtRawView, hex_button);
  gtk_widget_class_bind_template_child (widget_class, RtRawView, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RtRawView, text_pane);
  gtk_widget_class_bind_template_child (widget_class, RtRawView, hex_view);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_raw_view_init (RtRawView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_raw_text:
 * @bytes: bytes of a message
 *
 * Writes bytes so that every one of them can be seen: line ends, control characters and
 * what is no UTF-8 as escapes.  Fonts have no glyphs for pictures of control characters.
 *
 * Returns: (transfer full): UTF-8 text
 */
char *
rt_raw_text (GBytes *bytes)
{
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length);
  const char *end = at + length;
  GString *text = g_string_sized_new (length + length / 16);

  while (at < end)
    {
      gunichar character = g_utf8_get_char_validated (at, end - at);
      guint8 byte = (guint8)*at;

      if (byte == '\n')
        g_string_append (text, "\\n\n");
      else if (byte == '\r')
        g_string_append (text, "\\r");
      else if (byte == '\t')
        g_string_append_c (text, '\t');
      else if (byte < 0x20 || byte == 0x7f || character == (gunichar)-1
               || character == (gunichar)-2)
        g_string_append_printf (text, "\\x%02x", byte);
      else
        {
          const char *next = g_utf8_next_char (at);

          g_string_append_len (text, at, next - at);
          at = next;
          continue;
        }
      at++;
    }
  return g_string_free (text, FALSE);
}
