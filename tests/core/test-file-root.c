/* Tests of RtFileRoot: nothing outside of the folder is opened, with openat2 or without. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-file-root.h"

#include "core/server/rt-folder-listing.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-question.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
make_file (RtTestDir *dir, const char *name)
{
  g_autofree char *path = rt_test_dir_build (dir, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, name, -1, &error);
  g_assert_no_error (error);
}

static void
make_link (RtTestDir *dir, const char *target, const char *name)
{
  g_autofree char *path = rt_test_dir_build (dir, name);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static RtTestDir *
make_dir (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *root = rt_test_dir_build (dir, "root/sub");
  g_autofree char *pipe = rt_test_dir_build (dir, "root/pipe");

  g_assert_cmpint (g_mkdir_with_parents (root, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  make_file (dir, "secret");
  make_file (dir, "root/a");
  make_file (dir, "root/sub/b");
  make_link (dir, "../secret", "root/out");
  make_link (dir, "/etc", "root/etc");
  make_link (dir, "../../secret", "root/sub/out");
  make_link (dir, "..", "root/up");
  make_link (dir, "/proc/self/root", "root/magic");
  make_link (dir, "self", "root/self");
  make_link (dir, "sub/b", "root/in");
  return dir;
}

typedef struct
{
  const char *relative;
  guint status;
} Case;

static void
check_cases (gboolean is_portable, const Case *cases, guint n)
{
  g_autoptr (RtTestDir) dir = make_dir ();
  g_autofree char *path = rt_test_dir_build (dir, "root");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtFileRoot) root = rt_file_root_new (path, &error);

  g_assert_no_error (error);
  if (is_portable)
    rt_file_root_set_portable (root);
  for (guint i = 0; i < n; i++)
    {
      struct stat info;
      int fd;

      g_test_message ("%s", cases[i].relative);
      g_assert_cmpuint (rt_file_root_open (root, cases[i].relative, &fd, &info), ==,
                        cases[i].status);
      g_assert_cmpint (fd >= 0, ==, cases[i].status == 0);
      if (fd >= 0)
        close (fd);
    }
}

static const Case common[] = {
  { "", 0 },
  { "a", 0 },
  { "sub", 0 },
  { "sub/", 0 },
  { "sub/b", 0 },
  { "none", 404 },
  { "a/b", 404 },
  { "pipe", 404 },
  { "out", 404 },
  { "etc", 404 },
  { "etc/passwd", 404 },
  { "sub/out", 404 },
  { "up", 404 },
  { "up/secret", 404 },
  { "magic/etc", 404 },
  { "self", 404 },
  { "../secret", 404 },
  { "sub/../../secret", 404 },
  { "..", 404 },
  { "/etc", 404 },
};

static void
test_openat2 (void)
{
  static const Case own[] = { { "in", 0 } };

  check_cases (FALSE, common, G_N_ELEMENTS (common));
  check_cases (FALSE, own, G_N_ELEMENTS (own));
}

static void
test_portable (void)
{
  static const Case own[] = { { "in", 404 } };

  check_cases (TRUE, common, G_N_ELEMENTS (common));
  check_cases (TRUE, own, G_N_ELEMENTS (own));
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_file_root_new ("/dev/null", &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
}

/* Descriptors may run out between the folder and its entries. */
static void
test_no_list_is_no_empty_list (void)
{
  g_autoptr (RtTestDir) dir = make_dir ();
  g_autofree char *path = rt_test_dir_build (dir, "root");
  g_autoptr (RtFileRoot) root = rt_file_root_new (path, NULL);
  g_autoptr (RtQuestion) question = rt_test_question_new ("GET /", "", NULL);
  g_autoptr (RtAnswer) answer = rt_folder_listing_new (root, "", -1, question);

  g_assert_cmpuint (rt_answer_get_status (answer), ==, 503);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-root/stays-inside", test_openat2);
  g_test_add_func ("/file-root/stays-inside-without-openat2", test_portable);
  g_test_add_func ("/file-root/is-a-folder", test_no_folder);
  g_test_add_func ("/file-root/no-list-is-no-empty-list", test_no_list_is_no_empty_list);
  return g_test_run ();
}
