/* The bodies in an HTTP Archive. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-body.h"
#include "core/http/rt-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void rt_har_put_post_data (JsonBuilder *builder,
                           const RtRequest *request,
                           gboolean with_secrets);
void rt_har_put_content (JsonBuilder *builder,
                         RtBody *body,
                         const RtHeaderList *fields,
                         gboolean with_secrets);

G_END_DECLS
