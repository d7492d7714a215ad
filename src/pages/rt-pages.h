/* The table of tabs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A row of the table: what the window must know before it makes the page. */
typedef struct
{
  const char *name;  /* stable: settings remember it */
  const char *title; /* untranslated */
  const char *icon_name;
  GType (*get_type) (void); /* of a subclass of RtPage */
} RtPageRow;

const RtPageRow *rt_pages_get (guint *n_pages);

G_END_DECLS
