/* A big file to try downloads with, in parts as well. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

#define RT_SAMPLE_FILE_PATH "/sample.bin"

RtAnswer *rt_sample_file_answer (const RtQuestion *question);

G_END_DECLS
