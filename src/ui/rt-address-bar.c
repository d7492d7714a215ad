/* Where an address is typed, and how far its exchange is. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-address-bar.h"

#include "core/http/rt-curl-command.h"
#include "ui/rt-address-completion.h"
#include "ui/rt-address-icon.h"
#include "ui/rt-address-note.h"
#include "ui/rt-entry-progress.h"
#include "ui/rt-error-text.h"
#include "ui/rt-login-button.h"

#include <string.h>

struct _RtAddressBar
{
  GtkWidget parent_instance;

  RtEntryProgress *progress;
  gboolean filling; /* the text comes from us: nothing to complete */

  GtkWidget *line;
  GtkEntry *entry;
  RtLoginButton *login_button;
  RtAddressNote *note;
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

/* A password is not to be read over the shoulder once it was used. */
static void
take_login (RtAddressBar *self, const RtAddress *address)
{
  g_autofree char *rest = NULL;

  if (address->user == NULL)
    return;
  rt_login_button_take (self->login_button, address);
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
  rt_address_icon_show (self->entry, address);
  rt_address_note_show_host (self->note, address);
  rt_login_button_show_for (self->login_button, address);
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
on_login_forgotten (RtAddressBar *self)
{
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
  return rt_address_completion_press (self->completion, key);
}

static void
on_focus_left (RtAddressBar *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->completion));
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
  if (!rt_curl_command_matches (command))
    return;

  g_signal_stop_emission_by_name (text, "insert-text");
  g_signal_emit (self, signals[COMMAND_PASTED], 0, command);
}

static void
rt_address_bar_dispose (GObject *object)
{
  RtAddressBar *self = RT_ADDRESS_BAR (object);

  g_clear_object (&self->progress);
  g_clear_pointer ((GtkWidget **)&self->completion, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_ADDRESS_BAR);
  G_OBJECT_CLASS (rt_address_bar_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_child (widget_class, RtAddressBar, note);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_icon_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_login_forgotten);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left);
}

static void
rt_address_bar_init (RtAddressBar *self)
{
  GtkEditable *text;

  g_type_ensure (RT_TYPE_ADDRESS_NOTE);
  g_type_ensure (RT_TYPE_LOGIN_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->progress = rt_entry_progress_new (self->entry);
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
  const char *with_login;

  g_return_val_if_fail (RT_IS_ADDRESS_BAR (self), NULL);

  with_login = rt_login_button_get_address (self->login_button);
  return with_login != NULL ? with_login : rt_address_bar_get_shown (self);
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
  g_return_val_if_fail (RT_IS_ADDRESS_BAR (self), FALSE);

  return rt_login_button_makes (self->login_button, authorization);
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

  rt_entry_progress_set_exchange (self->progress, exchange);
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
  if (rt_curl_command_matches (command))
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
  rt_address_note_complain (self->note, words);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
