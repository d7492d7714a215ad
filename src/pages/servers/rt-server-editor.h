/* Where the user sets something for a server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_EDITOR (rt_server_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtServerEditor, rt_server_editor, RT, SERVER_EDITOR, AdwWindow)

GtkWidget *rt_server_editor_new (GtkWindow *parent,
                                 const RtServerSettings *settings,
                                 const char *certificates,
                                 gboolean is_new);

G_END_DECLS
