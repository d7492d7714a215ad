/* An image, decoded off the main thread, within limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-body.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* More than this may be made to fill the memory. */
#define RT_IMAGE_PIXELS_MAX (64 * 1000 * 1000)

/* Signal "loaded": the image, or why there is none, is shown. */
#define RT_TYPE_IMAGE_PANE (rt_image_pane_get_type ())
G_DECLARE_FINAL_TYPE (RtImagePane, rt_image_pane, RT, IMAGE_PANE, GtkWidget)

void rt_image_pane_set_body (RtImagePane *self, RtBody *body);
GdkTexture *rt_image_pane_get_texture (RtImagePane *self);

G_END_DECLS
