/* Cookies in a text file, as curl, wget and many others keep them: cookies.txt. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

G_BEGIN_DECLS

/* What is odd about a line. */
typedef enum
{
  RT_COOKIE_FILE_NO_HEADER, /* the first line does not say what the file is */
  RT_COOKIE_FILE_SPACES,    /* an editor has made spaces of the tabs; read all the same */
  RT_COOKIE_FILE_MILLISECONDS, /* a date in milliseconds; read all the same */
  RT_COOKIE_FILE_BAD_LINE,     /* no cookie; left out */
} RtCookieFileProblem;

typedef struct
{
  guint line; /* from 1 */
  RtCookieFileProblem problem;
} RtCookieFileNote;

typedef struct
{
  GPtrArray *cookies; /* of RtCookie, in the order of the file */
  GArray *notes;      /* of RtCookieFileNote, likewise */
} RtCookieFile;

RtCookieFile *rt_cookie_file_parse (const char *text, gsize length, gint64 now_us);
void rt_cookie_file_free (RtCookieFile *self);

const char *rt_cookie_file_problem_to_sentence (RtCookieFileProblem problem);

char *rt_cookie_file_compose (GPtrArray *cookies, guint *n_left_out);
gboolean rt_cookie_file_save (GPtrArray *cookies,
                              const char *path,
                              guint *n_left_out,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookieFile, rt_cookie_file_free)

G_END_DECLS
