/* Where the user sets which languages the built-in identities accept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/rt-settings.h"

G_BEGIN_DECLS

void
rt_language_choice_bind (AdwComboRow *choice, AdwEntryRow *others, RtSettings *settings);

G_END_DECLS
