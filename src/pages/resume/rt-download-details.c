/* All that is known of one download, and what can be done with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-details.h"

#include "core/transfer/rt-download-choice.h"
#include "core/wire/rt-error.h"
#include "pages/resume/rt-download-menu.h"
#include "pages/resume/rt-download-words.h"
#include "pages/resume/rt-piece-map.h"
#include "pages/resume/rt-visit-list.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"

#include <glib/gi18n.h>

/* How often what changes all the time is shown anew. */
#define LOOK_US (G_USEC_PER_SEC / 4)

/* More of a log is not read, and takes long to lay out; the newest count. */
#define LOG_LINES_MAX 50

struct _RtDownloadDetails
{
  GtkWidget parent_instance;

  RtDownloadQueue *queue;
  RtDownload *download; /* nullable */
  gint64 shown_us;      /* monotonic */
  RtDownloadState shown;
  guint n_steps; /* in the log on screen */

  GtkWidget *scrolled;
  GtkLabel *title;
  GtkLabel *facts;
  GtkButton *toggle;
  GtkWidget *repair;
  GtkWidget *open;
  GtkWidget *show;
  GtkMenuButton *more;
  GtkWidget *choice;
  GtkLabel *choice_words;
  GtkWidget *changed;
  GtkWidget *expired;
  GtkWidget *sign_in;
  GtkEditable *link;
  GtkLabel *log;
  RtPieceMap *map;
  GtkWidget *visits_title;
  RtVisitList *visits;
};

G_DEFINE_FINAL_TYPE (RtDownloadDetails, rt_download_details, GTK_TYPE_WIDGET)

static void
show_log (RtDownloadDetails *self)
{
  g_autofree char *log
      = rt_download_words_dup_log (self->download, LOG_LINES_MAX, "%H:%M:%S");

  gtk_label_set_label (
      self->log, *log != '\0' ? log : _ ("Nothing yet: it has not asked for the file."));
  self->n_steps = rt_download_get_steps (self->download)->len;
}

static const char *
get_choice_words (RtChoice choice)
{
  switch (choice)
    {
    case RT_CHOICE_NONE:
      return "";
    case RT_CHOICE_CHANGED:
      return _ (
          "The file on the server is no longer the one that was begun. “Start Over” "
          "deletes what is on disk and fetches the new file; “Keep Both” sets it "
          "aside as an old copy first; “Keep the Old” fetches nothing.");
    case RT_CHOICE_EXPIRED:
      return _ ("The link does not lead to the file any more; what came is kept. Get a "
                "new link where you got the old one, and paste it here: it goes on where "
                "it stopped, after it has compared some bytes.");
    case RT_CHOICE_SIGN_IN:
      return _ ("It is the proxy that wants to know who you are, not the site. When you "
                "have signed in, all downloads go on that it has stopped.");
    }
  g_return_val_if_reached ("");
}

static void
show_choice (RtDownloadDetails *self)
{
  RtChoice choice = rt_download_get_choice (self->download);

  gtk_label_set_label (self->choice_words, get_choice_words (choice));
  gtk_widget_set_visible (self->choice, choice != RT_CHOICE_NONE);
  gtk_widget_set_visible (self->changed, choice == RT_CHOICE_CHANGED);
  gtk_widget_set_visible (self->expired, choice == RT_CHOICE_EXPIRED);
  gtk_widget_set_visible (self->sign_in, choice == RT_CHOICE_SIGN_IN);
}

/* Where a file can be repaired there is no room for it at 360 px; the menu has it, too. */
static void
show_folder (RtDownloadDetails *self)
{
  gtk_widget_set_visible (
      self->show, rt_download_get_news (self->download)->path != NULL
                      && !rt_download_queue_can_repair (self->queue, self->download));
}

/* What depends on the state alone. */
static void
show_state (RtDownloadDetails *self)
{
  RtDownloadState state = rt_download_get_state (self->download);
  const char *label = rt_download_words_get_toggle (self->download);
  g_autofree char *name = rt_download_words_dup_name (self->download);

  gtk_label_set_label (self->title, name);
  gtk_widget_set_visible (GTK_WIDGET (self->toggle), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->toggle, label);
  gtk_widget_set_visible (self->repair,
                          rt_download_queue_can_repair (self->queue, self->download));
  gtk_widget_set_visible (self->open, state == RT_DOWNLOAD_DONE);
  show_folder (self);
  show_choice (self);
  self->shown = state;
}

static void
show_visits (RtDownloadDetails *self)
{
  rt_piece_map_show (self->map, self->download);
  rt_visit_list_show (self->visits, self->download);
  gtk_widget_set_visible (self->visits_title,
                          gtk_widget_get_visible (GTK_WIDGET (self->visits)));
}

/* What to do next, unless the user is asked to choose; nullable. */
static char *
dup_hint (RtDownloadDetails *self)
{
  const GError *error = rt_download_get_news (self->download)->error;

  if (error == NULL || rt_download_get_choice (self->download) != RT_CHOICE_NONE)
    return NULL;
  if (g_error_matches (error, RT_ERROR, RT_ERROR_DISK_FULL))
    return g_strdup (_ ("Make room on the disk: then it goes on by itself."));
  if (rt_download_queue_can_repair (self->queue, self->download))
    return g_strdup (
        _ ("Repair it: of its pieces, only those that are wrong are fetched. "
           "Downloaded again, it gets a name of its own."));
  return rt_error_dup_hint (error);
}

static void
show_facts (RtDownloadDetails *self)
{
  RtDownloadTerms *terms = rt_download_queue_get_terms (self->queue);
  g_autofree char *facts
      = rt_download_words_dup_facts (self->download, rt_download_terms_get_hold (terms));
  g_autofree char *hint = dup_hint (self);
  g_autofree char *text
      = hint != NULL ? g_strdup_printf ("%s\n%s", facts, hint) : g_strdup (facts);

  gtk_label_set_label (self->facts, text);
  show_visits (self);
  self->shown_us = g_get_monotonic_time ();
}

static void
show_all (RtDownloadDetails *self)
{
  show_state (self);
  show_facts (self);
  show_log (self);
}

static void
on_updated (RtDownloadDetails *self)
{
  if (self->shown != rt_download_get_state (self->download))
    {
      show_all (self);
      return;
    }
  if (g_get_monotonic_time () - self->shown_us < LOOK_US)
    return;
  show_facts (self);
  show_folder (self);
  if (self->n_steps != rt_download_get_steps (self->download)->len)
    show_log (self);
}

static void
on_visit_chosen (RtDownloadDetails *self, guint number)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "downloads.look", "u", number);
}

static void
on_link_activated (RtDownloadDetails *self)
{
  const char *address = gtk_editable_get_text (self->link);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = rt_request_new ("GET", address, &error);

  if (request == NULL)
    {
      g_autofree char *title = rt_error_dup_title (error, NULL);

      gtk_label_set_label (self->choice_words, title);
      gtk_widget_add_css_class (GTK_WIDGET (self->link), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->link), "error");
  gtk_editable_set_text (self->link, "");
  rt_download_set_link (self->queue, self->download, request);
}

static void
rt_download_details_dispose (GObject *object)
{
  RtDownloadDetails *self = RT_DOWNLOAD_DETAILS (object);

  rt_download_details_set_download (self, NULL);
  g_clear_object (&self->queue);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_DOWNLOAD_DETAILS);
  G_OBJECT_CLASS (rt_download_details_parent_class)->dispose (object);
}

static void
rt_download_details_class_init (RtDownloadDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_download_details_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/resume/rt-download-details.ui");
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, title);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, toggle);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, repair);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, open);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, show);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, more);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, choice);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, choice_words);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, changed);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, expired);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, sign_in);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, link);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, log);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, map);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, visits_title);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadDetails, visits);
  gtk_widget_class_bind_template_callback (widget_class, on_visit_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_link_activated);
}

static void
rt_download_details_init (RtDownloadDetails *self)
{
  g_autoptr (GMenuModel) menu = rt_download_menu_load ();

  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_PIECE_MAP);
  g_type_ensure (RT_TYPE_VISIT_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->more, menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More for this download"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New link"), -1);
}

void
rt_download_details_set_queue (RtDownloadDetails *self, RtDownloadQueue *queue)
{
  g_return_if_fail (RT_IS_DOWNLOAD_DETAILS (self));

  g_set_object (&self->queue, queue);
}

/**
 * rt_download_details_set_download:
 * @self: the details
 * @download: (nullable): what to show and follow
 */
void
rt_download_details_set_download (RtDownloadDetails *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_DOWNLOAD_DETAILS (self));

  if (self->download == download)
    return;
  if (self->download != NULL)
    g_signal_handlers_disconnect_by_func (self->download, on_updated, self);
  g_set_object (&self->download, download);
  if (download == NULL)
    return;
  gtk_editable_set_text (self->link, "");
  g_signal_connect_object (download, "updated", G_CALLBACK (on_updated), self,
                           G_CONNECT_SWAPPED);
  show_all (self);
}
