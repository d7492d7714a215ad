/* Something that is tried, and a word for what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Colour only underlines what the word says. */
typedef enum
{
  RT_TONE_NEUTRAL,
  RT_TONE_GOOD,
  RT_TONE_BAD,
} RtTone;

#define RT_TYPE_VERDICT_ROW (rt_verdict_row_get_type ())
G_DECLARE_FINAL_TYPE (RtVerdictRow, rt_verdict_row, RT, VERDICT_ROW, AdwActionRow)

GtkWidget *rt_verdict_row_new (const char *title);
void rt_verdict_row_show (RtVerdictRow *self,
                          const char *details,
                          const char *word,
                          RtTone tone);
void rt_verdict_row_set_leads_on (RtVerdictRow *self, gboolean leads_on);

G_END_DECLS
