/* Tests of downloads and the network: it goes, comes back, and costs; proxies; cookie jars. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-jars.h"
#include "core/proxy/rt-proxy-policy.h"
#include "core/transfer/rt-download-choice.h"
#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"
#include "tests/lib/rt-test-download.h"
#include "tests/lib/rt-test-queue.h"
#include "tests/lib/rt-test-wait.h"

#include <string.h>

static const RtReplayStep busy[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3000\r\n"
                        "Content-Length: 0\r\n\r\n"),
        RT_REPLAY_END };

/* It would wait for most of an hour. */
static void
test_back (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (busy);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_whole);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_WAITING);
  rt_test_network_set_available (f->network, FALSE);
  g_assert_cmpint (rt_download_get_state (download), ==, RT_DOWNLOAD_WAITING);
  rt_test_network_set_available (f->network, TRUE);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 2);
}

static void
test_metered (RtTestQueue *f, gconstpointer unused)
{
  RtDownloadTerms *terms = rt_download_queue_get_terms (f->queue);
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = rt_test_queue_add (f, server, "/file");

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  rt_test_network_set_metered (f->network, TRUE);
  g_assert_cmpint (rt_download_terms_get_hold (terms), ==, RT_HOLD_NONE);

  g_object_set (terms, "spare-metered", TRUE, NULL);
  g_assert_cmpint (rt_download_terms_get_hold (terms), ==, RT_HOLD_METERED);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_QUEUED);
  g_assert_cmpuint (rt_download_queue_count_at_work (f->queue), ==, 0);
  g_assert_cmpuint (rt_replay_get_n_connections (server), ==, 1);

  rt_test_network_set_metered (f->network, FALSE);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  rt_replay_open_gate (server);
}

static const RtReplayStep proxy_asks[]
    = { RT_REPLAY_READ,
        RT_REPLAY_SEND ("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                        "Content-Length: 0\r\n\r\n"),
        RT_REPLAY_END };

/* What is usual, of a program that has just begun: nobody has signed in yet. */
static RtProxyLogins *
begin_program (RtTestQueue *f)
{
  RtProxyLogins *logins = rt_proxy_logins_new ();

  g_clear_object (&f->queue);
  g_clear_object (&f->usual);
  f->usual = RT_PROXY_SOURCE (rt_proxy_policy_new_system (NULL, logins, NULL));
  rt_test_queue_open (f);
  return logins;
}

static RtDownload *
add_request (RtTestQueue *f, RtRequest *request)
{
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownloadPlan *plan = rt_download_plan_new (request, f->dir->path);

  plan->if_changed = RT_IF_CHANGED_FAIL;
  g_ptr_array_add (plans, plan);
  rt_download_queue_add (f->queue, plans);
  return rt_test_queue_get (f, rt_test_queue_count (f) - 1);
}

/* Over a proxy of its own, which is @server. */
static RtDownload *
add_over_proxy (RtTestQueue *f, RtReplay *server, const char *address)
{
  g_autofree char *proxy = g_strdup_printf ("http://ann:open-sesame@127.0.0.1:%u",
                                            rt_replay_get_port (server));
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new (proxy, NULL, NULL, NULL);
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);
  g_autoptr (RtRequest) request
      = rt_request_with_proxy_source (plain, RT_PROXY_SOURCE (policy));

  return add_request (f, request);
}

/* Of the newest request. */
static const RtProxy *
get_proxy (RtDownload *download)
{
  GPtrArray *visits = rt_download_get_visits (download);
  const RtVisit *visit = g_ptr_array_index (visits, visits->len - 1);
  const RtPastHop *hop = g_ptr_array_index (visit->hops, visit->hops->len - 1);

  g_assert_nonnull (hop->report->proxy);
  return hop->report->proxy->proxy;
}

/* It goes on over it in the next run, which does not know who asks: that is asked again. */
static void
test_proxy_of_its_own (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  RtDownload *download = add_over_proxy (f, server, "http://site.invalid/file");
  g_autoptr (RtProxyLogins) logins = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *told = NULL;

  rt_replay_add_script (server, proxy_asks);
  rt_replay_add_script (server, proxy_asks);
  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_wait_for_bytes (download, 4);
  logins = begin_program (f);
  g_assert_true (g_file_load_contents (f->file, NULL, &kept, NULL, NULL, NULL));
  g_assert_null (strstr (kept, "sesame"));

  download = rt_test_queue_get (f, 0);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR, RT_ERROR_PROXY_LOGIN);
  rt_proxy_logins_set (logins, get_proxy (download), "ann", "open-sesame");
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  rt_test_queue_assert_file (f, "file", "0123456789");
  told = rt_replay_dup_text (server, 3);
  g_assert_nonnull (strstr (told, "GET http://site.invalid/file HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (told, "Proxy-Authorization: Basic "));
  rt_replay_open_gate (server);
}

/* What comes in place of a link that has expired goes on the same way; who asked the old site
 * is nothing for the new one. */
static void
test_new_link_over_proxy (RtTestQueue *f, gconstpointer unused)
{
  static const char *const address = "http://Ann:secret@site.invalid/file";
  g_autoptr (RtReplay) server = rt_replay_new (rt_test_queue_stuck);
  g_autoptr (RtRequest) link
      = rt_request_new ("GET", "http://other.invalid/file?signed", NULL);
  RtDownload *download = add_over_proxy (f, server, address);
  g_autofree char *told = NULL;

  rt_replay_add_script (server, rt_test_queue_forbidden);
  rt_replay_add_script (server, rt_test_queue_whole);
  rt_test_queue_fail (f, download);
  rt_download_set_link (f->queue, download, link);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  told = rt_replay_dup_text (server, 1);
  g_assert_nonnull (strstr (told, "\r\nAuthorization: Basic "));
  g_free (told);
  told = rt_replay_dup_text (server, 2);
  g_assert_nonnull (strstr (told, "GET http://other.invalid/file?signed HTTP/1.1\r\n"));
  g_assert_null (strstr (told, "\r\nAuthorization: "));
  rt_replay_open_gate (server);
}

typedef enum
{
  KEPT,
  REMOVED,
  EMPTIED,
  PRIVATE,
  NOBODYS,
} Jar;

static const char *const losses[] = { [REMOVED] = "Its cookie jar “Work” is gone",
                                      [EMPTIED] = "The cookie jar “Work” is not kept",
                                      [PRIVATE] = "The private jar was emptied",
                                      [NOBODYS] = "Its cookies were kept nowhere" };

static void
on_kept (GObject *jar, GAsyncResult *result, gpointer is_kept)
{
  *(gboolean *)is_kept = rt_named_jar_set_keeps_finish (RT_NAMED_JAR (jar), result, NULL);
}

static RtCookieSource *
make_jar (RtCookieJars *jars, Jar which)
{
  RtNamedJar *work = rt_cookie_jars_add (jars, "Work");
  gboolean is_kept = FALSE;

  if (which == NOBODYS)
    return RT_COOKIE_SOURCE (rt_cookie_jar_new_private ());
  if (which == PRIVATE)
    return RT_COOKIE_SOURCE (g_object_ref (rt_cookie_jars_find (jars, NULL)));
  if (which != EMPTIED)
    {
      rt_named_jar_set_keeps_async (work, TRUE, on_kept, &is_kept);
      rt_test_wait_until (NULL, is_kept);
    }
  return RT_COOKIE_SOURCE (g_object_ref (work));
}

static RtCookieJars *
open_jars (RtTestQueue *f)
{
  g_autofree char *folder = rt_test_dir_build (f->dir, "cookies");
  RtCookieJars *jars;

  g_clear_object (&f->queue);
  g_clear_object (&f->jars); /* now their list is written */
  jars = rt_cookie_jars_new (folder);
  f->jars = G_LIST_MODEL (jars);
  return jars;
}

static void
remove_work (RtCookieJars *jars)
{
  g_autoptr (RtNamedJar) work = g_object_ref (rt_cookie_jars_find (jars, "Work"));

  rt_cookie_jars_remove (jars, work);
  rt_test_wait_until (NULL, !rt_named_jar_get_keeps (work));
}

/* The server lets in who has its cookie.  The next run has it, too, or says why it does not;
 * the list of downloads has it never. */
static void
test_jar_of_its_own (RtTestQueue *f, gconstpointer data)
{
  static const RtReplayStep gives_cookie[] = {
    RT_REPLAY_READ,
    RT_REPLAY_SEND ("HTTP/1.1 206 Partial Content\r\nETag: \"v0\"\r\n"
                    "Set-Cookie: who=open-sesame\r\n"
                    "Content-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n0123"),
    RT_REPLAY_GATE, RT_REPLAY_END
  };
  Jar which = GPOINTER_TO_INT (data);
  RtCookieJars *jars = open_jars (f);
  g_autoptr (RtReplay) server = rt_replay_new (gives_cookie);
  g_autofree char *address = rt_replay_build_address (server, "/file");
  g_autoptr (RtRequest) plain = rt_request_new ("GET", address, NULL);
  g_autoptr (RtCookieSource) jar = make_jar (jars, which);
  g_autoptr (RtRequest) request = rt_request_with_cookie_source (plain, jar);
  g_autofree char *kept = NULL;
  g_autofree char *told = NULL;
  RtDownload *download;

  rt_replay_add_script (server, rt_test_queue_rest);
  rt_test_queue_open (f);
  rt_test_queue_wait_for_bytes (add_request (f, request), 4);
  jars = open_jars (f);
  if (which == REMOVED)
    remove_work (jars);
  g_assert_true (g_file_load_contents (f->file, NULL, &kept, NULL, NULL, NULL));
  g_assert_null (strstr (kept, "sesame"));

  rt_test_queue_open (f);
  download = rt_test_queue_get (f, 0);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_DONE);
  told = rt_replay_dup_text (server, 1);
  if (which == KEPT)
    g_assert_nonnull (strstr (told, "\r\nCookie: who=open-sesame\r\n"));
  else
    g_assert_null (strstr (told, "\r\nCookie: "));
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    g_assert_cmpint (losses[i] != NULL && rt_test_download_has_told (download, losses[i]),
                     ==, losses[i] != NULL && i == which);
  rt_replay_open_gate (server);
}

/* Who asks is known although no connection to the site came of it. */
static void
test_proxy_that_refuses_a_tunnel (RtTestQueue *f, gconstpointer unused)
{
  static const RtReplayStep tunnel_asks[]
      = { RT_REPLAY_READ_HEAD,
          RT_REPLAY_SEND ("HTTP/1.1 407 Who\r\nProxy-Authenticate: Bearer\r\n"
                          "Content-Length: 0\r\n\r\n"),
          RT_REPLAY_END };
  g_autoptr (RtReplay) server = rt_replay_new (tunnel_asks);
  RtDownload *download = add_over_proxy (f, server, "https://site.invalid/file");

  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR, RT_ERROR_PROXY_LOGIN);
  g_assert_cmpuint (get_proxy (download)->port, ==, rt_replay_get_port (server));
}

/* What is trusted until a date is trusted in the next run, too; what is no longer is not. */
static void
test_trust (RtTestQueue *f, gconstpointer unused)
{
  g_autoptr (RtTestCertificates) made = rt_test_certificates_new ();
  GTlsCertificate *certificate = made->certificates[RT_TEST_SELF_SIGNED];
  g_autoptr (RtReplay) server
      = rt_replay_new_full (rt_test_queue_stuck, FALSE, certificate);
  g_autofree char *sha256 = rt_certificate_fingerprint (certificate);
  g_autofree char *path = rt_test_dir_build (f->dir, "trust");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_days (now, 1);
  RtDownload *download;

  rt_replay_add_script (server, rt_test_queue_stuck);
  f->trust = rt_trust_new (file, NULL);
  rt_trust_add (f->trust, "127.0.0.1", rt_replay_get_port (server), sha256, later);
  rt_test_queue_reopen (f);
  download = rt_test_queue_add (f, server, "/file");
  rt_test_queue_wait_for_bytes (download, 4);

  g_clear_object (&f->queue);
  g_object_unref (f->trust);
  f->trust = rt_trust_new (file, NULL);
  rt_test_queue_open (f);
  download = rt_test_queue_get (f, 0);
  rt_test_queue_wait_for_bytes (download, 4);
  rt_test_wait_until (NULL, rt_replay_get_n_requests (server) == 2);

  rt_download_queue_pause (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_PAUSED);
  {
    g_autoptr (RtTrustEntry) entry
        = g_list_model_get_item (rt_trust_get_entries (f->trust), 0);

    rt_trust_remove (f->trust, entry);
  }
  rt_download_queue_resume (f->queue, download);
  rt_test_queue_wait_for_state (download, RT_DOWNLOAD_FAILED);
  g_assert_error (rt_download_get_news (download)->error, RT_ERROR, RT_ERROR_CERTIFICATE);
  rt_replay_open_gate (server);
  rt_replay_open_gate (server);
}

#define ADD_WITH(name, test, data)                                                       \
  g_test_add ("/download-network/" name, RtTestQueue, data, rt_test_queue_set_up, test,  \
              rt_test_queue_tear_down)
#define ADD(name, test) ADD_WITH (name, test, NULL)
#define ADD_JAR(name, which)                                                             \
  ADD_WITH ("jar/" name, test_jar_of_its_own, GINT_TO_POINTER (which))

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("back", test_back);
  ADD ("metered", test_metered);
  ADD ("proxy-of-its-own", test_proxy_of_its_own);
  ADD ("proxy-that-refuses-a-tunnel", test_proxy_that_refuses_a_tunnel);
  ADD ("new-link-over-proxy", test_new_link_over_proxy);
  ADD_JAR ("kept", KEPT);
  ADD_JAR ("removed", REMOVED);
  ADD_JAR ("emptied", EMPTIED);
  ADD_JAR ("private", PRIVATE);
  ADD_JAR ("nobodys", NOBODYS);
  ADD ("trust", test_trust);
  return g_test_run ();
}
