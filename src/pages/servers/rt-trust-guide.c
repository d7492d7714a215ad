/* Tells how other programs come to trust the user's authority. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-trust-guide.h"

#include "core/server/rt-authority.h"
#include "ui/rt-certificate-card.h"
#include "ui/rt-error-text.h"
#include "ui/rt-file-question.h"

#include <glib/gi18n.h>

struct _RtTrustGuide
{
  AdwWindow parent_instance;

  char *address;                /* of a server, nullable */
  GTlsCertificate *certificate; /* of it, nullable */
  RtAuthority *authority;       /* NULL: not opened yet */
  GCancellable *cancellable;    /* of opening it; cancelled when the window is closed */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *failure;
  AdwPreferencesPage *page;
  GtkWidget *own_servers;
};

G_DEFINE_FINAL_TYPE (RtTrustGuide, rt_trust_guide, ADW_TYPE_WINDOW)

static void
say (RtTrustGuide *self, const char *words)
{
  g_autofree char *title = g_markup_escape_text (words, -1);

  /* The window may be closed already. */
  if (self->toasts != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (title));
}

static void
on_copy_clicked (GtkWidget *button, GtkLabel *command)
{
  RtTrustGuide *self = RT_TRUST_GUIDE (gtk_widget_get_root (button));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          gtk_label_get_label (command));
  say (self, _ ("The command is copied"));
}

static GtkWidget *
copy_button_new (const char *title, GtkWidget *command)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: %s is the name of a program. */
  g_autofree char *label = g_strdup_printf (_ ("Copy the Command for %s"), title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy_clicked), command);
  return button;
}

static GtkWidget *
command_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "server-log");
  return label;
}

/* A card with one thing in it, as the rows of libadwaita have.  No box: that of GTK 4.18 makes
 * itself as high as a wrapping label would be with one letter a line. */
static GtkWidget *
frame_new (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "server");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), first, 0, 0, 1, 1);
  if (second != NULL)
    gtk_grid_attach (GTK_GRID (grid), second, 1, 0, 1, 1);
  return grid;
}

static void
add_group (RtTrustGuide *self, const char *title, const char *words, GtkWidget *content)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), content);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
take_command (RtTrustGuide *self, const char *title, const char *words, char *text)
{
  g_autofree char *command_text = text;
  GtkWidget *command = command_new (command_text);

  add_group (self, title, words, frame_new (command, copy_button_new (title, command)));
}

static void
add_commands (RtTrustGuide *self)
{
  g_autofree char *file
      = g_shell_quote (rt_authority_get_certificate_path (self->authority));

  take_command (self, "curl", _ ("For one request:"),
                g_strdup_printf ("curl --cacert %s %s", file,
                                 self->address != NULL ? self->address
                                                       : "https://localhost:4443/"));
  take_command (
      self, "Firefox",
      _ ("For all of your profiles; certutil is in the package libnss3-tools. "
         "Start Firefox again afterwards."),
      g_strdup_printf ("for p in ~/.mozilla/firefox/*.default*/; do certutil -A "
                       "-d sql:\"$p\" -n Roundtrip -t C,, -i %s; done",
                       file));
  take_command (self, "Chromium", _ ("Likewise with certutil:"),
                g_strdup_printf ("certutil -A -d sql:$HOME/.pki/nssdb -n Roundtrip -t "
                                 "C,, -i %s",
                                 file));
  take_command (self, "Debian",
                _ ("For most other programs of all users of this computer:"),
                g_strdup_printf ("sudo cp %s "
                                 "/usr/local/share/ca-certificates/roundtrip.crt && sudo "
                                 "update-ca-certificates",
                                 file));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtTrustGuide) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_file_copy_finish (G_FILE (source), result, &error);
  words = error != NULL ? rt_error_dup_title (error, NULL)
                        : g_strdup (_ ("The certificate is saved"));
  say (self, words);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  RtTrustGuide *self = RT_TRUST_GUIDE (source);
  g_autoptr (GFile) place = rt_file_question_ask_finish (GTK_WIDGET (self), result);
  g_autoptr (GFile) file = NULL;

  if (place == NULL)
    return;
  file = g_file_new_for_path (rt_authority_get_certificate_path (self->authority));
  g_file_copy_async (file, place, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL,
                     NULL, on_saved, g_object_ref (self));
}

static void
on_save_clicked (RtTrustGuide *self)
{
  rt_file_question_ask_async (GTK_WIDGET (self), _ ("Save the Authority's Certificate"),
                              GTK_FILE_CHOOSER_ACTION_SAVE, "roundtrip-authority.crt",
                              on_place_chosen, NULL);
}

static void
add_saving (RtTrustGuide *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Save the Certificate…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_save_clicked), self,
                           G_CONNECT_SWAPPED);
  add_group (self, _ ("Other Devices"),
             _ ("A phone or another computer needs the file with the authority's "
                "certificate. There is no secret in it."),
             button);
}

static void
add_certificate (RtTrustGuide *self, const char *title, GTlsCertificate *shown)
{
  g_autoptr (RtCertificate) certificate = rt_certificate_new (shown);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  add_group (self, title, NULL,
             frame_new (rt_certificate_card_new (certificate, 0, now), NULL));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtTrustGuide) self = data;
  g_autoptr (GError) error = NULL;

  self->authority = rt_authority_open_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_autofree char *title = rt_error_dup_title (error, NULL);
      g_autofree char *hint = rt_error_dup_hint (error);

      adw_status_page_set_title (self->failure, title);
      adw_status_page_set_description (self->failure, hint);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  add_commands (self);
  add_saving (self);
  if (self->certificate != NULL)
    add_certificate (self, _ ("The Server's Certificate"), self->certificate);
  add_certificate (self, _ ("Your Authority"),
                   rt_authority_get_certificate (self->authority));
  gtk_stack_set_visible_child_name (self->stack, "guide");
}

static void
rt_trust_guide_dispose (GObject *object)
{
  RtTrustGuide *self = RT_TRUST_GUIDE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_TRUST_GUIDE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->certificate);
  g_clear_object (&self->authority);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (rt_trust_guide_parent_class)->dispose (object);
}

static void
rt_trust_guide_class_init (RtTrustGuideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_trust_guide_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-trust-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, RtTrustGuide, toasts);
  gtk_widget_class_bind_template_child (widget_class, RtTrustGuide, stack);
  gtk_widget_class_bind_template_child (widget_class, RtTrustGuide, failure);
  gtk_widget_class_bind_template_child (widget_class, RtTrustGuide, page);
  gtk_widget_class_bind_template_child (widget_class, RtTrustGuide, own_servers);
}

static void
rt_trust_guide_init (RtTrustGuide *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_trust_guide_new:
 * @parent: the window that it belongs to
 * @trust: what this program trusts itself
 * @authority_folder: where the authority is kept; it is made if there is none
 * @address: (nullable): of a server with a certificate of it
 * @certificate: (nullable): that certificate
 *
 * Returns: (transfer floating): the guide
 */
GtkWidget *
rt_trust_guide_new (GtkWindow *parent,
                    RtTrust *trust,
                    const char *authority_folder,
                    const char *address,
                    GTlsCertificate *certificate)
{
  RtTrustGuide *self = g_object_new (RT_TYPE_TRUST_GUIDE, "transient-for", parent, NULL);

  self->address = g_strdup (address);
  g_set_object (&self->certificate, certificate);
  g_object_bind_property (trust, "own-servers", self->own_servers, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  rt_authority_open_async (authority_folder, g_get_host_name (), self->cancellable,
                           on_opened, g_object_ref (self));
  return GTK_WIDGET (self);
}
