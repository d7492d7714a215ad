/* What went wrong, and what to do about it, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a button beside the words can do. */
typedef enum
{
  RT_ACTION_NONE,
  RT_ACTION_TRY_AGAIN,
  RT_ACTION_SHOW_CERTIFICATE,
  RT_ACTION_DECODE_ANYWAY,
  RT_ACTION_FOLLOW,
  RT_ACTION_FOLLOW_ANYWAY,
  RT_ACTION_SEND_THERE,
} RtAction;

char *rt_error_dup_title (const GError *error, const char *host);
char *rt_error_dup_hint (const GError *error);
RtAction rt_error_get_action (const GError *error);

const char *rt_action_to_label (RtAction action);

G_END_DECLS
