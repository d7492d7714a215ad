/* A page in a window, with a folder and a local server of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-page.h"

#include "tests/lib/rt-test-wait.h"
#include "tests/ui/rt-test-toasts.h"
#include "tests/ui/rt-test-widget.h"

/**
 * rt_test_start_server:
 * @recipe: what it serves
 * @credentials: (nullable): USER:PASSWORD that it asks for
 * @address: (out) (transfer full): where it is; ends in a slash
 *
 * Returns: (transfer full): a server that runs
 */
RtServer *
rt_test_start_server (const char *recipe, const char *credentials, char **address)
{
  const RtServerOptions options
      = { .recipe = rt_recipe_find (recipe), .n_workers = 1, .credentials = credentials };
  g_autoptr (GError) error = NULL;
  RtServer *server = rt_server_new ();

  rt_server_start (server, &options, &error);
  g_assert_no_error (error);
  *address = rt_server_build_address (server);
  return server;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  rt_server_stop_finish (RT_SERVER (source), result);
  *(gboolean *)data = TRUE;
}

/**
 * rt_test_stop_server:
 * @server: (transfer full): a server that runs
 *
 * Returns when nothing answers at its address any more.
 */
void
rt_test_stop_server (RtServer *server)
{
  gboolean is_stopped = FALSE;

  rt_server_stop_async (server, on_stopped, &is_stopped);
  rt_test_wait_until (NULL, is_stopped);
  g_object_unref (server);
}

/* One test of a page. */
typedef struct
{
  GType type;
  const char *recipe;
  RtTestPageFunc test;
  gconstpointer data;
} Case;

static void
run_case (gconstpointer data)
{
  const Case *this_case = data;
  RtTestPage self = { 0 };

  rt_test_page_set_up (&self, this_case->type, this_case->recipe);
  this_case->test (&self, this_case->data);
  rt_test_page_tear_down (&self);
}

/**
 * rt_test_page_add:
 * @path: of the test
 * @type: of the page
 * @recipe: (transfer none): what the server serves; must outlive the tests
 * @test: what is done with the page
 * @data: for @test
 *
 * Adds a test that has a page of its own, set up and torn down around it.
 */
void
rt_test_page_add (const char *path,
                  GType type,
                  const char *recipe,
                  RtTestPageFunc test,
                  gconstpointer data)
{
  const Case this_case = { .type = type, .recipe = recipe, .test = test, .data = data };

  g_test_add_data_func_full (path, g_memdup2 (&this_case, sizeof this_case), run_case,
                             g_free);
}

/**
 * rt_test_page_set_up:
 * @self: a fixture
 * @type: of the page
 * @recipe: what the server serves
 *
 * Shows the page in a window as wide as most are.
 */
void
rt_test_page_set_up (RtTestPage *self, GType type, const char *recipe)
{
  self->dir = rt_test_dir_new ();
  self->workbench = rt_workbench_new (self->dir->path, self->dir->path);
  self->server = rt_test_start_server (recipe, NULL, &self->address);
  self->page = g_object_new (type, "workbench", self->workbench, NULL);
  self->toasts = rt_test_toasts_new (GTK_WIDGET (self->page));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 1100, 750);
  gtk_window_set_child (self->window, GTK_WIDGET (self->toasts));
  gtk_window_present (self->window);
}

void
rt_test_page_stop_server (RtTestPage *self)
{
  g_clear_pointer (&self->server, rt_test_stop_server);
}

void
rt_test_page_tear_down (RtTestPage *self)
{
  RtCookieJars *jars = rt_workbench_get_jars (self->workbench);

  g_object_add_weak_pointer (G_OBJECT (jars), (gpointer *)&jars);
  gtk_window_destroy (self->window);
  rt_test_page_stop_server (self);
  g_object_unref (self->workbench);
  /* Their list is on the disk then. */
  rt_test_wait_until (NULL, jars == NULL);
  g_free (self->address);
  rt_test_dir_free (self->dir);
}

/* The widget with this id in the template of the page or of what is below it. */
GtkWidget *
rt_test_page_find (RtTestPage *self, const char *id)
{
  return rt_test_find (GTK_WIDGET (self->page), id);
}

/* How much was sent. */
guint
rt_test_page_count_log (RtTestPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rt_workbench_get_log (self->workbench)));
}
