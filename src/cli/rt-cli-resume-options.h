/* What “resume” is told on its command line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/rt-cli-options.h"
#include "core/transfer/rt-download-plan.h"

G_BEGIN_DECLS

typedef struct
{
  RtClientOptions client;
  char *output;
  char *folder;
  int segments;
  int tries;
  GStrv mirrors;
  char *if_changed;
  char *digest;
  char *digest_list;
  char *metalink;
  char *limit;
  gboolean finds_digest;
  gboolean repairs;
  gboolean only_verify;
  gboolean only_check;
  gboolean is_lab;
} RtResumeOptions;

gboolean rt_resume_options_read (RtResumeOptions *self, GStrv *arguments, int *status);
void rt_resume_options_clear (RtResumeOptions *self);

gboolean rt_resume_options_find_policy (const RtResumeOptions *self, RtIfChanged *policy);
gboolean rt_resume_options_parse_limit (const RtResumeOptions *self, gint64 *bytes_per_s);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtResumeOptions, rt_resume_options_clear)

G_END_DECLS
