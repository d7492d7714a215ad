/* The words that the window and the command line share, untranslated. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-error.h"

G_BEGIN_DECLS

const char *rt_error_code_to_title (RtErrorCode code);
const char *rt_tls_flag_to_sentence (GTlsCertificateFlags flag);

G_END_DECLS
