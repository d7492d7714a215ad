/* The identity of a client: what it sends about itself.  Immutable. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

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
} RtAgentFieldFlags;

typedef struct
{
  const char *name;
  const char *value; /* “@” stands for the version */
  RtAgentFieldFlags flags;
} RtAgentField;

/* What an identity is made of; all of it is static. */
typedef struct
{
  const char *id;
  const char *name;           /* marked for translation */
  const char *as_of;          /* year and month; NULL: it does not go out of date */
  const char *version;        /* NULL: there is none to change */
  const RtAgentField *fields; /* in their order, up to one without name; NULL: our own */
  const char *left_out;       /* a field that is not sent, nullable */
} RtAgentTemplate;

#define RT_TYPE_AGENT (rt_agent_get_type ())
G_DECLARE_FINAL_TYPE (RtAgent, rt_agent, RT, AGENT, GObject)

RtAgent *rt_agent_new (const RtAgentTemplate *made_of);

const char *rt_agent_get_id (RtAgent *self);
const char *rt_agent_get_name (RtAgent *self);
const char *rt_agent_get_as_of (RtAgent *self);
const char *rt_agent_get_version (RtAgent *self);
gboolean rt_agent_is_disguise (RtAgent *self);

/* Each gives another identity that differs in one thing. */
RtAgent *rt_agent_with_version (RtAgent *self, const char *version);
RtAgent *rt_agent_without (RtAgent *self, const char *field);

RtHeaderList *rt_agent_make_fields (RtAgent *self, GUri *uri, gboolean redirected);
GStrv rt_agent_dup_lacking_codings (RtAgent *self);
const char *const *rt_agent_get_giveaways (RtAgent *self);

/* Dresses a request as the identity. */
RtRequest *rt_agent_apply (RtAgent *self, const RtRequest *request);
RtHeaderList *
rt_agent_refit (const RtHeaderList *fields, const RtHeaderList *old, RtHeaderList *fresh);

G_END_DECLS
