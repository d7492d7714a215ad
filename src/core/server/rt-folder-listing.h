/* The page that lists a folder. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-file-root.h"

G_BEGIN_DECLS

RtAnswer *rt_folder_listing_new (const RtFileRoot *root,
                                 const char *relative,
                                 int fd,
                                 const RtQuestion *question);

G_END_DECLS
