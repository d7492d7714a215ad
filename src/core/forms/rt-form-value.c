/* What a browser makes of the value of an <input>, by its type. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-value.h"

#include <math.h>
#include <string.h>

#define HTML_SPACE " \t\n\f\r"

/**
 * rt_form_type_find:
 * @type: (nullable): the type attribute of an <input>
 *
 * Gives the state that a type stands for: the word in lower case, and "text" for what is
 * unknown.
 *
 * Source: [HTML §4.10.5](https://html.spec.whatwg.org/multipage/input.html#attr-input-type)
 *
 * Returns: (transfer none): the word
 */
const char *
rt_form_type_find (const char *type)
{
  static const char *const types[]
      = { "hidden",   "text",  "search", "tel",      "url",   "email",
          "password", "date",  "month",  "week",     "time",  "datetime-local",
          "number",   "range", "color",  "checkbox", "radio", "file",
          "submit",   "image", "reset",  "button" };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (types[i], type) == 0)
      return types[i];
  return "text";
}

static char *
strip_newlines (const char *value)
{
  GString *out = g_string_sized_new (strlen (value));

  for (; *value != '\0'; value++)
    if (*value != '\n' && *value != '\r')
      g_string_append_c (out, *value);
  return g_string_free (out, FALSE);
}

static char *
trim (const char *value)
{
  gsize length;

  value += strspn (value, HTML_SPACE);
  length = strlen (value);
  while (length > 0 && strchr (HTML_SPACE, value[length - 1]) != NULL)
    length--;
  return g_strndup (value, length);
}

static char *
sanitise_emails (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *trimmed = trim (parts[i]);

      g_free (parts[i]);
      parts[i] = trimmed;
    }
  return g_strjoinv (",", parts);
}

/* Takes exactly @n digits from *text, or at least @n with @more, and steps over them. */
static gboolean
take_digits (const char **text, guint n, gboolean more, int *number)
{
  gint64 value = 0;
  guint i;

  for (i = 0; g_ascii_isdigit ((*text)[i]); i++)
    if (value < G_MAXINT)
      value = MIN (value * 10 + ((*text)[i] - '0'), G_MAXINT);
  if (i < n || (i > n && !more))
    return FALSE;
  *text += i;
  *number = (int)value;
  return TRUE;
}

static gboolean
take (const char **text, char c)
{
  if (**text != c)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
take_month (const char **text, int *year, int *month)
{
  return take_digits (text, 4, TRUE, year) && *year > 0 && *year <= 275760
         && take (text, '-') && take_digits (text, 2, FALSE, month) && *month >= 1
         && *month <= 12;
}

static gboolean
take_date (const char **text)
{
  int year, month, day;

  return take_month (text, &year, &month) && take (text, '-')
         && take_digits (text, 2, FALSE, &day) && day >= 1
         && day <= g_date_get_days_in_month (month, 400 + year % 400);
}

static gboolean
has_53_weeks (int year)
{
  GDate day;

  /* The rules repeat after 400 years. */
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 400 + year % 400);
  return g_date_get_weekday (&day) == G_DATE_THURSDAY
         || (g_date_is_leap_year (400 + year % 400)
             && g_date_get_weekday (&day) == G_DATE_FRIDAY);
}

static gboolean
take_week (const char **text)
{
  int year, week;

  return take_digits (text, 4, TRUE, &year) && year > 0 && take (text, '-')
         && take (text, 'W') && take_digits (text, 2, FALSE, &week) && week >= 1
         && week <= (has_53_weeks (year) ? 53 : 52);
}

typedef struct
{
  int hour;
  int minute;
  int second;
  int thousandth;
} TimeOfDay;

static gboolean
take_time (const char **text, TimeOfDay *time)
{
  *time = (TimeOfDay){ 0 };
  if (!take_digits (text, 2, FALSE, &time->hour) || time->hour > 23 || !take (text, ':')
      || !take_digits (text, 2, FALSE, &time->minute) || time->minute > 59)
    return FALSE;
  if (!take (text, ':'))
    return TRUE;
  if (!take_digits (text, 2, FALSE, &time->second) || time->second > 59)
    return FALSE;
  if (take (text, '.'))
    {
      gsize n = strspn (*text, "0123456789");

      if (n < 1 || n > 3)
        return FALSE;
      for (gsize i = 0; i < 3; i++)
        time->thousandth = time->thousandth * 10 + (i < n ? (*text)[i] - '0' : 0);
      *text += n;
    }
  return TRUE;
}

/* The shortest way to write it. */
static void
append_time (GString *out, const TimeOfDay *time)
{
  g_string_append_printf (out, "%02d:%02d", time->hour, time->minute);
  if (time->second == 0 && time->thousandth == 0)
    return;
  g_string_append_printf (out, ":%02d", time->second);
  if (time->thousandth == 0)
    return;
  g_string_append_printf (out, ".%03d", time->thousandth);
  while (out->str[out->len - 1] == '0')
    g_string_truncate (out, out->len - 1);
}

static char *
sanitise_date_and_time (const char *value)
{
  const char *at = value;
  g_autoptr (GString) out = g_string_new (NULL);
  TimeOfDay time;

  if (!take_date (&at))
    return g_strdup ("");
  g_string_append_len (out, value, at - value);
  if ((*at != 'T' && *at != ' ') || (at++, !take_time (&at, &time)) || *at != '\0')
    return g_strdup ("");
  g_string_append_c (out, 'T');
  append_time (out, &time);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
sanitise_dated (const char *type, const char *value)
{
  const char *at = value;
  TimeOfDay time;
  int year, month;
  gboolean right;

  if (strcmp (type, "date") == 0)
    right = take_date (&at);
  else if (strcmp (type, "month") == 0)
    right = take_month (&at, &year, &month);
  else if (strcmp (type, "week") == 0)
    right = take_week (&at);
  else
    right = take_time (&at, &time);
  return g_strdup (right && *at == '\0' ? value : "");
}

/* A floating-point number as HTML has it: no '+', no bare point at the end. */
static gboolean
read_number (const char *text, double *number)
{
  const char *at = text != NULL ? text : "";
  gsize whole, fraction = 0;

  if (*at == '-')
    at++;
  whole = strspn (at, "0123456789");
  at += whole;
  if (*at == '.')
    {
      fraction = strspn (at + 1, "0123456789");
      if (fraction == 0)
        return FALSE;
      at += 1 + fraction;
    }
  if (whole + fraction == 0)
    return FALSE;
  if (*at == 'e' || *at == 'E')
    {
      gsize exponent;

      at += at[1] == '+' || at[1] == '-' ? 2 : 1;
      exponent = strspn (at, "0123456789");
      if (exponent == 0)
        return FALSE;
      at += exponent;
    }
  if (*at != '\0')
    return FALSE;
  *number = g_ascii_strtod (text, NULL);
  return isfinite (*number) != 0;
}

static char *
write_number (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* 15 digits first: 0.1 is no 0.10000000000000001. */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number == 0 ? 0 : number);
  if (g_ascii_strtod (buffer, NULL) != number)
    g_ascii_formatd (buffer, sizeof buffer, "%.17g", number);
  return g_strdup (buffer);
}

/* A slider always stands somewhere. */
static char *
sanitise_range (const char *value, const RtFormValueLimits *limits)
{
  double minimum = 0, maximum = 100, step = 1, base = 0, number, snapped;

  read_number (limits->minimum, &minimum);
  read_number (limits->maximum, &maximum);
  if (!read_number (limits->minimum, &base))
    read_number (limits->initial, &base);
  if (!read_number (value, &number))
    number = maximum < minimum ? minimum : minimum + (maximum - minimum) / 2;
  number = maximum < minimum ? minimum : CLAMP (number, minimum, maximum);

  if (limits->step != NULL && g_ascii_strcasecmp (limits->step, "any") == 0)
    return write_number (number);
  if (!read_number (limits->step, &step) || step <= 0)
    step = 1;
  /* Halfway between two steps it goes up. */
  snapped = base + floor ((number - base) / step + 0.5) * step;
  if (snapped > maximum && maximum >= minimum)
    snapped -= step;
  if (snapped < minimum)
    snapped += step;
  return write_number (snapped);
}

/* Browsers of today understand all that CSS does; the hexadecimal forms are what occurs. */
static char *
sanitise_colour (const char *value)
{
  g_autofree char *trimmed = trim (value);
  gsize n = strspn (trimmed + (*trimmed != '\0'), "0123456789abcdefABCDEF");
  GString *colour = g_string_new ("#");

  if (*trimmed != '#' || trimmed[1 + n] != '\0' || (n != 3 && n != 4 && n != 6 && n != 8))
    g_string_append (colour, "000000");
  else
    for (gsize i = 0; i < 6; i++)
      g_string_append_c (colour, g_ascii_tolower (trimmed[1 + (n <= 4 ? i / 2 : i)]));
  return g_string_free (colour, FALSE);
}

/**
 * rt_form_value_sanitise:
 * @type: a word that rt_form_type_find() gave
 * @value: what the page or the user says, UTF-8
 * @limits: what the page says besides
 *
 * Gives the value that a control of that type has then.
 *
 * Source: [HTML §4.10.5.1](https://html.spec.whatwg.org/multipage/input.html), "value
 * sanitization algorithm" of each type
 *
 * Returns: (transfer full): the value
 */
char *
rt_form_value_sanitise (const char *type,
                        const char *value,
                        const RtFormValueLimits *limits)
{
  static const char *const one_line[] = { "text", "search", "tel", "password", NULL };
  static const char *const dated[] = { "date", "month", "week", "time", NULL };
  double number;

  if (g_strv_contains (one_line, type))
    return strip_newlines (value);
  if (strcmp (type, "url") == 0 || strcmp (type, "email") == 0)
    {
      g_autofree char *line = strip_newlines (value);

      return limits->is_multiple && *type == 'e' ? sanitise_emails (line) : trim (line);
    }
  if (g_strv_contains (dated, type))
    return sanitise_dated (type, value);
  if (strcmp (type, "datetime-local") == 0)
    return sanitise_date_and_time (value);
  if (strcmp (type, "number") == 0)
    return g_strdup (read_number (value, &number) ? value : "");
  if (strcmp (type, "range") == 0)
    return sanitise_range (value, limits);
  if (strcmp (type, "color") == 0)
    return sanitise_colour (value);
  return g_strdup (value);
}
