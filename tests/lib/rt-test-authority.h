/* An authority of a test's own, in a folder that goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-authority.h"
#include "tests/lib/rt-test-dir.h"

G_BEGIN_DECLS

#define RT_TEST_AUTHORITY_HOST "Workbench.corp.example"

/* The folder does not exist yet; the one it lies in does. */
typedef struct
{
  RtTestDir *dir;
  char *folder;
} RtTestAuthority;

void rt_test_authority_set_up (RtTestAuthority *self, gconstpointer data);
void rt_test_authority_tear_down (RtTestAuthority *self, gconstpointer data);

char *rt_test_authority_build (RtTestAuthority *self, const char *name);
RtAuthority *rt_test_authority_open (RtTestAuthority *self);
GTlsCertificate *rt_test_authority_issue (RtAuthority *authority,
                                          RtLeafKind kind,
                                          const char *const *names);
GTlsCertificateFlags rt_test_authority_verify (RtAuthority *authority,
                                               GTlsCertificate *leaf,
                                               const char *name);
guint rt_test_mode_of (const char *path);

G_END_DECLS
