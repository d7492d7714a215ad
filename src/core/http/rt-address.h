/* From what a person types to an http or https URI. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was found in an address besides the URI. */
typedef struct
{
  GUri *uri;  /* http(s); host in ASCII (punycode); no user info; the fragment is kept */
  char *user; /* taken out of the address, percent-decoded; nullable */
  char *password;         /* likewise */
  char *unicode_host;     /* for display; NULL where it is the same as the ASCII form */
  gboolean mixed_scripts; /* the name mixes scripts and may imitate another */
  gboolean scheme_added;  /* the text had no scheme */
} RtAddress;

RtAddress *rt_address_parse (const char *text, GError **error);
void rt_address_free (RtAddress *self);

gboolean rt_address_is_local (const char *host);
guint16 rt_uri_get_port (GUri *uri);
gboolean rt_uri_same_origin (GUri *a, GUri *b);
char *rt_uri_dup_authority (GUri *uri);
char *rt_uri_dup_display (GUri *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAddress, rt_address_free)

G_END_DECLS
