/* Asks the user whether to go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *
rt_question_new_statement (GtkWidget *asker, const char *heading, const char *body);
GtkWidget *rt_question_new (GtkWidget *asker,
                            const char *heading,
                            const char *body,
                            const char *response,
                            const char *label,
                            AdwResponseAppearance appearance);

G_END_DECLS
