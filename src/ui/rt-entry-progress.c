/* How far an exchange is, in the entry that its address was typed in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-entry-progress.h"

#include "ui/rt-exchange-progress.h"

#include <adwaita.h>

#define PULSE_INTERVAL_MS 100

struct _RtEntryProgress
{
  GObject parent_instance;

  GtkEntry *entry;      /* borrowed: it outlives us */
  RtExchange *exchange; /* nullable */
  guint pulse;          /* a timer while it is not known how much there is to come */
};

G_DEFINE_FINAL_TYPE (RtEntryProgress, rt_entry_progress, G_TYPE_OBJECT)

static gboolean
on_pulse (gpointer user_data)
{
  RtEntryProgress *self = user_data;

  if (adw_get_enable_animations (GTK_WIDGET (self->entry)))
    gtk_entry_progress_pulse (self->entry);
  return G_SOURCE_CONTINUE;
}

static void
show_progress (RtEntryProgress *self)
{
  gboolean over = self->exchange == NULL || rt_exchange_is_over (self->exchange);
  double fraction = over ? 0 : rt_exchange_progress_get (self->exchange);

  if (fraction >= 0)
    g_clear_handle_id (&self->pulse, g_source_remove);
  else if (self->pulse == 0)
    {
      /* Once anyway: what stands still says that something is going on, too. */
      gtk_entry_progress_pulse (self->entry);
      self->pulse = g_timeout_add (PULSE_INTERVAL_MS, on_pulse, self);
    }

  /* From nothing to nothing is no change to the entry: it would go on showing the last
   * pulse. */
  if (over)
    gtk_entry_set_progress_fraction (self->entry, 1);
  if (fraction >= 0)
    gtk_entry_set_progress_fraction (self->entry, fraction);
}

static void
rt_entry_progress_dispose (GObject *object)
{
  RtEntryProgress *self = RT_ENTRY_PROGRESS (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  g_clear_object (&self->exchange);
  G_OBJECT_CLASS (rt_entry_progress_parent_class)->dispose (object);
}

static void
rt_entry_progress_class_init (RtEntryProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_entry_progress_dispose;
}

static void
rt_entry_progress_init (RtEntryProgress *self)
{
}

/**
 * rt_entry_progress_new:
 * @entry: an entry, which outlives what is made
 *
 * Returns: (transfer full): the progress of no exchange yet
 */
RtEntryProgress *
rt_entry_progress_new (GtkEntry *entry)
{
  RtEntryProgress *self = g_object_new (RT_TYPE_ENTRY_PROGRESS, NULL);

  self->entry = entry;
  return self;
}

/**
 * rt_entry_progress_set_exchange:
 * @self: the progress
 * @exchange: (nullable): whose progress to show
 */
void
rt_entry_progress_set_exchange (RtEntryProgress *self, RtExchange *exchange)
{
  g_return_if_fail (RT_IS_ENTRY_PROGRESS (self));

  if (self->exchange == exchange)
    return;

  if (self->exchange != NULL)
    g_signal_handlers_disconnect_by_func (self->exchange, show_progress, self);
  g_set_object (&self->exchange, exchange);
  if (exchange != NULL)
    {
      g_signal_connect_object (exchange, "updated", G_CALLBACK (show_progress), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (exchange, "notify::state", G_CALLBACK (show_progress),
                               self, G_CONNECT_SWAPPED);
    }
  show_progress (self);
}
