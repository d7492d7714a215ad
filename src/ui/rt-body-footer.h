/* The line below a body: what it is, and how to look at it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-charset.h"
#include "ui/rt-text-pane.h"

G_BEGIN_DECLS

typedef enum
{
  RT_BODY_TEXT,
  RT_BODY_PRETTY, /* laid out */
  RT_BODY_IMAGE,
  RT_BODY_HEX,
} RtBodyMode;

/* Signals: "mode-chosen" (int, an RtBodyMode); "encoding-chosen" (const char *name; NULL
 * means automatic). */
#define RT_TYPE_BODY_FOOTER (rt_body_footer_get_type ())
G_DECLARE_FINAL_TYPE (RtBodyFooter, rt_body_footer, RT, BODY_FOOTER, GtkWidget)

void rt_body_footer_show_facts (RtBodyFooter *self,
                                const char *content_type,
                                const RtCharset *charset,
                                RtTextPane *text,
                                GdkTexture *image);
void rt_body_footer_show_mode (RtBodyFooter *self,
                               RtBodyMode mode,
                               gboolean can_pretty,
                               gboolean can_image);
void rt_body_footer_reset (RtBodyFooter *self);

G_END_DECLS
