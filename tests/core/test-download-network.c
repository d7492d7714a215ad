/* Tests of downloads and their way: the network goes, comes back, and costs; proxies ask. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-policy.h"
#include "core/wire/rt-certificate.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"
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

/* Over a proxy of its own, which is @server. */
static RtDownload *
add_over_proxy (RtTestQueue *f, RtReplay *server, const char *address)
{
  g_autofree char *proxy = g_strdup_printf ("http://ann:open-sesame@127.0.0.1:%u",
                                            rt_replay_get_port (server));
  g_autoptr (RtProxyPolicy) policy = rt_proxy_policy_new (proxy, NULL, NULL, NULL);
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  RtDownloadPlan *plan = rt_test_queue_make_plan (f, address);
  RtRequest *plain = plan->requests->pdata[0];

  plan->requests->pdata[0]
      = rt_request_with_proxy_source (plain, RT_PROXY_SOURCE (policy));
  rt_request_unref (plain);
  g_ptr_array_add (plans, plan);
  rt_download_queue_add (f->queue, plans);
  return rt_test_queue_get (f, rt_test_queue_count (f) - 1);
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

#define ADD(name, test)                                                                  \
  g_test_add ("/download-network/" name, RtTestQueue, NULL, rt_test_queue_set_up, test,  \
              rt_test_queue_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("back", test_back);
  ADD ("metered", test_metered);
  ADD ("proxy-of-its-own", test_proxy_of_its_own);
  ADD ("proxy-that-refuses-a-tunnel", test_proxy_that_refuses_a_tunnel);
  ADD ("trust", test_trust);
  return g_test_run ();
}
