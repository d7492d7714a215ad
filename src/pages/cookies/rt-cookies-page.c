/* The tab that visits twice, and explains every cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookies-page.h"

#include "pages/cookies/rt-jar-bar.h"
#include "pages/cookies/rt-jar-view.h"
#include "pages/cookies/rt-login-fields.h"
#include "pages/cookies/rt-two-visits.h"
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

struct _RtCookiesPage
{
  RtPage parent_instance;

  RtTwoVisits *visits;
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
show_running (RtCookiesPage *self)
{
  gboolean is_running = rt_two_visits_is_running (self->visits);

  gtk_widget_set_sensitive (GTK_WIDGET (self->jars), !is_running);
  gtk_button_set_label (self->run, is_running ? _ ("_Stop") : _ ("_Run"));
}

static void
on_visit_begun (RtCookiesPage *self, guint visit)
{
  gboolean is_login = rt_two_visits_is_signing_in (self->visits);

  rt_page_remember_address (
      RT_PAGE (self), rt_address_bar_get_text (is_login ? self->login : self->address));
  rt_visits_view_choose (self->view, visit);
  show_running (self);
}

static void
on_visit_ended (RtCookiesPage *self)
{
  GPtrArray *first = rt_two_visits_get (self->visits, 0);

  if (first != NULL)
    rt_visits_view_show (self->view, first, rt_two_visits_get (self->visits, 1));
  rt_jar_view_reload (self->jar);
  rt_what_if_reload (self->what_if);
  show_running (self);
}

static void
on_noted (RtCookiesPage *self, const char *words)
{
  rt_visits_view_set_note (self->view, words);
}

static void
on_busy_changed (RtCookiesPage *self)
{
  /* Something was sent again. */
  if (!rt_two_visits_is_running (self->visits) && !rt_page_get_busy (RT_PAGE (self)))
    rt_jar_view_reload (self->jar);
}

/* --- what the user does --- */

/* The address is read first: what is wrong with it is told before anything is sent. */
static void
run (RtCookiesPage *self)
{
  g_autoptr (RtRequest) login
      = has_login (self) ? make_request (self, self->login) : NULL;
  g_autoptr (RtRequest) request = NULL;

  if (has_login (self) && login == NULL)
    return;
  request = make_request (self, self->address);
  if (request == NULL)
    return;
  if (login != NULL)
    rt_two_visits_sign_in (self->visits, login, rt_login_fields_dup (self->fields),
                           request);
  else
    rt_two_visits_visit (self->visits, request);
}

static void
rt_cookies_page_submit (RtPage *page)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (page);

  if (rt_two_visits_is_running (self->visits))
    rt_two_visits_stop (self->visits);
  rt_visits_view_set_note (self->view, NULL);
  gtk_stack_set_visible_child_name (self->parts, "visits");
  run (self);
}

static void
on_activated (RtCookiesPage *self)
{
  rt_cookies_page_submit (RT_PAGE (self));
}

static void
on_run_clicked (RtCookiesPage *self)
{
  if (rt_two_visits_is_running (self->visits))
    rt_two_visits_stop (self->visits);
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
  GPtrArray *exchanges = rt_two_visits_get (self->visits, visit);

  if (rt_two_visits_is_running (self->visits) || exchanges == NULL || exchanges->len == 0)
    return;
  self->choosing = TRUE;
  rt_page_look_at (RT_PAGE (self), exchanges->pdata[exchanges->len - 1]);
  self->choosing = FALSE;
}

static void
on_exchange_changed (RtCookiesPage *self)
{
  RtExchange *exchange = rt_page_get_exchange (RT_PAGE (self));
  gboolean is_login = rt_two_visits_is_signing_in (self->visits);

  rt_address_bar_set_exchange (self->address, is_login ? NULL : exchange);
  rt_address_bar_set_exchange (self->login, is_login ? exchange : NULL);
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

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_COOKIES_PAGE);
  g_clear_object (&self->visits);
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
  self->visits = rt_two_visits_new (RT_PAGE (self));
  g_signal_connect_object (self->visits, "begun", G_CALLBACK (on_visit_begun), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->visits, "ended", G_CALLBACK (on_visit_ended), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->visits, "noted", G_CALLBACK (on_noted), self,
                           G_CONNECT_SWAPPED);
  show_running (self);
}
