/* The forms of a page, for people and for programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-page.h"

G_BEGIN_DECLS

void rt_cli_form_list_print (const RtFormPage *page, guint only);
void rt_cli_form_list_print_json (const RtFormPage *page, guint only);

G_END_DECLS
