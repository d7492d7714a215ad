/* What came of one identity, side by side with others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-result.h"

struct _RtAgentResult
{
  GObject parent_instance;

  RtAgent *agent;
  RtExchange *exchange;                  /* the first one; nullable */
  RtAgentAnswer *answers[RT_AGENT_RUNS]; /* nullable */
  RtAgentComparison *comparison;         /* nullable */
};

G_DEFINE_FINAL_TYPE (RtAgentResult, rt_agent_result, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
} RtAgentResultSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
rt_agent_result_finalize (GObject *object)
{
  RtAgentResult *self = RT_AGENT_RESULT (object);

  g_object_unref (self->agent);
  g_clear_object (&self->exchange);
  for (guint i = 0; i < RT_AGENT_RUNS; i++)
    g_clear_pointer (&self->answers[i], rt_agent_answer_free);
  g_clear_pointer (&self->comparison, rt_agent_comparison_free);
  G_OBJECT_CLASS (rt_agent_result_parent_class)->finalize (object);
}

static void
rt_agent_result_class_init (RtAgentResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_agent_result_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", RT_TYPE_AGENT_RESULT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
}

static void
rt_agent_result_init (RtAgentResult *self)
{
}

RtAgentResult *
rt_agent_result_new (RtAgent *agent)
{
  RtAgentResult *self = g_object_new (RT_TYPE_AGENT_RESULT, NULL);

  self->agent = g_object_ref (agent);
  return self;
}

RtAgent *
rt_agent_result_get_agent (RtAgentResult *self)
{
  return self->agent;
}

RtExchange *
rt_agent_result_get_exchange (RtAgentResult *self)
{
  return self->exchange;
}

/**
 * rt_agent_result_get_answer:
 * @self: a result
 *
 * Returns: (nullable): the first answer, once it was read
 */
const RtAgentAnswer *
rt_agent_result_get_answer (RtAgentResult *self)
{
  return self->answers[0];
}

/**
 * rt_agent_result_get_comparison:
 * @self: a result
 *
 * Returns: (nullable): how it compares with the first identity, once that is known
 */
const RtAgentComparison *
rt_agent_result_get_comparison (RtAgentResult *self)
{
  return self->comparison;
}

void
rt_agent_result_set_exchange (RtAgentResult *self, RtExchange *exchange)
{
  g_set_object (&self->exchange, exchange);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
rt_agent_result_take_answer (RtAgentResult *self, RtAgentAnswer *answer)
{
  guint run = self->answers[0] != NULL ? 1 : 0;

  g_assert (self->answers[run] == NULL);
  self->answers[run] = answer;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rt_agent_result_wants_another:
 * @self: a result
 *
 * Returns: whether to ask once more.  Who was turned away, or not answered, is not made to
 *   knock again
 */
gboolean
rt_agent_result_wants_another (RtAgentResult *self)
{
  const RtAgentAnswer *first = self->answers[0];

  return first == NULL
         || (self->answers[1] == NULL && rt_agent_answer_get_last_hop (first)->status != 0
             && !rt_agent_answer_is_blocked (first));
}

/**
 * rt_agent_result_get_answers:
 * @self: a result that wants no other answer
 *
 * Returns: (array fixed-size=2): the answers; the second may be %NULL
 */
const RtAgentAnswer *const *
rt_agent_result_get_answers (RtAgentResult *self)
{
  return (const RtAgentAnswer *const *)self->answers;
}

void
rt_agent_result_take_comparison (RtAgentResult *self, RtAgentComparison *comparison)
{
  self->comparison = comparison;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
