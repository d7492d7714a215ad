/* The buttons that send a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/forms/rt-form-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The argument of the action "form.send" that presses no button; else it is the place of a
 * control in the form. */
#define RT_FORM_NO_SUBMITTER (-1)

void rt_form_senders_fill (GtkBox *box, RtFormDraft *draft);

G_END_DECLS
