/* On which terms downloads run: how many, how fast, when, and on which network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-terms.h"

#define MINUTES_A_DAY (24 * 60)

#define KB 1000

/* How often the clock is looked at while there is a schedule. */
#define CLOCK_S 10

struct _RtDownloadTerms
{
  GObject parent_instance;

  char *folder; /* where files go */
  guint running_max;
  RtRateLimit *limit;      /* of all together */
  GHashTable *host_limits; /* of RtRateLimit, by host */
  gint64 host_rate;
  gboolean has_schedule;
  guint from_min; /* since midnight, local time */
  guint until_min;
  gboolean spares_metered;

  RtHold hold;
  guint clock; /* source, 0 without schedule */
  GNetworkMonitor *monitor;
};

G_DEFINE_FINAL_TYPE (RtDownloadTerms, rt_download_terms, G_TYPE_OBJECT)

typedef enum
{
  PROP_FOLDER = 1,
  PROP_RUNNING_MAX,
  PROP_RATE_LIMIT,
  PROP_HOST_RATE_LIMIT,
  PROP_HAS_SCHEDULE,
  PROP_SCHEDULE_FROM,
  PROP_SCHEDULE_UNTIL,
  PROP_SPARE_METERED,
  PROP_HOLD,
} RtDownloadTermsProperty;

static GParamSpec *properties[PROP_HOLD + 1];

static gboolean
is_within_schedule (RtDownloadTerms *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  guint minute = (guint)(g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));

  if (self->from_min <= self->until_min)
    return self->from_min <= minute && minute < self->until_min;
  return self->from_min <= minute || minute < self->until_min; /* over midnight */
}

static RtHold
find_hold (RtDownloadTerms *self)
{
  if (self->has_schedule && self->from_min != self->until_min
      && !is_within_schedule (self))
    return RT_HOLD_SCHEDULE;
  if (self->spares_metered && g_network_monitor_get_network_metered (self->monitor))
    return RT_HOLD_METERED;
  return RT_HOLD_NONE;
}

static void
update_hold (RtDownloadTerms *self)
{
  RtHold hold = find_hold (self);

  if (self->hold == hold)
    return;
  self->hold = hold;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOLD]);
}

static gboolean
on_clock (gpointer user_data)
{
  update_hold (user_data);
  return G_SOURCE_CONTINUE;
}

/* A limit for each host, which all downloads from there share. */
static RtRateLimit *
get_host_limit (RtDownloadTerms *self, RtRequest *request)
{
  const char *host = g_uri_get_host (rt_request_get_uri (request));
  RtRateLimit *limit = g_hash_table_lookup (self->host_limits, host);

  if (limit == NULL)
    {
      limit = rt_rate_limit_new (self->host_rate);
      g_hash_table_insert (self->host_limits, g_strdup (host), limit);
    }
  return limit;
}

/* Empty is where the user has downloads. */
static void
set_folder (RtDownloadTerms *self, const char *folder)
{
  const char *usual = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);

  g_free (self->folder);
  self->folder = g_strdup (folder != NULL && g_path_is_absolute (folder) ? folder
                           : usual != NULL                               ? usual
                                           : g_get_home_dir ());
}

static void
set_host_rate (RtDownloadTerms *self, gint64 rate)
{
  GHashTableIter iter;
  gpointer limit;

  self->host_rate = rate;
  g_hash_table_iter_init (&iter, self->host_limits);
  while (g_hash_table_iter_next (&iter, NULL, &limit))
    rt_rate_limit_set_rate (limit, rate);
}

static void
set_has_schedule (RtDownloadTerms *self, gboolean has_schedule)
{
  self->has_schedule = has_schedule;
  if (has_schedule && self->clock == 0)
    self->clock = g_timeout_add_seconds (CLOCK_S, on_clock, self);
  else if (!has_schedule)
    g_clear_handle_id (&self->clock, g_source_remove);
}

static void
rt_download_terms_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  RtDownloadTerms *self = RT_DOWNLOAD_TERMS (object);

  switch ((RtDownloadTermsProperty)id)
    {
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_RUNNING_MAX:
      g_value_set_uint (value, self->running_max);
      break;
    case PROP_RATE_LIMIT:
      g_value_set_uint (value, (guint)(rt_rate_limit_get_rate (self->limit) / KB));
      break;
    case PROP_HOST_RATE_LIMIT:
      g_value_set_uint (value, (guint)(self->host_rate / KB));
      break;
    case PROP_HAS_SCHEDULE:
      g_value_set_boolean (value, self->has_schedule);
      break;
    case PROP_SCHEDULE_FROM:
      g_value_set_uint (value, self->from_min);
      break;
    case PROP_SCHEDULE_UNTIL:
      g_value_set_uint (value, self->until_min);
      break;
    case PROP_SPARE_METERED:
      g_value_set_boolean (value, self->spares_metered);
      break;
    case PROP_HOLD:
      g_value_set_int (value, (int)self->hold);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_download_terms_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  RtDownloadTerms *self = RT_DOWNLOAD_TERMS (object);
  g_auto (GValue) before = G_VALUE_INIT;

  g_value_init (&before, pspec->value_type);
  rt_download_terms_get_property (object, id, &before, pspec);
  if (g_param_values_cmp (pspec, value, &before) == 0)
    return;
  switch ((RtDownloadTermsProperty)id)
    {
    case PROP_FOLDER:
      set_folder (self, g_value_get_string (value));
      break;
    case PROP_RUNNING_MAX:
      self->running_max = g_value_get_uint (value);
      break;
    case PROP_RATE_LIMIT:
      rt_rate_limit_set_rate (self->limit, (gint64)g_value_get_uint (value) * KB);
      break;
    case PROP_HOST_RATE_LIMIT:
      set_host_rate (self, (gint64)g_value_get_uint (value) * KB);
      break;
    case PROP_HAS_SCHEDULE:
      set_has_schedule (self, g_value_get_boolean (value));
      break;
    case PROP_SCHEDULE_FROM:
      self->from_min = g_value_get_uint (value);
      break;
    case PROP_SCHEDULE_UNTIL:
      self->until_min = g_value_get_uint (value);
      break;
    case PROP_SPARE_METERED:
      self->spares_metered = g_value_get_boolean (value);
      break;
    case PROP_HOLD:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  update_hold (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
rt_download_terms_dispose (GObject *object)
{
  RtDownloadTerms *self = RT_DOWNLOAD_TERMS (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  G_OBJECT_CLASS (rt_download_terms_parent_class)->dispose (object);
}

static void
rt_download_terms_finalize (GObject *object)
{
  RtDownloadTerms *self = RT_DOWNLOAD_TERMS (object);

  g_object_unref (self->monitor);
  g_free (self->folder);
  rt_rate_limit_unref (self->limit);
  g_hash_table_unref (self->host_limits);
  G_OBJECT_CLASS (rt_download_terms_parent_class)->finalize (object);
}

static void
install_settings (void)
{
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * RtDownloadTerms:folder:
   *
   * Where files go, an absolute path; set to anything else, it is where the user has
   * downloads.
   */
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, "", flags);

  /**
   * RtDownloadTerms:running-max:
   *
   * How many downloads are at work at the same time.
   */
  properties[PROP_RUNNING_MAX]
      = g_param_spec_uint ("running-max", NULL, NULL, 1, RT_TERMS_RUNNING_MAX,
                           RT_TERMS_RUNNING_DEFAULT, flags);

  /**
   * RtDownloadTerms:rate-limit:
   *
   * How many kilobytes a second all downloads together read; 0 for no limit.
   */
  properties[PROP_RATE_LIMIT]
      = g_param_spec_uint ("rate-limit", NULL, NULL, 0, RT_TERMS_RATE_MAX, 0, flags);

  /**
   * RtDownloadTerms:host-rate-limit:
   *
   * How many kilobytes a second all downloads from one host read; 0 for no limit.
   */
  properties[PROP_HOST_RATE_LIMIT]
      = g_param_spec_uint ("host-rate-limit", NULL, NULL, 0, RT_TERMS_RATE_MAX, 0, flags);

  /**
   * RtDownloadTerms:has-schedule:
   *
   * Whether downloads run only from one time of the day until another.
   */
  properties[PROP_HAS_SCHEDULE]
      = g_param_spec_boolean ("has-schedule", NULL, NULL, FALSE, flags);

  /* In minutes since midnight, local time; until may be the smaller one. */
  properties[PROP_SCHEDULE_FROM]
      = g_param_spec_uint ("schedule-from", NULL, NULL, 0, MINUTES_A_DAY - 1, 0, flags);
  properties[PROP_SCHEDULE_UNTIL]
      = g_param_spec_uint ("schedule-until", NULL, NULL, 0, MINUTES_A_DAY - 1, 0, flags);

  /**
   * RtDownloadTerms:spare-metered:
   *
   * Whether downloads wait while the network costs by what it carries.
   */
  properties[PROP_SPARE_METERED]
      = g_param_spec_boolean ("spare-metered", NULL, NULL, FALSE, flags);
}

static void
rt_download_terms_class_init (RtDownloadTermsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_download_terms_dispose;
  object_class->finalize = rt_download_terms_finalize;
  object_class->get_property = rt_download_terms_get_property;
  object_class->set_property = rt_download_terms_set_property;
  install_settings ();

  /**
   * RtDownloadTerms:hold:
   *
   * Why nothing may run now, a #RtHold.
   */
  properties[PROP_HOLD]
      = g_param_spec_int ("hold", NULL, NULL, 0, RT_HOLD_METERED, RT_HOLD_NONE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_download_terms_init (RtDownloadTerms *self)
{
  set_folder (self, NULL);
  self->running_max = RT_TERMS_RUNNING_DEFAULT;
  self->limit = rt_rate_limit_new (0);
  self->host_limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify)rt_rate_limit_unref);
}

/* @monitor: says whether the network is metered */
RtDownloadTerms *
rt_download_terms_new (GNetworkMonitor *monitor)
{
  RtDownloadTerms *self = g_object_new (RT_TYPE_DOWNLOAD_TERMS, NULL);

  self->monitor = g_object_ref (monitor);
  g_signal_connect_object (monitor, "notify::network-metered", G_CALLBACK (update_hold),
                           self, G_CONNECT_SWAPPED);
  return self;
}

/* Where files go. */
const char *
rt_download_terms_get_folder (RtDownloadTerms *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_TERMS (self), NULL);

  return self->folder;
}

RtHold
rt_download_terms_get_hold (RtDownloadTerms *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_TERMS (self), RT_HOLD_NONE);

  return self->hold;
}

guint
rt_download_terms_get_running_max (RtDownloadTerms *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_TERMS (self), 1);

  return self->running_max;
}

/**
 * rt_download_terms_add_limits:
 * @self: terms
 * @plan: a plan that is not in use yet
 *
 * Puts @plan under the limits of its host and of all.  They may be changed while it runs.
 */
void
rt_download_terms_add_limits (RtDownloadTerms *self, RtDownloadPlan *plan)
{
  RtRateLimit *host_limit;

  g_return_if_fail (RT_IS_DOWNLOAD_TERMS (self));

  host_limit = get_host_limit (self, g_ptr_array_index (plan->requests, 0));
  g_ptr_array_add (plan->limits, rt_rate_limit_ref (host_limit));
  g_ptr_array_add (plan->limits, rt_rate_limit_ref (self->limit));
}
