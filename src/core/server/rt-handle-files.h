/* Serves the files of a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-file-root.h"
#include "core/server/rt-file-variant.h"

G_BEGIN_DECLS

RtAnswer *rt_handle_files (const RtFileRoot *root, const RtQuestion *question);

RtAnswer *rt_handle_files_answer (RtFileVariant *file, const RtQuestion *question);

G_END_DECLS
