/* The tab that visits twice, and explains every cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookies-page.h"

#include "core/forms/rt-form-login.h"
#include "core/forms/rt-form-source.h"
#include "pages/cookies/rt-jar-bar.h"
#include "pages/cookies/rt-jar-view.h"
#include "pages/cookies/rt-login-fields.h"
#include "pages/cookies/rt-visits-view.h"
#include "pages/cookies/rt-what-if.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What the form of a trial is filled in with; see the recipe "cookies". */
#define TRIAL_NAME "Grace Hopper"
#define TRIAL_PASSWORD "sesame"

/* What is in flight, or done between two flights. */
typedef enum
{
  STEP_NONE,
  STEP_FIND,  /* the page with the form is fetched and read */
  STEP_LOGIN, /* the form is sent */
  STEP_VISIT, /* the second address is visited */
} Step;

struct _RtCookiesPage
{
  RtPage parent_instance;

  Step step;
  RtTransport *transport;    /* of the visit: it has no connections from before */
  RtExchange *flight;        /* nullable */
  GCancellable *cancellable; /* of what is done between two flights, nullable */
  GPtrArray *visits[2];      /* of RtExchange, all over; nullable */
  gboolean hides_values;
  gboolean choosing; /* one of the visits is looked at: the controls stay as they are */

  RtAddressBar *login;
  RtAddressBar *address;
  GtkButton *run;
  RtJarBar *jars;
  GtkStack *parts;
  RtLoginFields *fields;
  RtVisitsView *view;
  RtJarView *jar;
  RtWhatIf *what_if;
};

G_DEFINE_FINAL_TYPE (RtCookiesPage, rt_cookies_page, RT_TYPE_PAGE)

typedef enum
{
  PROP_HIDES_VALUES = 1,
} RtCookiesPageProperty;

static GParamSpec *properties[PROP_HIDES_VALUES + 1];

static GPtrArray *
new_visit (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
has_login (RtCookiesPage *self)
{
  return *rt_address_bar_get_text (self->login) != '\0';
}

/* NULL: what is typed is no address, and the bar says so. */
static RtRequest *
make_request (RtCookiesPage *self, RtAddressBar *bar)
{
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));
  RtRequestOptions options = *rt_workbench_get_request_options (workbench);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) bare
      = rt_request_new ("GET", rt_address_bar_get_text (bar), &error);
  g_autoptr (RtRequest) kept = NULL;

  if (bare == NULL)
    {
      g_autofree char *words = rt_error_dup_hint (error);

      rt_address_bar_complain (bar, words);
      return NULL;
    }
  options.flags |= RT_REQUEST_KEEP_BODY;
  kept = rt_request_with_options (bare, &options);
  return rt_request_with_cookie_source (
      kept, RT_COOKIE_SOURCE (rt_named_jar_get_jar (rt_jar_bar_get_jar (self->jars))));
}

static void
show_visits (RtCookiesPage *self)
{
  if (self->visits[0] != NULL)
    rt_visits_view_show (self->view, self->visits[0], self->visits[1]);
  rt_jar_view_reload (self->jar);
  rt_what_if_reload (self->what_if);
}

/* --- one step after the other --- */

static void
set_step (RtCookiesPage *self, Step step)
{
  self->step = step;
  gtk_widget_set_sensitive (GTK_WIDGET (self->jars), step == STEP_NONE);
  gtk_button_set_label (self->run, step != STEP_NONE ? _ ("_Stop") : _ ("_Run"));
}

static void
finish (RtCookiesPage *self)
{
  g_clear_object (&self->flight);
  g_clear_object (&self->cancellable);
  set_step (self, STEP_NONE);
  show_visits (self);
}

/* A connection of its own is a visit of its own. */
static void
fly (RtCookiesPage *self, RtRequest *request, Step step, guint visit)
{
  set_step (self, step);
  g_clear_object (&self->flight);
  rt_page_send_over (RT_PAGE (self), request, self->transport);
  self->flight = g_object_ref (rt_page_get_exchange (RT_PAGE (self)));
  g_ptr_array_add (self->visits[visit], g_object_ref (self->flight));
}

static void
start_visit (RtCookiesPage *self, guint visit)
{
  g_clear_pointer (&self->visits[visit], g_ptr_array_unref);
  self->visits[visit] = new_visit ();
  g_clear_object (&self->transport);
  self->transport = rt_transport_new ();
}

static void
visit_address (RtCookiesPage *self, guint visit)
{
  g_autoptr (RtRequest) request = make_request (self, self->address);

  if (request == NULL)
    {
      finish (self);
      return;
    }
  rt_page_remember_address (RT_PAGE (self), rt_address_bar_get_text (self->address));
  start_visit (self, visit);
  rt_visits_view_choose (self->view, visit);
  fly (self, request, STEP_VISIT, visit);
}

static void
on_login_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtCookiesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean has_form;
  g_autoptr (RtRequest) request = rt_form_login_make_finish (result, &has_form, &error);
  g_autofree char *hint = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (request == NULL)
    {
      hint = rt_error_dup_hint (error);
      rt_visits_view_set_note (self->view, hint);
      finish (self);
      return;
    }
  if (!has_form)
    rt_visits_view_set_note (
        self->view,
        _ ("The page has no form with these fields; they were posted to its address."));
  fly (self, request, STEP_LOGIN, 0);
}

/* Takes over @page. */
static void
fill_in (RtCookiesPage *self, RtFormPage *page)
{
  g_autoptr (GPtrArray) fields = rt_login_fields_dup (self->fields);

  rt_form_login_make_async (page, fields, rt_exchange_get_request (self->flight),
                            self->cancellable, on_login_made, g_object_ref (self));
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtCookiesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RtFormPage *page = rt_form_source_read_finish (RT_EXCHANGE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* What cannot be read has no form. */
  fill_in (self, page);
}

static void
on_landed (RtCookiesPage *self)
{
  gboolean is_done = rt_exchange_get_state (self->flight) == RT_EXCHANGE_DONE;

  if (!is_done || self->step == STEP_VISIT)
    finish (self);
  else if (self->step == STEP_FIND)
    {
      self->cancellable = g_cancellable_new ();
      rt_form_source_read_async (self->flight, self->cancellable, on_page_read,
                                 g_object_ref (self));
    }
  else
    {
      g_clear_object (&self->cancellable);
      show_visits (self);
      visit_address (self, 1);
    }
}

static void
on_busy_changed (RtCookiesPage *self)
{
  if (self->step != STEP_NONE && self->flight != NULL
      && rt_exchange_is_over (self->flight)
      && (self->cancellable == NULL || self->step != STEP_FIND))
    on_landed (self);
  else if (self->step == STEP_NONE && !rt_page_get_busy (RT_PAGE (self)))
    /* Something was sent again. */
    rt_jar_view_reload (self->jar);
}

/* --- what the user does --- */

static void
stop (RtCookiesPage *self)
{
  g_cancellable_cancel (self->cancellable);
  rt_page_stop (RT_PAGE (self));
  if (self->flight == NULL || rt_exchange_is_over (self->flight))
    finish (self);
}

static void
sign_in (RtCookiesPage *self)
{
  g_autoptr (RtRequest) request = make_request (self, self->login);
  g_autoptr (RtRequest) second
      = request != NULL ? make_request (self, self->address) : NULL;

  if (second == NULL)
    return;
  rt_page_remember_address (RT_PAGE (self), rt_address_bar_get_text (self->login));
  g_clear_pointer (&self->visits[1], g_ptr_array_unref);
  start_visit (self, 0);
  rt_visits_view_choose (self->view, 0);
  fly (self, request, STEP_FIND, 0);
}

/* Without a login, each visit stands beside the one before it. */
static void
visit_only (RtCookiesPage *self)
{
  g_autoptr (RtRequest) request = make_request (self, self->address);
  guint visit = self->visits[0] != NULL ? 1 : 0;

  if (request == NULL)
    return;
  if (self->visits[1] != NULL)
    {
      g_clear_pointer (&self->visits[0], g_ptr_array_unref);
      self->visits[0] = g_steal_pointer (&self->visits[1]);
    }
  visit_address (self, visit);
}

static void
rt_cookies_page_submit (RtPage *page)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (page);

  if (self->step != STEP_NONE)
    stop (self);
  rt_visits_view_set_note (self->view, NULL);
  gtk_stack_set_visible_child_name (self->parts, "visits");
  if (has_login (self))
    sign_in (self);
  else
    visit_only (self);
}

static void
on_activated (RtCookiesPage *self)
{
  rt_cookies_page_submit (RT_PAGE (self));
}

static void
on_run_clicked (RtCookiesPage *self)
{
  if (self->step != STEP_NONE)
    stop (self);
  else
    rt_cookies_page_submit (RT_PAGE (self));
}

static void
on_login_changed (RtCookiesPage *self)
{
  rt_login_fields_set_address (self->fields, rt_address_bar_get_text (self->login));
}

static void
on_address_changed (RtCookiesPage *self)
{
  rt_what_if_set_address (self->what_if, rt_address_bar_get_shown (self->address));
}

static void
on_jar_changed (RtCookiesPage *self)
{
  RtNamedJar *jar = rt_jar_bar_get_jar (self->jars);

  if (jar == NULL)
    return;
  rt_jar_view_set_jar (self->jar, jar);
  rt_what_if_set_jar (self->what_if, jar);
}

static void
on_visit_chosen (RtCookiesPage *self, guint visit)
{
  GPtrArray *exchanges = self->visits[visit];

  if (self->step != STEP_NONE || exchanges == NULL || exchanges->len == 0)
    return;
  self->choosing = TRUE;
  rt_page_look_at (RT_PAGE (self), exchanges->pdata[exchanges->len - 1]);
  self->choosing = FALSE;
}

static void
on_exchange_changed (RtCookiesPage *self)
{
  RtExchange *exchange = rt_page_get_exchange (RT_PAGE (self));
  gboolean is_visit = self->step == STEP_NONE || self->step == STEP_VISIT;

  rt_address_bar_set_exchange (self->address, is_visit ? exchange : NULL);
  rt_address_bar_set_exchange (self->login, is_visit ? NULL : exchange);
}

static void
rt_cookies_page_read_request (RtPage *page, const RtRequest *request)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (page);
  g_autofree char *address = rt_request_dup_address (request);

  if (!self->choosing)
    rt_address_bar_set_text (self->address, address);
}

static void
rt_cookies_page_open_address (RtPage *page, const char *address)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (page);

  rt_address_bar_set_text (self->login, "");
  rt_address_bar_set_text (self->address, address);
  rt_cookies_page_submit (page);
}

/* @address is that of the login. */
static void
rt_cookies_page_open_trial (RtPage *page, const char *address, const char *proxy)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (page);
  g_autoptr (GPtrArray) fields = rt_form_entries_new ();
  g_autofree char *account
      = g_uri_resolve_relative (address, "/account", G_URI_FLAGS_NONE, NULL);

  rt_form_entries_add (fields, "id_username", TRIAL_NAME);
  rt_form_entries_add (fields, "id_password", TRIAL_PASSWORD);
  rt_login_fields_set (self->fields, fields);
  rt_address_bar_set_text (self->login, address);
  rt_address_bar_set_text (self->address, account);
  rt_cookies_page_submit (page);
}

static void
rt_cookies_page_focus_address (RtPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (RT_COOKIES_PAGE (page)->login));
}

static void
rt_cookies_page_constructed (GObject *object)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (object);
  RtWorkbench *workbench = rt_page_get_workbench (RT_PAGE (self));

  G_OBJECT_CLASS (rt_cookies_page_parent_class)->constructed (object);

  rt_address_bar_set_history (self->login, rt_workbench_get_history (workbench));
  rt_address_bar_set_history (self->address, rt_workbench_get_history (workbench));
  rt_jar_bar_set_jars (self->jars, rt_workbench_get_jars (workbench));
}

static void
rt_cookies_page_dispose (GObject *object)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->flight);
  g_clear_object (&self->transport);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_COOKIES_PAGE);
  g_clear_pointer (&self->visits[0], g_ptr_array_unref);
  g_clear_pointer (&self->visits[1], g_ptr_array_unref);
  G_OBJECT_CLASS (rt_cookies_page_parent_class)->dispose (object);
}

static void
rt_cookies_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RtCookiesPageProperty)id)
    {
    case PROP_HIDES_VALUES:
      g_value_set_boolean (value, RT_COOKIES_PAGE (object)->hides_values);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_cookies_page_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (object);

  switch ((RtCookiesPageProperty)id)
    {
    case PROP_HIDES_VALUES:
      self->hides_values = g_value_get_boolean (value);
      rt_visits_view_set_hides_values (self->view, self->hides_values);
      rt_jar_view_set_hides_values (self->jar, self->hides_values);
      rt_what_if_set_hides_values (self->what_if, self->hides_values);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_cookies_page_class_init (RtCookiesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  object_class->constructed = rt_cookies_page_constructed;
  object_class->dispose = rt_cookies_page_dispose;
  object_class->get_property = rt_cookies_page_get_property;
  object_class->set_property = rt_cookies_page_set_property;
  page_class->open_address = rt_cookies_page_open_address;
  page_class->open_trial = rt_cookies_page_open_trial;
  page_class->focus_address = rt_cookies_page_focus_address;
  page_class->read_request = rt_cookies_page_read_request;
  page_class->submit = rt_cookies_page_submit;

  /**
   * RtCookiesPage:hides-values:
   *
   * Whether somebody may look on, or take a picture.
   */
  properties[PROP_HIDES_VALUES] = g_param_spec_boolean (
      "hides-values", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-cookies-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, login);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, run);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, jars);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, parts);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, fields);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, view);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, jar);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, what_if);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_run_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_jar_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_visit_chosen);
  gtk_widget_class_install_property_action (widget_class, "cookies.hide-values",
                                            "hides-values");
}

static void
rt_cookies_page_init (RtCookiesPage *self)
{
  g_type_ensure (RT_TYPE_ADDRESS_BAR);
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_JAR_BAR);
  g_type_ensure (RT_TYPE_JAR_VIEW);
  g_type_ensure (RT_TYPE_LOGIN_FIELDS);
  g_type_ensure (RT_TYPE_VISITS_VIEW);
  g_type_ensure (RT_TYPE_WHAT_IF);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::busy", G_CALLBACK (on_busy_changed), NULL);
  g_signal_connect (self, "notify::exchange", G_CALLBACK (on_exchange_changed), NULL);
  set_step (self, STEP_NONE);
}
