/* What the options of curl and the reading of its words share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-curl-options.h"

G_BEGIN_DECLS

typedef gboolean (*RtCurlOptionFunc) (RtCurlOptions *self,
                                      const char *argument,
                                      GError **error);

typedef struct
{
  const char *name;       /* behind "--" */
  char letter;            /* 0: none */
  gboolean argument;      /* takes one */
  RtCurlOptionFunc apply; /* nullable */
  gsize place; /* without apply: of a gboolean that becomes TRUE, or of a char * that
                      * the argument goes into; 0: makes no difference to what is sent */
} RtCurlOption;

/* rt-curl-option-table.c */
gboolean rt_curl_refuse (GError **error, const char *why, const char *what);
gboolean
rt_curl_options_set_address (RtCurlOptions *self, const char *argument, GError **error);
const RtCurlOption *rt_curl_option_find (const char *name, char letter);
gboolean rt_curl_options_apply (RtCurlOptions *self,
                                const RtCurlOption *option,
                                const char *inside,
                                const char *const **next,
                                GError **error);

G_END_DECLS
