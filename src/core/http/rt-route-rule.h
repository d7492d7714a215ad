/* Rules for where a request connects to and which certificates it accepts there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Connect there, keep the name": curl's --resolve. */
typedef struct
{
  char *host;    /* ASCII, lower case, or "*" */
  guint16 port;  /* 0: any */
  char *address; /* literal, without brackets */
} RtConnectTo;

/* A certificate that the user trusts for one host and port. */
typedef struct
{
  char *host;   /* ASCII, lower case; "*": for whatever host this request goes to */
  guint16 port; /* 0: any */
  char *sha256; /* of the leaf: 64 hex digits, lower case */
} RtPin;

GPtrArray *rt_connect_to_list_new (void);
GPtrArray *rt_connect_to_list_with (GPtrArray *list,
                                    const char *host,
                                    guint16 port,
                                    const char *address,
                                    GError **error);
const char *rt_connect_to_list_find (GPtrArray *list, const char *host, guint16 port);

GPtrArray *rt_pin_list_new (void);
void
rt_pin_list_add (GPtrArray *list, const char *host, guint16 port, const char *sha256);
GPtrArray *rt_pin_list_copy (GPtrArray *list);
GStrv rt_pin_list_find (GPtrArray *list, const char *host, guint16 port);

G_END_DECLS
