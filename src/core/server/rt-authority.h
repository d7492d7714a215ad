/* The user's own authority, and the certificates that it issues for local servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_LEAF_GOOD,
  RT_LEAF_EXPIRED,          /* ended yesterday */
  RT_LEAF_WRONG_HOST,       /* made out to wrong.localhost */
  RT_LEAF_SELF_SIGNED,      /* issued by nobody */
  RT_LEAF_INCOMPLETE_CHAIN, /* issued by an authority in between that is not sent */
} RtLeafKind;

/* May be used in several threads at once. */
#define RT_TYPE_AUTHORITY (rt_authority_get_type ())
G_DECLARE_FINAL_TYPE (RtAuthority, rt_authority, RT, AUTHORITY, GObject)

char *rt_authority_build_usual_folder (void);
char *rt_authority_build_certificate_path (const char *folder);
RtAuthority *
rt_authority_open (const char *folder, const char *host_name, GError **error);
void rt_authority_open_async (const char *folder,
                              const char *host_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RtAuthority *rt_authority_open_finish (GAsyncResult *result, GError **error);

GTlsCertificate *rt_authority_get_certificate (RtAuthority *self);
const char *rt_authority_get_certificate_path (RtAuthority *self);

GTlsCertificate *rt_authority_issue (RtAuthority *self,
                                     RtLeafKind kind,
                                     const char *const *names,
                                     GError **error);

G_END_DECLS
