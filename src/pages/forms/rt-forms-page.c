/* The tab that finds the forms of a page and sends them as a browser does. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-forms-page.h"

#include "core/cookies/rt-cookie-jar.h"
#include "core/forms/rt-form-source.h"
#include "pages/forms/rt-form-editor.h"
#include "pages/forms/rt-form-request.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-agent-names.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-jar-chooser.h"
#include "ui/rt-send-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What is done at the moment, and what comes after it. */
typedef enum
{
  STEP_NONE,
  STEP_FIND,    /* the page is fetched and read, to show its forms */
  STEP_REFRESH, /* likewise, for fresh tokens; then the form is sent */
  STEP_SEND,    /* the request of the form is made */
} Step;

struct _RtFormsPage
{
  RtPage parent_instance;

  RtCookieJar *own; /* a jar of this page only, as a private window has it */
  Step step;
  RtExchange *flight;        /* of the page that is fetched, nullable */
  GCancellable *cancellable; /* of what follows it, nullable */
  int submitter;             /* of the form that is sent, see "form.send" */

  RtAddressBar *address;
  GtkWidget *identity;
  GtkDropDown *agents;
  RtJarChooser *jar;
  RtFormEditor *editor;
};

G_DEFINE_FINAL_TYPE (RtFormsPage, rt_forms_page, RT_TYPE_PAGE)

/* The form stays as it is until it is sent. */
static void
set_step (RtFormsPage *self, Step step)
{
  self->step = step;
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor), step == STEP_NONE);
}

static void
finish (RtFormsPage *self, const char *note)
{
  g_clear_object (&self->flight);
  g_clear_object (&self->cancellable);
  set_step (self, STEP_NONE);
  rt_form_editor_set_note (self->editor, note);
}

/* NULL: what is typed is no address. */
static RtRequest *
make_base (RtFormsPage *self, GError **error)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  RtRequestOptions options = *rt_workbench_get_request_options (workbench);
  RtNamedJar *jar = rt_jar_chooser_get_jar (self->jar);
  g_autoptr (RtRequest) bare
      = rt_request_new ("GET", rt_address_bar_get_text (self->address), error);
  RtAgent *agent = rt_agent_drop_down_get_agent (self->agents);
  g_autoptr (RtRequest) kept = NULL;
  g_autoptr (RtRequest) dressed = NULL;

  if (bare == NULL)
    return NULL;
  options.flags |= RT_REQUEST_KEEP_BODY;
  kept = rt_request_with_options (bare, &options);
  dressed = agent != NULL ? rt_agent_apply (agent, kept) : rt_request_ref (kept);
  return rt_request_with_cookie_source (
      dressed, jar != NULL ? RT_COOKIE_SOURCE (jar) : RT_COOKIE_SOURCE (self->own));
}

static void
on_address_changed (RtFormsPage *self)
{
  g_autoptr (RtRequest) base = make_base (self, NULL);

  rt_form_editor_set_base (self->editor, base);
}

/* As whom the page is asked for, and its form is sent. */
static void
on_agent_chosen (RtFormsPage *self)
{
  RtAgent *agent = rt_agent_drop_down_get_agent (self->agents);
  g_autofree char *words = NULL;

  if (agent == NULL)
    return;
  /* Translators: %s is the name of one, such as “Firefox on Linux”. */
  words = g_strdup_printf (_ ("Identity: %s"), rt_agent_get_title (agent));
  gtk_widget_set_tooltip_text (self->identity, words);
  rt_accessible_name_set (self->identity, words);
  on_address_changed (self);
}

/* --- sending --- */

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtFormsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request
      = rt_form_request_make_finish (RT_FORM_DRAFT (source), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    words = rt_error_dup_hint (error);
  finish (self, words);
  if (request != NULL)
    rt_page_send (RT_PAGE (self), request);
}

static void
send_form (RtFormsPage *self)
{
  RtFormDraft *draft = rt_form_editor_get_draft (self->editor);
  GPtrArray *controls = rt_form_draft_get_form (draft)->controls;
  const RtFormControl *submitter
      = self->submitter >= 0 && (guint)self->submitter < controls->len
            ? g_ptr_array_index (controls, self->submitter)
            : NULL;

  set_step (self, STEP_SEND);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  rt_form_request_make_async (draft, submitter, self->cancellable, on_made,
                              g_object_ref (self));
}

/* --- the page --- */

static void
show_found (RtFormsPage *self, RtFormPage *page, const GError *error)
{
  g_autoptr (RtFormDraft) draft = NULL;
  g_autofree char *hint = error != NULL ? rt_error_dup_hint (error) : NULL;
  const char *note = hint;

  if (page != NULL && page->forms->len > 0)
    draft = rt_form_draft_new (page, rt_exchange_get_request (self->flight));
  else
    g_clear_pointer (&page, rt_form_page_free);
  if (error == NULL && draft == NULL)
    note = _ ("This page has no form. What it takes can be filled in by hand.");
  rt_form_editor_set_page (self->editor, draft);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), TRUE);
  finish (self, note);
}

static void
take_fresh (RtFormsPage *self, RtFormPage *page, const GError *error)
{
  RtFormDraft *draft = rt_form_editor_get_draft (self->editor);
  g_autofree char *hint = error != NULL ? rt_error_dup_hint (error) : NULL;

  if (page != NULL && rt_form_draft_take_hidden (draft, page))
    send_form (self);
  else if (error != NULL)
    finish (self, hint);
  else
    finish (self, _ ("Nothing was sent: the page does not have this form any more."));
  g_clear_pointer (&page, rt_form_page_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtFormsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RtFormPage *page = rt_form_source_read_finish (RT_EXCHANGE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->step == STEP_FIND)
    show_found (self, page, error);
  else
    take_fresh (self, page, error);
}

static void
on_fetched (RtFormsPage *self)
{
  RtFormDraft *draft = rt_form_editor_get_draft (self->editor);

  if (rt_exchange_get_state (self->flight) != RT_EXCHANGE_DONE)
    finish (self, self->step == STEP_REFRESH
                      ? _ ("Nothing was sent: the page could not be fetched.")
                      : NULL);
  else if (self->step == STEP_REFRESH && rt_form_draft_is_by_hand (draft))
    send_form (self);
  else
    {
      self->cancellable = g_cancellable_new ();
      rt_form_source_read_async (self->flight, self->cancellable, on_read,
                                 g_object_ref (self));
    }
}

static void
fetch (RtFormsPage *self, RtRequest *request, Step step)
{
  g_cancellable_cancel (self->cancellable);
  finish (self, NULL);
  rt_page_send (RT_PAGE (self), request);
  self->flight = g_object_ref (rt_page_get_exchange (RT_PAGE (self)));
  set_step (self, step);
}

static void
rt_forms_page_submit (RtPage *page)
{
  RtFormsPage *self = RT_FORMS_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request = make_base (self, &error);
  g_autofree char *words = NULL;

  if (request != NULL)
    {
      rt_page_remember_address (page, rt_address_bar_get_text (self->address));
      fetch (self, request, STEP_FIND);
      return;
    }
  words = rt_error_dup_hint (error);
  rt_address_bar_complain (self->address, words);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *submitter)
{
  RtFormsPage *self = RT_FORMS_PAGE (widget);
  RtRequest *base = rt_form_draft_get_base (rt_form_editor_get_draft (self->editor));

  if (base == NULL)
    {
      /* It says what is wrong with the address. */
      rt_address_bar_submit (self->address);
      return;
    }
  self->submitter = g_variant_get_int32 (submitter);
  if (rt_form_editor_get_refreshes (self->editor))
    fetch (self, base, STEP_REFRESH);
  else
    send_form (self);
}

static void
by_hand_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtFormsPage *self = RT_FORMS_PAGE (widget);

  gtk_widget_set_visible (GTK_WIDGET (self->editor), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

static void
on_busy_changed (RtFormsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.send",
                                 !rt_page_get_busy (RT_PAGE (self)));
  if (self->flight != NULL && rt_exchange_is_over (self->flight)
      && self->cancellable == NULL)
    on_fetched (self);
}

static void
on_exchange_changed (RtFormsPage *self)
{
  rt_address_bar_set_exchange (self->address, rt_page_get_exchange (RT_PAGE (self)));
}

static void
rt_forms_page_read_request (RtPage *page, const RtRequest *request)
{
  RtFormsPage *self = RT_FORMS_PAGE (page);
  g_autofree char *address = rt_request_dup_address (request);

  rt_address_bar_set_text (self->address, address);
  rt_agent_drop_down_select_worn (
      self->agents, rt_workbench_get_agents (rt_page_get_workbench (page)), request);
}

static void
rt_forms_page_constructed (GObject *object)
{
  RtFormsPage *self = RT_FORMS_PAGE (object);
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  RtAgentBook *book = rt_workbench_get_agents (workbench);

  G_OBJECT_CLASS (rt_forms_page_parent_class)->constructed (object);

  rt_agent_drop_down_set_book (self->agents, book);
  rt_agent_drop_down_select (self->agents, book, rt_workbench_get_agent_id (workbench));
  rt_jar_chooser_set_jars (self->jar, rt_workbench_get_jars (workbench), "forms",
                           /* Translators: a jar that only this page has. */
                           _ ("Jar of This Page"));
}

static void
rt_forms_page_dispose (GObject *object)
{
  RtFormsPage *self = RT_FORMS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->flight);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FORMS_PAGE);
  g_clear_object (&self->own);
  G_OBJECT_CLASS (rt_forms_page_parent_class)->dispose (object);
}

static void
rt_forms_page_class_init (RtFormsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rt_forms_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rt_forms_page_dispose;
  page_class->read_request = rt_forms_page_read_request;
  page_class->submit = rt_forms_page_submit;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-forms-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormsPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtFormsPage, identity);
  gtk_widget_class_bind_template_child (widget_class, RtFormsPage, agents);
  gtk_widget_class_bind_template_child (widget_class, RtFormsPage, jar);
  gtk_widget_class_bind_template_child (widget_class, RtFormsPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_agent_chosen);
  gtk_widget_class_install_action (widget_class, "form.send", "i", send_action);
  gtk_widget_class_install_action (widget_class, "form.by-hand", NULL, by_hand_action);
}

static void
rt_forms_page_init (RtFormsPage *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_FORM_EDITOR);
  g_type_ensure (RT_TYPE_JAR_CHOOSER);
  g_type_ensure (RT_TYPE_SEND_BUTTON);
  self->own = rt_cookie_jar_new_private ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
  g_signal_connect (self, "notify::exchange", G_CALLBACK (on_exchange_changed), NULL);
}
