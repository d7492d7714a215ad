/* What an identity is made of: a value that is shared and does not change. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When a field is sent, and what its value is made of. */
typedef enum
{
  RT_AGENT_FIELD_ALWAYS = 0,
  RT_AGENT_FIELD_TRUSTWORTHY = 1 << 0,   /* over https, and to this computer */
  RT_AGENT_FIELD_UNTRUSTWORTHY = 1 << 1, /* over plain http to others */
  RT_AGENT_FIELD_TYPED = 1 << 2,         /* where no redirect has led */
  RT_AGENT_FIELD_REDIRECTED = 1 << 3,    /* where one has */
  RT_AGENT_FIELD_BRANDS = 1 << 4,        /* the value is a brand: a list is made of it */
  RT_AGENT_FIELD_CODINGS = 1 << 5,       /* of the value, what we can decode */
  RT_AGENT_FIELD_LANGUAGES = 1 << 6, /* the value is a browser: it says them its way */
} RtAgentFieldFlags;

typedef struct
{
  const char *name;
  const char *value; /* where there is a version, “@” stands for it and “@@” for “@” */
  RtAgentFieldFlags flags;
} RtAgentField;

typedef struct
{
  const char *id;
  const char *name;           /* marked for translation, unless it is the user's own */
  const char *as_of;          /* year and month; NULL: it does not go out of date */
  const char *version;        /* NULL: there is none to change */
  const RtAgentField *fields; /* in their order, up to one without name; NULL: our own */
  const char *left_out;       /* a field that is not sent, nullable */
  gboolean is_own;            /* the user's, not one of ours */
} RtAgentTemplate;

/* Copies are shared between threads; what they are made of need not be a copy. */
const RtAgentTemplate *rt_agent_template_copy (const RtAgentTemplate *self);
const RtAgentTemplate *rt_agent_template_ref (const RtAgentTemplate *copy);
void rt_agent_template_unref (const RtAgentTemplate *copy);

gboolean rt_agent_field_is_sent (RtAgentFieldFlags flags,
                                 gboolean trustworthy,
                                 gboolean redirected);
gboolean rt_agent_version_is_valid (const char *text, gboolean has_parts);

G_END_DECLS
