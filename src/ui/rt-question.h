/* Asks the user whether to go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *rt_question_new (const char *heading,
                            const char *body,
                            const char *response,
                            const char *label,
                            AdwResponseAppearance appearance);
GtkWidget *rt_question_new_statement (const char *heading, const char *body);

void rt_question_add_default (GtkWidget *self, const char *response, const char *label);
void rt_question_set_enabled (GtkWidget *self, const char *response, gboolean is_enabled);
void rt_question_set_fields (GtkWidget *self, GtkWidget *fields, GtkWidget *first);

void rt_question_present (GtkWidget *self, GtkWidget *asker);
void rt_question_withdraw (GtkWidget *self);
gboolean rt_question_is_in (GtkWidget *window);

G_END_DECLS
