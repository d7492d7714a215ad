/* The table of tabs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/rt-pages.h"

#include "pages/agents/rt-agents-page.h"
#include "pages/cookies/rt-cookies-page.h"
#include "pages/download/rt-download-page.h"
#include "pages/forms/rt-forms-page.h"
#include "pages/head/rt-head-page.h"
#include "pages/proxy/rt-proxy-page.h"
#include "pages/resume/rt-resume-page.h"
#include "pages/servers/rt-servers-page.h"

#include <glib/gi18n.h>

static const RtPageRow pages[] = {
  { "download", N_ ("Download"), "folder-download-symbolic", rt_download_page_get_type },
  { "cookies", N_ ("Cookies"), "view-list-symbolic", rt_cookies_page_get_type },
  { "forms", N_ ("Forms"), "document-edit-symbolic", rt_forms_page_get_type },
  { "proxy", N_ ("Proxy"), "network-workgroup-symbolic", rt_proxy_page_get_type },
  { "head", N_ ("HEAD Check"), "object-select-symbolic", rt_head_page_get_type },
  { "agents", N_ ("User-Agent"), "avatar-default-symbolic", rt_agents_page_get_type },
  { "resume", N_ ("Resume"), "media-playback-start-symbolic", rt_resume_page_get_type },
  { "servers", N_ ("Servers"), "network-server-symbolic", rt_servers_page_get_type },
};

/**
 * rt_pages_get:
 * @n_pages: (out): how many there are
 *
 * The only list of tabs, in the order in which they are shown.
 *
 * Returns: (array length=n_pages): the rows
 */
const RtPageRow *
rt_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}
