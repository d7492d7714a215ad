/* What nearly every file of the window includes, compiled once: see the option "pch". */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <gtksourceview/gtksource.h>
