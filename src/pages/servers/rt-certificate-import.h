/* Asks for a certificate in a file of the user's, and for what it takes to open it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-pem.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_certificate_import_async (GtkWidget *asker,
                                  const char *folder,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *rt_certificate_import_finish (GtkWidget *asker,
                                    GAsyncResult *result,
                                    RtServerPemFlaws *flaws,
                                    GError **error);

G_END_DECLS
