/* Sites that may say 200 to everything, and what each says to an address nobody made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-sites.h"

#include "core/http/rt-uri.h"

#include <string.h>

typedef struct
{
  RtCheckResult *result; /* NULL: it is being asked */
  GPtrArray *waiting;    /* of RtCheckNews */
} Site;

struct _RtCheckSites
{
  RtCodeRanges good;
  GHashTable *sites; /* name → Site */
};

static void
site_free (gpointer data)
{
  Site *site = data;

  g_clear_pointer (&site->result, rt_check_result_unref);
  g_ptr_array_unref (site->waiting);
  g_free (site);
}

/* The folder at the top that an address is in: many sites have one program for each. */
static char *
dup_name (GUri *uri)
{
  g_autofree char *authority = rt_uri_dup_authority (uri);
  const char *path = g_uri_get_path (uri);
  const char *slash = strchr (path + 1, '/');

  return g_strdup_printf ("%s://%s%.*s", g_uri_get_scheme (uri), authority,
                          slash != NULL ? (int)(slash + 1 - path) : 1, path);
}

RtCheckSites *
rt_check_sites_new (const RtCodeRanges *good)
{
  RtCheckSites *self = g_new0 (RtCheckSites, 1);

  self->good = *good;
  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, site_free);
  return self;
}

void
rt_check_sites_free (RtCheckSites *self)
{
  g_hash_table_unref (self->sites);
  g_free (self);
}

/**
 * rt_check_sites_compare:
 * @self: the sites
 * @row: what the owner knows the address by
 * @result: (transfer full): what became of it; unless the site is known, it is kept until
 *   rt_check_sites_settle()
 * @uri: the address
 *
 * Compares a result with what the site says to an address that nobody made.
 *
 * Returns: whether that is known; each site is new once
 */
RtCheckSiteState
rt_check_sites_compare (RtCheckSites *self, guint row, RtCheckResult *result, GUri *uri)
{
  g_autofree char *name = dup_name (uri);
  Site *site = g_hash_table_lookup (self->sites, name);
  RtCheckSiteState state = RT_CHECK_SITE_ASKED;

  if (site != NULL && site->result != NULL)
    {
      rt_check_result_compare_with_made_up (result, site->result, &self->good);
      return RT_CHECK_SITE_KNOWN;
    }
  if (site == NULL)
    {
      site = g_new0 (Site, 1);
      site->waiting = rt_check_news_list_new ();
      g_hash_table_insert (self->sites, g_steal_pointer (&name), site);
      state = RT_CHECK_SITE_NEW;
    }
  rt_check_news_list_add (site->waiting, row, result);
  return state;
}

/**
 * rt_check_sites_make_job:
 * @base: what its requests start from
 * @uri: an address of the site
 *
 * Returns: (transfer full): a job that asks for an address that nobody can have made, in
 *   the place of what is below the site
 */
RtCheckJob *
rt_check_sites_make_job (const RtRequest *base, GUri *uri)
{
  g_autofree char *name = dup_name (uri);
  g_autofree char *address = g_strdup_printf ("%s%08x%08x%08x", name, g_random_int (),
                                              g_random_int (), g_random_int ());
  g_autoptr (GUri) made_up = rt_uri_parse (address, NULL, NULL, NULL);
  g_autoptr (RtRequest) request = rt_request_with_uri (base, made_up);
  RtCheckJob *job = rt_check_job_new_for_request (0, request);

  job->is_made_up = TRUE;
  return job;
}

/**
 * rt_check_sites_settle:
 * @self: the sites
 * @uri: the address that nobody made
 * @result: (transfer full): what became of it
 *
 * Learns what a site says, and compares with it all that waited for that.
 *
 * Returns: (transfer full) (element-type RtCheckNews): what waited
 */
GPtrArray *
rt_check_sites_settle (RtCheckSites *self, GUri *uri, RtCheckResult *result)
{
  g_autofree char *name = dup_name (uri);
  Site *site = g_hash_table_lookup (self->sites, name);
  GPtrArray *waiting = g_steal_pointer (&site->waiting);

  site->result = result;
  site->waiting = rt_check_news_list_new ();
  for (guint i = 0; i < waiting->len; i++)
    {
      const RtCheckNews *one = waiting->pdata[i];

      rt_check_result_compare_with_made_up (one->result, result, &self->good);
    }
  return waiting;
}
