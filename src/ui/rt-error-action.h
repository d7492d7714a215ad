/* What a button beside the words about an error can do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-error.h"

G_BEGIN_DECLS

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

RtAction rt_error_get_action (const GError *error);

const char *rt_action_to_label (RtAction action);

G_END_DECLS
