/* What a server is, and how it is doing, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

G_BEGIN_DECLS

char *rt_server_words_dup_title (const RtServerSettings *settings);
char *rt_server_words_dup_facts (RtRackServer *server);
char *rt_server_words_dup_folder (const char *path);
char *rt_server_words_dup_warning (RtRackServer *server);
char *rt_server_words_dup_flaws (RtServerPemFlaws flaws);
char *rt_server_words_dup_error (const GError *error);
char *rt_server_words_dup_trouble (RtRackServer *server);
char *rt_server_words_dup_speed (double bytes_per_s);
char *rt_server_words_dup_rate (double requests_per_s);
char *rt_server_words_dup_traffic (double requests_per_s, const RtServerCounts *counts);

G_END_DECLS
