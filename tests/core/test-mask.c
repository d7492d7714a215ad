/* Secrets are masked by the names they go by, and nothing else is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-command.h"
#include "core/http/rt-mask-body.h"
#include "core/http/rt-mask.h"
#include "tests/lib/rt-test-request-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *masked;
} Row;

static void
test_pairs (void)
{
  static const Row rows[] = {
    { "", "" },
    { "a=1&b", "a=1&b" },
    { "a=1&token=2&c=3", "a=1&token=***&c=3" },
    { "API_Key=x=y", "API_Key=***" },
    { "token", "token" },
    { "password=", "password=***" },
    { "&&token=1&", "&&token=***&" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = rt_mask_pairs (rows[i].text);

      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
}

static void
test_address (void)
{
  static const Row rows[] = {
    { "http://h/a?b=c", "http://h/a?b=c" },
    { "http://ann:pw@h/", "http://***@h/" },
    { "//ann@h/?token=1", "//***@h/?token=***" },
    { "/a?session=1#f", "/a?session=***#f" },
    { "https://h/#access_token=1&state=2", "https://h/#access_token=***&state=2" },
    { "/?code=1#id_token=x#y?z", "/?code=1#id_token=***" },
    { "http://a:b@h#f", "http://***@h#f" },
    { "/a//b@c", "/a//b@c" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = rt_mask_address (rows[i].text);

      g_assert_cmpstr (masked, ==, rows[i].masked);
    }
}

static void
test_field (void)
{
  static const struct
  {
    const char *name;
    Row row;
  } rows[] = {
    { "Authorization", { "Basic eA==", "***" } },
    { "Set-Cookie", { "a=b", "***" } },
    { "Location", { "/?token=1", "/?token=***" } },
    { "Content-Location", { "/?token=1", "/?token=***" } },
    { "referer", { "/?token=1", "/?token=***" } },
    { "X-Other", { "/?token=1", "/?token=1" } },
    { "WWW-Authenticate", { "Basic", "Basic" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = rt_mask_field (rows[i].name, rows[i].row.text);

      g_assert_cmpstr (masked, ==, rows[i].row.masked);
    }
}

#define PART(head, value)                                                                \
  "--b\r\nContent-Disposition: form-data; " head "\r\n\r\n" value "\r\n"

static void
test_body (void)
{
  static const char form[] = "application/x-www-form-urlencoded";
  static const char json[] = "application/json";
  static const char parts[] = "Multipart/Form-Data; boundary=\"b\"";
  static const struct
  {
    const char *type;
    Row row;
  } rows[] = {
    { form, { "", "" } },
    { form, { "a=1&token=2&c=3", "a=1&token=***&c=3" } },
    { form, { "{\"password\":1}", "{\"password\":\"***\"}" } },
    { "text/plain", { "a=1\r\npassword=2\r\n", "a=1\r\npassword=***\r\n" } },
    { NULL, { "token=1", "token=1" } },
    { "image/png", { "\x89token=1", "\x89token=1" } },
    { json, { "{\"a\":\"token\"}", "{\"a\":\"token\"}" } },
    { json,
      { "[{\"token\" : \"a\\\"b\", \"c\": 1}]", "[{\"token\" : \"***\", \"c\": 1}]" } },
    { json, { "{\"key\":-1.5e3,\"b\":true}", "{\"key\":\"***\",\"b\":true}" } },
    { json, { "{\"keys\":[{\"k\":\"]\"},2],\"b\":0}", "{\"keys\":\"***\",\"b\":0}" } },
    { json, { "{\"token\":\"cut", "{\"token\":\"***\"" } },
    { json, { "{\"token\":\"cut\\", "{\"token\":\"***\"" } },
    { json, { "{\"token\":", "{\"token\":\"***\"" } },
    { json, { "{\"token", "{\"token" } },
    { parts, { PART ("name=\"a\"", "1") "--b--", PART ("name=\"a\"", "1") "--b--" } },
    { parts,
      { PART ("name=\"a\"", "1") PART ("name=\"my[token]\"", "2\r\n2") "--b--\r\n",
        PART ("name=\"a\"", "1") PART ("name=\"my[token]\"", "***") "--b--\r\n" } },
    /* A file begins where the text ends, and it goes on after another. */
    { parts,
      { "\r\n" PART ("name=\"token\"", "1") "--b\r\nContent-Disposition: form-data; "
                                            "name=\"key\"; filename=\"x\"\r\n\r\n",
        "\r\n" PART ("name=\"token\"", "***") "--b\r\nContent-Disposition: form-data; "
                                              "name=\"key\"; filename=\"x\"\r\n\r\n" } },
    { parts, { "--b\r\nname=\"token\"", "--b\r\nname=\"token\"" } },
    { parts,
      { "--b\r\n name=\"token\"\r\n\r\n--b", "--b\r\n name=\"token\"\r\n\r\n***--b" } },
    { "multipart/mixed", { "a", "a" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new (rows[i].row.text, strlen (rows[i].row.text));
      g_autoptr (GBytes) masked = rt_mask_body (body, rows[i].type);

      g_assert_cmpmem (g_bytes_get_data (masked, NULL), g_bytes_get_size (masked),
                       rows[i].row.masked, strlen (rows[i].row.masked));
    }
}

/* A command line is no place for a secret, unless the user says so. */
static void
test_commands (void)
{
  static const char *const hidden[] = { "Basic eA==", "id=top", "t0p", "pw1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_curl_command_parse (
      "curl 'http://h/?a=b&token=t0p' -H 'Authorization: Basic eA==' -b id=top "
      "-d 'user=ann&password=pw1'",
      NULL, NULL, &error);
  g_autofree char *masked = NULL;
  g_autofree char *whole = NULL;

  g_assert_no_error (error);
  masked = rt_curl_command_format (request, NULL);
  whole = rt_curl_command_format_with_secrets (request, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_assert_null (strstr (masked, hidden[i]));
      g_assert_nonnull (strstr (whole, hidden[i]));
    }
  g_assert_nonnull (strstr (masked, "'Authorization: ***'"));
  g_assert_nonnull (strstr (masked, "?a=b&token=***'"));
  g_assert_nonnull (strstr (masked, "'user=ann&password=***'"));
}

/* Whatever the type of the body is. */
static void
test_commands_with_bodies (void)
{
  static const char *const bodies[][2] = {
    { "Content-Type: application/json\n", "{\"user\": 1, \"password\": \"pw1\"}" },
    { "Content-Type: text/plain\n", "user=1\npassword=pw1\n" },
    { "Content-Type: multipart/form-data; boundary=b\n",
      "--b\r\nContent-Disposition: form-data; "
      "name=\"password\"\r\n\r\npw1\r\n--b--\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (RtRequest) request
          = rt_test_request_text_read ("POST", "http://h/", bodies[i][0], bodies[i][1]);
      g_autofree char *masked = rt_curl_command_format (request, NULL);
      g_autofree char *whole = rt_curl_command_format_with_secrets (request, NULL);

      g_assert_null (strstr (masked, "pw1"));
      g_assert_nonnull (strstr (masked, "***"));
      g_assert_nonnull (strstr (whole, "pw1"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/pairs", test_pairs);
  g_test_add_func ("/mask/address", test_address);
  g_test_add_func ("/mask/field", test_field);
  g_test_add_func ("/mask/body", test_body);
  g_test_add_func ("/mask/curl-commands", test_commands);
  g_test_add_func ("/mask/bodies-of-curl-commands", test_commands_with_bodies);
  return g_test_run ();
}
