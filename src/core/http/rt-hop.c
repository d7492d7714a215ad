/* One request and its answer in a chain of redirects. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-hop.h"

#include "core/http/rt-exchange-private.h"

struct _RtHop
{
  GObject parent_instance;

  RtRequest *request;
  GPtrArray
      *dropped; /* of RtDroppedHeader: what the user set and this hop does not send */

  RtWireReport *report; /* the newest; never NULL */
  GObject *cookies;     /* the newest record of the request's cookie source; nullable */
};

G_DEFINE_FINAL_TYPE (RtHop, rt_hop, G_TYPE_OBJECT)

static void
rt_hop_finalize (GObject *object)
{
  RtHop *self = RT_HOP (object);

  rt_request_unref (self->request);
  g_ptr_array_unref (self->dropped);
  rt_wire_report_unref (self->report);
  g_clear_object (&self->cookies);
  G_OBJECT_CLASS (rt_hop_parent_class)->finalize (object);
}

static void
rt_hop_class_init (RtHopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_hop_finalize;
}

static void
rt_hop_init (RtHop *self)
{
  self->report = rt_wire_report_new ();
}

RtRequest *
rt_hop_get_request (RtHop *self)
{
  return self->request;
}

const RtWireReport *
rt_hop_get_report (RtHop *self)
{
  return self->report;
}

GPtrArray *
rt_hop_get_dropped (RtHop *self)
{
  return self->dropped;
}

/**
 * rt_hop_get_cookies:
 * @self: a hop
 *
 * Gives what the request's cookie source says of it: a record of a type that the source
 * knows.
 *
 * Returns: (transfer none) (nullable): the record; %NULL without a source
 */
GObject *
rt_hop_get_cookies (RtHop *self)
{
  return self->cookies;
}

/**
 * rt_hop_get_status:
 * @self: a hop
 *
 * Gives the status code of the final answer.
 *
 * Returns: the status, or 0 while there is none
 */
guint
rt_hop_get_status (RtHop *self)
{
  return self->report->answer_head != NULL ? self->report->answer_head->status : 0;
}

/**
 * rt_hop_get_reason:
 * @self: a hop
 *
 * Gives the reason phrase that the server sent.
 *
 * Returns: (transfer none): the phrase, "" where there is none
 */
const char *
rt_hop_get_reason (RtHop *self)
{
  return self->report->answer_head != NULL ? self->report->answer_head->reason : "";
}

/**
 * rt_hop_get_sent_fields:
 * @self: a hop
 *
 * Gives the fields of the request as they were on the wire.
 *
 * Returns: (transfer none) (nullable): the fields, or %NULL if nothing was sent
 */
RtHeaderList *
rt_hop_get_sent_fields (RtHop *self)
{
  return self->report->request_head != NULL ? self->report->request_head->fields : NULL;
}

/**
 * rt_hop_get_received_fields:
 * @self: a hop
 *
 * Gives the fields of the final answer as they were on the wire.
 *
 * Returns: (transfer none) (nullable): the fields, or %NULL if none came
 */
RtHeaderList *
rt_hop_get_received_fields (RtHop *self)
{
  return self->report->answer_head != NULL ? self->report->answer_head->fields : NULL;
}

RtHop *
rt_hop_new (RtRequest *request, GPtrArray *dropped)
{
  RtHop *self = g_object_new (RT_TYPE_HOP, NULL);

  self->request = rt_request_ref (request);
  self->dropped = dropped != NULL ? g_ptr_array_ref (dropped) : rt_dropped_headers_new ();
  return self;
}

void
rt_hop_set_cookies (RtHop *self, GObject *cookies)
{
  g_set_object (&self->cookies, cookies);
}

void
rt_hop_set_report (RtHop *self, RtWireReport *report)
{
  rt_wire_report_ref (report);
  rt_wire_report_unref (self->report);
  self->report = report;
}

/* Lets the raw bytes go; everything that was read out of them stays. */
void
rt_hop_forget_raw (RtHop *self)
{
  RtWireReport *lean = rt_wire_report_copy (self->report);

  g_clear_pointer (&lean->sent, g_bytes_unref);
  g_clear_pointer (&lean->received, g_bytes_unref);
  rt_wire_report_unref (self->report);
  self->report = lean;
}
