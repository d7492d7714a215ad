/* Where an address is typed, and how far its exchange is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-address-bar.h"

#include "core/http/rt-login.h"
#include "ui/rt-address-completion.h"
#include "ui/rt-error-text.h"
#include "ui/rt-login-popover.h"

#include <glib/gi18n.h>

#define PULSE_INTERVAL_MS 100

struct _RtAddressBar
{
  GtkWidget parent_instance;

  RtExchange *exchange; /* nullable */
  guint pulse;          /* a timer while it is not known how much there is to come */
  gboolean filling;     /* the text comes from us: nothing to complete */
  RtLogin *login;       /* what was taken out of an address, nullable */
  char *with_login;     /* the address and the login for it; NULL: there is none */

  GtkWidget *line;
  GtkEntry *entry;
  GtkWidget *login_button;
  RtLoginPopover *login_popover;
  GtkWidget *note;
  GtkImage *note_icon;
  GtkLabel *note_label;
  RtAddressCompletion *completion;
};

G_DEFINE_FINAL_TYPE (RtAddressBar, rt_address_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_LABEL = 1,
} RtAddressBarProperty;

static GParamSpec *properties[PROP_LABEL + 1];

enum
{
  ACTIVATE,
  CHANGED,
  COMMAND_PASTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Shows words below the entry; NULL takes them away. */
static void
show_note (RtAddressBar *self, const char *style, const char *icon, const char *words)
{
  const char *classes[] = { style, NULL };

  gtk_widget_set_visible (self->note, words != NULL);
  gtk_widget_set_css_classes (self->note, classes);
  gtk_image_set_from_icon_name (self->note_icon, icon);
  gtk_label_set_text (self->note_label, words != NULL ? words : "");
}

static void
show_host_note (RtAddressBar *self, const RtAddress *address)
{
  g_autofree char *words = NULL;

  if (address == NULL || address->unicode_host == NULL)
    {
      show_note (self, NULL, NULL, NULL);
      return;
    }

  if (address->mixed_scripts)
    /* Translators: the first is a host name such as “раypal.com”, the second the same in
     * ASCII such as “xn--ypal-43d9g.com”. */
    words = g_strdup_printf (_ ("“%s” mixes letters of several scripts and may imitate "
                                "another name. It is really %s."),
                             address->unicode_host, g_uri_get_host (address->uri));
  else
    /* Translators: the first is a host name such as “bücher.example”, the second the same
     * in ASCII such as “xn--bcher-kva.example”. */
    words = g_strdup_printf (_ ("“%s” is written %s on the wire."), address->unicode_host,
                             g_uri_get_host (address->uri));
  show_note (self, address->mixed_scripts ? "warning" : "dim-label",
             address->mixed_scripts ? "dialog-warning-symbolic"
                                    : "dialog-information-symbolic",
             words);
}

static void
show_scheme (RtAddressBar *self, const RtAddress *address)
{
  const char *icon = "web-browser-symbolic";
  const char *words = _ ("The address to send to");

  if (address != NULL && g_str_equal (g_uri_get_scheme (address->uri), "https"))
    {
      icon = "channel-secure-symbolic";
      words = _ ("Goes over TLS");
    }
  else if (address != NULL)
    {
      icon = "channel-insecure-symbolic";
      words = _ ("Goes over the network in the clear");
    }
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_PRIMARY, icon);
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_PRIMARY, words);
}

/* A sign for a login that is sent to this address, and to no other origin. */
static void
show_login (RtAddressBar *self, const RtAddress *address)
{
  g_autofree char *words = NULL;

  g_clear_pointer (&self->with_login, g_free);
  if (address != NULL && address->user == NULL)
    self->with_login = rt_login_dup_address (self->login, address->uri);
  gtk_widget_set_visible (self->login_button, self->with_login != NULL);
  if (self->with_login == NULL)
    return;
  /* Translators: %s is a user name. */
  words = g_strdup_printf (_ ("Logs in as “%s”"), self->login->user);
  gtk_widget_set_tooltip_text (self->login_button, words);
}

/* A password is not to be read over the shoulder once it was used. */
static void
take_login (RtAddressBar *self, const RtAddress *address)
{
  g_autofree char *rest = NULL;

  if (address->user == NULL)
    return;
  g_clear_pointer (&self->login, rt_login_free);
  self->login = rt_login_new (address->uri, address->user, address->password);
  rt_login_popover_show_login (self->login_popover, self->login);
  rest = g_uri_to_string (address->uri);
  rt_address_bar_set_text (self, rest);
}

static void
on_changed (RtAddressBar *self)
{
  const char *text = rt_address_bar_get_shown (self);
  g_autoptr (RtAddress) address = text[0] != '\0' ? rt_address_parse (text, NULL) : NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     text[0] != '\0' ? "edit-clear-symbolic" : NULL);
  show_scheme (self, address);
  show_host_note (self, address);
  show_login (self, address);
  if (!self->filling)
    rt_address_completion_update (self->completion, text);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_icon_pressed (RtAddressBar *self, GtkEntryIconPosition position)
{
  if (position != GTK_ENTRY_ICON_SECONDARY)
    return;

  rt_address_bar_set_text (self, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_login_changed (RtAddressBar *self)
{
  g_autoptr (RtLogin) before = g_steal_pointer (&self->login);

  self->login
      = rt_login_new (before->origin, rt_login_popover_get_user (self->login_popover),
                      rt_login_popover_get_password (self->login_popover));
  on_changed (self);
}

static void
on_login_forget (RtAddressBar *self)
{
  g_clear_pointer (&self->login, rt_login_free);
  on_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_activate (RtAddressBar *self)
{
  if (!rt_address_completion_choose (self->completion))
    rt_address_bar_submit (self);
}

static void
on_chosen (RtAddressBar *self, const char *address)
{
  rt_address_bar_set_text (self, address);
  rt_address_bar_submit (self);
}

static gboolean
on_key_pressed (RtAddressBar *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Down:
      return rt_address_completion_step (self->completion, 1);
    case GDK_KEY_Up:
      return rt_address_completion_step (self->completion, -1);
    case GDK_KEY_Escape:
      if (!gtk_widget_get_visible (GTK_WIDGET (self->completion)))
        return GDK_EVENT_PROPAGATE;
      gtk_popover_popdown (GTK_POPOVER (self->completion));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_focus_left (RtAddressBar *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->completion));
}

static gboolean
is_command (const char *text)
{
  return g_str_has_prefix (text, "curl ") || g_str_has_prefix (text, "curl\t")
         || g_str_has_prefix (text, "$ curl ");
}

/* Nobody types five letters at once: this is a paste or a drop. */
static void
on_insert_text (GtkEditable *text,
                const char *inserted,
                int length,
                int *position,
                RtAddressBar *self)
{
  g_autofree char *command
      = g_strndup (inserted, length < 0 ? strlen (inserted) : (gsize)length);

  g_strstrip (command);
  if (!is_command (command))
    return;

  g_signal_stop_emission_by_name (text, "insert-text");
  g_signal_emit (self, signals[COMMAND_PASTED], 0, command);
}

static gboolean
on_pulse (gpointer user_data)
{
  RtAddressBar *self = user_data;

  gtk_entry_progress_pulse (self->entry);
  return G_SOURCE_CONTINUE;
}

static void
show_progress (RtAddressBar *self)
{
  RtBody *body;
  gboolean over = self->exchange == NULL || rt_exchange_is_over (self->exchange);
  gint64 expected = -1;

  if (!over)
    {
      body = rt_exchange_get_body (self->exchange);
      if (rt_exchange_get_state (self->exchange) == RT_EXCHANGE_RECEIVING && body != NULL)
        expected = rt_body_get_expected_bytes (body);
    }

  if (over || expected > 0)
    g_clear_handle_id (&self->pulse, g_source_remove);
  else if (self->pulse == 0)
    self->pulse = g_timeout_add (PULSE_INTERVAL_MS, on_pulse, self);

  if (over)
    {
      /* From nothing to nothing is no change to the entry: it would go on showing the last
       * pulse. */
      gtk_entry_set_progress_fraction (self->entry, 1);
      gtk_entry_set_progress_fraction (self->entry, 0);
    }
  else if (expected > 0)
    gtk_entry_set_progress_fraction (
        self->entry, CLAMP (rt_body_get_wire_bytes (body) / (double)expected, 0, 1));
}

static void
rt_address_bar_dispose (GObject *object)
{
  RtAddressBar *self = RT_ADDRESS_BAR (object);

  rt_address_bar_set_exchange (self, NULL);
  g_clear_handle_id (&self->pulse, g_source_remove);
  g_clear_pointer ((GtkWidget **)&self->completion, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_ADDRESS_BAR);
  G_OBJECT_CLASS (rt_address_bar_parent_class)->dispose (object);
}

static void
rt_address_bar_finalize (GObject *object)
{
  RtAddressBar *self = RT_ADDRESS_BAR (object);

  g_clear_pointer (&self->login, rt_login_free);
  g_free (self->with_login);
  G_OBJECT_CLASS (rt_address_bar_parent_class)->finalize (object);
}

static gboolean
rt_address_bar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RT_ADDRESS_BAR (widget)->entry));
}

static void
rt_address_bar_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  RtAddressBar *self = RT_ADDRESS_BAR (object);

  switch ((RtAddressBarProperty)id)
    {
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_address_bar_class_init (RtAddressBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_address_bar_dispose;
  G_OBJECT_CLASS (klass)->set_property = rt_address_bar_set_property;
  G_OBJECT_CLASS (klass)->finalize = rt_address_bar_finalize;
  widget_class->grab_focus = rt_address_bar_grab_focus;

  /**
   * RtAddressBar:label:
   *
   * What the address is, for assistive technology, where a page has several.
   */
  properties[PROP_LABEL] = g_param_spec_string (
      "label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties),
                                     properties);

  /**
   * RtAddressBar::activate:
   * @self: the bar
   *
   * The text is an address, and the user wants it sent.
   */
  signals[ACTIVATE] = g_signal_new ("activate", RT_TYPE_ADDRESS_BAR, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtAddressBar::changed:
   * @self: the bar
   *
   * The text is another one.
   */
  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_ADDRESS_BAR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtAddressBar::command-pasted:
   * @self: the bar
   * @command: the command
   *
   * A curl command was pasted, dropped or typed in place of an address.
   */
  signals[COMMAND_PASTED]
      = g_signal_new ("command-pasted", RT_TYPE_ADDRESS_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/ui/rt-address-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, line);
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, entry);
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, login_button);
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, login_popover);
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, note);
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, note_icon);
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, note_label);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_icon_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_login_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left);
}

static void
rt_address_bar_init (RtAddressBar *self)
{
  GtkEditable *text;

  g_type_ensure (RT_TYPE_LOGIN_POPOVER);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->completion = RT_ADDRESS_COMPLETION (rt_address_completion_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->completion), GTK_WIDGET (self));
  g_signal_connect_object (self->completion, "chosen", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_object (text, "insert-text", G_CALLBACK (on_insert_text), self, 0);
  on_changed (self);
}

/**
 * rt_address_bar_get_text:
 * @self: the bar
 *
 * Gives the address, for rt_request_new().  The user name and the password that were taken
 * out of it are there again: it is not for people to see.
 *
 * Returns: (transfer none): what was typed
 */
const char *
rt_address_bar_get_text (RtAddressBar *self)
{
  g_return_val_if_fail (RT_IS_ADDRESS_BAR (self), NULL);

  return self->with_login != NULL ? self->with_login : rt_address_bar_get_shown (self);
}

/**
 * rt_address_bar_get_shown:
 * @self: the bar
 *
 * Gives the address as it can be read in the bar, to be shown elsewhere.
 *
 * Returns: (transfer none): the text
 */
const char *
rt_address_bar_get_shown (RtAddressBar *self)
{
  g_return_val_if_fail (RT_IS_ADDRESS_BAR (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * rt_address_bar_has_login:
 * @self: the bar
 * @authorization: (nullable): value of an Authorization field
 *
 * Says whether the login for the address makes this field by itself.
 *
 * Returns: %FALSE if it is another one
 */
gboolean
rt_address_bar_has_login (RtAddressBar *self, const char *authorization)
{
  g_autofree char *ours = NULL;

  g_return_val_if_fail (RT_IS_ADDRESS_BAR (self), FALSE);

  if (self->with_login != NULL)
    ours = rt_login_dup_authorization (self->login);
  return ours != NULL && g_strcmp0 (ours, authorization) == 0;
}

void
rt_address_bar_set_text (RtAddressBar *self, const char *text)
{
  g_return_if_fail (RT_IS_ADDRESS_BAR (self));

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->filling = FALSE;
}

void
rt_address_bar_set_history (RtAddressBar *self, RtAddressHistory *history)
{
  g_return_if_fail (RT_IS_ADDRESS_BAR (self));

  rt_address_completion_set_history (self->completion, history);
}

/**
 * rt_address_bar_set_exchange:
 * @self: the bar
 * @exchange: (nullable): whose progress to show
 */
void
rt_address_bar_set_exchange (RtAddressBar *self, RtExchange *exchange)
{
  g_return_if_fail (RT_IS_ADDRESS_BAR (self));

  if (self->exchange == exchange)
    return;

  if (self->exchange != NULL)
    g_signal_handlers_disconnect_by_func (self->exchange, show_progress, self);
  g_set_object (&self->exchange, exchange);
  if (exchange != NULL)
    {
      g_signal_connect_object (exchange, "updated", G_CALLBACK (show_progress), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (exchange, "notify::state", G_CALLBACK (show_progress),
                               self, G_CONNECT_SWAPPED);
    }
  show_progress (self);
}

/**
 * rt_address_bar_submit:
 * @self: the bar
 *
 * Emits #RtAddressBar::activate, or for a curl command that was typed
 * #RtAddressBar::command-pasted, or says below the entry what is wrong with the text.
 */
void
rt_address_bar_submit (RtAddressBar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAddress) address = NULL;
  g_autofree char *command = NULL;

  g_return_if_fail (RT_IS_ADDRESS_BAR (self));

  gtk_popover_popdown (GTK_POPOVER (self->completion));
  command = g_strstrip (g_strdup (rt_address_bar_get_shown (self)));
  if (is_command (command))
    {
      g_signal_emit (self, signals[COMMAND_PASTED], 0, command);
      return;
    }
  address = rt_address_parse (rt_address_bar_get_shown (self), &error);
  if (address == NULL)
    {
      g_autofree char *words = rt_error_dup_hint (error);

      rt_address_bar_complain (self, words);
      return;
    }
  take_login (self, address);
  g_signal_emit (self, signals[ACTIVATE], 0);
}

/**
 * rt_address_bar_complain:
 * @self: the bar
 * @words: what is wrong with the text, as a sentence
 */
void
rt_address_bar_complain (RtAddressBar *self, const char *words)
{
  g_return_if_fail (RT_IS_ADDRESS_BAR (self));

  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  show_note (self, "error", "dialog-error-symbolic", words);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
