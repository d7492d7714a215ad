/* What the program remembers between two runs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/transfer/rt-download-terms.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Plain properties, named as the keys of the GSettings schema.  They are kept by GSettings
 * where the schema is installed, and else as long as the program runs. */
#define RT_TYPE_SETTINGS (rt_settings_get_type ())
G_DECLARE_FINAL_TYPE (RtSettings, rt_settings, RT, SETTINGS, GObject)

RtSettings *rt_settings_new (void);
void rt_settings_bind_page (RtSettings *self, GObject *page);
void rt_settings_bind_terms (RtSettings *self, RtDownloadTerms *terms);
RtRequestOptions rt_settings_get_request_options (RtSettings *self);

G_END_DECLS
