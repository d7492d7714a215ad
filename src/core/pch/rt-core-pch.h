/* What nearly every file of the core includes, compiled once: see the option "pch". */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <libsoup/soup.h>
