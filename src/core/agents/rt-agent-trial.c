/* Asks for one address as several identities, and compares what they are answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/agents/rt-agent-trial.h"

/* All go to the same server, which may be a small one. */
#define AT_ONCE 2

struct _RtAgentTrial
{
  GObject parent_instance;

  RtTransport *transport;
  RtRequest *request;

  GListStore *results; /* of RtAgentResult; the others are compared with the first */
  GQueue waiting;      /* of RtAgentResult */
  GCancellable *cancellable;
  guint n_asking;
  guint n_comparing;
  guint n_compared;
};

G_DEFINE_FINAL_TYPE (RtAgentTrial, rt_agent_trial, G_TYPE_OBJECT)

typedef enum
{
  PROP_BUSY = 1,
} RtAgentTrialProperty;

static GParamSpec *properties[PROP_BUSY + 1];

/* One identity asking once. */
typedef struct
{
  RtAgentTrial *trial;
  RtAgentResult *result;
  RtExchange *exchange;
  GCancellable *cancellable; /* of this exchange alone: it is stopped when enough came */
  gulong trial_cancelled;
} Asking;

static void
asking_free (Asking *asking)
{
  g_cancellable_disconnect (asking->trial->cancellable, asking->trial_cancelled);
  g_object_unref (asking->result);
  g_object_unref (asking->exchange);
  g_object_unref (asking->cancellable);
  g_object_unref (asking->trial);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void go_on (RtAgentTrial *self);

/* --- comparing --- */

typedef struct
{
  RtAgentResult *first;
  RtAgentResult *result;
} Pair;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_object_unref (pair->first);
  g_object_unref (pair->result);
  g_free (pair);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Pair *pair = data;

  g_task_return_pointer (task,
                         rt_agent_compare (rt_agent_result_get_answers (pair->first),
                                           rt_agent_result_get_answers (pair->result),
                                           cancellable),
                         (GDestroyNotify)rt_agent_comparison_free);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer data)
{
  RtAgentTrial *self = RT_AGENT_TRIAL (source);
  const Pair *pair = g_task_get_task_data (G_TASK (result));
  RtAgentComparison *comparison = g_task_propagate_pointer (G_TASK (result), NULL);

  if (comparison != NULL)
    rt_agent_result_take_comparison (pair->result, comparison);
  self->n_comparing--;
  go_on (self);
}

static void
compare (RtAgentTrial *self, RtAgentResult *first, RtAgentResult *result)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_compared, NULL);
  Pair *pair = g_new0 (Pair, 1);

  pair->first = g_object_ref (first);
  pair->result = g_object_ref (result);
  g_task_set_source_tag (task, compare);
  g_task_set_task_data (task, pair, pair_free);
  self->n_comparing++;
  self->n_compared++;
  g_task_run_in_thread (task, compare_in_thread);
}

/* All at the end: nothing is compared before the first is known, and by then the others
 * mostly are, too. */
static void
compare_all (RtAgentTrial *self)
{
  GListModel *results = G_LIST_MODEL (self->results);
  g_autoptr (RtAgentResult) first = g_list_model_get_item (results, 0);

  for (guint i = 0; i < g_list_model_get_n_items (results); i++)
    {
      g_autoptr (RtAgentResult) result = g_list_model_get_item (results, i);

      compare (self, first, result);
    }
}

/* --- asking --- */

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  rt_agent_answer_read (data);
  g_task_return_boolean (task, TRUE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  RtAgentTrial *self = RT_AGENT_TRIAL (source);
  g_autoptr (RtAgentResult) agent_result = data;
  RtAgentAnswer *answer = g_task_get_task_data (G_TASK (result));

  rt_agent_result_take_answer (agent_result, answer);
  self->n_asking--;
  if (rt_agent_result_wants_another (agent_result)
      && !g_cancellable_is_cancelled (self->cancellable))
    g_queue_push_tail (&self->waiting, g_object_ref (agent_result));
  go_on (self);
}

static void
finish_asking (Asking *asking)
{
  RtAgentTrial *self = asking->trial;
  g_autoptr (GTask) task
      = g_task_new (self, NULL, on_read, g_object_ref (asking->result));

  /* The result takes it over in the end. */
  g_task_set_source_tag (task, finish_asking);
  g_task_set_task_data (task, rt_agent_answer_new (asking->exchange), NULL);
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_updated (RtExchange *exchange, Asking *asking)
{
  g_autoptr (Asking) done = NULL;

  if (rt_body_get_decoded_bytes (rt_exchange_get_body (exchange)) > RT_AGENT_BODY_BYTES)
    g_cancellable_cancel (asking->cancellable);
  if (!rt_exchange_is_over (exchange))
    return;
  done = asking;
  g_signal_handlers_disconnect_by_func (exchange, on_updated, asking);
  finish_asking (asking);
}

static void
on_trial_cancelled (GCancellable *cancellable, GCancellable *own)
{
  g_cancellable_cancel (own);
}

static void
ask (RtAgentTrial *self, RtAgentResult *result)
{
  Asking *asking = g_new0 (Asking, 1);
  g_autoptr (RtRequest) request
      = rt_agent_apply (rt_agent_result_get_agent (result), self->request);

  asking->trial = g_object_ref (self);
  asking->result = g_object_ref (result);
  asking->cancellable = g_cancellable_new ();
  asking->trial_cancelled
      = g_cancellable_connect (self->cancellable, G_CALLBACK (on_trial_cancelled),
                               g_object_ref (asking->cancellable), g_object_unref);
  asking->exchange = rt_transport_fetch (self->transport, request, asking->cancellable);
  if (rt_agent_result_get_exchange (result) == NULL)
    rt_agent_result_set_exchange (result, asking->exchange);
  g_signal_connect (asking->exchange, "updated", G_CALLBACK (on_updated), asking);
  self->n_asking++;
}

/* Does what can be done now. */
static void
go_on (RtAgentTrial *self)
{
  gboolean is_stopped = g_cancellable_is_cancelled (self->cancellable);

  while (!is_stopped && self->n_asking < AT_ONCE && self->waiting.length > 0)
    {
      g_autoptr (RtAgentResult) next = g_queue_pop_head (&self->waiting);

      ask (self, next);
    }
  if (!is_stopped && self->n_asking == 0 && self->n_compared == 0)
    compare_all (self);
  if (self->n_asking == 0 && self->n_comparing == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
rt_agent_trial_dispose (GObject *object)
{
  RtAgentTrial *self = RT_AGENT_TRIAL (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_object (&self->results);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->request, rt_request_unref);
  G_OBJECT_CLASS (rt_agent_trial_parent_class)->dispose (object);
}

static void
rt_agent_trial_finalize (GObject *object)
{
  RtAgentTrial *self = RT_AGENT_TRIAL (object);

  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rt_agent_trial_parent_class)->finalize (object);
}

static void
rt_agent_trial_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtAgentTrial *self = RT_AGENT_TRIAL (object);

  switch ((RtAgentTrialProperty)id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, rt_agent_trial_get_busy (self));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rt_agent_trial_class_init (RtAgentTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_agent_trial_dispose;
  object_class->finalize = rt_agent_trial_finalize;
  object_class->get_property = rt_agent_trial_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean (
      "busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_agent_trial_init (RtAgentTrial *self)
{
  self->results = g_list_store_new (RT_TYPE_AGENT_RESULT);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

/**
 * rt_agent_trial_new:
 * @transport: what sends
 * @request: what is asked for
 * @agents: (element-type RtAgent): as whom; the others are compared with the first
 *
 * Returns: (transfer full): a trial that has not begun
 */
RtAgentTrial *
rt_agent_trial_new (RtTransport *transport, RtRequest *request, GPtrArray *agents)
{
  RtAgentTrial *self = g_object_new (RT_TYPE_AGENT_TRIAL, NULL);

  self->transport = g_object_ref (transport);
  self->request = rt_request_ref (request);
  for (guint i = 0; i < MIN (agents->len, RT_AGENT_TRIAL_AGENTS_MAX); i++)
    {
      g_autoptr (RtAgentResult) result = rt_agent_result_new (agents->pdata[i]);

      g_list_store_append (self->results, result);
    }
  return self;
}

/**
 * rt_agent_trial_get_results:
 * @self: a trial
 *
 * Returns: (transfer none): a list of #RtAgentResult, which are filled in
 */
GListModel *
rt_agent_trial_get_results (RtAgentTrial *self)
{
  g_return_val_if_fail (RT_IS_AGENT_TRIAL (self), NULL);

  return G_LIST_MODEL (self->results);
}

gboolean
rt_agent_trial_get_busy (RtAgentTrial *self)
{
  g_return_val_if_fail (RT_IS_AGENT_TRIAL (self), FALSE);

  return self->n_asking > 0 || self->n_comparing > 0;
}

/**
 * rt_agent_trial_start:
 * @self: a trial that has not begun
 *
 * Asks as each identity in turn, and then as each once more: what differs between two
 * answers to one of them is noise.  Few ask at once, and nobody who was turned away asks
 * again.  Of a body, no more is fetched than is compared.
 */
void
rt_agent_trial_start (RtAgentTrial *self)
{
  GListModel *results;

  g_return_if_fail (RT_IS_AGENT_TRIAL (self));
  g_return_if_fail (!rt_agent_trial_get_busy (self));

  results = G_LIST_MODEL (self->results);
  for (guint i = 0; i < g_list_model_get_n_items (results); i++)
    g_queue_push_tail (&self->waiting, g_list_model_get_item (results, i));
  go_on (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/**
 * rt_agent_trial_cancel:
 * @self: a trial
 *
 * Stops asking; what came stays.
 */
void
rt_agent_trial_cancel (RtAgentTrial *self)
{
  g_return_if_fail (RT_IS_AGENT_TRIAL (self));

  g_cancellable_cancel (self->cancellable);
}
