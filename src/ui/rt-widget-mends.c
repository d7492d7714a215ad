/* What GTK's own widgets leave to be mended, once they are about to be shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-widget-mends.h"

#include "ui/rt-accessible-name.h"

#include <adwaita.h>

/* Of a longer choice, so much is seen in a narrow window: in a bar, and in a row of settings. */
#define CHOICE_CHARS 5
#define ROW_CHOICE_CHARS 9

/* In half widths of a letter, of which one in Chinese has two; wider tooltips have more lines. */
#define TOOLTIP_CHARS 50

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
is_called (GtkWidget *widget, const char *name)
{
  g_autofree char *difference = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, NULL);

  return difference == NULL;
}

/* What a label shows of a text with a mnemonic. */
static char *
dup_shown (const char *label)
{
  g_autoptr (GtkLabel) shown = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));

  gtk_label_set_text_with_mnemonic (shown, label);
  return g_strdup (gtk_label_get_text (shown));
}

/* GTK 4.8 calls a button by its label, underscore and all. */
static void
mend_mnemonic (GtkWidget *button)
{
  g_autofree char *label = NULL;
  g_autofree char *shown = NULL;

  g_object_get (button, "label", &label, NULL);
  if (label == NULL || !is_called (button, label))
    return;
  shown = dup_shown (label);
  rt_accessible_name_set (button, shown);
}

/* An icon's words are in its tooltip, which is a description only. */
static void
mend_icon (GtkWidget *button)
{
  const char *tooltip = gtk_widget_get_tooltip_text (button);

  if (tooltip != NULL)
    rt_accessible_name_set (button, tooltip);
}

static gboolean
has_mnemonic (GtkWidget *widget)
{
  return GTK_IS_CHECK_BUTTON (widget)
             ? gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (widget))
             : GTK_IS_BUTTON (widget)
                   && gtk_button_get_use_underline (GTK_BUTTON (widget));
}

/* Newer GTK says again and again that the label names an item of a menu, and gives no name to
 * that label. */
static void
mend_menu_item (GtkWidget *item)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  rt_accessible_name_set (item, text);
  g_signal_handlers_disconnect_by_func (item, mend_menu_item, NULL);
  g_signal_connect (item, "notify", G_CALLBACK (mend_menu_item), NULL);
}

static gboolean
is_unnamed_button (GtkWidget *widget)
{
  return (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget)) && !has_name (widget);
}

static void
name_by (GtkWidget *widget, GtkWidget *label)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

/* The part of a drop-down that has the focus, which GTK 4.8 calls by its type.  Newer GTK calls
 * both by what is chosen, and not by what it is chosen for. */
static void
name_drop_down (GtkWidget *drop_down, GtkWidget *button)
{
  name_by (button, drop_down);
  if (has_name (drop_down))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down),
                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* What is said of a widget after its name.  A relation would come first, and no words come of
 * one with a label. */
static void
describe (GtkWidget *widget, const char *words)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget),
                                 GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* What a label shows the choice of, rather than one thing to be chosen: the button of a
 * drop-down, or a row. */
static GtkWidget *
get_chooser (GtkWidget *label)
{
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_TOGGLE_BUTTON);
  GtkWidget *list = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_VIEW);

  if (button != NULL && GTK_IS_DROP_DOWN (gtk_widget_get_parent (button)))
    return button;
  if (list != NULL && gtk_widget_has_css_class (list, "inline"))
    return gtk_widget_get_ancestor (list, ADW_TYPE_COMBO_ROW);
  return NULL;
}

/* Neither has a value that assistive technology could read.  Of the words on the screen newer
 * GTK leaves nothing where others stand beside them. */
static void
describe_choice (GtkWidget *label)
{
  const char *chosen = gtk_label_get_text (GTK_LABEL (label));
  GtkWidget *chooser = get_chooser (label);
  gboolean is_in_bar = GTK_IS_TOGGLE_BUTTON (chooser);

  if (chooser == NULL)
    return;
  gtk_label_set_width_chars (
      GTK_LABEL (label),
      MIN (g_utf8_strlen (chosen, -1), is_in_bar ? CHOICE_CHARS : ROW_CHOICE_CHARS));
  if (is_in_bar)
    describe (gtk_widget_get_parent (chooser), chosen);
  describe (chooser, chosen);
}

static void
mend_choice (GtkWidget *label)
{
  /* It may be a long name, and must not make the window wider. */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  describe_choice (label);
  g_signal_handlers_disconnect_by_func (label, describe_choice, NULL);
  g_signal_connect (label, "notify::label", G_CALLBACK (describe_choice), NULL);
}

/* A row of settings, and the control in it. */
static void
describe_row (AdwActionRow *row)
{
  const char *subtitle = adw_action_row_get_subtitle (row);
  GtkWidget *control = adw_action_row_get_activatable_widget (row);

  describe (GTK_WIDGET (row), subtitle);
  if (control != NULL && !GTK_IS_DROP_DOWN (control))
    describe (control, subtitle);
}

static void
mend_row (AdwActionRow *row)
{
  GtkWidget *control = adw_action_row_get_activatable_widget (row);

  /* Its own name says more than the title that libadwaita has it called by. */
  if (control != NULL && (GTK_IS_BUTTON (control) || has_name (control)))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (control),
                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  if (*adw_action_row_get_subtitle (row) != '\0')
    describe_row (row);
  g_signal_handlers_disconnect_by_func (row, describe_row, NULL);
  g_signal_connect (row, "notify::subtitle", G_CALLBACK (describe_row), NULL);
}

/* GTK 4.8 makes a tooltip as wide as so many letters in English, and so folds any in Chinese. */
static void
unfold_tooltip (GtkLabel *label)
{
  int width = 0;

  for (const char *text = gtk_label_get_text (label); *text != '\0';
       text = g_utf8_next_char (text))
    width += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;
  gtk_label_set_max_width_chars (label, MIN (width, TOOLTIP_CHARS));
}

static gboolean
is_tooltip (GtkWidget *label)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (label));

  return g_str_equal (G_OBJECT_TYPE_NAME (native), "GtkTooltipWindow");
}

static void
mend_tooltip (GtkWidget *label)
{
  unfold_tooltip (GTK_LABEL (label));
  g_signal_handlers_disconnect_by_func (label, unfold_tooltip, NULL);
  g_signal_connect (label, "notify", G_CALLBACK (unfold_tooltip), NULL);
}

/* A row of a list which has got no name of its own. */
static gboolean
is_unnamed_row (GtkWidget *widget, GtkWidget *child)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget"))
    return child != NULL && !has_name (widget);
  return GTK_IS_LIST_BOX_ROW (widget) && GTK_IS_LABEL (child);
}

/* GTK 4.8 gives the arrows of a file dialog's path no place as long as the path is on its way
 * from the disk, and draws them all the same, with a warning.  Once they are needed it shows
 * them itself. */
static void
hide_arrows (GtkWidget *path)
{
  for (GtkWidget *child = gtk_widget_get_first_child (path); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_child_visible (child, FALSE);
}

static void
mend (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  GtkWidget *child = gtk_widget_get_last_child (widget);

  if (GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_DROP_DOWN (parent))
    name_drop_down (parent, widget);
  else if (has_mnemonic (widget))
    {
      mend_mnemonic (widget);
      g_signal_handlers_disconnect_by_func (widget, mend_mnemonic, NULL);
      g_signal_connect (widget, "notify::label", G_CALLBACK (mend_mnemonic), NULL);
    }
  else if (GTK_IS_LABEL (widget) && is_tooltip (widget))
    mend_tooltip (widget);
  else if (GTK_IS_LABEL (widget) && get_chooser (widget) != NULL)
    mend_choice (widget);
  else if (ADW_IS_ACTION_ROW (widget) && !ADW_IS_COMBO_ROW (widget))
    mend_row (ADW_ACTION_ROW (widget));
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    mend_menu_item (widget);
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkPathBar"))
    hide_arrows (widget);
  /* A button with a label of its own, as for one that wraps. */
  else if (GTK_IS_LABEL (child) && is_unnamed_button (widget))
    name_by (widget, child);
  else if (GTK_IS_IMAGE (child) && is_unnamed_button (widget))
    {
      mend_icon (widget);
      g_signal_handlers_disconnect_by_func (widget, mend_icon, NULL);
      g_signal_connect (widget, "notify::tooltip-text", G_CALLBACK (mend_icon), NULL);
    }
  /* It is called as what it shows. */
  else if (is_unnamed_row (widget, child))
    name_by (widget, GTK_IS_BOX (child) ? gtk_widget_get_first_child (child) : child);
}

static gboolean
on_realize (GSignalInvocationHint *hint,
            guint n_values,
            const GValue *values,
            gpointer user_data)
{
  mend (g_value_get_object (values));
  return G_SOURCE_CONTINUE;
}

/**
 * rt_widget_mends_install:
 *
 * From now on, mends what GTK 4.8 leaves without a name, calls by what no one could say, or
 * makes wider than a narrow window or narrower than its words, whoever made the widget.
 */
void
rt_widget_mends_install (void)
{
  /* Signals are there once a class is. */
  g_type_class_ref (GTK_TYPE_WIDGET);
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, on_realize,
                              NULL, NULL);
}
