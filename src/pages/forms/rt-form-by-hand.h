/* A form that no page has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/forms/rt-form-submission.h"

G_BEGIN_DECLS

/* How it is sent. */
typedef enum
{
  RT_FORM_WAY_GET,
  RT_FORM_WAY_URLENCODED,
  RT_FORM_WAY_MULTIPART,
  RT_FORM_WAY_PLAIN,
} RtFormWay;

RtFormPage *rt_form_by_hand_new_page (void);
void rt_form_by_hand_set_address (RtFormPage *page, GUri *uri);
void rt_form_by_hand_set_way (RtHtmlForm *form, RtFormWay way);

G_END_DECLS
