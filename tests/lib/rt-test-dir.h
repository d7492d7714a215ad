/* A folder of its own for a test. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *path;
} RtTestDir;

RtTestDir *rt_test_dir_new (void);
void rt_test_dir_free (RtTestDir *self);

char *rt_test_dir_build (RtTestDir *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtTestDir, rt_test_dir_free)

G_END_DECLS
