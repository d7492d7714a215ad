/* What became of one address, on its way to who asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-news.h"

static void
news_free (gpointer data)
{
  RtCheckNews *news = data;

  rt_check_result_unref (news->result);
  g_free (news);
}

/* Of RtCheckNews. */
GPtrArray *
rt_check_news_list_new (void)
{
  return g_ptr_array_new_with_free_func (news_free);
}

/* @result: (transfer full) */
void
rt_check_news_list_add (GPtrArray *news, guint row, RtCheckResult *result)
{
  RtCheckNews *one = g_new (RtCheckNews, 1);

  *one = (RtCheckNews){ row, result };
  g_ptr_array_add (news, one);
}
