/* A command of the program, and what it exits with. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_EXIT_DONE = 0,
  RT_EXIT_REFUSED = 1,    /* the world said no */
  RT_EXIT_USAGE = 2,      /* wrong usage; nothing was sent */
  RT_EXIT_UNFINISHED = 3, /* not finished, but nothing lost: a partial file is kept */
  RT_EXIT_SIGNAL = 128,   /* plus the number of the signal */
} RtExit;

typedef struct
{
  const char *name;
  const char *summary; /* marked for translation */
  int (*run) (GStrv *arguments);
} RtCliCommand;

int rt_cli_agents (GStrv *arguments);
int rt_cli_form (GStrv *arguments);
int rt_cli_cookies (GStrv *arguments);
int rt_cli_get (GStrv *arguments);
int rt_cli_head (GStrv *arguments);
int rt_cli_resume (GStrv *arguments);
int rt_cli_serve (GStrv *arguments);

G_END_DECLS
