/* A body that is coded while it is sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-coded-body.h"

#include "core/server/rt-encoder.h"

typedef struct
{
  RtAnswer *plain;
  RtEncoder *encoder;
  gboolean is_over;
} CodedBody;

static void
coded_body_free (gpointer data)
{
  CodedBody *self = data;

  rt_answer_free (self->plain);
  rt_encoder_free (self->encoder);
  g_free (self);
}

static GBytes *
produce (gpointer data, GError **error)
{
  CodedBody *self = data;
  g_autoptr (GError) failure = NULL;

  while (!self->is_over)
    {
      g_autoptr (GBytes) piece = rt_answer_read (self->plain, &failure);
      g_autoptr (GBytes) coded = NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      self->is_over = piece == NULL;
      coded = rt_encoder_push (self->encoder, piece);
      if (g_bytes_get_size (coded) > 0)
        return g_steal_pointer (&coded);
    }
  return NULL;
}

/**
 * rt_coded_body_set:
 * @answer: an answer without a body
 * @plain: (transfer full): an answer whose body is to be coded
 * @coded: %RT_CODED_GZIP or %RT_CODED_BR
 *
 * Gives @answer the body of @plain, coded piece by piece.
 */
void
rt_coded_body_set (RtAnswer *answer, RtAnswer *plain, RtCoded coded)
{
  CodedBody *self = g_new0 (CodedBody, 1);

  self->plain = plain;
  self->encoder = rt_encoder_new (coded);
  rt_answer_set_producer (answer, produce, self, coded_body_free);
}
