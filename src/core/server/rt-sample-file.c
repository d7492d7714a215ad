/* A big file to try downloads with, in parts as well. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-sample-file.h"

#include "core/server/rt-handle-files.h"
#include "core/server/rt-status-answer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Long enough for a download to use several connections. */
#define SAMPLE_BYTES 20000000
#define BLOCK_BYTES 50000

/* Long ago, as servers go: what has just changed may change again, and has no strong ETag. */
#define SAMPLE_MODIFIED_S 1767225600

/* No two blocks are the same, so that bytes in a wrong place are wrong. */
static gboolean
fill (int fd)
{
  guint32 block[BLOCK_BYTES / sizeof (guint32)];
  const struct timespec times[2]
      = { { .tv_sec = SAMPLE_MODIFIED_S }, { .tv_sec = SAMPLE_MODIFIED_S } };
  guint32 state = 1;

  for (guint i = 0; i < SAMPLE_BYTES / BLOCK_BYTES; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (block); j++)
        {
          state = state * 1664525 + 1013904223;
          block[j] = GUINT32_TO_LE (state);
        }
      if (write (fd, block, sizeof block) != sizeof block)
        return FALSE;
    }
  return futimens (fd, times) == 0;
}

/* It has no name, and is gone with the program.  Made when it is first asked for. */
static int
get_file (void)
{
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      g_autofree char *name = NULL;
      int fd = g_file_open_tmp ("roundtrip-XXXXXX", &name, NULL);

      if (fd >= 0)
        g_unlink (name);
      if (fd >= 0 && !fill (fd))
        {
          close (fd);
          fd = -1;
        }
      g_once_init_leave (&made, (gsize)(fd + 2));
    }
  return (int)made - 2;
}

/**
 * rt_sample_file_answer:
 * @question: a request for it
 *
 * Answers with the file, or with a part of it, as if it were one of a folder.
 *
 * Returns: (transfer full): the answer
 */
RtAnswer *
rt_sample_file_answer (const RtQuestion *question)
{
  int fd = get_file () >= 0 ? fcntl (get_file (), F_DUPFD_CLOEXEC, 0) : -1;
  g_auto (RtFileVariant) file = { .fd = fd, .coded = RT_CODED_IDENTITY };

  if (fd < 0 || fstat (fd, &file.info) != 0)
    return rt_status_answer_new (500);
  file.type = g_strdup ("application/octet-stream");
  return rt_handle_files_answer (&file, question);
}
