/* A jar with a name, kept over restarts or not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-jar.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* In characters: there is not always room for more. */
#define RT_NAMED_JAR_NAME_MAX 16

/* For the main thread, but as an RtCookieSource for any.  Properties: "name", "keeps". */
#define RT_TYPE_NAMED_JAR (rt_named_jar_get_type ())
G_DECLARE_FINAL_TYPE (RtNamedJar, rt_named_jar, RT, NAMED_JAR, GObject)

RtNamedJar *rt_named_jar_new_private (void);
RtNamedJar *rt_named_jar_new (const char *name, const char *folder, const char *file);

const char *rt_named_jar_get_name (RtNamedJar *self);
const char *rt_named_jar_get_file (RtNamedJar *self);
RtCookieJar *rt_named_jar_get_jar (RtNamedJar *self);

gboolean rt_named_jar_can_keep (RtNamedJar *self);
gboolean rt_named_jar_get_keeps (RtNamedJar *self);
void rt_named_jar_set_keeps_async (RtNamedJar *self,
                                   gboolean keeps,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
rt_named_jar_set_keeps_finish (RtNamedJar *self, GAsyncResult *result, GError **error);

G_END_DECLS
