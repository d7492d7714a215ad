/* From what a person types to an http or https URI. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-uri.h"

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAddress, rt_address_free)

G_END_DECLS
