/* What the user has set for one server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-recipe.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whoever wants a change copies, changes the copy, and hands it back. */
typedef struct
{
  const RtRecipe *recipe;
  char *title;         /* NULL: that of the recipe */
  char *folder;        /* of a recipe that serves one; NULL: none is chosen yet */
  char *certificate;   /* file with one and its key; NULL: of the user's authority */
  guint16 port;        /* 0: any */
  guint n_workers;     /* 0: one for each core */
  guint number;        /* tells it from others of its recipe; 0: none yet */
  gboolean is_coded;   /* pages are coded even if the recipe does not */
  gboolean is_shared;  /* pages of other sites may read it in a browser */
  gboolean is_secure;  /* speaks TLS */
  gboolean is_visible; /* on the network; else to this machine only */
  guint visible_s;     /* for so long after each start; 0: without end */
  gboolean is_trial;   /* gone with the program: neither it nor its log is kept */
  GStrv faults;        /* as rt_fault_plan_new() takes them; NULL: none */
} RtServerSettings;

RtServerSettings *rt_server_settings_new (const RtRecipe *recipe);
RtServerSettings *rt_server_settings_new_from_json (JsonObject *object);
RtServerSettings *rt_server_settings_copy (const RtServerSettings *self);
void rt_server_settings_free (RtServerSettings *self);

gboolean rt_server_settings_equal (const RtServerSettings *self,
                                   const RtServerSettings *other);
gboolean rt_server_settings_runs_alike (const RtServerSettings *self,
                                        const RtServerSettings *other);
gboolean rt_server_settings_shows_too_much (const RtServerSettings *self);
void rt_server_settings_set_text (char **field, const char *text);
void rt_server_settings_add_to_json (const RtServerSettings *self, JsonObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtServerSettings, rt_server_settings_free)

G_END_DECLS
