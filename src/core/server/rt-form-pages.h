/* Pages with forms of every kind: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a form proves that it came from its own page. */
typedef enum
{
  RT_FORM_UNGUARDED,
  RT_FORM_TOKEN,            /* by a hidden field that is another one in each page */
  RT_FORM_TOKEN_AND_COOKIE, /* which is good with the cookie of the same page only */
} RtFormGuard;

/* One row of a constant table. */
typedef struct
{
  const char *path;
  const char *title;
  const char *why;     /* what there is to see */
  const char *charset; /* of the page */
  RtFormGuard guard;   /* not RT_FORM_UNGUARDED: {token} stands in the page for one */
  const char *html;    /* UTF-8; sent in the charset */
} RtFormPage;

const RtFormPage *rt_form_page_get (guint index);
const RtFormPage *rt_form_page_find (const char *path);

G_END_DECLS
