/* Inputs of fuzz targets, and random changes of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *rt_test_read_vectors (const char *folder);
GByteArray *rt_test_mangle (GRand *rand, GPtrArray *vectors);

G_END_DECLS
