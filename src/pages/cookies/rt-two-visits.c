/* Two visits, one after the other: signing in, and coming again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-two-visits.h"

#include "core/forms/rt-form-login.h"
#include "core/forms/rt-form-source.h"
#include "ui/rt-error-text.h"

#include <glib/gi18n.h>

/* What is in flight, or done between two flights. */
typedef enum
{
  STEP_NONE,
  STEP_FIND,  /* the page with the form is fetched and read */
  STEP_LOGIN, /* the form is sent */
  STEP_VISIT, /* the second address is visited */
} Step;

struct _RtTwoVisits
{
  GObject parent_instance;

  RtPage *page; /* borrowed, NULL once it is gone */

  Step step;
  RtFormEntries *fields;     /* to sign in with, nullable */
  RtRequest *second;         /* what comes after signing in, nullable */
  RtTransport *transport;    /* of the visit: it has no connections from before */
  RtExchange *flight;        /* nullable */
  GCancellable *cancellable; /* of what is done between two flights, nullable */
  GPtrArray *visits[2];      /* of RtExchange; nullable */
};

G_DEFINE_FINAL_TYPE (RtTwoVisits, rt_two_visits, G_TYPE_OBJECT)

enum
{
  BEGUN,
  ENDED,
  NOTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
finish (RtTwoVisits *self)
{
  g_clear_object (&self->flight);
  g_clear_object (&self->cancellable);
  self->step = STEP_NONE;
  g_signal_emit (self, signals[ENDED], 0);
}

static void
fly (RtTwoVisits *self, RtRequest *request, Step step, guint visit)
{
  self->step = step;
  g_clear_object (&self->flight);
  rt_page_send_over (self->page, request, self->transport);
  self->flight = g_object_ref (rt_page_get_exchange (self->page));
  g_ptr_array_add (self->visits[visit], g_object_ref (self->flight));
}

/* A connection of its own is a visit of its own. */
static void
begin (RtTwoVisits *self, RtRequest *request, Step step, guint visit)
{
  g_clear_pointer (&self->visits[visit], g_ptr_array_unref);
  self->visits[visit] = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_object (&self->transport);
  self->transport = rt_transport_new ();
  self->step = step;
  g_signal_emit (self, signals[BEGUN], 0, visit);
  fly (self, request, step, visit);
}

static void
on_login_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtTwoVisits) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean has_form;
  g_autoptr (RtRequest) request = rt_form_login_make_finish (result, &has_form, &error);

  if (self->page == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (request == NULL)
    {
      g_autofree char *hint = rt_error_dup_hint (error);

      g_signal_emit (self, signals[NOTED], 0, hint);
      finish (self);
      return;
    }
  if (!has_form)
    g_signal_emit (
        self, signals[NOTED], 0,
        _ ("The page has no form with these fields; they were posted to its address."));
  fly (self, request, STEP_LOGIN, 0);
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtTwoVisits) self = user_data;
  g_autoptr (GError) error = NULL;
  /* What cannot be read has no form. */
  RtFormPage *page = rt_form_source_read_finish (RT_EXCHANGE (source), result, &error);

  if (self->page == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&page, rt_form_page_free);
      return;
    }
  rt_form_login_make_async (page, self->fields, rt_exchange_get_request (self->flight),
                            self->cancellable, on_login_made, g_object_ref (self));
}

static void
on_landed (RtTwoVisits *self)
{
  gboolean is_done = rt_exchange_get_state (self->flight) == RT_EXCHANGE_DONE;

  if (!is_done || self->step == STEP_VISIT)
    finish (self);
  else if (self->step == STEP_FIND)
    {
      self->cancellable = g_cancellable_new ();
      rt_form_source_read_async (self->flight, self->cancellable, on_page_read,
                                 g_object_ref (self));
    }
  else
    {
      g_clear_object (&self->cancellable);
      g_signal_emit (self, signals[ENDED], 0);
      begin (self, self->second, STEP_VISIT, 1);
    }
}

static void
on_busy_changed (RtTwoVisits *self)
{
  if (self->step != STEP_NONE && self->flight != NULL
      && rt_exchange_is_over (self->flight)
      && (self->cancellable == NULL || self->step != STEP_FIND))
    on_landed (self);
}

static void
rt_two_visits_finalize (GObject *object)
{
  RtTwoVisits *self = RT_TWO_VISITS (object);

  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->second, rt_request_unref);
  g_clear_object (&self->transport);
  g_clear_object (&self->flight);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->visits[0], g_ptr_array_unref);
  g_clear_pointer (&self->visits[1], g_ptr_array_unref);
  G_OBJECT_CLASS (rt_two_visits_parent_class)->finalize (object);
}

static void
rt_two_visits_class_init (RtTwoVisitsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_two_visits_finalize;

  signals[BEGUN] = g_signal_new ("begun", RT_TYPE_TWO_VISITS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ENDED] = g_signal_new ("ended", RT_TYPE_TWO_VISITS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTED] = g_signal_new ("noted", RT_TYPE_TWO_VISITS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rt_two_visits_init (RtTwoVisits *self)
{
}

/**
 * rt_two_visits_new:
 * @page: the page that sends the requests
 *
 * Returns: (transfer full): visits, none of which has begun
 */
RtTwoVisits *
rt_two_visits_new (RtPage *page)
{
  RtTwoVisits *self = g_object_new (RT_TYPE_TWO_VISITS, NULL);

  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (page, "notify::busy", G_CALLBACK (on_busy_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
rt_two_visits_is_running (RtTwoVisits *self)
{
  g_return_val_if_fail (RT_IS_TWO_VISITS (self), FALSE);

  return self->step != STEP_NONE;
}

gboolean
rt_two_visits_is_signing_in (RtTwoVisits *self)
{
  g_return_val_if_fail (RT_IS_TWO_VISITS (self), FALSE);

  return self->step == STEP_FIND || self->step == STEP_LOGIN;
}

/**
 * rt_two_visits_get:
 * @self: two visits
 * @visit: 0 or 1
 *
 * Returns: (transfer none) (nullable) (element-type RtExchange): what was sent in it; %NULL:
 *   there was no such visit
 */
GPtrArray *
rt_two_visits_get (RtTwoVisits *self, guint visit)
{
  g_return_val_if_fail (RT_IS_TWO_VISITS (self), NULL);

  return self->visits[visit];
}

/**
 * rt_two_visits_sign_in:
 * @self: two visits, not running
 * @login: for a page with a form
 * @fields: (transfer full): what is filled into the form
 * @second: what is sent then
 *
 * Makes both visits.
 */
void
rt_two_visits_sign_in (RtTwoVisits *self,
                       RtRequest *login,
                       RtFormEntries *fields,
                       RtRequest *second)
{
  g_return_if_fail (RT_IS_TWO_VISITS (self));

  g_clear_pointer (&self->visits[1], g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->second, rt_request_unref);
  self->fields = fields;
  self->second = rt_request_ref (second);
  begin (self, login, STEP_FIND, 0);
}

/**
 * rt_two_visits_visit:
 * @self: two visits, not running
 * @request: what is sent
 *
 * Makes a visit which stands beside the one before it.
 */
void
rt_two_visits_visit (RtTwoVisits *self, RtRequest *request)
{
  guint visit = self->visits[0] != NULL ? 1 : 0;

  g_return_if_fail (RT_IS_TWO_VISITS (self));

  if (self->visits[1] != NULL)
    {
      g_clear_pointer (&self->visits[0], g_ptr_array_unref);
      self->visits[0] = g_steal_pointer (&self->visits[1]);
    }
  begin (self, request, STEP_VISIT, visit);
}

void
rt_two_visits_stop (RtTwoVisits *self)
{
  g_return_if_fail (RT_IS_TWO_VISITS (self));

  g_cancellable_cancel (self->cancellable);
  rt_page_stop (self->page);
  if (self->flight == NULL || rt_exchange_is_over (self->flight))
    finish (self);
}
