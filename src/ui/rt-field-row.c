/* One line of the fields view: a field, or the heading above some. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-field-row.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtFieldRow
{
  GObject parent_instance;

  char *name;
  char *value; /* UTF-8; NULL in a heading */
  gboolean is_remark;
};

G_DEFINE_FINAL_TYPE (RtFieldRow, rt_field_row, G_TYPE_OBJECT)

static RtFieldRow *
add_row (GPtrArray *rows, char *name, char *value)
{
  RtFieldRow *self = g_object_new (RT_TYPE_FIELD_ROW, NULL);

  self->name = name;
  self->value = value;
  g_ptr_array_add (rows, self);
  return self;
}

/**
 * rt_field_rows_add:
 * @rows: (element-type RtFieldRow): rows
 * @name: (transfer full): of a field, or a heading
 * @value: (transfer full) (nullable): UTF-8; %NULL makes a heading
 */
void
rt_field_rows_add (GPtrArray *rows, char *name, char *value)
{
  add_row (rows, name, value);
}

/**
 * rt_field_rows_add_remark:
 * @rows: (element-type RtFieldRow): rows
 * @name: (transfer full): what the remark is about
 * @value: (transfer full): the remark, which stands out
 */
void
rt_field_rows_add_remark (GPtrArray *rows, char *name, char *value)
{
  add_row (rows, name, value)->is_remark = TRUE;
}

/**
 * rt_field_rows_add_fields:
 * @rows: (element-type RtFieldRow): rows
 * @fields: fields, in their order
 */
void
rt_field_rows_add_fields (GPtrArray *rows, const RtHeaderList *fields)
{
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      add_row (rows, rt_header_value_to_utf8 (header->name),
               rt_header_value_to_utf8 (header->value));
    }
}

static const char *
drop_reason_to_text (RtDropReason why)
{
  switch (why)
    {
    case RT_DROP_ORIGIN:
      return _ ("left out: this is another site");
    case RT_DROP_METHOD:
      return _ ("left out: the body is not sent again");
    case RT_DROP_FRAMING:
      return _ ("left out: Roundtrip says itself how long the body is");
    case RT_DROP_PROXY:
      return _ ("left out: only the proxy that is chosen gets its password");
    }
  g_return_val_if_reached (NULL);
}

static void
add_dropped (GPtrArray *rows, GPtrArray *dropped)
{
  for (guint i = 0; i < dropped->len; i++)
    {
      const RtDroppedHeader *header = g_ptr_array_index (dropped, i);

      rt_field_rows_add_remark (rows, g_strdup (header->name),
                                g_strdup (drop_reason_to_text (header->why)));
    }
}

static char *
dup_request_heading (const RtMessageHead *head, const char *format)
{
  g_autofree char *line = g_strdup_printf ("%s %s HTTP/1.%u", head->method, head->target,
                                           head->minor_version);
  GString *heading = g_string_new (format);

  g_string_replace (heading, "{}", line, 1);
  return g_string_free (heading, FALSE);
}

static void
add_request (GPtrArray *rows, RtRequest *request, RtHop *hop)
{
  RtMessageHead *head = hop != NULL ? rt_hop_get_report (hop)->request_head : NULL;
  g_autoptr (RtHeaderList) planned = NULL;

  if (head != NULL)
    {
      /* Translators: {} is the first line of a request, such as “GET / HTTP/1.1”. */
      add_row (rows, dup_request_heading (head, _ ("Request: {}")), NULL);
      rt_field_rows_add_fields (rows, head->fields);
      return;
    }
  planned = rt_request_compose_fields (request);
  add_row (rows, g_strdup (_ ("Request, not sent yet")), NULL);
  rt_field_rows_add_fields (rows, planned);
}

static void
add_answer (GPtrArray *rows, const RtMessageHead *head, const char *format)
{
  g_autofree char *line
      = g_strdup_printf ("%u %s", head->status, head->reason != NULL ? head->reason : "");
  GString *heading = g_string_new (format);

  g_string_replace (heading, "{}", g_strchomp (line), 1);
  add_row (rows, g_string_free (heading, FALSE), NULL);
  rt_field_rows_add_fields (rows, head->fields);
}

/* What was said to the proxy, apart from what the site was told and said. */
static void
add_connects (GPtrArray *rows, const RtWireReport *report)
{
  for (guint i = 0; report->proxy != NULL && i < report->proxy->steps->len; i++)
    {
      const RtConnectStep *step = report->proxy->steps->pdata[i];
      const char *format = report->reused
                               /* Translators: {} is “CONNECT a.example:443 HTTP/1.1”. */
                               ? _ ("To the proxy, when this connection was made: {}")
                               /* Translators: {} is “CONNECT a.example:443 HTTP/1.1”. */
                               : _ ("To the proxy: {}");

      add_row (rows, dup_request_heading (step->request_head, format), NULL);
      rt_field_rows_add_fields (rows, step->request_head->fields);
      if (step->answer_head != NULL)
        /* Translators: {} is the status of the proxy's answer to CONNECT. */
        add_answer (rows, step->answer_head, _ ("From the proxy: {}"));
      else
        add_row (rows, g_strdup (_ ("No answer of the proxy")), NULL);
    }
}

static void
rt_field_row_finalize (GObject *object)
{
  RtFieldRow *self = RT_FIELD_ROW (object);

  g_free (self->name);
  g_free (self->value);
  G_OBJECT_CLASS (rt_field_row_parent_class)->finalize (object);
}

static void
rt_field_row_class_init (RtFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_field_row_finalize;
}

static void
rt_field_row_init (RtFieldRow *self)
{
}

const char *
rt_field_row_get_name (RtFieldRow *self)
{
  return self->name;
}

const char *
rt_field_row_get_value (RtFieldRow *self)
{
  return self->value;
}

gboolean
rt_field_row_is_heading (RtFieldRow *self)
{
  return self->value == NULL;
}

gboolean
rt_field_row_is_remark (RtFieldRow *self)
{
  return self->is_remark;
}

/**
 * rt_field_row_matches:
 * @self: a row
 * @needle: what to look for, case-folded
 *
 * Tells whether name or value hold @needle.  A heading always stays.
 *
 * Returns: %TRUE to show the row
 */
gboolean
rt_field_row_matches (RtFieldRow *self, const char *needle)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (self->value == NULL || needle[0] == '\0')
    return TRUE;
  name = g_utf8_casefold (self->name, -1);
  if (strstr (name, needle) != NULL)
    return TRUE;
  value = g_utf8_casefold (self->value, -1);
  return strstr (value, needle) != NULL;
}

/**
 * rt_field_rows_for_hop:
 * @exchange: an exchange
 * @hop: (nullable): a hop of it
 *
 * Lists what the fields view shows: what was said to the proxy, the request as sent, what
 * was left out of it, and all that came back, each under its heading and in its own order.
 *
 * Returns: (transfer full) (element-type RtFieldRow): the rows
 */
GPtrArray *
rt_field_rows_for_hop (RtExchange *exchange, RtHop *hop)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  const RtWireReport *report = hop != NULL ? rt_hop_get_report (hop) : NULL;

  if (report != NULL)
    add_connects (rows, report);
  add_request (
      rows, hop != NULL ? rt_hop_get_request (hop) : rt_exchange_get_request (exchange),
      hop);
  if (report == NULL)
    return rows;
  add_dropped (rows, rt_hop_get_dropped (hop));
  for (guint i = 0; report->informational != NULL && i < report->informational->len; i++)
    /* Translators: an answer before the final one; {} is its status. */
    add_answer (rows, g_ptr_array_index (report->informational, i),
                _ ("Early response: {}"));
  if (report->answer_head != NULL)
    /* Translators: {} is the status of the answer, such as 200 OK. */
    add_answer (rows, report->answer_head, _ ("Response: {}"));
  if (report->trailers != NULL && rt_header_list_get_length (report->trailers) > 0)
    {
      add_row (rows, g_strdup (_ ("Trailers, after the body")), NULL);
      rt_field_rows_add_fields (rows, report->trailers);
    }
  return rows;
}

/**
 * rt_field_rows_to_text:
 * @rows: (element-type RtFieldRow): rows
 *
 * Writes rows for the clipboard, headings as comments.
 *
 * Returns: (transfer full): the text
 */
char *
rt_field_rows_to_text (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      RtFieldRow *row = g_ptr_array_index (rows, i);

      if (rt_field_row_is_heading (row))
        g_string_append_printf (text, "%s# %s\n", i > 0 ? "\n" : "", row->name);
      else
        g_string_append_printf (text, "%s: %s\n", row->name, row->value);
    }
  return g_string_free (text, FALSE);
}
