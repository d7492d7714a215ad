/* Goes through the tree of a page for its forms. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/forms/rt-form-reading.h"

#include "core/forms/rt-form-address.h"
#include "core/forms/rt-form-owner.h"
#include "core/forms/rt-html-choices.h"
#include "core/forms/rt-html-control.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* More than anybody can look through. */
#define CONTROLS_MAX 250000

/* What is looked for before any control: it may stand behind it. */
typedef struct
{
  RtFormPage *page;
  RtFormOwner *owners;
  GHashTable *forms;   /* GumboNode → RtHtmlForm */
  GHashTable *ids;     /* id → GumboNode, the first that has it */
  GHashTable *labels;  /* id → GumboNode of the <label> for it */
  GHashTable *lists;   /* GumboNode of a <datalist> → GPtrArray of RtFormChoice */
  GHashTable *legends; /* GumboNode of a <fieldset> that had its first <legend> */
  GHashTable *radios;  /* RtHtmlForm and name → RtFormControl that is checked */
  guint n_controls;
  gboolean has_base;
} Reading;

/* What an element hands down to all that is below it. */
typedef struct
{
  const GumboNode *form;
  const GumboNode *label;
  const GumboNode *fieldset; /* the innermost, if it is disabled */
  gboolean in_disabled;      /* by a fieldset further out */
  RtFormDirection direction;
} Surroundings;

/* A group of radio buttons. */
typedef struct
{
  RtHtmlForm *form;
  char *name;
} RadioGroup;

static guint
hash_group (gconstpointer data)
{
  const RadioGroup *group = data;

  return g_direct_hash (group->form) ^ g_str_hash (group->name);
}

static gboolean
equal_groups (gconstpointer a, gconstpointer b)
{
  const RadioGroup *first = a;
  const RadioGroup *second = b;

  return first->form == second->form && strcmp (first->name, second->name) == 0;
}

static void
free_group (gpointer data)
{
  RadioGroup *group = data;

  g_free (group->name);
  g_free (group);
}

/* “accept-charset”, or the page's own; what cannot be written in becomes UTF-8. */
static const RtEncoding *
choose_encoding (const RtFormPage *page, const char *accepted)
{
  const RtEncoding *encoding = page->encoding;
  g_auto (GStrv) labels
      = g_strsplit_set (accepted != NULL ? accepted : "", " \t\n\f\r,", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      const RtEncoding *found = *labels[i] != '\0' ? rt_encoding_find (labels[i]) : NULL;

      if (found != NULL)
        {
          encoding = found;
          break;
        }
    }
  return rt_encoding_get_output (encoding);
}

static void
add_form (Reading *reading, const GumboNode *node)
{
  RtHtmlForm *form = rt_html_form_new ();

  form->name = g_strdup (rt_html_get (node, "name"));
  form->id = g_strdup (rt_html_get (node, "id"));
  form->action = g_strdup (rt_html_get (node, "action"));
  form->method = g_strdup (rt_html_get (node, "method"));
  form->enctype = g_strdup (rt_html_get (node, "enctype"));
  form->encoding = choose_encoding (reading->page, rt_html_get (node, "accept-charset"));
  g_ptr_array_add (reading->page->forms, form);
  g_hash_table_insert (reading->forms, (gpointer)node, form);
}

static void
set_base (Reading *reading, const GumboNode *node)
{
  const char *address = rt_html_get (node, "href");
  GUri *base;

  if (address == NULL || reading->has_base)
    return;
  reading->has_base = TRUE;
  base = rt_form_address_resolve (address, reading->page->uri, reading->page->encoding,
                                  NULL);
  if (base == NULL)
    return;
  g_uri_unref (reading->page->base);
  reading->page->base = base;
}

static gboolean
enter_landmark (const GumboNode *node, gpointer state, gpointer data)
{
  Reading *reading = data;
  const char *id = rt_html_get (node, "id");
  const char *target;

  if (node->type != GUMBO_NODE_ELEMENT)
    return TRUE;
  if (id != NULL && *id != '\0' && !g_hash_table_contains (reading->ids, id))
    g_hash_table_insert (reading->ids, (gpointer)id, (gpointer)node);
  if (rt_html_is (node, GUMBO_TAG_FORM))
    add_form (reading, node);
  else if (rt_html_is (node, GUMBO_TAG_BASE))
    set_base (reading, node);
  else if (rt_html_is (node, GUMBO_TAG_LABEL)
           && (target = rt_html_get (node, "for")) != NULL
           && !g_hash_table_contains (reading->labels, target))
    g_hash_table_insert (reading->labels, (gpointer)target, (gpointer)node);
  return TRUE;
}

/* Many inputs may share one list. */
static void
read_suggestions (Reading *reading, const GumboNode *node, RtFormControl *control)
{
  const char *id = rt_html_get (node, "list");
  const GumboNode *list = id != NULL ? g_hash_table_lookup (reading->ids, id) : NULL;
  GPtrArray *choices;

  if (list == NULL || !rt_html_is (list, GUMBO_TAG_DATALIST))
    return;
  choices = g_hash_table_lookup (reading->lists, list);
  if (choices == NULL)
    {
      choices = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_form_choice_free);
      rt_html_choices_read (list, choices);
      g_hash_table_insert (reading->lists, (gpointer)list, choices);
    }
  g_ptr_array_unref (control->choices);
  control->choices = g_ptr_array_ref (choices);
}

/* Only the last of a group stays checked. */
static void
settle_radio (Reading *reading, RtHtmlForm *form, RtFormControl *control)
{
  RadioGroup *group;
  RtFormControl *before;

  if (!control->is_checked || strcmp (control->type, "radio") != 0
      || *control->name == '\0')
    return;
  group = g_new (RadioGroup, 1);
  *group = (RadioGroup){ form, g_strdup (control->name) };
  before = g_hash_table_lookup (reading->radios, group);
  if (before != NULL)
    before->is_checked = FALSE;
  g_hash_table_replace (reading->radios, group, control);
}

/* Good for once, or made to look so. */
static gboolean
looks_like_token (const RtFormControl *control)
{
  static const char *const words[]
      = { "csrf",         "xsrf",         "token",     "nonce",
          "authenticity", "verification", "viewstate", "eventvalidation" };
  g_autofree char *name = g_ascii_strdown (control->name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static RtHtmlForm *
find_form (Reading *reading, const GumboNode *node, const Surroundings *around)
{
  const char *id = rt_html_get (node, "form");
  const GumboNode *owner;

  if (id != NULL)
    owner = *id != '\0' ? g_hash_table_lookup (reading->ids, id) : NULL;
  else
    owner = rt_form_owner_find (reading->owners, node);
  if (owner == NULL && id == NULL)
    owner = around->form;
  return owner != NULL ? g_hash_table_lookup (reading->forms, owner) : NULL;
}

static void
set_label (Reading *reading,
           const GumboNode *node,
           const Surroundings *around,
           RtFormControl *control)
{
  const GumboNode *label
      = control->id != NULL ? g_hash_table_lookup (reading->labels, control->id) : NULL;
  g_autofree char *text = NULL;

  if (label == NULL)
    label = around->label;
  if (label != NULL && control->label == NULL)
    {
      text = rt_html_dup_text (label, RT_HTML_LABEL_NODES_MAX);
      control->label = rt_html_collapse_space (text);
    }
  if (control->label == NULL || *control->label == '\0')
    {
      g_free (control->label);
      control->label = g_strdup (rt_html_get (node, "aria-label"));
    }
  if (control->label == NULL)
    control->label = g_strdup (rt_html_get (node, "placeholder"));
}

/* The ones whose directionality a form can be told. */
static void
set_direction (const GumboNode *node, const Surroundings *around, RtFormControl *control)
{
  static const char *const types[]
      = { "text", "search", "tel", "url", "email", "password", "textarea", NULL };
  const char *name = rt_html_get (node, "dirname");

  control->direction = around->direction;
  if (strcmp (control->type, "tel") == 0 && !rt_html_has (node, "dir"))
    control->direction = RT_FORM_LTR;
  if (name != NULL && *name != '\0'
      && (g_strv_contains (types, control->type) || control->kind == RT_CONTROL_HIDDEN))
    control->direction_name = g_strdup (name);
}

static void
add_control (Reading *reading, const GumboNode *node, const Surroundings *around)
{
  RtHtmlForm *form = find_form (reading, node, around);
  RtFormControl *control;
  const char *name = rt_html_get (node, "name");

  if (form == NULL)
    return;
  control = rt_html_control_read (node);
  if (control == NULL)
    return;
  g_free (control->name);
  control->name = g_strdup (name != NULL ? name : "");
  control->id = g_strdup (rt_html_get (node, "id"));
  control->is_required = rt_html_has (node, "required");
  control->is_disabled
      = around->in_disabled || around->fieldset != NULL || rt_html_has (node, "disabled");
  control->is_token = control->kind == RT_CONTROL_HIDDEN && looks_like_token (control);
  if (control->kind == RT_CONTROL_TEXT)
    read_suggestions (reading, node, control);
  set_label (reading, node, around, control);
  set_direction (node, around, control);
  settle_radio (reading, form, control);
  g_ptr_array_add (form->controls, control);
  reading->n_controls++;
}

/* What is in the first <legend> of a disabled <fieldset> can be used all the same. */
static void
enter_legend (Reading *reading, const GumboNode *node, Surroundings *around)
{
  if (around->fieldset == node->parent
      && g_hash_table_add (reading->legends, node->parent))
    around->fieldset = NULL;
}

static void
set_surroundings (Reading *reading, const GumboNode *node, Surroundings *around)
{
  const char *direction = rt_html_get (node, "dir");

  if (rt_html_is (node, GUMBO_TAG_FORM))
    around->form = node;
  else if (rt_html_is (node, GUMBO_TAG_LABEL))
    around->label = node;
  else if (rt_html_is (node, GUMBO_TAG_LEGEND))
    enter_legend (reading, node, around);
  else if (rt_html_is (node, GUMBO_TAG_FIELDSET))
    {
      around->in_disabled |= around->fieldset != NULL;
      around->fieldset = rt_html_has (node, "disabled") ? node : NULL;
    }
  if (direction == NULL)
    return;
  if (g_ascii_strcasecmp (direction, "rtl") == 0)
    around->direction = RT_FORM_RTL;
  else if (g_ascii_strcasecmp (direction, "ltr") == 0)
    around->direction = RT_FORM_LTR;
  else if (g_ascii_strcasecmp (direction, "auto") == 0)
    around->direction = RT_FORM_BY_TEXT;
}

static gboolean
enter_control (const GumboNode *node, gpointer state, gpointer data)
{
  Reading *reading = data;
  Surroundings *around = state;

  if (node->type != GUMBO_NODE_ELEMENT)
    return TRUE;
  set_surroundings (reading, node, around);
  if (rt_html_is (node, GUMBO_TAG_INPUT) || rt_html_is (node, GUMBO_TAG_BUTTON)
      || rt_html_is (node, GUMBO_TAG_SELECT) || rt_html_is (node, GUMBO_TAG_TEXTAREA))
    add_control (reading, node, around);
  return reading->n_controls <= CONTROLS_MAX;
}

/**
 * rt_form_reading_run:
 * @page: where to add the forms
 * @tree: the page's tree
 * @error: return location for a #GError, or %NULL
 *
 * Finds the forms of a tree with their controls.
 *
 * Errors: %RT_ERROR_PAGE_TOO_BIG for too many controls.
 *
 * Returns: %TRUE if all were found
 */
gboolean
rt_form_reading_run (RtFormPage *page, const RtHtmlTree *tree, GError **error)
{
  g_autoptr (RtFormOwner) owners = rt_form_owner_new (tree);
  g_autoptr (GHashTable) forms = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lists
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) legends = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) radios
      = g_hash_table_new_full (hash_group, equal_groups, free_group, NULL);
  Reading reading = { .page = page,
                      .owners = owners,
                      .forms = forms,
                      .ids = ids,
                      .labels = labels,
                      .lists = lists,
                      .legends = legends,
                      .radios = radios };
  Surroundings around = { 0 };
  char no_state = 0;

  rt_html_walk (rt_html_tree_get_root (tree),
                &(RtHtmlWalk){ &reading, 1, enter_landmark }, &no_state);
  rt_html_walk (rt_html_tree_get_root (tree),
                &(RtHtmlWalk){ &reading, sizeof around, enter_control }, &around);
  if (reading.n_controls <= CONTROLS_MAX)
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_PAGE_TOO_BIG, "more than %d controls",
               CONTROLS_MAX);
  return FALSE;
}
