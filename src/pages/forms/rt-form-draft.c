/* The forms of a page while they are filled in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-draft.h"

#include "pages/forms/rt-form-lines.h"
#include "pages/forms/rt-form-order.h"
#include "pages/forms/rt-form-original.h"
#include "pages/forms/rt-form-rewrite.h"

struct _RtFormDraft
{
  GObject parent_instance;

  RtFormPage *page;
  RtRequest *base; /* whose fields and options are taken; NULL: there is no address */
  gboolean by_hand;

  RtHtmlForm *form; /* borrowed from page */
  RtFormOriginal *original;
};

G_DEFINE_FINAL_TYPE (RtFormDraft, rt_form_draft, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FIELDS_CHANGED,
  FIELDS_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rt_form_draft_dispose (GObject *object)
{
  RtFormDraft *self = RT_FORM_DRAFT (object);

  g_clear_pointer (&self->base, rt_request_unref);
  G_OBJECT_CLASS (rt_form_draft_parent_class)->dispose (object);
}

static void
rt_form_draft_finalize (GObject *object)
{
  RtFormDraft *self = RT_FORM_DRAFT (object);

  rt_form_page_free (self->page);
  rt_form_original_free (self->original);
  G_OBJECT_CLASS (rt_form_draft_parent_class)->finalize (object);
}

static void
rt_form_draft_class_init (RtFormDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_form_draft_dispose;
  G_OBJECT_CLASS (klass)->finalize = rt_form_draft_finalize;

  signals[CHANGED] = g_signal_new ("changed", RT_TYPE_FORM_DRAFT, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIELDS_CHANGED]
      = g_signal_new ("fields-changed", RT_TYPE_FORM_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
  signals[FIELDS_ADDED]
      = g_signal_new ("fields-added", RT_TYPE_FORM_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_form_draft_init (RtFormDraft *self)
{
  self->original = rt_form_original_new ();
}

static void
note_fields (RtFormDraft *self, guint signal)
{
  g_signal_emit (self, signals[signal], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rt_form_draft_new:
 * @page: (transfer full): a page with one form at least
 * @base: the request that fetched it
 *
 * Returns: (transfer full): its forms, the first of them chosen
 */
RtFormDraft *
rt_form_draft_new (RtFormPage *page, RtRequest *base)
{
  RtFormDraft *self = g_object_new (RT_TYPE_FORM_DRAFT, NULL);

  g_return_val_if_fail (page->forms->len > 0, NULL);

  self->page = page;
  self->base = rt_request_ref (base);
  self->form = g_ptr_array_index (page->forms, 0);
  for (guint i = 0; i < page->forms->len; i++)
    rt_form_original_note (self->original, g_ptr_array_index (page->forms, i));
  return self;
}

/**
 * rt_form_draft_new_by_hand:
 *
 * Makes a form that no page has: the three fields of a sign-up, sent to an address that
 * rt_form_draft_set_base() gives.
 *
 * Returns: (transfer full): a draft
 */
RtFormDraft *
rt_form_draft_new_by_hand (void)
{
  RtFormDraft *self = g_object_new (RT_TYPE_FORM_DRAFT, NULL);

  self->page = rt_form_by_hand_new_page ();
  self->by_hand = TRUE;
  self->form = g_ptr_array_index (self->page->forms, 0);
  rt_form_draft_add (self, "signup-user-name", "");
  rt_form_draft_add (self, "signup-user-email", "");
  rt_form_draft_add (self, "signup-user-password", "");
  return self;
}

gboolean
rt_form_draft_is_by_hand (RtFormDraft *self)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), FALSE);

  return self->by_hand;
}

const RtFormPage *
rt_form_draft_get_page (RtFormDraft *self)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), NULL);

  return self->page;
}

RtHtmlForm *
rt_form_draft_get_form (RtFormDraft *self)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), NULL);

  return self->form;
}

void
rt_form_draft_set_form (RtFormDraft *self, guint index)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));
  g_return_if_fail (index < self->page->forms->len);

  self->form = g_ptr_array_index (self->page->forms, index);
  note_fields (self, FIELDS_CHANGED);
}

RtRequest *
rt_form_draft_get_base (RtFormDraft *self)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), NULL);

  return self->base;
}

/**
 * rt_form_draft_set_base:
 * @self: a draft that is made by hand
 * @base: (nullable): a request for the address it goes to, as if it were a form of that
 * page; %NULL: there is none
 */
void
rt_form_draft_set_base (RtFormDraft *self, RtRequest *base)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));
  g_return_if_fail (self->by_hand);

  g_clear_pointer (&self->base, rt_request_unref);
  if (base != NULL)
    {
      self->base = rt_request_ref (base);
      rt_form_by_hand_set_address (self->page, rt_request_get_uri (base));
    }
  rt_form_draft_note_change (self);
}

void
rt_form_draft_set_way (RtFormDraft *self, RtFormWay way)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));
  g_return_if_fail (self->by_hand);

  rt_form_by_hand_set_way (self->form, way);
  rt_form_draft_note_change (self);
}

gboolean
rt_form_draft_is_added (RtFormDraft *self, const RtFormControl *control)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), FALSE);

  return rt_form_original_is_added (self->original, control);
}

gboolean
rt_form_draft_was_disabled (RtFormDraft *self, const RtFormControl *control)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), FALSE);

  return rt_form_original_was_disabled (self->original, control);
}

static void
append (RtFormDraft *self, RtFormControl *control)
{
  rt_form_original_add (self->original, control);
  g_ptr_array_add (self->form->controls, control);
}

void
rt_form_draft_add (RtFormDraft *self, const char *name, const char *value)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));

  append (self, rt_form_control_new_text (name, value));
  note_fields (self, FIELDS_ADDED);
}

void
rt_form_draft_add_file (RtFormDraft *self)
{
  RtFormControl *control = rt_form_control_new (RT_CONTROL_FILE, "file");

  g_return_if_fail (RT_IS_FORM_DRAFT (self));

  control->is_multiple = TRUE;
  append (self, control);
  note_fields (self, FIELDS_ADDED);
}

/**
 * rt_form_draft_add_lines:
 * @self: a draft
 * @lines: see rt_form_lines_parse()
 *
 * Adds a field for each line, a thousand at most.
 *
 * Returns: how many were added
 */
guint
rt_form_draft_add_lines (RtFormDraft *self, const char *lines)
{
  g_autoptr (GPtrArray) entries = rt_form_lines_parse (lines);
  guint n = MIN (entries->len, RT_FORM_LINES_MAX);

  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), 0);

  for (guint i = 0; i < n; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      append (self, rt_form_control_new_text (entry->name, entry->value));
    }
  note_fields (self, FIELDS_ADDED);
  return n;
}

static void
forget (RtFormDraft *self, RtFormControl *control)
{
  rt_form_original_forget (self->original, self->form, control);
  g_ptr_array_remove (self->form->controls, control);
}

void
rt_form_draft_remove (RtFormDraft *self, RtFormControl *control)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));
  g_return_if_fail (rt_form_original_is_added (self->original, control));

  forget (self, control);
  rt_form_draft_note_change (self);
}

/**
 * rt_form_draft_move:
 * @self: a draft
 * @from: the index of a control of its form
 * @to: the index that it is to have
 */
void
rt_form_draft_move (RtFormDraft *self, guint from, guint to)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));
  g_return_if_fail (from < self->form->controls->len && to < self->form->controls->len);

  rt_form_original_keep_order (self->original, self->form);
  rt_form_order_move (self->form->controls, from, to);
  rt_form_original_settle_order (self->original, self->form);
  rt_form_draft_note_change (self);
}

gboolean
rt_form_draft_is_moved (RtFormDraft *self)
{
  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), FALSE);

  return rt_form_original_is_moved (self->original, self->form);
}

/**
 * rt_form_draft_restore_order:
 * @self: a draft that was moved
 *
 * Puts the fields where they were at first.
 */
void
rt_form_draft_restore_order (RtFormDraft *self)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));
  g_return_if_fail (rt_form_draft_is_moved (self));

  rt_form_original_restore_order (self->original, self->form);
  note_fields (self, FIELDS_CHANGED);
}

/**
 * rt_form_draft_take_entries:
 * @self: a draft
 * @entries: what its form is to send, and in which order; see rt_form_rewrite()
 *
 * Fills in the form.  Fields of the page that are left out are not sent any more, and those
 * that were added are removed.
 */
void
rt_form_draft_take_entries (RtFormDraft *self, const RtFormEntries *entries)
{
  g_autoptr (GPtrArray) dropped = g_ptr_array_new ();
  g_autoptr (GPtrArray) wanted = NULL;
  GPtrArray *controls;
  guint n_before;

  g_return_if_fail (RT_IS_FORM_DRAFT (self));

  controls = self->form->controls;
  n_before = controls->len;
  rt_form_original_keep_order (self->original, self->form);
  wanted = rt_form_rewrite (self->form, entries, dropped);
  for (guint i = n_before; i < controls->len; i++)
    rt_form_original_add (self->original, g_ptr_array_index (controls, i));
  rt_form_order_merge (controls, wanted);
  for (guint i = 0; i < dropped->len; i++)
    if (rt_form_original_is_added (self->original, g_ptr_array_index (dropped, i)))
      forget (self, g_ptr_array_index (dropped, i));
  rt_form_original_settle_order (self->original, self->form);
  note_fields (self, FIELDS_CHANGED);
}

/**
 * rt_form_draft_note_change:
 * @self: a draft
 *
 * Is called by who has changed a control of the form.
 */
void
rt_form_draft_note_change (RtFormDraft *self)
{
  g_return_if_fail (RT_IS_FORM_DRAFT (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rt_form_draft_take_hidden:
 * @self: a draft
 * @fresh: its page, fetched again
 *
 * Takes the hidden values of the same form, which may be good for once only.
 *
 * Returns: %FALSE if @fresh does not have the form any more
 */
gboolean
rt_form_draft_take_hidden (RtFormDraft *self, const RtFormPage *fresh)
{
  const RtHtmlForm *same;

  g_return_val_if_fail (RT_IS_FORM_DRAFT (self), FALSE);

  same = rt_form_page_find_again (fresh, self->page, self->form);
  if (same == NULL)
    return FALSE;
  if (rt_html_form_take_hidden (self->form, same) > 0)
    note_fields (self, FIELDS_CHANGED);
  return TRUE;
}
