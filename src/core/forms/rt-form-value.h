/* What a browser makes of the value of an <input>, by its type. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What narrows a value down; each NULL if the page does not say it. */
typedef struct
{
  const char *minimum;
  const char *maximum;
  const char *step;
  const char *initial; /* from which steps are counted if there is no minimum */
  gboolean is_multiple;
} RtFormValueLimits;

const char *rt_form_type_find (const char *type);
char *rt_form_value_sanitise (const char *type,
                              const char *value,
                              const RtFormValueLimits *limits);

G_END_DECLS
