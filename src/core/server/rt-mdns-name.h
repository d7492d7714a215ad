/* The name under which the local network knows this computer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who is asked, and what must be answered. */
typedef struct
{
  char *name;            /* such as `workbench.local` */
  GStrv addresses;       /* of this computer; the question goes out by each */
  GSocketAddress *group; /* of those who answer */
} RtMdnsQuestion;

RtMdnsQuestion *rt_mdns_question_new (const char *name,
                                      const char *const *addresses,
                                      GSocketAddress *group);
void rt_mdns_question_free (RtMdnsQuestion *self);

gboolean rt_mdns_question_ask (const RtMdnsQuestion *self, guint wait_ms);

void rt_mdns_name_find_async (GAsyncReadyCallback callback, gpointer user_data);
char *rt_mdns_name_find_finish (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtMdnsQuestion, rt_mdns_question_free)

G_END_DECLS
