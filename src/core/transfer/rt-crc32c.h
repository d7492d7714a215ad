/* The checksum CRC-32C, which guards what is claimed to be on disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint32 rt_crc32c (guint32 crc, const void *data, gsize length);
guint32 rt_crc32c_portable (guint32 crc, const void *data, gsize length);

G_END_DECLS
