/* Tests of RtSpool: the same bytes come back, from memory and from a file without name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-spool.h"
#include "core/wire/rt-error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static void
fill (RtSpool *spool, gsize length)
{
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length; i += 100)
    {
      guint8 piece[100];

      for (guint k = 0; k < sizeof piece; k++)
        piece[k] = (i + k) * 31 >> 3;
      rt_spool_append (spool, piece, MIN (sizeof piece, length - i), &error);
      g_assert_no_error (error);
    }
}

static void
check (RtSpool *spool, gsize length)
{
  g_autoptr (GError) error = NULL;
  guint64 at = 0;
  guint8 buffer[777];
  gssize got;

  while ((got = rt_spool_read (spool, at, buffer, sizeof buffer, &error)) > 0)
    {
      for (gssize i = 0; i < got; i++)
        g_assert_cmpuint (buffer[i], ==, (guint8)((at + i) * 31 >> 3));
      at += got;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (at, ==, length);
  g_assert_cmpint (rt_spool_read (spool, G_MAXUINT64, buffer, 1, &error), ==, 0);
}

static void
test_gives_back (gconstpointer data)
{
  gsize limit = GPOINTER_TO_SIZE (data);
  static const gsize lengths[] = { 0, 1, 1000, 1001, 50000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (RtSpool) spool = rt_spool_new (limit);

      fill (spool, lengths[i]);
      rt_spool_seal (spool);
      check (spool, lengths[i]);
    }
}

static void
test_has_no_name (void)
{
  g_autoptr (RtSpool) spool = rt_spool_new (0);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "roundtrip", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  fill (spool, 10);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    g_assert_false (g_str_has_prefix (name, "body-"));
}

static gpointer
read_in_thread (gpointer data)
{
  check (data, 300000);
  return NULL;
}

static void
test_many_readers (void)
{
  g_autoptr (RtSpool) spool = rt_spool_new (1000);
  GThread *threads[4];

  fill (spool, 300000);
  rt_spool_seal (spool);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_in_thread, spool);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* A limit on file sizes stands in for a disk that is full. */
static void
test_disk_full (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (RtSpool) spool = rt_spool_new (100);
      g_autoptr (GError) error = NULL;
      struct rlimit limit = { 5000, 5000 };
      guint8 bytes[4000] = { 0 };

      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      g_assert_true (rt_spool_append (spool, bytes, sizeof bytes, &error));
      g_assert_false (rt_spool_append (spool, bytes, sizeof bytes, &error));
      g_assert_error (error, RT_ERROR, RT_ERROR_DISK_FULL);
      rt_spool_seal (spool);
      g_assert_cmpint (rt_spool_read (spool, 3000, bytes, sizeof bytes, NULL), ==, 2000);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/spool/gives-back/from-memory", GSIZE_TO_POINTER (1000000),
                        test_gives_back);
  g_test_add_data_func ("/spool/gives-back/across-the-limit", GSIZE_TO_POINTER (1000),
                        test_gives_back);
  g_test_add_data_func ("/spool/gives-back/from-a-file", GSIZE_TO_POINTER (0),
                        test_gives_back);
  g_test_add_func ("/spool/file-has-no-name", test_has_no_name);
  g_test_add_func ("/spool/many-readers", test_many_readers);
  g_test_add_func ("/spool/disk-full", test_disk_full);

  return g_test_run ();
}
