/* Undoes one content coding, as far as input and room go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RtCoding RtCoding;

/* Bytes to take: moves on as they are used up. */
typedef struct
{
  const guint8 *data;
  gsize length;
} RtCodedBytes;

RtCoding *rt_coding_new (const char *name);
void rt_coding_free (RtCoding *self);

gboolean rt_coding_step (RtCoding *self,
                         RtCodedBytes *input,
                         guint8 *buffer,
                         gsize size,
                         gsize *produced,
                         GError **error);
gboolean rt_coding_finish (RtCoding *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCoding, rt_coding_free)

G_END_DECLS
