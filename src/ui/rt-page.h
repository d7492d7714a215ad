/* What every tab is: its own controls above the one view of an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_PAGE (rt_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (RtPage, rt_page, RT, PAGE, GtkWidget)

/* A subclass sets in its template what it has of "controls" (always there), "slot" (above
 * the divider; nothing, or hidden, and there is no divider), "empty" (in place of the
 * exchange while there is none) and "address" (an RtAddressBar among the controls: with it
 * the functions below need be no more than submit, which is called when it is activated).
 * One that sends nothing has its "slot" from top to bottom, and of the functions below only
 * focus_address. */
struct _RtPageClass
{
  GtkWidgetClass parent_class;

  /* Puts the address in place and sends it. */
  void (*open_address) (RtPage *self, const char *address);
  /* Puts in place what was started to try the page with, and sends it: a server, and where
   * the page asked for one a proxy.  By default @address is opened. */
  void (*open_trial) (RtPage *self, const char *address, const char *proxy);
  /* Gives the focus to the address, all of it selected, or to what comes first. */
  void (*focus_address) (RtPage *self);
  /* Shows in the controls what @request says. */
  void (*read_request) (RtPage *self, const RtRequest *request);
  /* Sends what the controls say. */
  void (*submit) (RtPage *self);
};

RtWorkbench *rt_page_get_workbench (RtPage *self);
RtExchange *rt_page_get_exchange (RtPage *self);
gboolean rt_page_get_busy (RtPage *self);

gboolean rt_page_can_send (RtPage *self);
void rt_page_send (RtPage *self, RtRequest *request);
void rt_page_send_over (RtPage *self, RtRequest *request, RtTransport *transport);
void rt_page_look_at (RtPage *self, RtExchange *exchange);
void rt_page_compare_with (RtPage *self, RtExchange *previous);
void rt_page_stop (RtPage *self);
void rt_page_send_again (RtPage *self);
void rt_page_open_address (RtPage *self, const char *address);
void rt_page_open_trial (RtPage *self, const char *address, const char *proxy);
void rt_page_show_empty (RtPage *self, gboolean is_shown);
void rt_page_remember_address (RtPage *self, const char *address);
void rt_page_focus_address (RtPage *self);

G_END_DECLS
