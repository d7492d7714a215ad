/* The Resume page in a window, with a folder of its own, and what its tests do in it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-resume-page.h"
#include "tests/lib/rt-test-dir.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  RtTestDir *dir;
  RtWorkbench *workbench;
  RtDownloadQueue *queue; /* borrowed */
  GListModel *downloads;  /* borrowed */
  GtkWindow *window;
  AdwToastOverlay *toasts;
  GtkWidget *page;
  GtkWidget *list;
} RtTestResumePage;

void rt_test_resume_page_set_up (RtTestResumePage *self, gconstpointer unused);
void rt_test_resume_page_tear_down (RtTestResumePage *self, gconstpointer unused);

void rt_test_resume_page_add (RtTestResumePage *self, guint n);
RtDownload *rt_test_resume_page_get (RtTestResumePage *self, guint position);
char *rt_test_resume_page_dup_address (RtTestResumePage *self, guint position);

const char *rt_test_resume_page_get_title (RtTestResumePage *self);
const char *rt_test_resume_page_get_facts (RtTestResumePage *self);

void rt_test_resume_page_write_file (RtTestResumePage *self,
                                     const char *name,
                                     const char *text);

G_END_DECLS
