/* Any bytes as a digest: in a field, as a list, as people paste it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-digest-field.h"
#include "tests/fuzz/rt-fuzz.h"

/* What was understood can be written down and read again. */
static void
check (const RtDigest *digest)
{
  g_autofree char *text = rt_digest_format (digest);
  RtDigest again;

  g_assert_true (rt_digest_parse (&again, text));
  g_assert_true (rt_digest_equal (digest, &again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  RtDigest digest;

  if (rt_digest_field_parse (&digest, text))
    check (&digest);
  if (rt_digest_field_parse_legacy (&digest, text))
    check (&digest);
  if (rt_digest_parse (&digest, text))
    check (&digest);
  if (rt_digest_find_in_list (&digest, text, "file.iso"))
    check (&digest);
  return 0;
}
