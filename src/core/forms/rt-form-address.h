/* Addresses as a page writes them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-encoding.h"

G_BEGIN_DECLS

GUri *rt_form_address_resolve (const char *address,
                               GUri *base,
                               const RtEncoding *encoding,
                               GError **error);

G_END_DECLS
