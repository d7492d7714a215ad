/* The button that sends what a page says, and stops what it sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_SEND_BUTTON (rt_send_button_get_type ())
G_DECLARE_FINAL_TYPE (RtSendButton, rt_send_button, RT, SEND_BUTTON, GtkButton)

G_END_DECLS
