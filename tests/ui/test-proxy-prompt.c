/* A proxy asks who asks, and the window asks the user; the keyring is a file of the test. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "pages/proxy/rt-proxy-editor.h"
#include "pages/proxy/rt-proxy-page.h"
#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-proxy-page.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-keyring.h"

#include <adwaita.h>
#include <string.h>

typedef RtTestProxyPage Fixture;

/* The program is started anew, and knows what it has written down. */
static void
start_anew (Fixture *fixture)
{
  g_object_unref (fixture->base.workbench);
  fixture->base.workbench
      = rt_workbench_new (fixture->base.dir->path, fixture->base.dir->path);
  fixture->base.page
      = g_object_new (RT_TYPE_PROXY_PAGE, "workbench", fixture->base.workbench, NULL);
  adw_toast_overlay_set_child (fixture->base.toasts, GTK_WIDGET (fixture->base.page));
}

static RtProxyEditor *
find_editor (Fixture *fixture)
{
  return RT_PROXY_EDITOR (rt_test_page_find (&fixture->base, "editor"));
}

static const char *
get_text (Fixture *fixture, const char *id)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (rt_test_find (GTK_WIDGET (find_editor (fixture)), id)));
}

static void
send (Fixture *fixture)
{
  rt_proxy_editor_set_proxy (find_editor (fixture), fixture->proxy_address);
  rt_page_open_address (fixture->base.page, fixture->base.address);
}

static GtkWidget *
wait_for_dialog (void)
{
  GtkWidget *dialog = NULL;

  rt_test_wait_until (NULL, (dialog = rt_test_find_question ()) != NULL);
  return dialog;
}

static void
sign_in (GtkWidget *dialog, const char *user, const char *password, gboolean remember)
{
  GtkWidget *user_row = rt_test_find_type (dialog, ADW_TYPE_ENTRY_ROW);
  GtkWidget *password_row = rt_test_find_type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW);
  GtkSwitch *keep = GTK_SWITCH (rt_test_find_type (dialog, GTK_TYPE_SWITCH));

  g_assert_false (gtk_switch_get_active (keep));
  gtk_editable_set_text (GTK_EDITABLE (user_row), user);
  gtk_editable_set_text (GTK_EDITABLE (password_row), password);
  gtk_switch_set_active (keep, remember);
  rt_test_answer ("Sign In");
}

static gboolean
has_reached (Fixture *fixture)
{
  RtExchange *exchange = rt_page_get_exchange (fixture->base.page);

  return exchange != NULL && rt_exchange_is_over (exchange)
         && rt_exchange_get_error (exchange) == NULL;
}

static gboolean
is_refused (Fixture *fixture)
{
  RtExchange *exchange = rt_page_get_exchange (fixture->base.page);

  return rt_exchange_is_over (exchange)
         && g_error_matches (rt_exchange_get_error (exchange), RT_ERROR,
                             RT_ERROR_PROXY_LOGIN);
}

typedef struct
{
  gboolean is_there;
  char *secret;
} Found;

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Found *found = user_data;
  g_autoptr (GError) error = NULL;

  found->secret = rt_keyring_load_finish (result, &error);
  g_assert_no_error (error);
  found->is_there = TRUE;
}

/* What the keyring has for the proxy. */
static char *
dup_kept (Fixture *fixture)
{
  g_autofree char *uri = g_strndup (fixture->proxy_address,
                                    strlen (fixture->proxy_address)
                                        - g_str_has_suffix (fixture->proxy_address, "/"));
  Found found = { 0 };

  rt_keyring_load_async (RT_KEYRING_PROXY, uri, on_found, &found);
  rt_test_wait_until (NULL, found.is_there);
  return found.secret;
}

static gboolean
is_kept (Fixture *fixture)
{
  char *secret = dup_kept (fixture);
  gboolean is_kept = g_strcmp0 (secret, "ann\nopen sesame") == 0;

  rt_keyring_free_secret (secret);
  return is_kept;
}

static void
test_remembers_when_asked_to (Fixture *fixture, gconstpointer data)
{
  send (fixture);
  sign_in (wait_for_dialog (), "ann", "open sesame", TRUE);
  rt_test_wait_until (NULL, has_reached (fixture));
  rt_test_wait_until (NULL, is_kept (fixture));

  start_anew (fixture);
  send (fixture);
  rt_test_wait_until (NULL, has_reached (fixture));
  g_assert_null (rt_test_find_question ());
}

static void
test_forgets_by_itself (Fixture *fixture, gconstpointer data)
{
  send (fixture);
  sign_in (wait_for_dialog (), "ann", "open sesame", FALSE);
  rt_test_wait_until (NULL, has_reached (fixture));
  send (fixture);
  rt_test_wait_until (NULL, has_reached (fixture));
  g_assert_null (rt_test_find_question ());
  g_assert_null (dup_kept (fixture));

  start_anew (fixture);
  send (fixture);
  wait_for_dialog ();
  rt_test_answer ("Cancel");
  g_assert_true (is_refused (fixture));
}

/* The right one is what is kept, and nothing of those before it. */
static void
test_asks_twice_more (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  send (fixture);
  sign_in (wait_for_dialog (), "ann", "wrong", TRUE);
  dialog = wait_for_dialog ();
  g_assert_true (rt_test_has_label (dialog, "does not accept"));
  g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (rt_test_find_type (dialog, ADW_TYPE_ENTRY_ROW))),
                   ==, "ann");
  sign_in (dialog, "ann", "wrong, too", TRUE);
  sign_in (wait_for_dialog (), "ann", "and this", TRUE);
  rt_test_wait_until (NULL, is_refused (fixture));
  g_assert_null (rt_test_find_question ());
  g_assert_null (dup_kept (fixture));

  /* Whoever sends it again is asked again. */
  rt_page_send_again (fixture->base.page);
  sign_in (wait_for_dialog (), "ann", "open sesame", FALSE);
  rt_test_wait_until (NULL, has_reached (fixture));
}

/* What one page was told, all of them know; what is sent on their own way is not asked. */
static void
test_is_for_one_place (Fixture *fixture, gconstpointer data)
{
  RtProxyLogins *logins = rt_workbench_get_proxy_logins (fixture->base.workbench);
  g_autoptr (RtProxy) elsewhere = rt_proxy_new (RT_PROXY_HTTP, "localhost", 1, NULL);

  send (fixture);
  sign_in (wait_for_dialog (), "ann", "open sesame", FALSE);
  rt_test_wait_until (NULL, has_reached (fixture));
  g_assert_null (rt_proxy_logins_dup (logins, elsewhere));
  g_assert_cmpstr (get_text (fixture, "user"), ==, "ann");
  rt_proxy_editor_set_proxy (find_editor (fixture), "http://localhost:1");
  g_assert_cmpstr (get_text (fixture, "user"), ==, "");
  g_assert_cmpstr (get_text (fixture, "password"), ==, "");
}

#define add(path, func)                                                                  \
  g_test_add ("/proxy-prompt/" path, Fixture, NULL, rt_test_proxy_page_set_up, func,     \
              rt_test_proxy_page_tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *keyring = rt_test_dir_build (dir, "keyring");

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
  gtk_test_init (&argc, &argv);
  adw_init ();
  add ("remembers-when-asked-to", test_remembers_when_asked_to);
  add ("forgets-by-itself", test_forgets_by_itself);
  add ("asks-twice-more", test_asks_twice_more);
  add ("is-for-one-place", test_is_for_one_place);
  return g_test_run ();
}
