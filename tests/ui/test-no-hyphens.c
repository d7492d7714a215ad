/* A text that gets no hyphens where its lines are wrapped, wherever it is typed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-no-hyphens.h"

static void
assert_no_hyphens (GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  for (; !gtk_text_iter_is_end (&iter); gtk_text_iter_forward_char (&iter))
    {
      GSList *tags = gtk_text_iter_get_tags (&iter);
      gboolean has_hyphens = TRUE;

      g_assert_nonnull (tags);
      g_object_get (tags->data, "insert-hyphens", &has_hyphens, NULL);
      g_assert_false (has_hyphens);
      g_slist_free (tags);
    }
}

static void
test_everywhere (void)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  GtkTextIter iter;

  rt_no_hyphens_install (buffer);
  gtk_text_buffer_set_text (buffer, "csrf-token=Grüße\n名称=值", -1);
  assert_no_hyphens (buffer);
  gtk_text_buffer_get_start_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, "ä=1\n", -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 9);
  gtk_text_buffer_insert (buffer, &iter, "中", -1);
  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, "!", -1);
  assert_no_hyphens (buffer);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/no-hyphens/everywhere", test_everywhere);
  return g_test_run ();
}
