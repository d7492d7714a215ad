/* A sentence with its particulars, to be translated where it is shown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RT_NOTE_ARGS_MAX 4

/* Gives words in the user's language, as gettext() does. */
typedef char *(*RtTranslate) (const char *words);

/* Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  const char *words; /* marked for translation; every placeholder is %s or %1$s */
  char *args[RT_NOTE_ARGS_MAX];
} RtNote;

RtNote *rt_note_new (const char *words, ...) G_GNUC_NULL_TERMINATED;
RtNote *rt_note_ref (RtNote *self);
void rt_note_unref (RtNote *self);

char *rt_note_render (const RtNote *self, RtTranslate translate);

/* Before a particular that is marked for translation, as the sentence is. */
#define RT_NOTE_WORDS "\1"

/* An argument of rt_note_new(); lives as long as the block it stands in. */
#define RT_NOTE_NUMBER(number) (rt_note_number ((char[24]){ 0 }, (number)))

const char *rt_note_number (char buffer[24], gint64 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtNote, rt_note_unref)

G_END_DECLS
