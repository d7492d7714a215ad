/* The Proxy page, with servers and proxies of this computer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-settings.h"
#include "pages/download/rt-download-page.h"
#include "pages/proxy/rt-proxy-editor.h"
#include "pages/proxy/rt-proxy-page.h"
#include "pages/proxy/rt-way-row.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-proxy-page.h"
#include "tests/ui/rt-test-widget.h"

#include <adwaita.h>
#include <string.h>

typedef RtTestProxyPage Fixture;

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return rt_test_page_find (&fixture->base, id);
}

static GtkWidget *
find_row (Fixture *fixture, const char *id)
{
  return rt_test_find (find (fixture, "editor"), id);
}

static void
type_into (Fixture *fixture, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, id)), text);
}

static const char *
get_trouble (Fixture *fixture)
{
  GtkWidget *trouble = find_row (fixture, "trouble");

  return gtk_widget_get_visible (trouble) ? gtk_label_get_label (GTK_LABEL (trouble))
                                          : NULL;
}

static gboolean
is_done (Fixture *fixture)
{
  return rt_page_get_exchange (fixture->base.page) != NULL
         && !rt_page_get_busy (fixture->base.page);
}

static RtExchange *
open_site (Fixture *fixture)
{
  rt_page_open_address (fixture->base.page, fixture->base.address);
  rt_test_wait_until (NULL, is_done (fixture));
  return rt_page_get_exchange (fixture->base.page);
}

static void
choose (Fixture *fixture, RtProxyMode mode)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_row (fixture, "mode")), mode);
}

static void
test_without (Fixture *fixture, gconstpointer data)
{
  RtHop *hop;

  choose (fixture, RT_PROXY_MODE_NONE);
  hop = rt_exchange_get_last_hop (open_site (fixture));
  g_assert_null (rt_hop_get_report (hop)->proxy);
  g_assert_false (gtk_widget_get_visible (find_row (fixture, "host")));
}

/* It is what a page starts with, and what this computer serves needs no proxy. */
static void
test_system (Fixture *fixture, gconstpointer data)
{
  const RtProxyReport *way
      = rt_hop_get_report (rt_exchange_get_last_hop (open_site (fixture)))->proxy;

  g_assert_null (way->proxy);
  g_assert_cmpint (way->reason, ==, RT_WAY_LOCAL);
}

/* A whole address is taken apart, so that its password does not stay to be seen. */
static void
test_takes_an_address_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = g_strconcat ("http://ann:open%20sesame@",
                                        strstr (fixture->proxy_address, "://") + 3, NULL);

  choose (fixture, RT_PROXY_MODE_MANUAL);
  type_into (fixture, "host", whole);
  g_assert_no_error (rt_exchange_get_error (open_site (fixture)));
  g_assert_null (strstr (
      gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "host"))), "sesame"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "user"))), ==,
                   "ann");
}

static void
test_complains_where_it_was_typed (Fixture *fixture, gconstpointer data)
{
  choose (fixture, RT_PROXY_MODE_MANUAL);
  type_into (fixture, "host", "no proxy at all");
  rt_page_open_address (fixture->base.page, fixture->base.address);
  g_assert_nonnull (get_trouble (fixture));
  g_assert_null (rt_page_get_exchange (fixture->base.page));
  type_into (fixture, "host", "localhost:1");
  type_into (fixture, "bypass", "a/b");
  rt_page_open_address (fixture->base.page, fixture->base.address);
  g_assert_nonnull (get_trouble (fixture));
  g_assert_null (rt_page_get_exchange (fixture->base.page));
}

static void
test_own_proxy_by_one_click (Fixture *fixture, gconstpointer recipe)
{
  GtkEditable *host;
  const RtProxyReport *way;

  choose (fixture, RT_PROXY_MODE_MANUAL);
  host = GTK_EDITABLE (find_row (fixture, "host"));
  g_signal_emit_by_name (find_row (fixture, recipe), "clicked");
  rt_test_wait_until (NULL, *gtk_editable_get_text (host) != '\0');
  way = rt_hop_get_report (rt_exchange_get_last_hop (open_site (fixture)))->proxy;
  g_assert_nonnull (way->proxy);
  g_assert_cmpuint (rt_exchange_get_status (rt_page_get_exchange (fixture->base.page)),
                    ==, 200);
}

static GtkListBox *
find_ways (Fixture *fixture)
{
  return GTK_LIST_BOX (rt_test_find (find (fixture, "ways"), "list"));
}

static RtWayRow *
get_way (Fixture *fixture, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (find_ways (fixture), index);

  return row != NULL ? RT_WAY_ROW (row) : NULL;
}

static gboolean
has_word (RtWayRow *row, const char *word)
{
  GtkWidget *differences = rt_test_find (GTK_WIDGET (row), "differences");

  return gtk_widget_get_visible (differences)
         && strstr (gtk_label_get_label (GTK_LABEL (differences)), word) != NULL;
}

static void
test_compares_ways (Fixture *fixture, gconstpointer data)
{
  open_site (fixture);
  rt_proxy_editor_set_proxy (RT_PROXY_EDITOR (find (fixture, "editor")),
                             fixture->proxy_address);
  type_into (fixture, "user", "ann");
  type_into (fixture, "password", "open sesame");
  g_signal_emit_by_name (find (fixture, "compare"), "clicked");
  g_assert_null (get_trouble (fixture));
  g_assert_nonnull (get_way (fixture, 2));
  g_assert_null (get_way (fixture, 3)); /* there is no script */
  rt_test_wait_until (NULL, has_word (get_way (fixture, 2), "Via"));
  g_assert_true (rt_page_get_exchange (fixture->base.page)
                 == rt_way_row_get_exchange (get_way (fixture, 0)));
  gtk_list_box_select_row (find_ways (fixture), GTK_LIST_BOX_ROW (get_way (fixture, 2)));
  g_assert_true (rt_page_get_exchange (fixture->base.page)
                 == rt_way_row_get_exchange (get_way (fixture, 2)));
  open_site (fixture);
  g_assert_null (get_way (fixture, 0));
}

/* The Download page can take the same way. */
static void
test_way_of_a_download (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtPage) download = g_object_ref_sink (
      g_object_new (RT_TYPE_DOWNLOAD_PAGE, "workbench", fixture->base.workbench, NULL));
  GtkDropDown *way = GTK_DROP_DOWN (rt_test_find (GTK_WIDGET (download), "proxy"));
  RtExchange *exchange;

  g_assert_cmpuint (gtk_drop_down_get_selected (way), ==, 1);
  rt_proxy_editor_set_proxy (RT_PROXY_EDITOR (find (fixture, "editor")),
                             fixture->proxy_address);
  type_into (fixture, "user", "ann");
  type_into (fixture, "password", "open sesame");
  open_site (fixture);
  gtk_drop_down_set_selected (way, 2);
  rt_page_open_address (download, fixture->base.address);
  exchange = rt_page_get_exchange (download);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_nonnull (
      rt_hop_get_report (rt_exchange_get_last_hop (exchange))->proxy->proxy);
  gtk_drop_down_set_selected (way, 0);
  rt_page_look_at (download, exchange);
  g_assert_cmpuint (gtk_drop_down_get_selected (way), ==, 2);
}

/* A command that names a proxy is sent through it, now and when it is looked at again. */
static void
test_way_of_a_command (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtPage) download = g_object_ref_sink (
      g_object_new (RT_TYPE_DOWNLOAD_PAGE, "workbench", fixture->base.workbench, NULL));
  GtkDropDown *way = GTK_DROP_DOWN (rt_test_find (GTK_WIDGET (download), "proxy"));
  g_autofree char *command
      = g_strdup_printf ("curl -x %s -U 'ann:open sesame' %s", fixture->proxy_address,
                         fixture->base.address);
  RtExchange *exchange;

  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (download), "address"),
                         "command-pasted", command);
  g_assert_cmpuint (gtk_drop_down_get_selected (way), ==, 3);
  rt_page_open_address (download, fixture->base.address);
  exchange = rt_page_get_exchange (download);
  rt_test_wait_until (NULL, rt_exchange_is_over (exchange));
  g_assert_no_error (rt_exchange_get_error (exchange));
  g_assert_nonnull (
      rt_hop_get_report (rt_exchange_get_last_hop (exchange))->proxy->proxy);
  g_signal_emit_by_name (rt_test_find (GTK_WIDGET (download), "address"),
                         "command-pasted", "curl http://localhost:1/");
  g_assert_cmpuint (gtk_drop_down_get_selected (way), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (way)), ==, 3);
  rt_page_look_at (download, exchange);
  g_assert_cmpuint (gtk_drop_down_get_selected (way), ==, 3);
}

static char *
dup_property (RtPage *page, const char *name)
{
  char *value = NULL;

  g_object_get (page, name, &value, NULL);
  return value;
}

/* As the window does it; what is made of it in the next run is another page. */
static void
test_remembers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtSettings) settings = rt_settings_new ();
  g_autofree char *whole = g_strconcat ("http://ann:open%20sesame@",
                                        strstr (fixture->proxy_address, "://") + 3, NULL);
  RtPage *first = fixture->base.page;
  RtPage *second
      = g_object_new (RT_TYPE_PROXY_PAGE, "workbench", fixture->base.workbench, NULL);
  g_autofree char *typed = NULL;
  g_autofree char *address = NULL;
  g_autofree char *bypass = NULL;
  g_autofree char *mode = NULL;

  rt_settings_bind_page (settings, G_OBJECT (first));
  choose (fixture, RT_PROXY_MODE_MANUAL);
  type_into (fixture, "host", whole);
  type_into (fixture, "bypass", "*.example.org");
  g_object_get (settings, "proxy-address", &typed, NULL);
  g_assert_cmpstr (typed, ==, ""); /* nothing was sent */
  g_assert_no_error (rt_exchange_get_error (open_site (fixture)));

  rt_settings_bind_page (settings, G_OBJECT (second));
  gtk_window_set_child (fixture->base.window, GTK_WIDGET (second));
  fixture->base.page = second;
  mode = dup_property (second, "proxy-mode");
  address = dup_property (second, "proxy-address");
  bypass = dup_property (second, "proxy-bypass");
  g_assert_cmpstr (mode, ==, "manual");
  g_assert_cmpstr (bypass, ==, "*.example.org");
  g_assert_true (g_str_has_prefix (fixture->proxy_address, address));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "user"))), ==,
                   "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "password"))),
                   ==, "");
}

/* It ends with the program. */
static void
test_forgets_an_own_proxy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtSettings) settings = rt_settings_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkEditable *host;

  rt_settings_bind_page (settings, G_OBJECT (fixture->base.page));
  g_object_get (settings, "proxy-address", &before, NULL);
  choose (fixture, RT_PROXY_MODE_MANUAL);
  host = GTK_EDITABLE (find_row (fixture, "host"));
  gtk_editable_set_text (host, "");
  g_signal_emit_by_name (find_row (fixture, "start_socks"), "clicked");
  rt_test_wait_until (NULL, *gtk_editable_get_text (host) != '\0');
  g_assert_no_error (rt_exchange_get_error (open_site (fixture)));
  g_object_get (settings, "proxy-address", &after, NULL);
  g_assert_cmpstr (after, ==, before);
}

/* A script's address may hold a secret; it is used, and not remembered. */
static void
test_forgets_secrets_of_a_script (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = NULL;
  g_autofree char *with_user = NULL;
  g_autofree char *with_token = NULL;

  type_into (fixture, "script", "http://h.test/proxy.pac");
  kept = dup_property (fixture->base.page, "proxy-script");
  type_into (fixture, "script", "http://ann:sesame@h.test/proxy.pac");
  with_user = dup_property (fixture->base.page, "proxy-script");
  type_into (fixture, "script", "http://h.test/proxy.pac?token=sesame");
  with_token = dup_property (fixture->base.page, "proxy-script");
  g_assert_cmpstr (kept, ==, "http://h.test/proxy.pac");
  g_assert_cmpstr (with_user, ==, "");
  g_assert_cmpstr (with_token, ==, "");
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  for (guint mode = 0; mode < RT_N_PROXY_MODES; mode++)
    {
      int minimum;

      choose (fixture, (RtProxyMode)mode);
      gtk_widget_measure (GTK_WIDGET (fixture->base.page), GTK_ORIENTATION_HORIZONTAL, -1,
                          &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

#define add(path, data, func)                                                            \
  g_test_add ("/proxy-page/" path, Fixture, data, rt_test_proxy_page_set_up, func,       \
              rt_test_proxy_page_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  add ("without", NULL, test_without);
  add ("system", NULL, test_system);
  add ("takes-an-address-apart", NULL, test_takes_an_address_apart);
  add ("complains-where-it-was-typed", NULL, test_complains_where_it_was_typed);
  add ("own-http-proxy-by-one-click", "start_http", test_own_proxy_by_one_click);
  add ("own-socks-proxy-by-one-click", "start_socks", test_own_proxy_by_one_click);
  add ("compares-ways", NULL, test_compares_ways);
  add ("way-of-a-download", NULL, test_way_of_a_download);
  add ("way-of-a-command", NULL, test_way_of_a_command);
  add ("remembers", NULL, test_remembers);
  add ("forgets-a-proxy-of-its-own", NULL, test_forgets_an_own_proxy);
  add ("forgets-secrets-of-a-script", NULL, test_forgets_secrets_of_a_script);
  add ("fits-into-360-pixels", NULL, test_fits);
  return g_test_run ();
}
