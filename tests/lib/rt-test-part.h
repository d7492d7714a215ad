/* A part file of a test's own, in a folder that goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-part-file.h"
#include "tests/lib/rt-test-dir.h"

G_BEGIN_DECLS

#define RT_TEST_PART_TOTAL 1000000

typedef struct
{
  RtTestDir *dir;
  char *path;
  char *part;
  char *journal;
  guint8 *data; /* RT_TEST_PART_TOTAL bytes of the remote file */
  RtPartFile *file;
  RtPartWriter *writer;
} RtTestPart;

void rt_test_part_add (const char *path, void (*func) (RtTestPart *, gconstpointer));
RtPartFile *rt_test_part_open (RtTestPart *self);
void rt_test_part_describe (RtPartFile *file);
void rt_test_part_close (RtTestPart *self);
void rt_test_part_put (RtTestPart *self, gint64 first, gint64 end);
void rt_test_part_commit (RtTestPart *self, gboolean everything);
void rt_test_part_reopen (RtTestPart *self);
void rt_test_part_assert_honest (RtTestPart *self, gint64 have);

G_END_DECLS
