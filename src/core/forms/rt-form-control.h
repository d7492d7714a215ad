/* One control of a form: what it is called, and what it would send. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_CONTROL_TEXT,     /* an <input> that holds text, however it looks */
  RT_CONTROL_HIDDEN,   /* <input type=hidden> */
  RT_CONTROL_CHECK,    /* a check box or radio button */
  RT_CONTROL_FILE,     /* <input type=file> */
  RT_CONTROL_SELECT,   /* <select> */
  RT_CONTROL_TEXTAREA, /* <textarea> */
  RT_CONTROL_SUBMIT,   /* sends the form, and its own value only if it was pressed */
  RT_CONTROL_IMAGE,    /* likewise, with the place where it was pressed */
} RtFormControlKind;

/* Which way the text of a control runs, as far as the page says so. */
typedef enum
{
  RT_FORM_LTR,
  RT_FORM_RTL,
  RT_FORM_BY_TEXT, /* dir=auto: the value itself decides */
} RtFormDirection;

/* An <option>. */
typedef struct
{
  char *label;
  char *value;
  char *group; /* of the <optgroup>; NULL: none */
  gboolean is_selected;
  gboolean is_disabled;
} RtFormChoice;

/* A file to send. */
typedef struct
{
  GFile *file;
  char *name; /* as the server gets it */
  char *type; /* as the server gets it; NULL: what the file's name says */
} RtFormFile;

/* All that a control says and holds; texts are UTF-8. */
typedef struct
{
  RtFormControlKind kind;
  const char *type; /* the canonical word for it, such as "email" or "select-one" */
  char *name;       /* "" if it has none: it is never sent then */
  char *id;         /* NULL: none */
  char *label;      /* what the page calls it; NULL: nothing */
  char *value;      /* of a check box: what it sends when it is checked */
  gboolean is_checked;
  gboolean is_disabled; /* by itself or with a <fieldset>: it is never sent */
  gboolean is_required;
  gboolean is_multiple; /* several files, choices or addresses */
  gboolean is_token;    /* hidden, and looks like a value that is good for once */
  GPtrArray *choices;   /* of RtFormChoice: of a <select>; for others what a <datalist>
                           suggests */
  GPtrArray *files;     /* of RtFormFile */
  char *minimum;        /* of a number or date; NULL: none */
  char *maximum;        /* likewise */
  char *step;           /* likewise */

  char *direction_name; /* the field that tells the direction of the text; NULL: none */
  RtFormDirection direction;

  /* Of what sends the form; NULL: the form's own. */
  char *action;
  char *method;
  char *enctype;
} RtFormControl;

RtFormControl *rt_form_control_new (RtFormControlKind kind, const char *type);
RtFormControl *rt_form_control_new_text (const char *name, const char *value);
void rt_form_control_free (RtFormControl *self);

gboolean rt_form_control_is_submitter (const RtFormControl *self);
gboolean rt_form_control_tells_charset (const RtFormControl *self);
gboolean rt_form_control_can_send (const RtFormControl *self, const char *value);
gboolean
rt_form_control_set_value (RtFormControl *self, const char *value, GError **error);
void rt_form_control_add_file (RtFormControl *self, GFile *file, const char *type);
char *rt_form_control_dup_direction (const RtFormControl *self);

RtFormChoice *rt_form_choice_new (void);
void rt_form_choice_free (RtFormChoice *self);

char *rt_form_file_dup_type (const RtFormFile *self);
gboolean rt_form_file_set_type (RtFormFile *self, const char *type, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFormControl, rt_form_control_free)

G_END_DECLS
