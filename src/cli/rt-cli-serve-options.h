/* What the command line of “serve” asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault-plan.h"
#include "core/server/rt-recipe.h"

G_BEGIN_DECLS

typedef struct
{
  char *recipe;
  char *address;
  char *cert;
  char *auth;
  char *log;
  int port; /* -1: not given */
  int n_workers;
  gboolean tls;
  gboolean gzip;
  gboolean cors;
  gboolean anyway;
  gboolean list;
  gboolean version;
  GStrv faults;
  GStrv folders;
} RtCliServeOptions;

gboolean
rt_cli_serve_options_parse (RtCliServeOptions *self, GStrv *arguments, GError **error);
void rt_cli_serve_options_clear (RtCliServeOptions *self);

const char *rt_cli_serve_options_get_folder (const RtCliServeOptions *self);
gboolean rt_cli_serve_options_check (const RtCliServeOptions *self,
                                     const RtRecipe *recipe,
                                     GError **error);
RtFaultPlan *rt_cli_serve_options_read_faults (const RtCliServeOptions *self,
                                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtCliServeOptions, rt_cli_serve_options_clear)

G_END_DECLS
