/* Which form is filled in, its fields, and what it sends. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-editor.h"

#include "pages/forms/rt-form-fields.h"
#include "pages/forms/rt-form-preview.h"
#include "pages/forms/rt-form-senders.h"
#include "ui/rt-columns-layout.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"

#include <glib/gi18n.h>

/* Of a window that has a place for a preview, in pixels. */
#define PREVIEW_WIDTH 900

struct _RtFormEditor
{
  GtkWidget parent_instance;

  RtFormDraft *page;    /* nullable: no page was found, or it has no form */
  RtFormDraft *by_hand; /* is always there */
  RtFormDraft *draft;   /* one of the two */
  gboolean was_seen;

  GtkWidget *content;
  GtkLabel *note;
  GtkDropDown *choice; /* its last choice is the form that is made by hand */
  GtkDropDown *way;    /* in the order of RtFormWay */
  GtkToggleButton *preview_button;
  GtkLabel *about;
  RtFormFields *fields;
  RtFormPreview *preview;
  GtkCheckButton *refresh;
  GtkBox *senders;
};

G_DEFINE_FINAL_TYPE (RtFormEditor, rt_form_editor, GTK_TYPE_WIDGET)

/* Where the form goes with its default button, and how. */
static char *
dup_about (RtFormDraft *draft)
{
  RtHtmlForm *form = rt_form_draft_get_form (draft);
  const RtFormControl *submitter = rt_html_form_get_default_submitter (form);
  g_auto (RtFormTarget) target = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  if (rt_form_draft_get_base (draft) == NULL)
    return g_strdup (_ ("Type the address above that it is to be sent to."));
  if (!rt_form_target_find (&target, rt_form_draft_get_page (draft), form, submitter,
                            &error))
    return rt_error_dup_hint (error);
  address = g_uri_to_string_partial (target.uri, G_URI_HIDE_PASSWORD);
  if (!target.is_post)
    return g_strdup_printf ("GET %s", address);
  return g_strdup_printf ("POST %s · %s", address, rt_enctype_to_media (target.enctype));
}

static void
show_about (RtFormEditor *self)
{
  g_autofree char *about = dup_about (self->draft);

  gtk_label_set_text (self->about, about);
}

static char *
dup_title (const RtHtmlForm *form, guint number)
{
  const char *called = form->name != NULL && *form->name != '\0' ? form->name : form->id;
  gboolean is_post
      = form->method != NULL && g_ascii_strcasecmp (form->method, "post") == 0;
  const char *action = form->action != NULL ? form->action : "";

  if (called != NULL && *called != '\0')
    /* Translators: a number, what the form is called, GET or POST, an address. */
    return g_strdup_printf (_ ("Form %u “%s”: %s %s"), number, called,
                            is_post ? "POST" : "GET", action);
  /* Translators: a number, GET or POST, an address. */
  return g_strdup_printf (_ ("Form %u: %s %s"), number, is_post ? "POST" : "GET", action);
}

static GListModel *
make_choices (RtFormEditor *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  const RtFormPage *page
      = self->page != NULL ? rt_form_draft_get_page (self->page) : NULL;

  for (guint i = 0; page != NULL && i < page->forms->len; i++)
    {
      char *title = dup_title (g_ptr_array_index (page->forms, i), i + 1);

      gtk_string_list_take (list, title);
    }
  gtk_string_list_append (list, _ ("By hand"));
  return G_LIST_MODEL (list);
}

/* Tokens are good for once; and what is sent by hand follows a GET of the same address. */
static gboolean
wants_refresh (RtFormDraft *draft)
{
  GPtrArray *controls = rt_form_draft_get_form (draft)->controls;

  for (guint i = 0; i < controls->len; i++)
    if (((RtFormControl *)g_ptr_array_index (controls, i))->is_token)
      return TRUE;
  return rt_form_draft_is_by_hand (draft);
}

static void
show_draft (RtFormEditor *self, RtFormDraft *draft)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, show_about, self);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (show_about), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->way), rt_form_draft_is_by_hand (draft));
  gtk_check_button_set_active (self->refresh, wants_refresh (draft));
  rt_form_fields_set_draft (self->fields, draft);
  rt_form_preview_set_draft (self->preview, draft);
  rt_form_senders_fill (self->senders, draft);
  show_about (self);
}

static void
on_choice_changed (RtFormEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);
  guint n_forms = g_list_model_get_n_items (gtk_drop_down_get_model (self->choice)) - 1;

  if (selected < n_forms)
    rt_form_draft_set_form (self->page, selected);
  show_draft (self, selected < n_forms ? self->page : self->by_hand);
}

static void
on_way_changed (RtFormEditor *self)
{
  rt_form_draft_set_way (self->by_hand, gtk_drop_down_get_selected (self->way));
}

static void
on_choice_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_list_item_set_child (item, label);
}

static void
on_choice_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (text));
}

/* Where there is room for it beside the fields, it is there from the start. */
static void
rt_form_editor_map (GtkWidget *widget)
{
  RtFormEditor *self = RT_FORM_EDITOR (widget);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  GTK_WIDGET_CLASS (rt_form_editor_parent_class)->map (widget);
  if (!self->was_seen)
    gtk_toggle_button_set_active (self->preview_button,
                                  gtk_widget_get_width (window) >= PREVIEW_WIDTH);
  self->was_seen = TRUE;
}

static void
rt_form_editor_dispose (GObject *object)
{
  RtFormEditor *self = RT_FORM_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_FORM_EDITOR);
  g_clear_object (&self->draft);
  g_clear_object (&self->page);
  g_clear_object (&self->by_hand);
  G_OBJECT_CLASS (rt_form_editor_parent_class)->dispose (object);
}

static void
rt_form_editor_class_init (RtFormEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_form_editor_dispose;
  widget_class->map = rt_form_editor_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/forms/rt-form-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, content);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, note);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, choice);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, way);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, preview_button);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, about);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, preview);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, refresh);
  gtk_widget_class_bind_template_child (widget_class, RtFormEditor, senders);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_bind);
}

static void
rt_form_editor_init (RtFormEditor *self)
{
  g_type_ensure (RT_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_FORM_FIELDS);
  g_type_ensure (RT_TYPE_FORM_PREVIEW);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->by_hand = rt_form_draft_new_by_hand ();
  g_signal_connect_object (self->choice, "notify::selected",
                           G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->way, "notify::selected", G_CALLBACK (on_way_changed),
                           self, G_CONNECT_SWAPPED);
  gtk_drop_down_set_selected (self->way, RT_FORM_WAY_URLENCODED);
  rt_form_editor_set_page (self, NULL);
}

/**
 * rt_form_editor_get_draft:
 * @self: an editor
 *
 * Returns: (transfer none): the draft of what is filled in
 */
RtFormDraft *
rt_form_editor_get_draft (RtFormEditor *self)
{
  g_return_val_if_fail (RT_IS_FORM_EDITOR (self), NULL);

  return self->draft;
}

/**
 * rt_form_editor_set_page:
 * @self: an editor
 * @draft: (nullable): the forms of a page; %NULL: there is only the one made by hand
 *
 * Shows the first form.
 */
void
rt_form_editor_set_page (RtFormEditor *self, RtFormDraft *draft)
{
  g_autoptr (GListModel) choices = NULL;

  g_return_if_fail (RT_IS_FORM_EDITOR (self));

  g_set_object (&self->page, draft);
  choices = make_choices (self);
  g_signal_handlers_block_by_func (self->choice, on_choice_changed, self);
  gtk_drop_down_set_model (self->choice, choices);
  gtk_drop_down_set_selected (self->choice, 0);
  g_signal_handlers_unblock_by_func (self->choice, on_choice_changed, self);
  show_draft (self, draft != NULL ? draft : self->by_hand);
}

/**
 * rt_form_editor_set_base:
 * @self: an editor
 * @base: (nullable): a request for the address that is typed
 *
 * Tells where a form goes that is made by hand.
 */
void
rt_form_editor_set_base (RtFormEditor *self, RtRequest *base)
{
  g_return_if_fail (RT_IS_FORM_EDITOR (self));

  rt_form_draft_set_base (self->by_hand, base);
}

/**
 * rt_form_editor_get_refreshes:
 * @self: an editor
 *
 * Returns: whether the page is to be fetched before the form is sent
 */
gboolean
rt_form_editor_get_refreshes (RtFormEditor *self)
{
  g_return_val_if_fail (RT_IS_FORM_EDITOR (self), FALSE);

  return gtk_check_button_get_active (self->refresh);
}

/**
 * rt_form_editor_set_note:
 * @self: an editor
 * @words: (nullable): what there is to know about the page, as a sentence
 */
void
rt_form_editor_set_note (RtFormEditor *self, const char *words)
{
  g_return_if_fail (RT_IS_FORM_EDITOR (self));

  gtk_label_set_text (self->note, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), words != NULL);
}
