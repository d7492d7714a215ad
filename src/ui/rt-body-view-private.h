/* What a view of a body has, for its parts and for the ways to show one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-body-footer.h"
#include "ui/rt-body-message.h"
#include "ui/rt-body-reader.h"
#include "ui/rt-body-view.h"
#include "ui/rt-hex-view.h"
#include "ui/rt-lazy-bin.h"

G_BEGIN_DECLS

struct _RtBodyView
{
  GtkWidget parent_instance;

  RtBodyReader *reader;
  RtExchange *exchange;  /* nullable */
  RtBody *body;          /* what is shown, nullable */
  RtBodyMode mode;       /* what the stack shows */
  gboolean mode_chosen;  /* by hand, for this body */
  gboolean likes_pretty; /* for all bodies */
  gsize text_in_pane;    /* how much of the text the pane has */

  GtkWidget *content;
  GtkStack *stack;
  RtBodyMessage *message;
  RtLazyBin *text_pane;
  RtLazyBin *pretty_pane;
  RtLazyBin *image_pane;
  RtHexView *hex_view;
  RtLazyBin *footer;
};

/* rt-body-view-modes.c */
gboolean rt_body_view_is_image (RtBodyView *self);
RtTextPane *rt_body_view_get_text_pane (RtBodyView *self);
void rt_body_view_show_footer (RtBodyView *self);
void rt_body_view_show_mode (RtBodyView *self);
RtBodyMode rt_body_view_choose_mode (RtBodyView *self);

G_END_DECLS
