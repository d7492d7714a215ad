/* Fields from the clipboard. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_form_paste (GtkWidget *widget, RtFormDraft *draft);

G_END_DECLS
