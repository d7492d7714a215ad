/* The address of a page: where it is typed, and what is done with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-trial-server.h"
#include "ui/rt-page-private.h"

static RtAddressBar *
get_bar (RtPage *self)
{
  return rt_page_get_private (self)->address;
}

static void
open_in_bar (RtPage *self, const char *address)
{
  rt_address_bar_set_text (get_bar (self), address);
  rt_address_bar_submit (get_bar (self));
}

static void
open_address_of_trial (RtPage *self, const char *address, const char *proxy)
{
  rt_page_open_address (self, address);
}

static void
focus_bar (RtPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_bar (self)));
}

static void
read_into_bar (RtPage *self, const RtRequest *request)
{
  g_autofree char *address = rt_request_dup_address (request);

  rt_address_bar_set_text (get_bar (self), address);
}

/* What a page with an "address" does unless it has something to add. */
void
rt_page_address_install (RtPageClass *klass)
{
  klass->open_address = open_in_bar;
  klass->open_trial = open_address_of_trial;
  klass->focus_address = focus_bar;
  klass->read_request = read_into_bar;
}

static void
on_activate (RtPage *self)
{
  RT_PAGE_GET_CLASS (self)->submit (self);
}

/* Once the page has a workbench. */
void
rt_page_set_up_address (RtPage *self)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  if (priv->address == NULL)
    return;
  rt_address_bar_set_history (priv->address, rt_workbench_get_history (priv->workbench));
  g_signal_connect_object (priv->address, "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rt_page_open_address:
 * @self: a page
 * @address: what the user gave
 *
 * Puts @address in place and sends it.
 */
void
rt_page_open_address (RtPage *self, const char *address)
{
  g_return_if_fail (RT_IS_PAGE (self));

  RT_PAGE_GET_CLASS (self)->open_address (self, address);
}

/**
 * rt_page_open_trial:
 * @self: a page
 * @address: on a server that was started to try the page with
 * @proxy: (nullable): address of a proxy that was started besides
 *
 * Puts them in place, and sends.  The button that was clicked for it goes, so the address
 * has the focus after it.
 */
void
rt_page_open_trial (RtPage *self, const char *address, const char *proxy)
{
  g_return_if_fail (RT_IS_PAGE (self));

  rt_page_focus_address (self);
  RT_PAGE_GET_CLASS (self)->open_trial (self, address, proxy);
}

/**
 * rt_page_remember_address:
 * @self: a page
 * @address: what the user sends to
 *
 * Adds @address to what is offered while an address is typed, unless the server there is
 * gone when the program is.
 */
void
rt_page_remember_address (RtPage *self, const char *address)
{
  RtPagePrivate *priv = rt_page_get_private (self);

  g_return_if_fail (RT_IS_PAGE (self));

  if (!rt_trial_server_is_at (rt_workbench_get_rack (priv->workbench), address))
    rt_address_history_add (rt_workbench_get_history (priv->workbench), address);
}

/**
 * rt_page_focus_address:
 * @self: a page
 *
 * Gives the focus to the address, all of it selected.
 */
void
rt_page_focus_address (RtPage *self)
{
  g_return_if_fail (RT_IS_PAGE (self));

  RT_PAGE_GET_CLASS (self)->focus_address (self);
}
