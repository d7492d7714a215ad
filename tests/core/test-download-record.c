/* Tests of the line that a download is kept as. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-download-record.h"

#include "core/proxy/rt-proxy-policy.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define DIGEST "sha-256=84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"

static RtDownload *
make_download (void)
{
  g_autoptr (RtRequest) plain
      = rt_request_new ("GET", "http://localhost:8000/a%20b?sig=secret", NULL);
  g_autoptr (RtRequest) request
      = rt_request_with_header (plain, "Authorization", "Bearer key", NULL);
  g_autoptr (RtDownloadPlan) plan = rt_download_plan_new (request, "/home/a b\xff");
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RtDigest));
  RtDownloadNews *news = rt_download_news_new ();
  RtDigest piece;

  g_ptr_array_add (plan->requests,
                   rt_request_new ("GET", "https://mirror.example/x", NULL));
  plan->path = g_strdup ("/home/a b\xff/file");
  plan->repairs = TRUE;
  plan->size = 10;
  plan->segments = 7;
  plan->tries = 3;
  plan->if_changed = RT_IF_CHANGED_KEEP;
  g_assert_true (rt_digest_parse (&plan->digest, DIGEST));
  g_assert_true (rt_digest_parse (&piece, DIGEST));
  g_array_append_val (pieces, piece);
  g_array_append_val (pieces, piece);
  rt_download_plan_set_pieces (plan, pieces, 5);
  news->state = RT_DOWNLOAD_FAILED;
  news->received = 4;
  news->total = 10;
  news->path = g_strdup (plan->path);
  news->part_path = g_strdup ("/home/a b\xff/file.part");
  news->error = g_error_new_literal (RT_ERROR, RT_ERROR_LINK_EXPIRED, "403");
  g_ptr_array_add (
      news->steps,
      rt_step_new (RT_STEP_WARNING, rt_note_new ("%s of %s", "\"1\"", "2", NULL)));
  return rt_download_new_restored (plan, news);
}

static RtDownloadRecord *
read_again (RtDownload *download)
{
  g_autofree char *line = rt_download_record_format (download);

  g_assert_null (strchr (line, '\n'));
  return rt_download_record_parse (line, NULL);
}

static void
test_plan_is_kept (void)
{
  g_autoptr (RtDownload) download = make_download ();
  g_autoptr (RtDownloadRecord) record = NULL;
  const RtDownloadPlan *plan;
  g_autofree char *address = NULL;
  RtRequest *request;

  rt_rate_limit_set_rate (rt_download_get_limit (download), 5000);
  record = read_again (download);
  plan = record->plan;
  g_assert_cmpuint (plan->requests->len, ==, 2);
  request = g_ptr_array_index (plan->requests, 0);
  address = rt_request_dup_address (request);
  g_assert_cmpstr (address, ==, "http://localhost:8000/a%20b?sig=secret");
  g_assert_cmpstr (rt_header_list_find (rt_request_get_fields (request), "Authorization"),
                   ==, "Bearer key");
  g_assert_cmpstr (plan->folder, ==, "/home/a b\xff");
  g_assert_cmpstr (plan->path, ==, "/home/a b\xff/file");
  g_assert_cmpint (plan->size, ==, 10);
  g_assert_cmpuint (plan->segments, ==, 7);
  g_assert_cmpuint (plan->tries, ==, 3);
  g_assert_cmpint (plan->if_changed, ==, RT_IF_CHANGED_KEEP);
  g_assert_cmpuint (plan->digest.algorithm, ==, RT_DIGEST_SHA256);
  g_assert_cmpuint (plan->pieces->len, ==, 2);
  g_assert_cmpint (plan->piece_length, ==, 5);
  g_assert_true (plan->repairs);
  g_assert_cmpint (record->limit, ==, 5000);
}

static RtDownloadRecord *
read_plan_again (RtDownloadPlan *plan)
{
  g_autoptr (RtDownload) download = rt_download_new (plan);

  return read_again (download);
}

static void
test_options_are_kept (void)
{
  g_autoptr (RtRequest) plain = rt_request_new ("GET", "http://localhost:8000/", NULL);
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;
  g_autoptr (RtRequest) patient = NULL;
  g_autoptr (RtRequest) request = NULL;
  g_autoptr (RtDownloadPlan) plan = NULL;
  g_autoptr (RtDownloadRecord) record = NULL;
  const RtRequestOptions *kept;

  options.redirect_limit = 3;
  options.connect_timeout_s = 77;
  options.idle_timeout_s = 0;
  options.family = RT_FAMILY_IPV6;
  options.flags = RT_REQUEST_ALLOW_DOWNGRADE | RT_REQUEST_KEEP_BODY;
  patient = rt_request_with_options (plain, &options);
  request = rt_request_with_connect_to (patient, "localhost", 8000, "::1", NULL);
  plan = rt_download_plan_new (request, "/tmp");
  record = read_plan_again (plan);
  kept = rt_request_get_options (g_ptr_array_index (record->plan->requests, 0));
  g_assert_cmpuint (kept->redirect_limit, ==, 3);
  g_assert_cmpuint (kept->connect_timeout_s, ==, 77);
  g_assert_cmpuint (kept->idle_timeout_s, ==, 0);
  g_assert_cmpint (kept->family, ==, RT_FAMILY_IPV6);
  g_assert_cmpint (kept->flags, ==, RT_REQUEST_ALLOW_DOWNGRADE);
  g_assert_cmpstr (rt_connect_to_list_find (rt_request_get_connect_to (g_ptr_array_index (
                                                record->plan->requests, 0)),
                                            "localhost", 8000),
                   ==, "::1");
}

static const char *
get_proxy (const RtDownloadRecord *record, char **text)
{
  RtRequest *request = g_ptr_array_index (record->plan->requests, 0);

  *text = rt_proxy_source_write (rt_request_get_proxy_source (request));
  return *text;
}

/* Whichever way it was to go; without what the proxy gets to know. */
static void
test_way_is_kept (void)
{
  static const char *const bypass = "a.example, .b.example";
  g_autoptr (RtProxyPolicy) usual = rt_proxy_policy_new_none ();
  RtProxyPolicy *policies[] = {
    rt_proxy_policy_new_none (),
    rt_proxy_policy_new ("http://ann:open-sesame@proxy.example:3128", bypass, NULL, NULL),
    rt_proxy_policy_new ("socks5://127.0.0.1:9050", NULL, NULL, NULL),
    rt_proxy_policy_new_system (bypass, NULL, NULL),
    rt_proxy_policy_new_script ("https://ann:open-sesame@p.example/proxy.pac", NULL, NULL,
                                NULL),
  };
  static const char *const expected[] = {
    "none\n",
    "manual\nhttp://proxy.example:3128\na.example, .b.example",
    "manual\nsocks5://127.0.0.1:9050",
    "system\n\na.example, .b.example",
    "script\nhttps://ann@p.example/proxy.pac",
  };

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autoptr (RtProxyPolicy) policy = policies[i];
      g_autoptr (RtRequest) plain
          = rt_request_new ("GET", "http://localhost:8000/", NULL);
      g_autoptr (RtRequest) request
          = rt_request_with_proxy_source (plain, RT_PROXY_SOURCE (policy));
      g_autoptr (RtDownloadPlan) plan = rt_download_plan_new (request, "/tmp");
      g_autoptr (RtDownload) download = rt_download_new (plan);
      g_autofree char *line = rt_download_record_format (download);
      g_autoptr (RtDownloadRecord) record
          = rt_download_record_parse (line, RT_PROXY_SOURCE (usual));
      g_autofree char *text = NULL;

      g_assert_null (strstr (line, "sesame"));
      g_assert_cmpstr (get_proxy (record, &text), ==, expected[i]);
      g_assert_null (rt_download_record_parse (line, NULL));
    }
}

/* As long as it can be written without a stall. */
static void
test_many_pieces (void)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "http://localhost:8000/", NULL);
  g_autoptr (RtDownloadPlan) plan = rt_download_plan_new (request, "/tmp");
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RtDigest));
  g_autoptr (RtDownloadRecord) most = NULL;
  g_autoptr (RtDownloadRecord) more = NULL;
  RtDigest digest = { .algorithm = RT_DIGEST_SHA1 };

  for (guint i = 0; i < RT_KEPT_PIECES_MAX; i++)
    {
      digest.bytes[0] = (guint8)i;
      g_array_append_val (pieces, digest);
    }
  plan->size = (gint64)pieces->len * 10;
  rt_download_plan_set_pieces (plan, pieces, 10);
  most = read_plan_again (plan);
  g_assert_cmpuint (most->plan->pieces->len, ==, RT_KEPT_PIECES_MAX);
  digest = g_array_index (most->plan->pieces, RtDigest, 1000);
  g_assert_true (rt_digest_equal (&digest, &g_array_index (pieces, RtDigest, 1000)));
  g_array_append_val (pieces, digest);
  plan->size += 10;
  rt_download_plan_set_pieces (plan, pieces, 10);
  more = read_plan_again (plan);
  g_assert_cmpuint (more->plan->pieces->len, ==, 0);
}

static void
test_news_are_kept (void)
{
  g_autoptr (RtDownload) download = make_download ();
  g_autoptr (RtDownloadRecord) record = read_again (download);
  g_autoptr (RtDownload) again = rt_download_record_restore (record, NULL);
  const RtDownloadNews *news = rt_download_get_news (again);
  GPtrArray *steps = rt_download_get_steps (again);
  const RtStep *step;
  g_autofree char *text = NULL;

  g_assert_cmpint (news->state, ==, RT_DOWNLOAD_FAILED);
  g_assert_cmpint (news->received, ==, 4);
  g_assert_cmpint (news->total, ==, 10);
  g_assert_cmpstr (news->part_path, ==, "/home/a b\xff/file.part");
  g_assert_error (news->error, RT_ERROR, RT_ERROR_LINK_EXPIRED);
  g_assert_cmpuint (steps->len, ==, 1);
  step = g_ptr_array_index (steps, 0);
  text = rt_note_render (step->note, NULL);
  g_assert_cmpint (step->kind, ==, RT_STEP_WARNING);
  g_assert_cmpstr (text, ==, "\"1\" of 2");
}

/* A log does not grow for ever. */
static void
test_newest_steps_are_kept (void)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "http://localhost/", NULL);
  g_autoptr (RtDownloadPlan) plan = rt_download_plan_new (request, "/tmp");
  RtDownloadNews *news = rt_download_news_new ();
  g_autoptr (RtDownload) download = NULL;
  g_autoptr (RtDownloadRecord) record = NULL;
  const RtStep *last;

  for (guint i = 0; i <= RT_RECORD_STEPS_MAX; i++)
    g_ptr_array_add (
        news->steps,
        rt_step_new (RT_STEP_DECISION, rt_note_new ("%s", RT_NOTE_NUMBER (i), NULL)));
  download = rt_download_new_restored (plan, news);
  record = read_again (download);
  g_assert_cmpuint (record->news->steps->len, ==, RT_RECORD_STEPS_MAX);
  last = g_ptr_array_index (record->news->steps, RT_RECORD_STEPS_MAX - 1);
  g_assert_cmpstr (last->note->args[0], ==, "100");
}

#define REQUESTS "\"requests\":[{\"address\":\"http://localhost/\",\"fields\":[]}]"

static void
test_refuses (gconstpointer line)
{
  g_autoptr (RtProxyPolicy) usual = rt_proxy_policy_new_none ();

  g_assert_null (rt_download_record_parse (line, RT_PROXY_SOURCE (usual)));
}

/* Values that make no sense are as good as absent. */
static void
test_mends (void)
{
  g_autoptr (RtDownloadRecord) record = rt_download_record_parse (
      "{" REQUESTS ",\"folder\":\"file:///tmp\",\"segments\":-5,\"tries\":\"x\","
      "\"size\":-9,\"limit\":-1,\"total\":5,\"received\":900,\"state\":\"running\","
      "\"error\":\"no-such\",\"pieces\":\"x!\",\"piece-digest\":\"sha-1\",\"piece-"
      "length\":0,"
      "\"steps\":[{\"words\":\"%s%s%s%s%s%n\",\"args\":[1,\"a\"]},7]}",
      NULL);

  g_assert_nonnull (record);
  g_assert_cmpuint (record->plan->segments, ==, 1);
  g_assert_cmpuint (record->plan->tries, ==, 10);
  g_assert_cmpint (record->plan->size, ==, -1);
  g_assert_cmpuint (record->plan->pieces->len, ==, 0);
  g_assert_cmpint (record->limit, ==, 0);
  g_assert_cmpint (record->news->received, ==, 5);
  g_assert_cmpint (record->news->state, ==, RT_DOWNLOAD_PAUSED);
  g_assert_no_error (record->news->error);
  g_assert_cmpuint (record->news->steps->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/download-record/plan", test_plan_is_kept);
  g_test_add_func ("/download-record/options", test_options_are_kept);
  g_test_add_func ("/download-record/way", test_way_is_kept);
  g_test_add_func ("/download-record/many-pieces", test_many_pieces);
  g_test_add_func ("/download-record/news", test_news_are_kept);
  g_test_add_func ("/download-record/newest-steps", test_newest_steps_are_kept);
  g_test_add_data_func ("/download-record/refuses-text", "hello", test_refuses);
  g_test_add_data_func ("/download-record/refuses-torn", "{" REQUESTS, test_refuses);
  g_test_add_data_func ("/download-record/refuses-list", "[]", test_refuses);
  g_test_add_data_func ("/download-record/refuses-no-folder", "{" REQUESTS "}",
                        test_refuses);
  g_test_add_data_func ("/download-record/refuses-no-request",
                        "{\"requests\":[],\"folder\":\"file:///tmp\"}", test_refuses);
  g_test_add_data_func ("/download-record/refuses-field",
                        "{\"requests\":[{\"address\":\"http://localhost/"
                        "\",\"fields\":[[\"A\",\"b\\r\\nC\"]]}],"
                        "\"folder\":\"file:///tmp\"}",
                        test_refuses);
  g_test_add_data_func ("/download-record/refuses-proxy",
                        "{\"requests\":[{\"address\":\"http://localhost/"
                        "\",\"fields\":[],\"proxy\":\"manual\\nftp://a\"}],"
                        "\"folder\":\"file:///tmp\"}",
                        test_refuses);
  g_test_add_data_func (
      "/download-record/refuses-scheme",
      "{\"requests\":[{\"address\":\"file:///etc/passwd\",\"fields\":[]}],"
      "\"folder\":\"file:///tmp\"}",
      test_refuses);
  g_test_add_func ("/download-record/mends", test_mends);
  return g_test_run ();
}
