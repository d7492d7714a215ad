/* Tests of rt-curl-parse: which request a pasted command is, and what is no command. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-content-decoder.h"
#include "core/http/rt-curl-command.h"
#include "core/proxy/rt-proxy-policy.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-request-text.h"

#include <string.h>

static const struct
{
  const char *command;
  const char *line;   /* method and address */
  const char *fields; /* "U" and "E" stand for our User-Agent and Accept-Encoding */
  const char *body;
} commands[] = {
  { "curl example.com", "GET http://example.com/", "U|Accept: */*|", NULL },
  { "$ curl localhost:81", "GET http://localhost:81/", "U|Accept: */*|", NULL },
  { "/usr/bin/curl -sSL https://a/ | jq .", "GET https://a/", "U|Accept: */*|", NULL },
  { "curl 'http://a/' # comment", "GET http://a/", "U|Accept: */*|", NULL },
  { "curl http://a/#f\n", "GET http://a/#f", "U|Accept: */*|", NULL },
  { "curl -I --url http://a/", "HEAD http://a/", "U|Accept: */*|", NULL },
  { "curl -XPURGE http://a/", "PURGE http://a/", "U|Accept: */*|", NULL },
  { "curl http://me:pw@a/", "GET http://a/",
    "Authorization: Basic bWU6cHc=|U|Accept: */*|", NULL },
  { "curl -u me:pw http://you@a/", "GET http://a/",
    "Authorization: Basic bWU6cHc=|U|Accept: */*|", NULL },
  { "curl -A x -e http://r/ -b 'a=b; c=d' -b e=f http://a/", "GET http://a/",
    "User-Agent: x|Accept: */*|Referer: http://r/|Cookie: a=b; c=d; e=f|", NULL },
  { "curl -A '' -H Accept: --compressed -r 0-9 http://a/", "GET http://a/",
    "Range: bytes=0-9|E|", NULL },
  { "curl -H'X;' -H \"Y: a  \" -H ': no' http://a/", "GET http://a/",
    "U|Accept: */*|X: |Y: a|", NULL },
  { "curl -d a=b -d c http://a/", "POST http://a/",
    "U|Accept: */*|Content-Type: application/x-www-form-urlencoded|", "a=b&c" },
  { "curl -d @-x http://a/", NULL, NULL, NULL },
  { "curl --data-raw @x -H 'content-type: t' http://a/", "POST http://a/",
    "U|Accept: */*|content-type: t|", "@x" },
  { "curl --data-urlencode 'a=b c&ü' --data-urlencode '=x=y' --data-urlencode z! "
    "http://a/",
    "POST http://a/", "U|Accept: */*|Content-Type: application/x-www-form-urlencoded|",
    "a=b%20c%26%C3%BC&x%3Dy&z%21" },
  { "curl -G -d a=b --data-urlencode 'c=d e' 'http://a/?x#f'",
    "GET http://a/?x&a=b&c=d%20e#f", "U|Accept: */*|", NULL },
  { "curl -G -d 'a=b#c' http://a/", "GET http://a/?a=b%23c", "U|Accept: */*|", NULL },
  { "curl --json '{\"a\":1}' http://a/", "POST http://a/",
    "U|Accept: application/json|Content-Type: application/json|", "{\"a\":1}" },
  { "curl -X PUT -d '' http://a/", "PUT http://a/",
    "U|Accept: */*|Content-Type: application/x-www-form-urlencoded|", "" },
  { "curl \\\n  --data-binary $'a\\n\\t\\x41\\102\\u00fc\\'\\\\' \\\r\n http://a/",
    "POST http://a/", "U|Accept: */*|Content-Type: application/x-www-form-urlencoded|",
    "a\n\tABü'\\" },
  { "curl -d \"a\\\"b\\\\c\\$d\\e\" http://a/", "POST http://a/",
    "U|Accept: */*|Content-Type: application/x-www-form-urlencoded|", "a\"b\\c$d\\e" },
  { "curl -d a\\ b'c'\"d\"$'e' http://a/", "POST http://a/",
    "U|Accept: */*|Content-Type: application/x-www-form-urlencoded|", "a bcde" },
  { "curl -- http://a/", "GET http://a/", "U|Accept: */*|", NULL },
  /* Firefox and Chrome, "Copy as cURL" */
  { "curl 'https://a.example/x?y=z' --compressed -X POST -H 'User-Agent: Mozilla/5.0' "
    "-H 'Accept: */*' -H 'Accept-Encoding: gzip, deflate, br' -H 'Origin: https://a' "
    "-H 'Connection: keep-alive' --data-raw '{\"a\":\"it'\\''s\"}'",
    "POST https://a.example/x?y=z",
    "User-Agent: Mozilla/5.0|Accept: */*|Accept-Encoding: gzip, deflate, br|"
    "Origin: https://a|Connection: keep-alive|"
    "Content-Type: application/x-www-form-urlencoded|",
    "{\"a\":\"it's\"}" },
  { "curl 'https://a.example/' \\\n  -H 'accept: text/html' \\\n"
    "  -H 'sec-ch-ua: \"Chromium\";v=\"130\"' \\\n  -b 'sid=1' \\\n"
    "  -H 'user-agent: x' \\\n  --insecure ;\n",
    "GET https://a.example/",
    "Cookie: sid=1|accept: text/html|sec-ch-ua: \"Chromium\";v=\"130\"|user-agent: x|",
    NULL },
  /* What cannot be known, or would be another request */
  { "", NULL, NULL, NULL },
  { "   ", NULL, NULL, NULL },
  { "wget http://a/", NULL, NULL, NULL },
  { "curl", NULL, NULL, NULL },
  { "curl -H", NULL, NULL, NULL },
  { "curl -H 'a' http://a/", NULL, NULL, NULL },
  { "curl -H @file http://a/", NULL, NULL, NULL },
  { "curl -b jar.txt http://a/", NULL, NULL, NULL },
  { "curl --preproxy x http://a/", NULL, NULL, NULL },
  { "curl -x", NULL, NULL, NULL },
  { "curl -F a=b http://a/", NULL, NULL, NULL },
  { "curl -sZ http://a/", NULL, NULL, NULL },
  { "curl http://a/ http://b/", NULL, NULL, NULL },
  { "curl http://a/; rm -rf x", NULL, NULL, NULL },
  { "curl http://a/\ncurl http://b/", NULL, NULL, NULL },
  { "curl http://a/ && id", NULL, NULL, NULL },
  { "curl http://a/ || id", NULL, NULL, NULL },
  { "curl http://a/ > file", NULL, NULL, NULL },
  { "curl http://a/?a&b", NULL, NULL, NULL },
  { "curl http://a/ <(id)", NULL, NULL, NULL },
  { "curl \"http://a/$HOME\"", NULL, NULL, NULL },
  { "curl http://a/`id`", NULL, NULL, NULL },
  { "curl \"$(id)\" http://a/", NULL, NULL, NULL },
  { "curl 'http://a/", NULL, NULL, NULL },
  { "curl \"http://a/", NULL, NULL, NULL },
  { "curl $'http://a/", NULL, NULL, NULL },
  { "curl $'http://a/\\", NULL, NULL, NULL },
  { "curl -d $'a\\0b' http://a/", NULL, NULL, NULL },
  { "curl -d $'\\ud800' http://a/", NULL, NULL, NULL },
  { "curl ^\"http://a/^\" ^\n -H ^\"a: b^\"", NULL, NULL, NULL },
  { "curl \"http://a/\" ^\r\n -H \"a: b\"", NULL, NULL, NULL },
  { "curl -m x http://a/", NULL, NULL, NULL },
  { "curl -m -1 http://a/", NULL, NULL, NULL },
  { "curl -m nan http://a/", NULL, NULL, NULL },
  { "curl --max-redirs x http://a/", NULL, NULL, NULL },
  { "curl --resolve a:b:c http://a/", NULL, NULL, NULL },
  { "curl --resolve a:1:b http://a/", NULL, NULL, NULL },
  { "curl --data-binary @- http://a/", NULL, NULL, NULL },
  { "printf '%s' | curl --data-binary @- http://a/", NULL, NULL, NULL },
  { "printf x | wget", NULL, NULL, NULL },
  { "| curl http://a/", NULL, NULL, NULL },
  { "curl ftp://a/", NULL, NULL, NULL },
  { "curl $'http://a/\\r\\nX: y'", NULL, NULL, NULL },
  { "curl -H $'A: b\\r\\nX: y' http://a/", NULL, NULL, NULL },
  { "curl -A $'b\\nX: y' http://a/", NULL, NULL, NULL },
  { "curl -b $'a=b\\nX: y' http://a/", NULL, NULL, NULL },
  { "curl -X $'GET\\n' http://a/", NULL, NULL, NULL },
  { "curl -X CONNECT http://a/", NULL, NULL, NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RtRequest) request
          = rt_curl_command_parse (commands[i].command, NULL, NULL, &error);
      g_autofree char *line = NULL;
      g_autofree char *address = NULL;
      g_autofree char *fields = NULL;
      g_autoptr (GString) expected = NULL;
      GBytes *body;

      if (commands[i].line == NULL)
        {
          if (request != NULL)
            g_error ("'%s' was taken", commands[i].command);
          g_assert_true (error->domain == RT_ERROR);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      if (request == NULL)
        g_error ("'%s' was refused: %s", commands[i].command, error->message);
      address = rt_request_dup_address (request);
      line = g_strdup_printf ("%s %s", rt_request_get_method (request), address);
      g_assert_cmpstr (line, ==, commands[i].line);
      fields = rt_test_request_text_fields (request);
      expected = g_string_new (commands[i].fields);
      g_string_replace (expected, "U|", "User-Agent: Roundtrip/0.1.0|", 1);
      g_string_replace (expected, "E|", "Accept-Encoding: @|", 1);
      g_string_replace (expected, "@", rt_content_codings_accepted (), 0);
      g_string_replace (expected, "|", "\n", 0);
      g_assert_cmpstr (fields, ==, expected->str);
      body = rt_request_get_body (request);
      g_assert_cmpint (body != NULL, ==, commands[i].body != NULL);
      if (body != NULL)
        g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                         commands[i].body, strlen (commands[i].body));
    }
}

static void
test_options (void)
{
  g_auto (GStrv) ignored = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_curl_command_parse (
      "curl -kLs4 -m 1.5 --connect-timeout 2 -y 3 --max-redirs 5 -o out -w '%{x}' "
      "--resolve A:80:1.2.3.4,5.6.7.8 --resolve '+*:81:[::1]' -- a",
      NULL, &ignored, &error);
  g_autoptr (RtRequest) plain = rt_curl_command_parse ("curl a", NULL, NULL, NULL);
  g_autoptr (RtRequest) followed = rt_curl_command_parse ("curl -L a", NULL, NULL, NULL);
  const RtRequestOptions *options;
  const RtConnectTo *rule;
  static const char *const left_out[] = { "--insecure", NULL };

  g_assert_no_error (error);
  options = rt_request_get_options (request);
  g_assert_cmpuint (options->redirect_limit, ==, 5);
  g_assert_cmpuint (options->total_timeout_s, ==, 2);
  g_assert_cmpuint (options->connect_timeout_s, ==, 2);
  g_assert_cmpuint (options->idle_timeout_s, ==, 3);
  g_assert_cmpint (options->family, ==, RT_FAMILY_IPV4);
  g_assert_cmpint (options->flags, ==, RT_REQUEST_NONE);
  g_assert_cmpstrv (ignored, left_out);
  g_assert_cmpuint (rt_request_get_connect_to (request)->len, ==, 2);
  rule = g_ptr_array_index (rt_request_get_connect_to (request), 0);
  g_assert_cmpstr (rule->host, ==, "a");
  g_assert_cmpstr (rule->address, ==, "1.2.3.4");
  rule = g_ptr_array_index (rt_request_get_connect_to (request), 1);
  g_assert_cmpstr (rule->host, ==, "*");
  g_assert_cmpuint (rule->port, ==, 81);
  g_assert_cmpstr (rule->address, ==, "::1");
  g_assert_cmpuint (rt_request_get_options (plain)->redirect_limit, ==, 0);
  g_assert_cmpuint (rt_request_get_options (followed)->redirect_limit, ==, 20);
}

/* Which way a command takes, as curl 8 does; "" is no proxy at all. */
static const struct
{
  const char *options;
  const char *proxy; /* NULL: what the system says */
  const char *user;
  const char *password;
} ways[] = {
  { "", NULL, NULL, NULL },
  { "-x proxy.example", "http://proxy.example:1080", NULL, NULL },
  { "--proxy proxy.example:3128", "http://proxy.example:3128", NULL, NULL },
  { "-x https://proxy.example", "https://proxy.example:443", NULL, NULL },
  { "-x http://ann:p%40ss@[::1]:8", "http://[::1]:8", "ann", "p@ss" },
  { "-xproxy.example:1 -U ann:open:sesame", "http://proxy.example:1", "ann",
    "open:sesame" },
  { "-x proxy.example:1 --proxy-user ann", "http://proxy.example:1", NULL, NULL },
  { "-U 'ann:pw' --proxy-anyauth -x proxy.example:1", "http://proxy.example:1", "ann",
    "pw" },
  { "--socks5-hostname a.example", "socks5://a.example:1080", NULL, NULL },
  { "--socks5 a.example:9", "socks5://a.example:9", NULL, NULL },
  { "--socks4 a.example", "socks4://a.example:1080", NULL, NULL },
  { "--socks4a a.example", "socks4a://a.example:1080", NULL, NULL },
  { "-x socks5h://a.example", "socks5://a.example:1080", NULL, NULL },
  { "--socks4 b -x http://a.example:2", "http://a.example:2", NULL, NULL },
  { "-x ''", "", NULL, NULL },
  { "--noproxy '*'", "", NULL, NULL },
  { "-x a.example --noproxy '*'", "", NULL, NULL },
  { "-x a.example:1 --noproxy 'b.example, far.example'", "", NULL, NULL },
  { "-x a.example:1 --noproxy example", "", NULL, NULL },
  { "-x a.example:1 --noproxy x.far.example,nonsense/9", "http://a.example:1", NULL,
    NULL },
  { "-x a.example:1 --noproxy ''", "http://a.example:1", NULL, NULL },
};

static void
test_ways (void)
{
  g_autoptr (GUri) far = g_uri_parse ("http://far.example/", G_URI_FLAGS_NONE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *command
          = g_strconcat ("curl ", ways[i].options, " http://far.example/", NULL);
      g_auto (RtCurlWay) way = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (RtRequest) request = rt_curl_command_parse (command, &way, NULL, &error);
      g_autoptr (RtProxyLogins) logins = rt_proxy_logins_new ();
      g_autoptr (RtProxyPolicy) policy = NULL;
      g_autoptr (RtProxyChoice) choice = NULL;
      const RtProxy *proxy;

      g_test_message ("%s", command);
      g_assert_no_error (error);
      policy = rt_proxy_policy_new_for_curl (&way, logins, &error);
      g_assert_no_error (error);
      choice = rt_proxy_source_choose (RT_PROXY_SOURCE (policy), far, NULL, &error);
      g_assert_no_error (error);
      proxy = choice->proxies->pdata[0];
      g_assert_cmpint (choice->reason == RT_WAY_SYSTEM, ==, ways[i].proxy == NULL);
      if (ways[i].proxy == NULL)
        continue;
      g_assert_cmpstr (proxy != NULL ? proxy->uri : "", ==, ways[i].proxy);
      if (ways[i].user == NULL)
        continue;
      g_assert_cmpstr (rt_proxy_auth_get_user (proxy->auth), ==, ways[i].user);
      g_assert_cmpstr (rt_proxy_auth_get_password (proxy->auth), ==, ways[i].password);
    }
}

static void
test_way_that_makes_no_sense (void)
{
  g_auto (RtCurlWay) way = { 0 };
  g_autoptr (RtProxyLogins) logins = rt_proxy_logins_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_curl_command_parse (
      "curl -x ftp://ann:sesame@a:1 http://b/", &way, NULL, NULL);

  g_assert_nonnull (request);
  g_assert_null (rt_proxy_policy_new_for_curl (&way, logins, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_PROXY);
  g_assert_null (strstr (error->message, "sesame"));
}

static void
test_names_the_option (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rt_curl_command_parse ("curl --nonsense http://a/", NULL, NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND);
  g_assert_nonnull (strstr (error->message, "--nonsense"));
  g_clear_error (&error);
  g_assert_null (rt_curl_command_parse ("curl -sZ http://a/", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "-Z"));
}

static void
test_body_file (void)
{
  g_autoptr (RtRequest) request
      = rt_curl_command_parse ("curl --data-binary @/tmp/x http://a/", NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (g_file_peek_path (rt_request_get_body_file (request)), ==, "/tmp/x");
  g_assert_cmpstr (rt_request_get_method (request), ==, "POST");
  g_assert_null (rt_curl_command_parse ("curl --data-binary @/tmp/x -d a http://a/", NULL,
                                        NULL, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curl-parse/each-command-gives-its-request", test_parse);
  g_test_add_func ("/curl-parse/options", test_options);
  g_test_add_func ("/curl-parse/ways", test_ways);
  g_test_add_func ("/curl-parse/way-that-makes-no-sense", test_way_that_makes_no_sense);
  g_test_add_func ("/curl-parse/names-what-it-does-not-know", test_names_the_option);
  g_test_add_func ("/curl-parse/body-file", test_body_file);
  return g_test_run ();
}
