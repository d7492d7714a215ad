/* Tests of RtDownload: the digest that a file is to have. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-download.h"

#include <string.h>

#define TEN RT_TEST_DOWNLOAD_TEN
#define VALIDATORS RT_TEST_DOWNLOAD_VALIDATORS

/* Of TEN. */
#define DIGEST_HEX "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
#define WRONG "0NiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII="
#define WRONG_HEX "04d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"

static const RtReplayStep whole[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" TEN),
        RT_REPLAY_END };

static void
test_digest (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (f, server);
  g_autoptr (RtDownload) download = rt_download_new (plan);
  g_autofree char *sent = NULL;

  g_assert_true (rt_digest_parse (&plan->digest, DIGEST_HEX));
  rt_test_download_run (download);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_DONE);
  g_assert_true (rt_test_download_has_told (download, "The digest (sha-256) is right"));
  sent = rt_replay_dup_text (server, 0);
  g_assert_nonnull (strstr (sent, "\r\nWant-Repr-Digest: sha-256=10, sha-512=5\r\n"));
}

/* It never gets its name, and is not fetched once more either: only the digest is compared
 * again, and if that was what was wrong, all is well. */
static void
test_wrong_digest (RtTestDownload *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (whole);
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (f, server);
  g_autoptr (RtDownload) download = rt_download_new (plan);
  g_autoptr (RtDownload) again = rt_download_new (plan);

  g_assert_true (rt_digest_parse (&plan->digest, WRONG_HEX));
  rt_test_download_run (download);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR,
                  RT_ERROR_WRONG_DIGEST);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
  rt_test_download_assert_file (f->part, TEN);

  g_assert_true (rt_digest_parse (&plan->digest, DIGEST_HEX));
  rt_test_download_finish (f, again);
}

/* What the server itself says of the file holds after a restart of the program, too. */
static void
test_digest_of_server (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep script[]
      = { RT_REPLAY_READ,
          RT_REPLAY_SEND ("HTTP/1.1 200 OK\r\n" VALIDATORS "Repr-Digest: sha-256=:" WRONG
                          ":\r\nContent-Length: 10\r\n\r\n" TEN),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RtDownload) download = rt_test_download_new (f, server);

      rt_test_download_run (download);
      g_assert_error (rt_download_get_news (download)->error, RT_ERROR,
                      RT_ERROR_WRONG_DIGEST);
      g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
      rt_test_download_assert_file (f->part, TEN);
    }
}

/* With a digest nobody has to be asked. */
static void
test_there_by_digest (RtTestDownload *f, gconstpointer unused)
{
  static const RtReplayStep script[] = { RT_REPLAY_READ, RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (script);
  g_autoptr (RtDownloadPlan) plan = rt_test_download_make_plan (f, server);
  g_autoptr (RtDownload) download = rt_download_new (plan);

  g_assert_true (g_file_set_contents (f->path, TEN, -1, NULL));
  g_assert_true (rt_digest_parse (&plan->digest, DIGEST_HEX));
  rt_test_download_run (download);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_DONE);
  g_assert_true (rt_download_get_news (download)->was_there);
  g_assert_true (rt_test_download_has_told (download, "its digest (sha-256) is right"));
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rt_test_download_add ("/download/digest", test_digest);
  rt_test_download_add ("/download/wrong-digest", test_wrong_digest);
  rt_test_download_add ("/download/digest-of-server", test_digest_of_server);
  rt_test_download_add ("/download/there-by-digest", test_there_by_digest);
  return g_test_run ();
}
