/* The data that a curl command gives to be sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Begins as all zero, with standard_input filled in. */
typedef struct
{
  GBytes *standard_input; /* borrowed; nullable */
  GString *text;          /* any bytes; NULL if no option gave data */
  GFile *file;            /* in place of text */
  char *content_type;     /* that the data has by itself */
} RtCurlData;

void rt_curl_data_clear (RtCurlData *self);

gboolean rt_curl_data_add (RtCurlData *self, const char *argument, GError **error);
gboolean rt_curl_data_add_raw (RtCurlData *self, const char *argument, GError **error);
gboolean rt_curl_data_add_binary (RtCurlData *self, const char *argument, GError **error);
gboolean
rt_curl_data_add_encoded (RtCurlData *self, const char *argument, GError **error);
gboolean rt_curl_data_add_json (RtCurlData *self, const char *argument, GError **error);

G_END_DECLS
