/* A request that is printed in place of being sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

gboolean rt_cli_dry_run_print (RtRequest *request, GError **error);

G_END_DECLS
