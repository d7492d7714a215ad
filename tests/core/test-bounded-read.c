/* Tests of rt_bounded_read(): all of what comes in pieces, and no more than makes sense. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-bounded-read.h"

#include <string.h>

/* Gives a byte at a time, as a slow network does. */
#define DRIP_TYPE (drip_get_type ())
G_DECLARE_FINAL_TYPE (Drip, drip, TEST, DRIP, GInputStream)

struct _Drip
{
  GInputStream parent_instance;

  guint left;
};

G_DEFINE_FINAL_TYPE (Drip, drip, G_TYPE_INPUT_STREAM)

static gssize
drip_read (GInputStream *stream,
           void *buffer,
           gsize count,
           GCancellable *cancellable,
           GError **error)
{
  Drip *self = TEST_DRIP (stream);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  if (self->left == 0 || count == 0)
    return 0;
  *(char *)buffer = 'a' + (char)(self->left-- % 26);
  return 1;
}

static void
drip_class_init (DripClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = drip_read;
}

static void
drip_init (Drip *self)
{
}

static void
test_pieces (void)
{
  static const guint lengths[] = { 0, 1, 100, 65536, 65537, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (Drip) drip = g_object_new (DRIP_TYPE, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      drip->left = lengths[i];
      bytes = rt_bounded_read (G_INPUT_STREAM (drip), 200000, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, lengths[i]);
      g_assert_cmpuint (drip->left, ==, 0);
    }
}

static void
test_too_much (void)
{
  g_autoptr (Drip) drip = g_object_new (DRIP_TYPE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  drip->left = G_MAXUINT;
  bytes = rt_bounded_read (G_INPUT_STREAM (drip), 70000, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 70001);
  g_assert_cmpuint (drip->left, ==, G_MAXUINT - 70001);
}

/* Such a file has no end, and no size either. */
static void
test_endless_file (void)
{
  g_autoptr (GFile) zero = g_file_new_for_path ("/dev/zero");
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rt_bounded_read_file (zero, 1000, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1001);
  g_assert_null (rt_bounded_read_file (nowhere, 1000, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_cancelled (void)
{
  g_autoptr (Drip) drip = g_object_new (DRIP_TYPE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  drip->left = 1000;
  g_cancellable_cancel (cancellable);
  g_assert_null (rt_bounded_read (G_INPUT_STREAM (drip), 1000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounded-read/pieces", test_pieces);
  g_test_add_func ("/bounded-read/too-much", test_too_much);
  g_test_add_func ("/bounded-read/endless-file", test_endless_file);
  g_test_add_func ("/bounded-read/cancelled", test_cancelled);
  return g_test_run ();
}
