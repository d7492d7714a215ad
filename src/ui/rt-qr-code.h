/* A text as a QR code, for the camera of a phone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "text". */
#define RT_TYPE_QR_CODE (rt_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (RtQrCode, rt_qr_code, RT, QR_CODE, GtkWidget)

const char *rt_qr_code_get_text (RtQrCode *self);
void rt_qr_code_set_text (RtQrCode *self, const char *text);

G_END_DECLS
