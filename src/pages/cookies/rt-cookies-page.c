/* The tab that visits twice, and explains every cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-cookies-page.h"

#include "pages/cookies/rt-cookie-parts.h"
#include "pages/cookies/rt-two-visits.h"
#include "ui/rt-address-bar.h"
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
  gboolean choosing; /* one of the visits is looked at: the controls stay as they are */

  RtAddressBar *login;
  RtAddressBar *address;
  GtkButton *run;
  RtCookieParts *cookies;
};

G_DEFINE_FINAL_TYPE (RtCookiesPage, rt_cookies_page, RT_TYPE_PAGE)

/* NULL: what is typed is no address, and the bar says so. */
static RtRequest *
make_request (RtCookiesPage *self, RtAddressBar *bar, RtCookieContext context)
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
  options.cookie_context = context;
  kept = rt_request_with_options (bare, &options);
  return rt_request_with_cookie_source (
      kept, RT_COOKIE_SOURCE (rt_cookie_parts_get_jar (self->cookies)));
}

static void
show_running (RtCookiesPage *self)
{
  gboolean is_running = rt_two_visits_is_running (self->visits);

  rt_cookie_parts_set_running (self->cookies, is_running);
  gtk_button_set_label (self->run, is_running ? _ ("_Stop") : _ ("_Run"));
}

static void
on_visit_begun (RtCookiesPage *self, guint visit)
{
  gboolean is_login = rt_two_visits_is_signing_in (self->visits);

  rt_page_remember_address (
      RT_PAGE (self), rt_address_bar_get_text (is_login ? self->login : self->address));
  rt_visits_view_choose (rt_cookie_parts_get_visits (self->cookies), visit);
  show_running (self);
}

static void
on_visit_ended (RtCookiesPage *self)
{
  GPtrArray *first = rt_two_visits_get (self->visits, 0);

  if (first != NULL)
    rt_visits_view_show (rt_cookie_parts_get_visits (self->cookies), first,
                         rt_two_visits_get (self->visits, 1));
  rt_cookie_parts_reload (self->cookies);
  show_running (self);
}

static void
on_noted (RtCookiesPage *self, const char *words)
{
  rt_visits_view_set_note (rt_cookie_parts_get_visits (self->cookies), words);
}

static void
on_busy_changed (RtCookiesPage *self)
{
  /* Something was sent again. */
  if (!rt_two_visits_is_running (self->visits) && !rt_page_get_busy (RT_PAGE (self)))
    rt_cookie_parts_reload (self->cookies);
}

/* --- what the user does --- */

/* What is wrong with an address is told before anything is sent.  One signs in on the site
 * itself, whatever leads to the other address. */
static void
run (RtCookiesPage *self)
{
  gboolean has_login = *rt_address_bar_get_text (self->login) != '\0';
  g_autoptr (RtRequest) login = NULL;
  g_autoptr (RtRequest) request = NULL;

  if (has_login)
    login = make_request (self, self->login, RT_COOKIE_CONTEXT_NAVIGATION);
  if (has_login && login == NULL)
    return;
  request
      = make_request (self, self->address, rt_cookie_parts_get_context (self->cookies));
  if (request == NULL)
    return;
  if (login != NULL)
    rt_two_visits_sign_in (
        self->visits, login,
        rt_login_fields_dup (rt_cookie_parts_get_fields (self->cookies)), request);
  else
    rt_two_visits_visit (self->visits, request);
}

static void
rt_cookies_page_submit (RtPage *page)
{
  RtCookiesPage *self = RT_COOKIES_PAGE (page);

  if (rt_two_visits_is_running (self->visits))
    rt_two_visits_stop (self->visits);
  rt_cookie_parts_show_visits (self->cookies);
  on_noted (self, NULL);
  run (self);
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
  rt_login_fields_set_address (rt_cookie_parts_get_fields (self->cookies),
                               rt_address_bar_get_text (self->login));
}

static void
on_address_changed (RtCookiesPage *self)
{
  rt_cookie_parts_set_address (self->cookies, rt_address_bar_get_shown (self->address));
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
  rt_login_fields_set (rt_cookie_parts_get_fields (self->cookies), fields);
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
  rt_cookie_parts_set_jars (self->cookies, rt_workbench_get_jars (workbench));
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
rt_cookies_page_class_init (RtCookiesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RtPageClass *page_class = RT_PAGE_CLASS (klass);

  object_class->constructed = rt_cookies_page_constructed;
  object_class->dispose = rt_cookies_page_dispose;
  page_class->open_address = rt_cookies_page_open_address;
  page_class->open_trial = rt_cookies_page_open_trial;
  page_class->focus_address = rt_cookies_page_focus_address;
  page_class->read_request = rt_cookies_page_read_request;
  page_class->submit = rt_cookies_page_submit;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-cookies-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, login);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, address);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, run);
  gtk_widget_class_bind_template_child (widget_class, RtCookiesPage, cookies);
  gtk_widget_class_bind_template_callback (widget_class, rt_cookies_page_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_run_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_visit_chosen);
}

static void
rt_cookies_page_init (RtCookiesPage *self)
{
  g_type_ensure (RT_TYPE_ADDRESS_BAR);
  g_type_ensure (RT_TYPE_COOKIE_PARTS);
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
