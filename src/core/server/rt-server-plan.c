/* What all threads of one server know: only its log and its counters change meanwhile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-plan.h"

#include "core/server/rt-cors.h"
#include "core/server/rt-fault-answer.h"
#include "core/server/rt-fault-substitute.h"
#include "core/wire/rt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* About 6 s of all that one core can answer. */
#define LOG_ENTRIES_MAX 65536

/**
 * rt_server_plan_new:
 * @recipe: a row of the table
 * @folder: (nullable): what to serve, if the recipe serves a folder
 * @error: return location for a #GError, or %NULL
 *
 * Makes what the threads of a server share; who makes it fills in the rest.
 *
 * Returns: (transfer full): the plan, or %NULL on error
 */
RtServerPlan *
rt_server_plan_new (const RtRecipe *recipe, const char *folder, GError **error)
{
  gpointer state = NULL;
  RtServerPlan *self;
  int nowhere[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, nowhere) != 0)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_OTHER, "cannot make sockets: %s",
                   g_strerror (errno));
      return NULL;
    }
  if (recipe->open != NULL)
    {
      state = recipe->open (folder, error);
      if (state == NULL)
        {
          close (nowhere[0]);
          close (nowhere[1]);
          return NULL;
        }
    }
  self = g_new0 (RtServerPlan, 1);
  self->recipe = recipe;
  self->state = state;
  memcpy (self->nowhere, nowhere, sizeof nowhere);
  self->log = rt_access_log_new (LOG_ENTRIES_MAX);
  self->counters = g_new0 (RtServerCounters, 1);
  return self;
}

void
rt_server_plan_free (RtServerPlan *self)
{
  if (self->recipe->close != NULL)
    self->recipe->close (self->state);
  g_clear_pointer (&self->encoder, rt_page_encoder_free);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->faults, rt_fault_tally_free);
  g_free (self->credentials);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  rt_access_log_free (self->log);
  g_free (self->counters);
  close (self->nowhere[0]);
  close (self->nowhere[1]);
  g_free (self);
}

static RtAnswer *
ask (const RtServerPlan *self, const RtQuestion *question)
{
  RtAnswer *answer = self->recipe->handle (self->state, question);

  return self->encoder != NULL ? rt_page_encoder_encode (self->encoder, question, answer)
                               : answer;
}

static RtAnswer *
ask_for_wrong (const RtServerPlan *self,
               const RtQuestion *question,
               const RtFaultStrike *strike)
{
  RtAnswer *answer = ask (self, question);
  g_autoptr (RtHeaderList) fields
      = rt_fault_answer_change_question (strike, question, answer);
  RtQuestion changed = *question;

  if (fields == NULL)
    return answer;
  rt_answer_free (answer);
  changed.fields = fields;
  return ask (self, &changed);
}

static RtAnswer *
answer_wrong (const RtServerPlan *self,
              const RtQuestion *question,
              const RtFaultStrike *strike)
{
  RtAnswer *answer = rt_fault_substitute_new (strike, question);

  if (answer == NULL)
    answer = rt_fault_answer_spoil (strike, question,
                                    ask_for_wrong (self, question, strike));
  rt_fault_answer_delay (strike, answer);
  return answer;
}

/**
 * rt_server_plan_answer:
 * @self: a plan
 * @question: a request
 * @strike: what is to be wrong with the answer
 *
 * Asks the handler, and codes what it gives.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_server_plan_answer (const RtServerPlan *self,
                       const RtQuestion *question,
                       const RtFaultStrike *strike)
{
  RtAnswer *answer
      = strike->kinds == 0 ? ask (self, question) : answer_wrong (self, question, strike);

  if (self->is_shared)
    rt_cors_allow (question, answer);
  return answer;
}

/**
 * rt_server_plan_open_nowhere:
 * @self: a plan
 *
 * Gives a socket on which nobody ever comes: SoupServer closes what it listens on.
 *
 * Returns: (transfer full) (nullable): the socket; %NULL if descriptors ran out
 */
GSocket *
rt_server_plan_open_nowhere (const RtServerPlan *self)
{
  int fd = fcntl (self->nowhere[0], F_DUPFD_CLOEXEC, 0);
  GSocket *socket = fd >= 0 ? g_socket_new_from_fd (fd, NULL) : NULL;

  if (socket == NULL && fd >= 0)
    close (fd);
  return socket;
}
