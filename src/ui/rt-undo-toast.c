/* Says what was done, and offers to take it back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-undo-toast.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Long enough to read what was done, and to find one's way to the button by the keyboard. */
#define SECONDS 15

typedef struct
{
  GDestroyNotify undo;
  GDestroyNotify settle;
  gpointer data; /* NULL: it is taken back */
} Offer;

static void
on_clicked (AdwToast *toast, Offer *offer)
{
  gpointer data = g_steal_pointer (&offer->data);

  if (data != NULL)
    offer->undo (data);
}

/* With the toast, whichever way it went: it is over, was closed, or its window was. */
static void
offer_free (gpointer data, GClosure *closure)
{
  Offer *offer = data;

  if (offer->data != NULL)
    offer->settle (offer->data);
  g_free (offer);
}

/**
 * rt_undo_toast_show:
 * @widget: where it was done
 * @words: what was done
 * @undo: takes it back, and frees @data
 * @settle: it can no longer be taken back; frees @data
 * @data: (transfer full): for the one of the two that is called, once
 *
 * Shows a toast in the window of @widget.
 */
void
rt_undo_toast_show (GtkWidget *widget,
                    const char *words,
                    GDestroyNotify undo,
                    GDestroyNotify settle,
                    gpointer data)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *title = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (title);
  Offer *offer = g_new0 (Offer, 1);

  offer->undo = undo;
  offer->settle = settle;
  offer->data = data;
  adw_toast_set_timeout (toast, SECONDS);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  /* What was done last is what somebody wants back; those before it come again. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_clicked), offer,
                         offer_free, 0);
  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
  else
    g_object_unref (toast);
}
