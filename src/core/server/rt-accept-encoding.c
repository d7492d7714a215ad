/* Which content coding an answer may have. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-accept-encoding.h"

#include <string.h>

static const char *const names[RT_N_CODED] = {
  [RT_CODED_BR] = "br",
  [RT_CODED_ZSTD] = "zstd",
  [RT_CODED_GZIP] = "gzip",
  [RT_CODED_IDENTITY] = "identity",
};

/* In thousandths. */
#define NOT_NAMED (-1)

typedef struct
{
  int weight[RT_N_CODED];
  int others; /* of "*" */
} Weights;

/* Takes what stands before @end, without blanks around it. */
static char *
take_word (const char *start, const char *end)
{
  return g_strstrip (g_strndup (start, (gsize)(end - start)));
}

/* qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ) */
static gboolean
read_weight (const char *text, int *weight)
{
  gsize length = strlen (text);

  if (length == 0 || length > 5 || (text[0] != '0' && text[0] != '1')
      || (length > 1 && text[1] != '.'))
    return FALSE;
  *weight = (text[0] - '0') * 1000;
  for (gsize i = 2, unit = 100; i < length; i++, unit /= 10)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *weight += (text[i] - '0') * (int)unit;
    }
  return *weight <= 1000;
}

/* The weight of one element of the list, such as "gzip;q=0.5". */
static gboolean
read_element (const char *element, char **name, int *weight)
{
  const char *semicolon = strchr (element, ';');
  g_autofree char *parameter = NULL;

  *weight = 1000;
  if (semicolon == NULL)
    {
      *name = g_strstrip (g_strdup (element));
      return TRUE;
    }
  parameter = take_word (semicolon + 1, element + strlen (element));
  if ((parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '='
      || !read_weight (parameter + 2, weight))
    return FALSE;
  *name = take_word (element, semicolon);
  return TRUE;
}

static void
note (Weights *weights, const char *name, int weight)
{
  if (strcmp (name, "*") == 0)
    {
      weights->others = weight;
      return;
    }
  if (g_ascii_strcasecmp (name, "x-gzip") == 0)
    name = "gzip";
  for (guint i = 0; i < RT_N_CODED; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      weights->weight[i] = weight;
}

static void
read_list (Weights *weights, const char *value)
{
  while (*value != '\0')
    {
      gsize length = strcspn (value, ",");
      g_autofree char *element = g_strndup (value, length);
      g_autofree char *name = NULL;
      int weight;

      if (read_element (element, &name, &weight))
        note (weights, name, weight);
      value += length;
      if (*value == ',')
        value++;
    }
}

/**
 * rt_accept_encoding_choose:
 * @value: (nullable): an Accept-Encoding field value; %NULL if there is no such field
 * @available: what could be sent, a set of RT_CODED_BIT ()
 *
 * Chooses the coding that the client likes best.  Without the field nothing is coded: the
 * standard lets a server code then, but such a client often cannot undo it.  An element
 * that does not parse is left out.
 *
 * Source: [RFC 9110 §12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3)
 *
 * Returns: the coding
 */
RtCoded
rt_accept_encoding_choose (const char *value, guint available)
{
  Weights weights = { { NOT_NAMED, NOT_NAMED, NOT_NAMED, NOT_NAMED }, NOT_NAMED };
  RtCoded best = RT_CODED_NONE;
  int best_weight = 0;

  if (value != NULL)
    read_list (&weights, value);
  for (guint i = 0; i < RT_N_CODED; i++)
    {
      int weight = weights.weight[i] != NOT_NAMED ? weights.weight[i] : weights.others;

      /* Not coding is allowed unless it is forbidden, but it is the last choice. */
      if (weight == NOT_NAMED)
        weight = i == RT_CODED_IDENTITY ? 1 : 0;
      if ((available & RT_CODED_BIT (i)) != 0 && weight > best_weight)
        {
          best = (RtCoded)i;
          best_weight = weight;
        }
    }
  return best;
}

/**
 * rt_coded_get_name:
 * @coded: a coding, not %RT_CODED_NONE
 *
 * Gives the word for Content-Encoding.
 *
 * Returns: (transfer none): the name
 */
const char *
rt_coded_get_name (RtCoded coded)
{
  g_return_val_if_fail (coded < RT_N_CODED, NULL);
  return names[coded];
}
