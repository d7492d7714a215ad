/* What the window does about what its page shows: other ways to ask for it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-window-tools.h"

#include "app/rt-window.h"
#include "ui/rt-resume-check-dialog.h"
#include "ui/rt-resume-lab-dialog.h"

#include <glib/gi18n.h>

/* What the page is about, nullable. */
static char *
dup_page_address (RtWindow *self)
{
  RtExchange *exchange = rt_page_get_exchange (rt_window_get_page (self));

  return exchange != NULL ? rt_request_dup_address (rt_exchange_get_request (exchange))
                          : NULL;
}

static void
check_resume_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);
  const char *given = g_variant_get_string (parameter, NULL);
  g_autofree char *address = *given != '\0' ? g_strdup (given) : dup_page_address (self);
  GtkWidget *dialog = rt_resume_check_dialog_new (
      GTK_WINDOW (self), rt_window_get_workbench (self), address);

  if (*given != '\0')
    rt_resume_check_dialog_ask (RT_RESUME_CHECK_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The page that checks links has an action for it. */
static void
check_links_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);
  g_autofree char *address = dup_page_address (self);

  rt_window_show_page (self, "head");
  gtk_widget_activate_action (GTK_WIDGET (rt_window_get_page (self)), "head.links", "s",
                              address != NULL ? address : "");
}

static void
resume_lab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (rt_resume_lab_dialog_new (GTK_WINDOW (widget))));
}

/* What Save has is what came; this asks once more, and goes on whatever happens.  So it must
 * be something that can be asked twice. */
static void
download_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtWindow *self = RT_WINDOW (widget);
  RtDownloadQueue *queue = rt_workbench_get_queue (rt_window_get_workbench (self));
  RtExchange *exchange = rt_page_get_exchange (rt_window_get_page (self));
  RtRequest *request = exchange != NULL ? rt_exchange_get_request (exchange) : NULL;
  g_autoptr (GPtrArray) plans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_plan_unref);
  g_autoptr (GPtrArray) no_pins = rt_pin_list_new ();
  g_autoptr (RtRequest) own = NULL;
  RtDownloadPlan *plan;

  if (request == NULL || !g_str_equal (rt_request_get_method (request), "GET")
      || rt_request_has_body (request))
    {
      gtk_widget_activate_action (
          widget, "win.toast", "s",
          _ ("Only what a GET without data brings can be resumed"));
      return;
    }
  /* What is trusted is asked anew whenever it starts. */
  own = rt_request_with_pins (request, no_pins);
  plan = rt_download_plan_new (
      own, rt_download_terms_get_folder (rt_download_queue_get_terms (queue)));
  plan->if_changed = RT_IF_CHANGED_FAIL;
  g_ptr_array_add (plans, plan);
  rt_download_queue_add (queue, plans);
  rt_window_show_page (self, "resume");
}

/**
 * rt_window_tools_install:
 * @widget_class: of #RtWindow
 *
 * Gives the window its actions on what the page shows.
 */
void
rt_window_tools_install (GtkWidgetClass *widget_class)
{
  /* Of an address; "": of what the page is about. */
  gtk_widget_class_install_action (widget_class, "win.check-resume", "s",
                                   check_resume_action);
  gtk_widget_class_install_action (widget_class, "win.resume-lab", NULL,
                                   resume_lab_action);
  gtk_widget_class_install_action (widget_class, "win.download", NULL, download_action);
  gtk_widget_class_install_action (widget_class, "win.check-links", NULL,
                                   check_links_action);
}
