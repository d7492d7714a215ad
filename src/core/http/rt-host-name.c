/* The host of an address: a name in ASCII or Unicode, or an address literal. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-host-name.h"

#include "core/wire/rt-error.h"

#include <gio/gio.h>
#include <idn2.h>
#include <string.h>

/* RFC 1035 §2.3.4 */
#define NAME_BYTES_MAX 253
#define LABEL_BYTES_MAX 63

/* Scripts that are written together, so that a label may mix them. */
static const GUnicodeScript families[][4] = {
  { G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA,
    G_UNICODE_SCRIPT_KATAKANA },
  { G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HANGUL,
    G_UNICODE_SCRIPT_HANGUL },
  { G_UNICODE_SCRIPT_LATIN, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_BOPOMOFO,
    G_UNICODE_SCRIPT_BOPOMOFO },
};

static gboolean
refuse (GError **error, const char *host, const char *why)
{
  g_autofree char *shown = rt_error_excerpt (host);

  g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS, "host '%s' %s", shown, why);
  return FALSE;
}

/* One number of an IPv4 address as URLs have it: 0x hex, 0 octal, else decimal. */
static gboolean
parse_ipv4_number (const char *text, guint64 *value)
{
  guint base = 10;

  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    {
      base = 16;
      text += 2;
    }
  else if (text[0] == '0' && text[1] != '\0')
    {
      base = 8;
      text++;
    }
  *value = 0;
  for (; *text != '\0'; text++)
    {
      int digit = g_ascii_xdigit_value (*text);

      if (digit < 0 || (guint)digit >= base)
        return FALSE;
      *value = *value * base + (guint)digit;
      if (*value > G_MAXUINT32)
        return FALSE;
    }
  return TRUE;
}

/* A name whose last label is a number is an IPv4 address or nothing. */
static gboolean
ends_in_number (const char *host)
{
  gsize length = strlen (host);
  const char *label;
  g_autofree char *copy = NULL;
  guint64 ignored;

  if (length > 0 && host[length - 1] == '.')
    length--;
  copy = g_strndup (host, length);
  label = strrchr (copy, '.');
  label = label != NULL ? label + 1 : copy;
  if (*label == '\0')
    return FALSE;
  if (strspn (label, "0123456789") == strlen (label))
    return TRUE;
  return g_ascii_strncasecmp (label, "0x", 2) == 0 && parse_ipv4_number (label, &ignored);
}

/* WHATWG URL, "IPv4 parser": 127.1, 0x7f.1 and 2130706433 are all 127.0.0.1. */
static char *
normalize_ipv4 (const char *host, GError **error)
{
  gsize length = strlen (host);
  g_autofree char *copy = g_strndup (host, host[length - 1] == '.' ? length - 1 : length);
  g_auto (GStrv) parts = g_strsplit (copy, ".", -1);
  guint n = g_strv_length (parts);
  guint64 address = 0;

  for (guint i = 0; i < n; i++)
    {
      guint64 number;
      guint64 limit = i + 1 < n || n > 4 ? 256 : G_GUINT64_CONSTANT (1) << (8 * (5 - n));

      if (n > 4 || *parts[i] == '\0' || !parse_ipv4_number (parts[i], &number)
          || number >= limit)
        {
          refuse (error, host, "ends in a number but is no IPv4 address");
          return NULL;
        }
      address += i + 1 < n ? number << (8 * (3 - i)) : number;
    }
  return g_strdup_printf ("%u.%u.%u.%u", (guint)(address >> 24) & 255,
                          (guint)(address >> 16) & 255, (guint)(address >> 8) & 255,
                          (guint)address & 255);
}

static gboolean
check_ascii (const char *host, GError **error)
{
  gsize label = 0;

  for (const char *p = host; *p != '\0'; p++)
    {
      if (*p == '.')
        {
          if (label == 0)
            return refuse (error, host, "has an empty part between its dots");
          label = 0;
        }
      else if (!g_ascii_isalnum (*p) && strchr ("-_~", *p) == NULL)
        {
          g_autofree char *why = g_strdup_printf ("holds a '%c'", *p);
          return refuse (error, host, g_ascii_isprint (*p) ? why : "holds a control");
        }
      else if (++label > LABEL_BYTES_MAX)
        {
          return refuse (error, host, "has a part of more than 63 letters");
        }
    }
  if (strlen (host) > NAME_BYTES_MAX + (label == 0 ? 1 : 0))
    return refuse (error, host, "is longer than 253 letters");
  return TRUE;
}

static GInetAddress *
parse_literal (const char *host)
{
  g_autofree char *bare = g_strndup (host, strcspn (host, "%"));

  return g_inet_address_new_from_string (bare);
}

/**
 * rt_host_name_normalize:
 * @text: a name, or an IPv4 address in any form that browsers take, percent-encoded or not
 * @error: return location for a #GError, or %NULL
 *
 * Gives the form that is looked up and sent: lower case, ASCII (punycode by UTS #46,
 * nontransitional), an IPv4 address as four decimal numbers.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS
 *
 * Source: [WHATWG URL, host parsing](https://url.spec.whatwg.org/#host-parsing)
 *
 * Returns: (transfer full) (nullable): the host
 */
char *
rt_host_name_normalize (const char *text, GError **error)
{
  g_autofree char *decoded = g_uri_unescape_string (text, NULL);
  g_autofree char *ascii = NULL;
  const char *name = decoded != NULL ? decoded : text;

  if (!g_utf8_validate (name, -1, NULL))
    {
      refuse (error, name, "is no UTF-8");
      return NULL;
    }
  if (g_str_is_ascii (name))
    {
      ascii = g_ascii_strdown (name, -1);
    }
  else
    {
      char *converted = NULL;
      int status = idn2_to_ascii_8z (name, &converted, IDN2_NONTRANSITIONAL);

      if (status != IDN2_OK)
        {
          g_autofree char *why
              = g_strdup_printf ("is no international name: %s", idn2_strerror (status));
          refuse (error, name, why);
          return NULL;
        }
      ascii = g_ascii_strdown (converted, -1);
      idn2_free (converted);
    }
  if (*ascii == '\0' || g_str_equal (ascii, "."))
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_ADDRESS,
                           "the address has no host");
      return NULL;
    }
  if (!check_ascii (ascii, error))
    return NULL;
  if (ends_in_number (ascii))
    return normalize_ipv4 (ascii, error);
  return g_steal_pointer (&ascii);
}

/**
 * rt_host_name_normalize_ipv6:
 * @text: an IPv6 address without brackets, perhaps with a zone (`%eth0` or `%25eth0`)
 * @error: return location for a #GError, or %NULL
 *
 * Gives the shortest form of an IPv6 address.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS
 *
 * Source: [RFC 5952](https://www.rfc-editor.org/rfc/rfc5952)
 *
 * Returns: (transfer full) (nullable): the address, without brackets
 */
char *
rt_host_name_normalize_ipv6 (const char *text, GError **error)
{
  const char *zone = strchr (text, '%');
  g_autoptr (GInetAddress) address = parse_literal (text);
  g_autofree char *shortest = NULL;
  g_autofree char *with_zone = NULL;

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    {
      refuse (error, text, "is no IPv6 address");
      return NULL;
    }
  shortest = g_inet_address_to_string (address);
  if (zone == NULL)
    return g_steal_pointer (&shortest);

  zone += g_str_has_prefix (zone, "%25") && zone[3] != '\0' ? 3 : 1;
  for (const char *p = zone; *p != '\0' || p == zone; p++)
    if (!g_ascii_isalnum (*p) && (*p == '\0' || strchr ("-_.", *p) == NULL))
      {
        refuse (error, text, "names no network interface after its '%'");
        return NULL;
      }
  with_zone = g_strdup_printf ("%s%%%s", shortest, zone);
  /* What GLib takes for a name would lose its brackets in a URI. */
  if (!g_hostname_is_ip_address (with_zone))
    {
      refuse (error, text, "names no network interface after its '%'");
      return NULL;
    }
  return g_steal_pointer (&with_zone);
}

/**
 * rt_host_name_to_unicode:
 * @host: an ASCII name
 *
 * Gives the form of an international name that people read.
 *
 * Returns: (transfer full) (nullable): the Unicode form; %NULL where it is the same as
 *   @host, or would not be @host again when written in ASCII
 */
char *
rt_host_name_to_unicode (const char *host)
{
  char *unicode = NULL;
  char *ascii = NULL;
  char *shown = NULL;

  if (strstr (host, "xn--") == NULL)
    return NULL;
  if (idn2_to_unicode_8z8z (host, &unicode, IDN2_NONTRANSITIONAL) == IDN2_OK
      && idn2_to_ascii_8z (unicode, &ascii, IDN2_NONTRANSITIONAL) == IDN2_OK
      && g_str_equal (ascii, host) && !g_str_equal (unicode, host))
    shown = g_strdup (unicode);
  g_clear_pointer (&unicode, idn2_free);
  g_clear_pointer (&ascii, idn2_free);
  return shown;
}

/**
 * rt_host_name_mixes_scripts:
 * @host: a name in Unicode
 *
 * Says whether a label of @host mixes scripts that are not written together, such as
 * Latin and Cyrillic: such a name may imitate another.  A label that is wholly in
 * another script is not found by this.
 *
 * Source: [UTS #39 §5.2](https://www.unicode.org/reports/tr39/#Restriction_Level_Detection),
 * "highly restrictive"
 *
 * Returns: %TRUE if some label mixes scripts
 */
gboolean
rt_host_name_mixes_scripts (const char *host)
{
  GUnicodeScript first = G_UNICODE_SCRIPT_COMMON;
  guint fitting = (1u << G_N_ELEMENTS (families)) - 1;
  gboolean mixed = FALSE;

  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeScript script = g_unichar_get_script (c);

      if (c == '.')
        {
          first = G_UNICODE_SCRIPT_COMMON;
          fitting = (1u << G_N_ELEMENTS (families)) - 1;
          mixed = FALSE;
          continue;
        }
      if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
        continue;
      if (first == G_UNICODE_SCRIPT_COMMON)
        first = script;
      mixed = mixed || script != first;
      for (guint i = 0; i < G_N_ELEMENTS (families); i++)
        {
          gboolean fits = FALSE;
          for (guint k = 0; k < G_N_ELEMENTS (families[i]); k++)
            fits = fits || families[i][k] == script;
          if (!fits)
            fitting &= ~(1u << i);
        }
      if (mixed && fitting == 0)
        return TRUE;
    }
  return FALSE;
}

/* In lower case, without the dot at the end that some names have. */
static char *
dup_bare (const char *host)
{
  char *name = g_ascii_strdown (host, -1);
  gsize length = strlen (name);

  if (length > 0 && name[length - 1] == '.')
    name[length - 1] = '\0';
  return name;
}

static gboolean
is_localhost (const char *name)
{
  return g_str_equal (name, "localhost") || g_str_has_suffix (name, ".localhost");
}

/**
 * rt_host_name_is_local:
 * @host: a normalized host, without brackets
 *
 * Says whether @host is this machine or one on a private network by its name or address
 * alone; nothing is looked up.
 *
 * Source: [RFC 6761 §6.3](https://www.rfc-editor.org/rfc/rfc6761#section-6.3), RFC 1918,
 * RFC 3927, RFC 4193
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_host_name_is_local (const char *host)
{
  g_autofree char *name = dup_bare (host);
  g_autoptr (GInetAddress) address = NULL;

  if (is_localhost (name))
    return TRUE;
  address = parse_literal (name);
  if (address == NULL)
    return FALSE;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
      && (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc)
    return TRUE;
  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address)
         || g_inet_address_get_is_link_local (address)
         || g_inet_address_get_is_site_local (address);
}

/**
 * rt_host_name_is_loopback:
 * @host: a normalized host, without brackets
 *
 * Says whether @host is this machine by its name or address alone, whatever the network.
 *
 * Source: [RFC 6761 §6.3](https://www.rfc-editor.org/rfc/rfc6761#section-6.3)
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_host_name_is_loopback (const char *host)
{
  g_autofree char *name = dup_bare (host);
  g_autoptr (GInetAddress) address = parse_literal (name);

  return is_localhost (name)
         || (address != NULL && g_inet_address_get_is_loopback (address));
}
