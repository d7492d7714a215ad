/* A user name and a password, for one origin. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-address.h"

G_BEGIN_DECLS

typedef struct
{
  GUri *origin; /* of its scheme, host and port */
  char *user;
  char *password; /* "" where there is none */
} RtLogin;

RtLogin *rt_login_new (GUri *origin, const char *user, const char *password);
void rt_login_free (RtLogin *self);

char *rt_login_dup_address (const RtLogin *self, GUri *uri);
char *rt_login_dup_authorization (const RtLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtLogin, rt_login_free)

G_END_DECLS
