/* Tries downloads against a server that does everything wrong in turn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int rt_cli_resume_lab_run (gboolean verbose, gboolean json);

G_END_DECLS
