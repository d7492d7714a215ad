/* Tests of RtBody: preview, counts, reading on, and saving whole or not at all. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-content-decoder.h"
#include "core/http/rt-exchange-private.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-encode.h"
#include "tests/lib/rt-test-wait.h"

#include <sys/resource.h>

/* Byte @at of every body in here. */
static guint8
expected (guint64 at)
{
  return at * 7 + (at >> 10);
}

static GBytes *
make_bytes (gsize length)
{
  guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = expected (i);
  return g_bytes_new_take (data, length);
}

static GBytes *
gzip (GBytes *bytes)
{
  return rt_test_encode ("gzip", g_bytes_get_data (bytes, NULL),
                         g_bytes_get_size (bytes));
}

/* A body of @decoded that came as @coded. */
static RtBody *
make_body (GBytes *decoded, GBytes *coded, const char *codings)
{
  RtBody *body = rt_body_new ();
  g_autoptr (RtSpool) spool = rt_spool_new (1000);
  g_auto (GStrv) list = rt_content_codings_parse (codings);
  gsize length;
  const guint8 *data = g_bytes_get_data (coded, &length);

  rt_body_begin (body, "text/plain", (const char *const *)list, NULL, length, FALSE);
  rt_body_append_preview (body, decoded);
  g_assert_true (rt_spool_append (spool, data, length, NULL));
  rt_spool_seal (spool);
  rt_body_set_counts (body, length, g_bytes_get_size (decoded));
  rt_body_end (body, RT_COMPLETE_YES, spool);
  return body;
}

static void
test_preview (void)
{
  g_autoptr (RtBody) body = rt_body_new ();
  g_autoptr (GBytes) piece = g_bytes_new_static ("0123456789", 10);
  g_autoptr (GBytes) big = make_bytes (RT_BODY_PREVIEW_BYTES);
  gsize length;
  const char *data;

  g_assert_cmpuint (g_bytes_get_size (rt_body_get_preview (body)), ==, 0);
  rt_body_append_preview (body, piece);
  g_assert_cmpuint (g_bytes_get_size (rt_body_get_preview (body)), ==, 10);
  rt_body_append_preview (body, piece);
  g_assert_cmpuint (g_bytes_get_size (rt_body_get_preview (body)), ==, 20);
  g_assert_true (rt_body_get_preview (body) == rt_body_get_preview (body));
  rt_body_append_preview (body, big);
  rt_body_append_preview (body, big);
  rt_body_end (body, RT_COMPLETE_UNKNOWN, NULL);
  data = g_bytes_get_data (rt_body_get_preview (body), &length);
  g_assert_cmpuint (length, ==, RT_BODY_PREVIEW_BYTES);
  g_assert_cmpmem (data, 20, "01234567890123456789", 20);
  g_assert_cmpuint ((guint8)data[length - 1], ==, expected (length - 21));
}

static void
test_forbidden (void)
{
  g_autoptr (RtBody) body = rt_body_new ();

  g_assert_cmpint (rt_body_get_expected_bytes (body), ==, -1);
  g_assert_cmpuint (g_strv_length ((GStrv)rt_body_get_codings (body)), ==, 0);
  rt_body_begin (body, NULL, NULL, NULL, 100, TRUE);
  rt_body_end (body, RT_COMPLETE_YES, NULL);
  g_assert_true (rt_body_is_forbidden (body));
  g_assert_cmpint (rt_body_get_expected_bytes (body), ==, 100);
  g_assert_null (rt_body_get_content_type (body));
  g_assert_false (rt_body_can_save (body));
  g_assert_null (rt_body_open (body, TRUE));
}

static void
test_unknown_coding (void)
{
  g_autoptr (RtBody) body = rt_body_new ();
  g_autoptr (RtSpool) spool = rt_spool_new (100);
  g_autoptr (GInputStream) stream = NULL;
  static const char *const codings[] = { "gzip", "compress", NULL };
  char buffer[10];

  rt_body_begin (body, NULL, codings, "compress", -1, FALSE);
  rt_spool_append (spool, (const guint8 *)"raw", 3, NULL);
  rt_spool_seal (spool);
  rt_body_end (body, RT_COMPLETE_UNKNOWN, spool);
  stream = rt_body_open (body, TRUE);
  g_assert_cmpint (g_input_stream_read (stream, buffer, 10, NULL, NULL), ==, 3);
  g_assert_cmpmem (buffer, 3, "raw", 3);
  g_assert_cmpstr (rt_body_get_unknown_coding (body), ==, "compress");
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static GBytes *
read_part (RtBody *body, guint64 offset, gsize length, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rt_body_read_async (body, offset, length, NULL, on_done, &result);
  rt_test_wait_until (NULL, result != NULL);
  return rt_body_read_finish (body, result, error);
}

static void
test_read (gconstpointer codings)
{
  g_autoptr (GBytes) decoded = make_bytes (3000000);
  g_autoptr (GBytes) coded
      = *(const char *)codings ? gzip (decoded) : g_bytes_ref (decoded);
  g_autoptr (RtBody) body = make_body (decoded, coded, codings);
  static const struct
  {
    guint64 offset;
    gsize length;
    gsize got;
  } parts[] = {
    { 0, 10, 10 },
    { 1000, 500, 500 },
    { RT_BODY_PREVIEW_BYTES - 10, 20, 20 },
    { 2000000, 700000, 700000 },
    { 2999999, 100, 1 },
    { 2900000, G_MAXSIZE, 100000 },
    { 3000000, 100, 0 },
    { G_MAXUINT64, 100, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) part
          = read_part (body, parts[i].offset, parts[i].length, &error);
      gsize length;
      const guint8 *data;

      g_assert_no_error (error);
      data = g_bytes_get_data (part, &length);
      g_assert_cmpuint (length, ==, parts[i].got);
      for (gsize k = 0; k < length; k++)
        g_assert_cmpuint (data[k], ==, expected (parts[i].offset + k));
    }
}

static void
test_read_cut (void)
{
  g_autoptr (GBytes) decoded = make_bytes (3000000);
  g_autoptr (GBytes) coded = gzip (decoded);
  g_autoptr (GBytes) half
      = g_bytes_new_from_bytes (coded, 0, g_bytes_get_size (coded) / 2);
  g_autoptr (RtBody) body = make_body (decoded, half, "gzip");
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GError) error = NULL;

  part = read_part (body, RT_BODY_PREVIEW_BYTES, 3000000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (part), >, 0);
  g_assert_cmpuint (g_bytes_get_size (part), <, 1000000);
  g_assert_null (read_part (body, 2900000, 100, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
}

typedef struct
{
  goffset saved;
  goffset total;
  guint calls;
  GCancellable *cancel_at_first; /* borrowed, nullable */
} Progress;

static void
on_progress (goffset saved, goffset total, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpint (saved, >, progress->saved);
  progress->saved = saved;
  progress->total = total;
  progress->calls++;
  g_cancellable_cancel (progress->cancel_at_first);
}

static gboolean
save (RtBody *body,
      const char *path,
      gboolean decoded,
      Progress *progress,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  rt_body_save_async (body, file, decoded, progress != NULL ? on_progress : NULL,
                      progress, cancellable, on_done, &result);
  rt_test_wait_until (NULL, result != NULL);
  return rt_body_save_finish (body, result, error);
}

static guint
count_files (RtTestDir *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir->path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (files) != NULL)
    count++;
  return count;
}

static void
test_save (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "page");
  g_autoptr (GBytes) decoded = make_bytes (3000000);
  g_autoptr (GBytes) coded = gzip (decoded);
  g_autoptr (RtBody) body = make_body (decoded, coded, "gzip");

  for (guint i = 0; i < 2; i++)
    {
      GBytes *wanted = i == 0 ? coded : decoded;
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      Progress progress = { 0 };
      gsize length;

      g_assert_true (save (body, path, i == 1, &progress, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (progress.calls, >, 0);
      g_assert_cmpint (progress.total, ==, g_bytes_get_size (wanted));
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpmem (contents, length, g_bytes_get_data (wanted, NULL),
                       g_bytes_get_size (wanted));
      g_assert_cmpuint (count_files (dir), ==, 1);
    }
}

/* Some bytes that unfold to 256 MiB. */
static RtBody *
make_big_body (void)
{
  static const char *const codings[] = { "gzip", NULL };
  g_autoptr (GBytes) piece = make_bytes (1 << 20);
  g_autoptr (GBytes) member = gzip (piece);
  g_autoptr (RtSpool) spool = rt_spool_new (1000);
  RtBody *body = rt_body_new ();

  for (guint i = 0; i < 256; i++)
    g_assert_true (rt_spool_append (spool, g_bytes_get_data (member, NULL),
                                    g_bytes_get_size (member), NULL));
  rt_spool_seal (spool);
  rt_body_begin (body, NULL, codings, NULL, -1, FALSE);
  rt_body_end (body, RT_COMPLETE_YES, spool);
  return body;
}

/* A save that fails leaves what was there, and nothing beside it. */
static void
check_untouched (RtTestDir *dir, const char *path)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "before");
  g_assert_cmpuint (count_files (dir), ==, 1);
}

static void
test_save_cut (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "page");
  g_autoptr (GBytes) decoded = make_bytes (3000000);
  g_autoptr (GBytes) coded = gzip (decoded);
  g_autoptr (GBytes) cut
      = g_bytes_new_from_bytes (coded, 0, g_bytes_get_size (coded) - 1);
  g_autoptr (RtBody) body = make_body (decoded, cut, "gzip");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (save (body, path, TRUE, NULL, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_CODING);
  check_untouched (dir, path);
}

static void
test_save_cancel (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "page");
  g_autoptr (RtBody) body = make_big_body ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Progress progress = { .cancel_at_first = cancellable };

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (save (body, path, TRUE, &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_untouched (dir, path);
}

static void
test_save_nowhere (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "no/such/folder/page");
  g_autoptr (GBytes) bytes = make_bytes (10);
  g_autoptr (RtBody) body = make_body (bytes, bytes, "");
  g_autoptr (GError) error = NULL;

  g_assert_false (save (body, path, TRUE, NULL, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
  g_clear_error (&error);
  rt_body_forget (body);
  g_assert_false (save (body, path, TRUE, NULL, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_OTHER);
}

static void
test_save_is_flat (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "big");
  g_autoptr (RtBody) body = make_big_body ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  struct rusage before, after;

  getrusage (RUSAGE_SELF, &before);
  g_assert_true (save (body, path, TRUE, NULL, NULL, &error));
  getrusage (RUSAGE_SELF, &after);
  g_assert_no_error (error);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
  g_assert_cmpint (g_file_info_get_size (info), ==, 256 << 20);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 16 * 1024);
}

static void
test_forget (void)
{
  g_autoptr (GBytes) bytes = make_bytes (5000);
  g_autoptr (RtBody) body = make_body (bytes, bytes, "");
  g_autoptr (GInputStream) stream = rt_body_open (body, TRUE);
  g_autofree guint8 *buffer = g_malloc (5000);
  gsize got;

  rt_body_forget (body);
  g_assert_cmpuint (g_bytes_get_size (rt_body_get_preview (body)), ==, 0);
  g_assert_false (rt_body_can_save (body));
  g_assert_cmpuint (rt_body_get_decoded_bytes (body), ==, 5000);
  g_assert_cmpuint (rt_body_get_wire_bytes (body), ==, 5000);
  g_assert_true (g_input_stream_read_all (stream, buffer, 5000, &got, NULL, NULL));
  g_assert_cmpmem (buffer, got, g_bytes_get_data (bytes, NULL), 5000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/body/preview-stops-at-its-limit", test_preview);
  g_test_add_func ("/body/forbidden", test_forbidden);
  g_test_add_func ("/body/unknown-coding-reads-as-received", test_unknown_coding);
  g_test_add_data_func ("/body/read/plain", "", test_read);
  g_test_add_data_func ("/body/read/coded", "gzip", test_read);
  g_test_add_func ("/body/read/cut", test_read_cut);
  g_test_add_func ("/body/save/decoded-and-as-received", test_save);
  g_test_add_func ("/body/save/cut-keeps-the-old-file", test_save_cut);
  g_test_add_func ("/body/save/cancel-keeps-the-old-file", test_save_cancel);
  g_test_add_func ("/body/save/nowhere", test_save_nowhere);
  g_test_add_func ("/body/save/memory-is-flat", test_save_is_flat);
  g_test_add_func ("/body/forget-keeps-counts", test_forget);
  return g_test_run ();
}
