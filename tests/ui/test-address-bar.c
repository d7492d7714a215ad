/* The address bar: what it takes, what it says, what it shows of an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-exchange-private.h"
#include "tests/ui/rt-test-widget.h"
#include "ui/rt-address-bar.h"
#include "ui/rt-address-completion.h"

#include <adwaita.h>
#include <string.h>

typedef struct
{
  GtkWindow *window;
  RtAddressBar *bar;
  GtkEditable *entry;
  GtkWidget *note;
  guint n_activated;
  char *command;
} Fixture;

static void
on_activate (Fixture *fixture)
{
  fixture->n_activated++;
}

static void
on_command (Fixture *fixture, const char *command)
{
  fixture->command = g_strdup (command);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->bar = g_object_new (RT_TYPE_ADDRESS_BAR, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->bar));
  gtk_window_present (fixture->window);
  fixture->entry = GTK_EDITABLE (rt_test_find (GTK_WIDGET (fixture->bar), "entry"));
  fixture->note = rt_test_find (GTK_WIDGET (fixture->bar), "note");
  g_signal_connect_swapped (fixture->bar, "activate", G_CALLBACK (on_activate), fixture);
  g_signal_connect_swapped (fixture->bar, "command-pasted", G_CALLBACK (on_command),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_free (fixture->command);
}

static const char *
get_note (Fixture *fixture)
{
  if (!gtk_widget_get_visible (fixture->note))
    return NULL;
  return gtk_label_get_text (GTK_LABEL (rt_test_find (fixture->note, "note_label")));
}

static const char *
get_icon (Fixture *fixture)
{
  return gtk_entry_get_icon_name (GTK_ENTRY (fixture->entry), GTK_ENTRY_ICON_PRIMARY);
}

static void
press_enter (Fixture *fixture)
{
  g_signal_emit_by_name (gtk_editable_get_delegate (fixture->entry), "activate");
}

static void
test_bad_address (Fixture *fixture, gconstpointer address)
{
  gtk_editable_set_text (fixture->entry, address);
  g_assert_null (get_note (fixture));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->entry), "error"));

  press_enter (fixture);
  g_assert_cmpuint (fixture->n_activated, ==, 0);
  g_assert_nonnull (get_note (fixture));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->entry), "error"));

  gtk_editable_set_text (fixture->entry, "a.example");
  g_assert_null (get_note (fixture));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->entry), "error"));
  press_enter (fixture);
  g_assert_cmpuint (fixture->n_activated, ==, 1);
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->entry, "www.example");
  g_assert_cmpstr (get_icon (fixture), ==, "channel-secure-symbolic");
  gtk_editable_set_text (fixture->entry, "http://www.example");
  g_assert_cmpstr (get_icon (fixture), ==, "channel-insecure-symbolic");
  gtk_editable_set_text (fixture->entry, "localhost:8800");
  g_assert_cmpstr (get_icon (fixture), ==, "channel-insecure-symbolic");
  gtk_editable_set_text (fixture->entry, "");
  g_assert_cmpstr (get_icon (fixture), ==, "web-browser-symbolic");
}

static void
test_both_forms (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->entry, "bücher.example");
  g_assert_nonnull (strstr (get_note (fixture), "xn--bcher-kva.example"));
  g_assert_false (gtk_widget_has_css_class (fixture->note, "warning"));

  /* The first letter is Cyrillic. */
  gtk_editable_set_text (fixture->entry, "раypal.example");
  g_assert_nonnull (strstr (get_note (fixture), "xn--"));
  g_assert_true (gtk_widget_has_css_class (fixture->note, "warning"));
}

static void
paste (Fixture *fixture, const char *text)
{
  int position = 0;

  gtk_editable_insert_text (gtk_editable_get_delegate (fixture->entry), text, -1,
                            &position);
}

static void
test_command (Fixture *fixture, gconstpointer data)
{
  paste (fixture, "curl.example");
  g_assert_null (fixture->command);
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==, "curl.example");

  rt_address_bar_set_text (fixture->bar, "");
  paste (fixture, " curl 'http://a.example' \\\n  -H 'A: b'\n");
  g_assert_cmpstr (fixture->command, ==, "curl 'http://a.example' \\\n  -H 'A: b'");
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==, "");
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "a.example", NULL);
  g_autoptr (RtExchange) exchange = rt_exchange_new (request);
  GtkEntry *entry = GTK_ENTRY (fixture->entry);
  RtBody *body;

  rt_exchange_begin (exchange, 1);
  rt_exchange_add_hop (exchange, request, NULL);
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_address_bar_set_exchange (fixture->bar, exchange);
  rt_exchange_set_request_body_length (exchange, 800);
  rt_exchange_set_progress (exchange, 400);
  rt_exchange_updated (exchange);
  g_assert_cmpfloat (gtk_entry_get_progress_fraction (entry), ==, 0.5);

  rt_exchange_set_state (exchange, RT_EXCHANGE_RECEIVING);
  body = rt_exchange_get_body (exchange);
  rt_body_begin (body, "text/plain", NULL, NULL, 400, FALSE);
  rt_body_set_counts (body, 100, 100);
  rt_exchange_updated (exchange);
  g_assert_cmpfloat (gtk_entry_get_progress_fraction (entry), ==, 0.25);
  rt_body_set_counts (body, 500, 500);
  rt_exchange_updated (exchange);
  g_assert_cmpfloat (gtk_entry_get_progress_fraction (entry), ==, 1);

  rt_exchange_end (exchange, 2, NULL);
  g_assert_cmpfloat (gtk_entry_get_progress_fraction (entry), ==, 0);
}

static gboolean
is_pulsing (GtkWidget *bar)
{
  GtkWidget *trough = gtk_widget_get_first_child (bar);
  GtkWidget *progress = gtk_widget_get_first_child (trough);

  return gtk_widget_has_css_class (progress, "pulse");
}

/* A bar that runs to and fro is gone with the exchange, too. */
static void
test_pulse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtRequest) request = rt_request_new ("GET", "a.example", NULL);
  g_autoptr (RtExchange) exchange = rt_exchange_new (request);
  GtkWidget *bar;

  rt_exchange_begin (exchange, 1);
  rt_exchange_add_hop (exchange, request, NULL);
  rt_exchange_set_state (exchange, RT_EXCHANGE_WAITING);
  rt_address_bar_set_exchange (fixture->bar, exchange);
  gtk_entry_progress_pulse (GTK_ENTRY (fixture->entry));
  bar = gtk_widget_get_last_child (GTK_WIDGET (fixture->entry));
  while (!GTK_IS_PROGRESS_BAR (bar))
    bar = gtk_widget_get_prev_sibling (bar);
  g_assert_true (is_pulsing (bar));

  rt_exchange_end (exchange, 2, NULL);
  g_assert_false (is_pulsing (bar));
}

static void
test_completion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RtAddressHistory) history = rt_address_history_new (NULL);
  RtAddressCompletion *completion = RT_ADDRESS_COMPLETION (
      rt_test_find_type (GTK_WIDGET (fixture->bar), RT_TYPE_ADDRESS_COMPLETION));

  rt_address_history_add (history, "https://www.example/one");
  rt_address_history_add (history, "https://www.example/two");
  rt_address_bar_set_history (fixture->bar, history);
  g_assert_false (rt_address_completion_press (completion, GDK_KEY_Down));

  gtk_editable_set_text (fixture->entry, "www.ex");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (completion)));
  g_assert_false (rt_address_completion_choose (completion));
  g_assert_true (rt_address_completion_press (completion, GDK_KEY_Down));
  g_assert_true (rt_address_completion_press (completion, GDK_KEY_Down));
  press_enter (fixture);
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==, "https://www.example/one");
  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (completion)));

  gtk_editable_set_text (fixture->entry, "nothing like it");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (completion)));
}

static const char *
get_shown (Fixture *fixture)
{
  return gtk_editable_get_text (fixture->entry);
}

static gboolean
shows_login (Fixture *fixture)
{
  return gtk_widget_get_visible (
      rt_test_find (GTK_WIDGET (fixture->bar), "login_button"));
}

/* Used once, a password is not to be read in the entry any more, nor by undoing. */
static void
test_takes_the_login (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (fixture->entry, "");
  gtk_editable_insert_text (fixture->entry, "al%40ice:p%3Aw@localhost:8000/x?y#z", -1,
                            &(int){ 0 });
  g_assert_false (shows_login (fixture));
  press_enter (fixture);
  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_cmpstr (get_shown (fixture), ==, "http://localhost:8000/x?y#z");
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==,
                   "http://al%40ice:p%3Aw@localhost:8000/x?y#z");
  g_assert_true (shows_login (fixture));
  gtk_widget_activate_action (GTK_WIDGET (gtk_editable_get_delegate (fixture->entry)),
                              "text.undo", NULL);
  g_assert_null (strstr (get_shown (fixture), "p%3Aw"));
}

static void
test_login_keeps_to_its_origin (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = { "https://localhost:8000/",
                                        "http://localhost:8001/",
                                        "http://localhost/",
                                        "http://localhost.example:8000/",
                                        "http://127.0.0.1:8000/",
                                        "",
                                        "ftp://a/" };

  gtk_editable_set_text (fixture->entry, "http://alice:pw@localhost:8000/");
  press_enter (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      gtk_editable_set_text (fixture->entry, others[i]);
      g_assert_false (shows_login (fixture));
      g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==, others[i]);
    }
  gtk_editable_set_text (fixture->entry, "LOCALHOST:8000/other");
  g_assert_true (shows_login (fixture));
  g_assert_true (
      rt_address_bar_has_login (fixture->bar, "Basic YWxpY2U6cHc=")); /* alice:pw */
  g_assert_false (rt_address_bar_has_login (fixture->bar, "Basic YWxpY2U6cHg="));
  g_assert_false (rt_address_bar_has_login (fixture->bar, NULL));
  /* What is typed comes first. */
  gtk_editable_set_text (fixture->entry, "http://bob:x@localhost:8000/");
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==, get_shown (fixture));
}

static void
test_changes_the_login (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover = rt_test_find (GTK_WIDGET (fixture->bar), "login_popover");

  gtk_editable_set_text (fixture->entry, "http://alice@localhost:8000/");
  press_enter (fixture);
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==,
                   "http://alice:@localhost:8000/");
  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (rt_test_find (popover, "origin"))),
              "http://localhost:8000"));
  gtk_editable_set_text (GTK_EDITABLE (rt_test_find (popover, "password")), "p@ä");
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==,
                   "http://alice:p%40ä@localhost:8000/");
  g_signal_emit_by_name (popover, "forget");
  g_assert_false (shows_login (fixture));
  g_assert_cmpstr (rt_address_bar_get_text (fixture->bar), ==, "http://localhost:8000/");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/address-bar/says-after-enter-what-is-wrong/empty", test_bad_address, "");
  add ("/address-bar/says-after-enter-what-is-wrong/port", test_bad_address, "a:99999");
  add ("/address-bar/says-after-enter-what-is-wrong/scheme", test_bad_address,
       "ftp://a/");
  add ("/address-bar/shows-whether-tls", test_lock, NULL);
  add ("/address-bar/shows-both-forms-of-a-name", test_both_forms, NULL);
  add ("/address-bar/knows-a-pasted-command", test_command, NULL);
  add ("/address-bar/shows-progress", test_progress, NULL);
  add ("/address-bar/shows-no-progress-at-the-end", test_pulse, NULL);
  add ("/address-bar/completes-from-history", test_completion, NULL);
  add ("/address-bar/takes-the-login-out", test_takes_the_login, NULL);
  add ("/address-bar/login-keeps-to-its-origin", test_login_keeps_to_its_origin, NULL);
  add ("/address-bar/login-is-changed-and-forgotten", test_changes_the_login, NULL);
  return g_test_run ();
}
