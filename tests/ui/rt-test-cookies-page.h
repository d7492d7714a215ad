/* Does on the Cookies page what its tests have in common. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-named-jar.h"
#include "tests/ui/rt-test-page.h"

G_BEGIN_DECLS

gboolean rt_test_cookies_page_is_ready (RtTestPage *fixture);
void rt_test_cookies_page_show_part (RtTestPage *fixture, const char *name);
gboolean
rt_test_cookies_page_shows (RtTestPage *fixture, const char *part, const char *text);
void rt_test_cookies_page_act (RtTestPage *fixture, const char *part, const char *action);

void rt_test_cookies_page_sign_in (RtTestPage *fixture);
void rt_test_cookies_page_visit (RtTestPage *fixture, const char *path);

RtNamedJar *rt_test_cookies_page_get_jar (RtTestPage *fixture);
guint rt_test_cookies_page_count_cookies (RtTestPage *fixture);
void rt_test_cookies_page_put (RtTestPage *fixture, const char *name, const char *value);

G_END_DECLS
