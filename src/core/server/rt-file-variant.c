/* One form of a file: as it is, coded beforehand, or coded while it is sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-variant.h"

#include "core/server/rt-coded-body.h"
#include "core/server/rt-file-type.h"

#include <string.h>
#include <unistd.h>

/* Shorter files fit into the packet that has to be sent anyway. */
#define LIVE_BYTES_MIN 860
#define BEGINNING_BYTES 512

static const char *const suffixes[RT_N_CODED] = {
  [RT_CODED_BR] = "br",
  [RT_CODED_ZSTD] = "zst",
  [RT_CODED_GZIP] = "gz",
};

/* A file beside this one, which somebody coded beforehand. */
typedef struct
{
  int fd;
  struct stat info;
} Sidecar;

static gboolean
is_older (const struct stat *a, const struct stat *b)
{
  return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec < b->st_mtim.tv_sec
                                                : a->st_mtim.tv_nsec < b->st_mtim.tv_nsec;
}

static gboolean
open_sidecar (Sidecar *sidecar,
              const RtFileVariant *file,
              const RtFileRoot *root,
              const char *relative,
              RtCoded coded)
{
  g_autofree char *path = g_strconcat (relative, ".", suffixes[coded], NULL);

  if (rt_file_root_open (root, path, &sidecar->fd, &sidecar->info) != 0)
    return FALSE;
  if (S_ISREG (sidecar->info.st_mode) && !is_older (&sidecar->info, &file->info))
    return TRUE;
  close (sidecar->fd);
  sidecar->fd = -1;
  return FALSE;
}

static void
guess_type (RtFileVariant *self, const char *relative)
{
  guint8 beginning[BEGINNING_BYTES];
  const char *slash = strrchr (relative, '/');
  gssize n = pread (self->fd, beginning, sizeof beginning, 0);

  self->type = rt_file_type_guess (slash != NULL ? slash + 1 : relative, beginning,
                                   n > 0 ? (gsize)n : 0);
}

/**
 * rt_file_variant_choose:
 * @self: with the file itself in @fd and @info; the rest is filled in
 * @root: where it is
 * @relative: its path
 * @question: says which codings it may have
 *
 * Chooses the form of a file that the client likes best.  A range is always one of the
 * file itself: the parts of a coded body are of no use to the clients that ask for parts.
 *
 * Returns: %FALSE if there is no form that the client takes
 */
gboolean
rt_file_variant_choose (RtFileVariant *self,
                        const RtFileRoot *root,
                        const char *relative,
                        const RtQuestion *question)
{
  g_autofree char *accept = rt_header_list_join (question->fields, "Accept-Encoding");
  Sidecar sidecars[RT_CODED_IDENTITY] = { { .fd = -1 }, { .fd = -1 }, { .fd = -1 } };
  guint available = RT_CODED_BIT (RT_CODED_IDENTITY);

  guess_type (self, relative);
  if (accept != NULL && rt_header_list_find (question->fields, "Range") == NULL)
    {
      for (guint i = 0; i < RT_CODED_IDENTITY; i++)
        if (open_sidecar (&sidecars[i], self, root, relative, (RtCoded)i))
          available |= RT_CODED_BIT (i);
      if (self->info.st_size >= LIVE_BYTES_MIN
          && rt_file_type_is_compressible (self->type))
        available |= RT_CODED_BIT (RT_CODED_GZIP) | RT_CODED_BIT (RT_CODED_BR);
    }
  self->coded = rt_accept_encoding_choose (accept, available);
  for (guint i = 0; i < RT_CODED_IDENTITY; i++)
    if (sidecars[i].fd >= 0 && i == self->coded)
      {
        close (self->fd);
        self->fd = sidecars[i].fd;
        self->info = sidecars[i].info;
      }
    else if (sidecars[i].fd >= 0)
      {
        close (sidecars[i].fd);
      }
    else if (i == self->coded)
      {
        self->is_live = TRUE;
      }
  return self->coded != RT_CODED_NONE;
}

/**
 * rt_file_variant_dup_etag:
 * @self: a form of a file
 * @now_s: since 1970
 *
 * Makes the entity tag: another one for each state and each form of the file.  A file
 * that was changed a moment ago may change again without a new time, so its tag is weak.
 *
 * Returns: (transfer full): the tag
 */
char *
rt_file_variant_dup_etag (const RtFileVariant *self, gint64 now_s)
{
  const struct stat *info = &self->info;
  /* Which file it is stays our secret. */
  guint64 place = ((guint64)info->st_dev << 32 ^ (guint64)info->st_ino)
                  * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 time_ns = (guint64)info->st_mtim.tv_sec * 1000000000u + info->st_mtim.tv_nsec;

  return g_strdup_printf (
      "%s\"%08x-%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x%s%s\"",
      info->st_mtim.tv_sec >= now_s - 2 ? "W/" : "", (guint)(place >> 32),
      (guint64)info->st_size, time_ns, self->coded != RT_CODED_IDENTITY ? "-" : "",
      self->coded != RT_CODED_IDENTITY ? suffixes[self->coded] : "");
}

/**
 * rt_file_variant_fill:
 * @self: a form of a file; loses its descriptor
 * @answer: an answer without a body
 *
 * Makes the whole of it the body of an answer.
 */
void
rt_file_variant_fill (RtFileVariant *self, RtAnswer *answer)
{
  if (self->is_live)
    {
      RtAnswer *plain = rt_answer_new (200);

      rt_answer_take_fd (plain, self->fd);
      rt_answer_add_span (plain, 0, (guint64)self->info.st_size);
      rt_coded_body_set (answer, plain, self->coded);
    }
  else
    {
      rt_answer_take_fd (answer, self->fd);
      rt_answer_add_span (answer, 0, (guint64)self->info.st_size);
    }
  self->fd = -1;
}

void
rt_file_variant_clear (RtFileVariant *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->type, g_free);
}
