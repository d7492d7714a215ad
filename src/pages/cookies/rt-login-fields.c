/* The fields to sign in with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/cookies/rt-login-fields.h"

#include "core/forms/rt-urlencoded.h"
#include "core/http/rt-address.h"
#include "ui/rt-keyring.h"
#include "ui/rt-row-mover.h"

#include <glib/gi18n.h>
#include <string.h>

/* What nobody would sign in with. */
#define ROWS_MAX 50

/* Two of them stand side by side in 360 pixels, in large text, too. */
#define ENTRY_CHARS_MIN 6

/* A row is a box with a handle, an entry for the name, one for the value, and a button. */
struct _RtLoginFields
{
  GtkWidget parent_instance;

  char *address; /* of the page, as the keyring knows it; nullable */
  RtRowMover *mover;

  GtkWidget *content;
  GtkWidget *rows;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (RtLoginFields, rt_login_fields, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkEditable *
get_name (GtkWidget *row)
{
  return GTK_EDITABLE (gtk_widget_get_next_sibling (gtk_widget_get_first_child (row)));
}

static GtkEntry *
get_value (GtkWidget *row)
{
  return GTK_ENTRY (gtk_widget_get_next_sibling (GTK_WIDGET (get_name (row))));
}

static void
set_revealed (GtkEntry *value, gboolean revealed)
{
  gtk_entry_set_visibility (value, revealed);
  gtk_entry_set_icon_from_icon_name (value, GTK_ENTRY_ICON_SECONDARY,
                                     revealed ? "view-conceal-symbolic"
                                              : "view-reveal-symbolic");
  gtk_entry_set_icon_tooltip_text (value, GTK_ENTRY_ICON_SECONDARY,
                                   revealed ? _ ("Hide") : _ ("Show"));
}

/* As the field is called, so it is shown. */
static void
on_name_changed (GtkEditable *name, GtkWidget *row)
{
  g_autofree char *folded = g_ascii_strdown (gtk_editable_get_text (name), -1);
  gboolean is_secret = strstr (folded, "pass") != NULL || strstr (folded, "pwd") != NULL
                       || strstr (folded, "secret") != NULL
                       || strstr (folded, "pin") != NULL;
  /* Translators: %s is the name of a field. */
  g_autofree char *label
      = g_strdup_printf (_ ("Value of %s"), gtk_editable_get_text (name));

  set_revealed (get_value (row), !is_secret);
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_value (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
on_icon_pressed (GtkEntry *value)
{
  set_revealed (value, !gtk_entry_get_visibility (value));
}

static void
on_activate (RtLoginFields *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
update_add (RtLoginFields *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  gtk_widget_set_sensitive (self->add, n < ROWS_MAX);
}

static void
on_remove_clicked (RtLoginFields *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_parent (button);
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  gtk_widget_grab_focus (next != NULL ? next : self->add);
  gtk_box_remove (GTK_BOX (self->rows), row);
  update_add (self);
}

static GtkWidget *
entry_new (RtLoginFields *self, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS_MIN);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_widget_add_css_class (entry, "monospace");
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
append_row (RtLoginFields *self, const char *name, const char *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name_entry = entry_new (self, name);
  GtkWidget *value_entry = entry_new (self, value);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (name_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  gtk_widget_set_tooltip_text (remove, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  gtk_widget_add_css_class (remove, "flat");
  gtk_box_append (GTK_BOX (row), rt_row_mover_add_row (self->mover, row));
  gtk_box_append (GTK_BOX (row), name_entry);
  gtk_box_append (GTK_BOX (row), value_entry);
  gtk_box_append (GTK_BOX (row), remove);
  g_signal_connect_object (name_entry, "changed", G_CALLBACK (on_name_changed), row, 0);
  g_signal_connect (value_entry, "icon-press", G_CALLBACK (on_icon_pressed), NULL);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), row);
  on_name_changed (GTK_EDITABLE (name_entry), row);
  update_add (self);
  return row;
}

static void
on_add_clicked (RtLoginFields *self)
{
  gtk_widget_grab_focus (append_row (self, "", ""));
}

/* --- the keyring --- */

static void
say (RtLoginFields *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
say_trouble (RtLoginFields *self, const GError *error)
{
  g_autofree char *words = rt_keyring_dup_trouble (error);

  say (self, words);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLoginFields) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rt_keyring_store_finish (result, &error))
    say (self, _ ("The fields are in the keyring"));
  else
    say_trouble (self, error);
}

static void
store_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtLoginFields *self = RT_LOGIN_FIELDS (widget);
  g_autoptr (GPtrArray) fields = rt_login_fields_dup (self);
  /* Translators: %s is an address. */
  g_autofree char *title
      = g_strdup_printf (_ ("Roundtrip: sign in at %s"), self->address);
  g_autofree char *text = rt_urlencoded_format (fields, rt_encoding_find ("UTF-8"));

  rt_keyring_store_async (RT_KEYRING_LOGIN, self->address, title, text, on_stored,
                          g_object_ref (self));
}

static RtFormEntries *
parse (const char *text)
{
  RtFormEntries *fields = rt_form_entries_new ();
  GUriParamsIter iter;
  char *name, *value;

  g_uri_params_iter_init (&iter, text, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      rt_form_entries_add (fields, name, value);
      g_free (name);
      g_free (value);
    }
  return fields;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtLoginFields) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = rt_keyring_load_finish (result, &error);
  g_autoptr (GPtrArray) fields = text != NULL ? parse (text) : NULL;

  if (error != NULL)
    say_trouble (self, error);
  else if (fields == NULL)
    say (self, _ ("The keyring has nothing for this address"));
  else
    rt_login_fields_set (self, fields);
  rt_keyring_free_secret (text);
}

static void
load_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RtLoginFields *self = RT_LOGIN_FIELDS (widget);

  rt_keyring_load_async (RT_KEYRING_LOGIN, self->address, on_loaded, g_object_ref (self));
}

static void
rt_login_fields_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RT_TYPE_LOGIN_FIELDS);
  G_OBJECT_CLASS (rt_login_fields_parent_class)->dispose (object);
}

static void
rt_login_fields_finalize (GObject *object)
{
  g_free (RT_LOGIN_FIELDS (object)->address);
  g_object_unref (RT_LOGIN_FIELDS (object)->mover);
  G_OBJECT_CLASS (rt_login_fields_parent_class)->finalize (object);
}

static void
rt_login_fields_class_init (RtLoginFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_login_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_login_fields_finalize;
  signals[ACTIVATE]
      = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/cookies/rt-login-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, RtLoginFields, content);
  gtk_widget_class_bind_template_child (widget_class, RtLoginFields, rows);
  gtk_widget_class_bind_template_child (widget_class, RtLoginFields, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_install_action (widget_class, "login.store", NULL, store_action);
  gtk_widget_class_install_action (widget_class, "login.load", NULL, load_action);
}

static void
rt_login_fields_init (RtLoginFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->mover = rt_row_mover_new ();
  rt_row_mover_add_box (self->mover, GTK_BOX (self->rows));
  append_row (self, "id_username", "");
  append_row (self, "id_password", "");
  rt_login_fields_set_address (self, "");
}

/**
 * rt_login_fields_dup:
 * @self: the fields
 *
 * Returns: (transfer full): those that have a name
 */
RtFormEntries *
rt_login_fields_dup (RtLoginFields *self)
{
  RtFormEntries *fields = rt_form_entries_new ();

  g_return_val_if_fail (RT_IS_LOGIN_FIELDS (self), fields);

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const char *name = gtk_editable_get_text (get_name (row));

      if (*name != '\0')
        rt_form_entries_add (fields, name,
                             gtk_editable_get_text (GTK_EDITABLE (get_value (row))));
    }
  return fields;
}

/**
 * rt_login_fields_set:
 * @self: the fields
 * @fields: what comes in their place
 */
void
rt_login_fields_set (RtLoginFields *self, const RtFormEntries *fields)
{
  GtkWidget *row;

  g_return_if_fail (RT_IS_LOGIN_FIELDS (self));

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  for (guint i = 0; i < MIN (fields->len, ROWS_MAX); i++)
    {
      const RtFormEntry *field = fields->pdata[i];

      append_row (self, field->name, field->value != NULL ? field->value : "");
    }
}

/**
 * rt_login_fields_set_address:
 * @self: the fields
 * @address: where one signs in with them; what is no address has no place in the keyring
 */
void
rt_login_fields_set_address (RtLoginFields *self, const char *address)
{
  g_autoptr (RtAddress) parsed = rt_address_parse (address, NULL);

  g_return_if_fail (RT_IS_LOGIN_FIELDS (self));

  g_free (self->address);
  self->address = parsed != NULL ? rt_uri_dup_display (parsed->uri) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "login.store", parsed != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "login.load", parsed != NULL);
}
