/* The tab that finds the forms of a page and sends them as a browser does. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_FORMS_PAGE (rt_forms_page_get_type ())
G_DECLARE_FINAL_TYPE (RtFormsPage, rt_forms_page, RT, FORMS_PAGE, RtPage)

G_END_DECLS
