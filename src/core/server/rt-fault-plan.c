/* Which faults a server has, and when. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-plan.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RtFaultPlan
{
  GArray *rules;
};

static void
clear_rule (gpointer data)
{
  RtFaultRule *rule = data;

  g_free (rule->address);
  g_free (rule->path);
}

/* Digits and nothing else: no sign, no space. */
static gboolean
read_number (const char *text, guint64 minimum, guint64 maximum, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, minimum, maximum, number, NULL);
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return uri != NULL && (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0)
         && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL
         && g_str_is_ascii (text) && strpbrk (text, " \"<>\\^`{|}") == NULL;
}

static RtFaultMistake
read_value (RtFaultRule *rule, const RtFault *fault, const char *text)
{
  switch (fault->unit)
    {
    case RT_FAULT_NO_VALUE:
      return RT_FAULT_MISTAKE_NO_VALUE;
    case RT_FAULT_ADDRESS:
      if (!is_address (text))
        return RT_FAULT_MISTAKE_ADDRESS;
      g_free (rule->address);
      rule->address = g_strdup (text);
      return RT_FAULT_MISTAKE_NONE;
    case RT_FAULT_MILLISECONDS:
    case RT_FAULT_SECONDS:
    case RT_FAULT_BYTES:
    case RT_FAULT_BYTES_PER_S:
      break;
    }
  return read_number (text, fault->minimum, fault->maximum, &rule->value)
             ? RT_FAULT_MISTAKE_NONE
             : RT_FAULT_MISTAKE_VALUE;
}

static RtFaultMistake
read_count (const char *text, guint64 minimum, guint64 *count)
{
  return read_number (text, minimum, G_MAXUINT32, count) ? RT_FAULT_MISTAKE_NONE
                                                         : RT_FAULT_MISTAKE_COUNT;
}

static RtFaultMistake
read_limit (RtFaultRule *rule, const char *name, const char *value)
{
  if (rt_fault_get (rule->kind)->place == RT_FAULT_TLS)
    return RT_FAULT_MISTAKE_TLS;
  if (value == NULL)
    return RT_FAULT_MISTAKE_LIMIT;
  if (strcmp (name, "path") == 0)
    {
      g_free (rule->path);
      rule->path = g_strdup (value);
      return RT_FAULT_MISTAKE_NONE;
    }
  if (strcmp (name, "after") == 0)
    return read_count (value, 0, &rule->after);
  if (strcmp (name, "every") == 0)
    return read_count (value, 1, &rule->every);
  if (strcmp (name, "first") == 0)
    return read_count (value, 1, &rule->first);
  if (strcmp (name, "seed") == 0)
    return rule->kind == RT_FAULT_JITTER ? read_count (value, 1, &rule->seed)
                                         : RT_FAULT_MISTAKE_SEED;
  return RT_FAULT_MISTAKE_LIMIT;
}

/* Ends @text at its first "=". */
static char *
split_value (char *text)
{
  char *mark = strchr (text, '=');

  if (mark == NULL)
    return NULL;
  *mark = '\0';
  return mark + 1;
}

static RtFaultMistake
read_rule (RtFaultRule *rule, const char *spec)
{
  g_auto (GStrv) parts = g_strsplit (spec, ";", -1);
  char *value = parts[0] != NULL ? split_value (parts[0]) : NULL;
  RtFaultMistake mistake = RT_FAULT_MISTAKE_NONE;
  const RtFault *fault;

  if (parts[0] == NULL || !rt_fault_find (parts[0], &rule->kind))
    return RT_FAULT_MISTAKE_UNKNOWN;
  fault = rt_fault_get (rule->kind);
  rule->value = fault->value;
  rule->address = g_strdup (fault->address);
  rule->every = 1;
  if (value != NULL)
    mistake = read_value (rule, fault, value);
  for (guint i = 1; parts[i] != NULL && mistake == RT_FAULT_MISTAKE_NONE; i++)
    {
      value = split_value (parts[i]);
      mistake = read_limit (rule, parts[i], value);
    }
  return mistake;
}

static gboolean
is_certificate (RtFaultKind kind)
{
  return rt_fault_get (kind)->place == RT_FAULT_TLS && kind != RT_FAULT_TLS_1_2;
}

static gboolean
has_two_certificates (const RtFaultPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rules->len; i++)
    n += is_certificate (rt_fault_plan_get (self, i)->kind) ? 1 : 0;
  return n > 1;
}

static void
destroy (gpointer data)
{
  RtFaultPlan *self = data;

  g_array_unref (self->rules);
}

/**
 * rt_fault_plan_new:
 * @specs: (array zero-terminated=1) (nullable): faults, each with its limits, such as
 *   `delay`, `delay=500` or `cut=4096;path=/big*;after=1;every=3;first=2`
 * @mistake: (out): what is wrong with a spec
 * @index: (out): of the spec that is wrong
 *
 * Reads what a user wrote.
 *
 * Returns: (transfer full) (nullable): the plan; %NULL if a spec is wrong
 */
RtFaultPlan *
rt_fault_plan_new (const char *const *specs, RtFaultMistake *mistake, guint *index)
{
  g_autoptr (RtFaultPlan) self = g_atomic_rc_box_new0 (RtFaultPlan);

  self->rules = g_array_new (FALSE, FALSE, sizeof (RtFaultRule));
  g_array_set_clear_func (self->rules, clear_rule);
  *mistake = RT_FAULT_MISTAKE_NONE;
  for (guint i = 0; specs != NULL && specs[i] != NULL; i++)
    {
      RtFaultRule rule = { 0 };

      *index = i;
      *mistake = read_rule (&rule, specs[i]);
      g_array_append_val (self->rules, rule);
      if (*mistake == RT_FAULT_MISTAKE_NONE && has_two_certificates (self))
        *mistake = RT_FAULT_MISTAKE_TWO;
      if (*mistake != RT_FAULT_MISTAKE_NONE)
        return NULL;
    }
  return g_steal_pointer (&self);
}

RtFaultPlan *
rt_fault_plan_ref (RtFaultPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rt_fault_plan_unref (RtFaultPlan *self)
{
  g_atomic_rc_box_release_full (self, destroy);
}

guint
rt_fault_plan_get_length (const RtFaultPlan *self)
{
  return self->rules->len;
}

const RtFaultRule *
rt_fault_plan_get (const RtFaultPlan *self, guint index)
{
  return &g_array_index (self->rules, RtFaultRule, index);
}

gboolean
rt_fault_plan_has (const RtFaultPlan *self, RtFaultKind kind)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (rt_fault_plan_get (self, i)->kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * rt_fault_plan_needs_tls:
 * @self: a plan
 *
 * Says whether it has a fault that a plain server cannot have.
 *
 * Returns: %TRUE if it has
 */
gboolean
rt_fault_plan_needs_tls (const RtFaultPlan *self)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (rt_fault_get (rt_fault_plan_get (self, i)->kind)->place == RT_FAULT_TLS)
      return TRUE;
  return FALSE;
}

/**
 * rt_fault_plan_get_leaf_kind:
 * @self: a plan
 *
 * Says which certificate the server is to have from the user's authority.
 *
 * Returns: %RT_LEAF_GOOD if no fault wants a bad one
 */
RtLeafKind
rt_fault_plan_get_leaf_kind (const RtFaultPlan *self)
{
  if (rt_fault_plan_has (self, RT_FAULT_EXPIRED_CERTIFICATE))
    return RT_LEAF_EXPIRED;
  if (rt_fault_plan_has (self, RT_FAULT_WRONG_HOST))
    return RT_LEAF_WRONG_HOST;
  if (rt_fault_plan_has (self, RT_FAULT_SELF_SIGNED))
    return RT_LEAF_SELF_SIGNED;
  return rt_fault_plan_has (self, RT_FAULT_INCOMPLETE_CHAIN) ? RT_LEAF_INCOMPLETE_CHAIN
                                                             : RT_LEAF_GOOD;
}

/**
 * rt_fault_mistake_to_words:
 * @mistake: what is wrong
 *
 * Says it to people.
 *
 * Returns: (nullable): a sentence without a full stop, marked for translation; %NULL for
 *   %RT_FAULT_MISTAKE_NONE
 */
const char *
rt_fault_mistake_to_words (RtFaultMistake mistake)
{
  switch (mistake)
    {
    case RT_FAULT_MISTAKE_NONE:
      return NULL;
    case RT_FAULT_MISTAKE_UNKNOWN:
      return N_ ("There is no such fault");
    case RT_FAULT_MISTAKE_NO_VALUE:
      return N_ ("This fault takes no value");
    case RT_FAULT_MISTAKE_VALUE:
      return N_ ("The value is not a number that this fault can have");
    case RT_FAULT_MISTAKE_ADDRESS:
      return N_ ("The value is not an address such as http://localhost:8801");
    case RT_FAULT_MISTAKE_LIMIT:
      return N_ ("A fault is limited by path, after, every, first and seed only");
    case RT_FAULT_MISTAKE_COUNT:
      return N_ ("A limit is not a number of requests");
    case RT_FAULT_MISTAKE_TLS:
      return N_ ("A fault of TLS comes before any request and cannot be limited");
    case RT_FAULT_MISTAKE_SEED:
      return N_ ("There is nothing random about this fault");
    case RT_FAULT_MISTAKE_TWO:
      return N_ ("A server has one certificate at a time");
    }
  g_return_val_if_reached (NULL);
}
