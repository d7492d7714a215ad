/* A name with a value, and a block of text that holds many. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean enabled;
  char *name;
  char *value;
} RtPair;

RtPair *rt_pair_new (gboolean enabled, const char *name, const char *value);
void rt_pair_free (RtPair *self);

GPtrArray *rt_pairs_parse (const char *text);
char *rt_pairs_print (GPtrArray *pairs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtPair, rt_pair_free)

G_END_DECLS
