/* What has been written to a file and is in no journal yet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-unclaimed.h"

#include "core/transfer/rt-crc32c.h"

/* Less than this is not worth a record while more is to come. */
#define CLAIM_BYTES_MIN (256 * 1024)

/* It has no lock: its owner has one. */
struct _RtUnclaimed
{
  GPtrArray *writers; /* of RtPartWriter */
  GArray *claims;     /* of RtClaim: closed by their writers */
  gint64 total;       /* bytes that were written and are in no record yet */
};

RtUnclaimed *
rt_unclaimed_new (void)
{
  RtUnclaimed *self = g_new0 (RtUnclaimed, 1);

  self->writers = g_ptr_array_new_with_free_func (g_free);
  self->claims = g_array_new (FALSE, FALSE, sizeof (RtClaim));
  return self;
}

void
rt_unclaimed_free (RtUnclaimed *self)
{
  g_ptr_array_unref (self->writers);
  g_array_unref (self->claims);
  g_free (self);
}

RtPartWriter *
rt_unclaimed_add_writer (RtUnclaimed *self)
{
  RtPartWriter *writer = g_new0 (RtPartWriter, 1);

  g_ptr_array_add (self->writers, writer);
  return writer;
}

static void
close_claim (RtUnclaimed *self, RtPartWriter *writer)
{
  if (writer->claim.length > 0)
    g_array_append_val (self->claims, writer->claim);
  writer->claim = (RtClaim){ 0 };
}

/* Frees @writer; what it has written stays. */
void
rt_unclaimed_remove_writer (RtUnclaimed *self, RtPartWriter *writer)
{
  close_claim (self, writer);
  g_ptr_array_remove (self->writers, writer);
}

/**
 * rt_unclaimed_add:
 * @self: what is not claimed
 * @writer: who has written
 * @offset: where in the file
 * @data: (array length=length): the bytes
 * @length: how many
 *
 * Takes down that bytes were written.
 */
void
rt_unclaimed_add (RtUnclaimed *self,
                  RtPartWriter *writer,
                  gint64 offset,
                  const guint8 *data,
                  gsize length)
{
  if (offset != writer->claim.first + writer->claim.length)
    close_claim (self, writer);
  if (writer->claim.length == 0)
    writer->claim.first = offset;
  writer->claim.crc = rt_crc32c (writer->claim.crc, data, length);
  writer->claim.length += (gint64)length;
  writer->written += (gint64)length;
  self->total += (gint64)length;
}

/* In bytes. */
gint64
rt_unclaimed_get_total (RtUnclaimed *self)
{
  return self->total;
}

/**
 * rt_unclaimed_collect:
 * @self: what is not claimed
 * @everything: whether small amounts are given, too, because no more follows
 *
 * Takes out what is to be claimed now.
 *
 * Returns: (transfer full) (element-type RtClaim): the claims
 */
GArray *
rt_unclaimed_collect (RtUnclaimed *self, gboolean everything)
{
  GArray *claims;

  for (guint i = 0; i < self->writers->len; i++)
    {
      RtPartWriter *writer = g_ptr_array_index (self->writers, i);

      if (everything || writer->claim.length >= CLAIM_BYTES_MIN)
        close_claim (self, writer);
    }
  claims = self->claims;
  self->claims = g_array_new (FALSE, FALSE, sizeof (RtClaim));
  for (guint i = 0; i < claims->len; i++)
    self->total -= g_array_index (claims, RtClaim, i).length;
  return claims;
}

/* Nothing of it counts any more.  Nobody may write. */
void
rt_unclaimed_clear (RtUnclaimed *self)
{
  g_array_set_size (self->claims, 0);
  self->total = 0;
}
