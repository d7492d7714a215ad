/* Where the user sets on which terms downloads run. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/rt-settings.h"

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_PREFERENCES (rt_download_preferences_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadPreferences,
                      rt_download_preferences,
                      RT,
                      DOWNLOAD_PREFERENCES,
                      AdwPreferencesGroup)

void rt_download_preferences_bind (RtDownloadPreferences *self, RtSettings *settings);

G_END_DECLS
