/* A form that no page has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-by-hand.h"

#include "core/http/rt-uri.h"

/**
 * rt_form_by_hand_new_page:
 *
 * Returns: (transfer full): a page with one form, which has no controls yet
 */
RtFormPage *
rt_form_by_hand_new_page (void)
{
  RtFormPage *page = g_new0 (RtFormPage, 1);
  RtHtmlForm *form = rt_html_form_new ();

  page->uri = rt_uri_parse ("http://localhost/", NULL, NULL, NULL);
  page->base = g_uri_ref (page->uri);
  page->encoding = rt_encoding_find ("utf-8");
  page->forms = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_html_form_free);
  g_ptr_array_add (page->forms, form);
  rt_form_by_hand_set_way (form, RT_FORM_WAY_URLENCODED);
  return page;
}

/* Sends the form of @page there. */
void
rt_form_by_hand_set_address (RtFormPage *page, GUri *uri)
{
  g_uri_unref (page->uri);
  g_uri_unref (page->base);
  page->uri = g_uri_ref (uri);
  page->base = g_uri_ref (uri);
}

void
rt_form_by_hand_set_way (RtHtmlForm *form, RtFormWay way)
{
  static const RtEnctype enctypes[] = { RT_ENCTYPE_URLENCODED, RT_ENCTYPE_URLENCODED,
                                        RT_ENCTYPE_MULTIPART, RT_ENCTYPE_PLAIN };

  g_free (form->method);
  g_free (form->enctype);
  form->method = g_strdup (way == RT_FORM_WAY_GET ? "get" : "post");
  form->enctype = g_strdup (rt_enctype_to_media (enctypes[way]));
}
