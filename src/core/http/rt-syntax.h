/* What the parts of a text are, for colouring it: JSON, XML, HTML, CSS, JavaScript, diff. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_SYNTAX_NONE, /* plain text */
  RT_SYNTAX_JSON,
  RT_SYNTAX_XML,
  RT_SYNTAX_HTML,
  RT_SYNTAX_CSS,
  RT_SYNTAX_SCRIPT,
  RT_SYNTAX_DIFF,
} RtSyntax;

typedef enum
{
  RT_TOKEN_TEXT,
  RT_TOKEN_COMMENT,
  RT_TOKEN_STRING,
  RT_TOKEN_NUMBER,
  RT_TOKEN_KEYWORD,
  RT_TOKEN_NAME,      /* of an element, a member, a selector */
  RT_TOKEN_ATTRIBUTE, /* of an element; of a rule, what is set */
  RT_TOKEN_ENTITY,
  RT_TOKEN_ADDED, /* lines of a difference */
  RT_TOKEN_REMOVED,
} RtToken;

#define RT_N_TOKENS (RT_TOKEN_REMOVED + 1)

/* Where a scanner is.  A token may be cut anywhere and goes on in the next piece of the
 * text; only a word that is cut may be taken for another. */
typedef struct
{
  RtSyntax syntax;
  int mode;        /* private to each syntax; 0 in the beginning */
  char quote;      /* of the string that is open */
  gboolean escape; /* it ends with a backslash */
  gboolean name;   /* JSON: a string names a member; CSS: a word is no value */
  guint depth;     /* of braces and brackets */
  guint64 objects; /* JSON: which of the innermost 64 are braces */
  RtSyntax inner;  /* HTML: of the element that holds no markup */
  int inner_mode;
} RtScanner;

RtSyntax rt_syntax_find (const char *content_type);
RtToken rt_scanner_next (RtScanner *self, const char **at, const char *end);

G_END_DECLS
