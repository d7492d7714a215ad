/* What is done with a jar in a thread, as it may have to wait for a disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rt_cookie_change_async (RtCookieJar *jar,
                             RtCookieChange *change,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
RtCookieChange *
rt_cookie_change_finish (RtCookieJar *jar, GAsyncResult *result, GError **error);

void rt_cookie_judge_async (RtCookieJar *jar,
                            const RtCookieQuestion *question,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *
rt_cookie_judge_finish (RtCookieJar *jar, GAsyncResult *result, GError **error);

void rt_cookie_import_file_async (RtCookieJar *jar,
                                  GFile *file,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void rt_cookie_import_firefox_async (RtCookieJar *jar,
                                     const char *profile,
                                     const char *place,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
RtCookieImport *
rt_cookie_import_finish (RtCookieJar *jar, GAsyncResult *result, GError **error);

void rt_cookie_export_async (RtCookieJar *jar,
                             GFile *file,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rt_cookie_export_finish (RtCookieJar *jar,
                                  GAsyncResult *result,
                                  guint *n_left_out,
                                  GError **error);

G_END_DECLS
