/* Asks the user who asks, when a proxy wants to know. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-proxy-prompt.h"

#include "core/wire/rt-error.h"
#include "ui/rt-keyring.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>
#include <string.h>

/* Once, and twice more where that was wrong. */
#define QUESTIONS_MAX 3

struct _RtProxyPrompt
{
  GObject parent_instance;

  GtkWidget *asker; /* weak */
  RtProxyLogins *logins;

  guint n_questions; /* about the request that is under way */
  RtProxy *proxy;    /* that is asked about, or was; nullable */
  char *to_keep;     /* put into the keyring once it has proved right; nullable */

  GtkWidget *dialog; /* weak, while there is one; then these are in it */
  GtkEditable *user;
  GtkEditable *password;
  GtkSwitch *remember;
};

G_DEFINE_FINAL_TYPE (RtProxyPrompt, rt_proxy_prompt, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtProxyPrompt) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (rt_keyring_store_finish (result, &error) || self->asker == NULL)
    return;
  words = rt_keyring_dup_trouble (error);
  gtk_widget_activate_action (self->asker, "win.toast", "s", words);
}

static void
keep (RtProxyPrompt *self)
{
  /* Translators: the address of a proxy. */
  g_autofree char *title = g_strdup_printf (_ ("Roundtrip: proxy %s"), self->proxy->uri);

  rt_keyring_store_async (RT_KEYRING_PROXY, self->proxy->uri, title, self->to_keep,
                          on_kept, g_object_ref (self));
}

static void
answer (RtProxyPrompt *self, const char *user, const char *password)
{
  rt_proxy_logins_set (self->logins, self->proxy, user, password);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
on_response (RtProxyPrompt *self, const char *response)
{
  const char *user = gtk_editable_get_text (self->user);
  const char *password = gtk_editable_get_text (self->password);

  if (!g_str_equal (response, "login"))
    return;
  if (gtk_switch_get_active (self->remember))
    self->to_keep = g_strconcat (user, "\n", password, NULL);
  answer (self, user, password);
}

static GtkWidget *
make_remember_row (RtProxyPrompt *self, const GError *no_keyring)
{
  GtkWidget *row = adw_action_row_new ();

  self->remember = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->remember), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ ("Remember in the Keyring"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->remember));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row),
                                         GTK_WIDGET (self->remember));
  if (no_keyring != NULL)
    {
      g_autofree char *words = rt_keyring_dup_trouble (no_keyring);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      gtk_widget_set_sensitive (row, FALSE);
    }
  return row;
}

static GtkWidget *
make_entry_row (GtkWidget *row, const char *title, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  return row;
}

static GtkWidget *
make_fields (RtProxyPrompt *self, const char *user, const GError *no_keyring)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *rows[] = {
    make_entry_row (adw_entry_row_new (), _ ("User Name"), user),
    make_entry_row (adw_password_entry_row_new (), _ ("Password"), ""),
    make_remember_row (self, no_keyring),
  };

  self->user = GTK_EDITABLE (rows[0]);
  self->password = GTK_EDITABLE (rows[1]);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
  return list;
}

/* @no_keyring: (nullable): why nothing can be remembered */
static void
ask (RtProxyPrompt *self, const GError *no_keyring)
{
  g_autoptr (RtProxyAuth) refused = rt_proxy_logins_dup (self->logins, self->proxy);
  /* Translators: the address of a proxy. */
  g_autofree char *words = g_strdup_printf (
      refused != NULL
          ? _ ("The proxy %s does not accept this user name and password.")
          : _ ("The proxy %s asks for a user name and a password. It is not the site "
               "that asks, and the site does not get to know them."),
      self->proxy->uri);
  GtkWidget *fields = make_fields (
      self, refused != NULL ? rt_proxy_auth_get_user (refused) : "", no_keyring);

  self->n_questions++;
  g_set_weak_pointer (&self->dialog,
                      rt_question_new (_ ("Sign In to the Proxy?"), words, "login",
                                       _ ("_Sign In"), ADW_RESPONSE_SUGGESTED));
  rt_question_set_fields (self->dialog, fields,
                          GTK_WIDGET (refused != NULL ? self->password : self->user));
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  rt_question_present (self->dialog, self->asker);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtProxyPrompt) self = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = rt_keyring_load_finish (result, &error);
  char *end = secret != NULL ? strchr (secret, '\n') : NULL;

  if (self->asker == NULL)
    {
      rt_keyring_free_secret (secret);
      return;
    }
  if (end != NULL)
    {
      *end = '\0';
      answer (self, secret, end + 1);
    }
  else
    ask (self, error);
  rt_keyring_free_secret (secret);
}

static void
rt_proxy_prompt_dispose (GObject *object)
{
  RtProxyPrompt *self = RT_PROXY_PROMPT (object);

  if (self->dialog != NULL)
    rt_question_withdraw (self->dialog);
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->asker);
  g_clear_object (&self->logins);
  G_OBJECT_CLASS (rt_proxy_prompt_parent_class)->dispose (object);
}

static void
rt_proxy_prompt_finalize (GObject *object)
{
  RtProxyPrompt *self = RT_PROXY_PROMPT (object);

  g_clear_pointer (&self->proxy, rt_proxy_unref);
  g_clear_pointer (&self->to_keep, rt_keyring_free_secret);
  G_OBJECT_CLASS (rt_proxy_prompt_parent_class)->finalize (object);
}

static void
rt_proxy_prompt_class_init (RtProxyPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_proxy_prompt_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_proxy_prompt_finalize;

  /**
   * RtProxyPrompt::answered:
   * @self: the prompt
   *
   * The logins know what to tell the proxy.
   */
  signals[ANSWERED] = g_signal_new ("answered", RT_TYPE_PROXY_PROMPT, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_proxy_prompt_init (RtProxyPrompt *self)
{
}

/**
 * rt_proxy_prompt_new:
 * @asker: a widget in the window that asks
 * @logins: where the answer goes
 *
 * Returns: (transfer full): a prompt
 */
RtProxyPrompt *
rt_proxy_prompt_new (GtkWidget *asker, RtProxyLogins *logins)
{
  RtProxyPrompt *self = g_object_new (RT_TYPE_PROXY_PROMPT, NULL);

  g_set_weak_pointer (&self->asker, asker);
  self->logins = g_object_ref (logins);
  return self;
}

/**
 * rt_proxy_prompt_begin:
 * @self: a prompt
 *
 * The user sends something.  What the prompt sends again does not count.
 */
void
rt_proxy_prompt_begin (RtProxyPrompt *self)
{
  g_return_if_fail (RT_IS_PROXY_PROMPT (self));

  self->n_questions = 0;
  g_clear_pointer (&self->to_keep, rt_keyring_free_secret);
}

static const RtProxy *
find_asking_proxy (RtExchange *exchange)
{
  RtHop *hop = rt_exchange_get_last_hop (exchange);
  const RtProxyReport *way = hop != NULL ? rt_hop_get_report (hop)->proxy : NULL;

  return way != NULL
                 && g_error_matches (rt_exchange_get_error (exchange), RT_ERROR,
                                     RT_ERROR_PROXY_LOGIN)
             ? way->proxy
             : NULL;
}

/**
 * rt_proxy_prompt_look:
 * @self: a prompt
 * @exchange: what is over
 *
 * Looks whether a proxy wants to know who asks.  If so, looks into the keyring, and else
 * asks the user, who may be wrong twice.
 */
void
rt_proxy_prompt_look (RtProxyPrompt *self, RtExchange *exchange)
{
  const RtProxy *proxy = find_asking_proxy (exchange);
  g_autoptr (RtProxyAuth) known = NULL;

  g_return_if_fail (RT_IS_PROXY_PROMPT (self));

  if (proxy == NULL && self->to_keep != NULL && rt_exchange_get_error (exchange) == NULL)
    keep (self);
  g_clear_pointer (&self->to_keep, rt_keyring_free_secret);
  if (proxy == NULL || self->n_questions == QUESTIONS_MAX)
    return;
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  self->proxy = rt_proxy_new (proxy->kind, proxy->host, proxy->port, NULL);
  known = rt_proxy_logins_dup (self->logins, proxy);
  if (known != NULL)
    ask (self, NULL);
  else
    rt_keyring_load_async (RT_KEYRING_PROXY, proxy->uri, on_loaded, g_object_ref (self));
}
