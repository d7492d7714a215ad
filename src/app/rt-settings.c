/* What the program remembers between two runs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-settings.h"

#include "core/agents/rt-accept-language.h"
#include "core/check/rt-code-ranges.h"

#include "rt-config.h"

typedef enum
{
  PROP_COLOR_SCHEME = 1,
  PROP_FOLLOW_REDIRECTS,
  PROP_IDENTITY,
  PROP_IDENTITY_LANGUAGES,
  PROP_REDIRECT_LIMIT,
  PROP_CONNECT_TIMEOUT,
  PROP_IDLE_TIMEOUT,
  PROP_TOTAL_TIMEOUT,
  PROP_LOG_LENGTH,
  PROP_KEEP_HISTORY,
  PROP_TRUST_OWN_SERVERS,
  PROP_DOWNLOAD_FOLDER,
  PROP_DOWNLOADS_AT_ONCE,
  PROP_DOWNLOAD_RATE,
  PROP_DOWNLOAD_HOST_RATE,
  PROP_DOWNLOAD_SCHEDULE,
  PROP_DOWNLOAD_FROM,
  PROP_DOWNLOAD_UNTIL,
  PROP_SPARE_METERED,
  PROP_WINDOW_WIDTH,
  PROP_WINDOW_HEIGHT,
  PROP_WINDOW_MAXIMIZED,
  PROP_PAGE,
  PROP_DIVIDER,
  PROP_PROXY_MODE,
  PROP_PROXY_ADDRESS,
  PROP_PROXY_SCRIPT,
  PROP_PROXY_BYPASS,
  PROP_CHECK_GOOD,
  PROP_CHECK_AT_ONCE,
  PROP_CHECK_PER_HOST,
  PROP_CHECK_DELAY,
  PROP_CHECK_TRIES,
  PROP_CHECK_PATIENCE,
  PROP_CHECK_WITH_GET,
  PROP_CHECK_WITH_MADE_UP,
} RtSettingsProperty;

#define N_PROPS (PROP_CHECK_WITH_MADE_UP + 1)

struct _RtSettings
{
  GObject parent_instance;

  GSettings *store;       /* NULL where the schema is not installed */
  GValue values[N_PROPS]; /* 0 stays unused */
};

G_DEFINE_FINAL_TYPE (RtSettings, rt_settings, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
rt_settings_constructed (GObject *object)
{
  RtSettings *self = RT_SETTINGS (object);
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  G_OBJECT_CLASS (rt_settings_parent_class)->constructed (object);

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, RT_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_message ("the settings schema '%s' is not installed: settings last until the "
                 "program ends",
                 RT_APP_ID);
      return;
    }

  self->store = g_settings_new_full (schema, NULL, NULL);
  for (guint i = 1; i < N_PROPS; i++)
    g_settings_bind (self->store, properties[i]->name, self, properties[i]->name,
                     G_SETTINGS_BIND_DEFAULT);
}

static void
rt_settings_dispose (GObject *object)
{
  RtSettings *self = RT_SETTINGS (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (rt_settings_parent_class)->dispose (object);
}

static void
rt_settings_finalize (GObject *object)
{
  RtSettings *self = RT_SETTINGS (object);

  for (guint i = 1; i < N_PROPS; i++)
    g_value_unset (&self->values[i]);
  G_OBJECT_CLASS (rt_settings_parent_class)->finalize (object);
}

static void
rt_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtSettings *self = RT_SETTINGS (object);

  g_value_copy (&self->values[id], value);
}

static void
rt_settings_set_property (GObject *object,
                          guint id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  RtSettings *self = RT_SETTINGS (object);

  if (g_param_values_cmp (pspec, value, &self->values[id]) == 0)
    return;

  g_value_copy (value, &self->values[id]);
  g_object_notify_by_pspec (object, pspec);
}

static void
rt_settings_class_init (RtSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = rt_settings_constructed;
  object_class->dispose = rt_settings_dispose;
  object_class->finalize = rt_settings_finalize;
  object_class->get_property = rt_settings_get_property;
  object_class->set_property = rt_settings_set_property;

  /* Defaults and ranges are those of the schema; a test compares them. */
  properties[PROP_COLOR_SCHEME] = g_param_spec_enum (
      "color-scheme", NULL, NULL, ADW_TYPE_COLOR_SCHEME, ADW_COLOR_SCHEME_DEFAULT, flags);
  properties[PROP_FOLLOW_REDIRECTS]
      = g_param_spec_boolean ("follow-redirects", NULL, NULL, TRUE, flags);
  properties[PROP_IDENTITY]
      = g_param_spec_string ("identity", NULL, NULL, "roundtrip", flags);
  properties[PROP_IDENTITY_LANGUAGES] = g_param_spec_string (
      "identity-languages", NULL, NULL, RT_ACCEPT_LANGUAGE_DEFAULT, flags);
  properties[PROP_REDIRECT_LIMIT]
      = g_param_spec_uint ("redirect-limit", NULL, NULL, 1, 100, 20, flags);
  properties[PROP_CONNECT_TIMEOUT]
      = g_param_spec_uint ("connect-timeout", NULL, NULL, 0, 3600, 10, flags);
  properties[PROP_IDLE_TIMEOUT]
      = g_param_spec_uint ("idle-timeout", NULL, NULL, 0, 3600, 60, flags);
  properties[PROP_TOTAL_TIMEOUT]
      = g_param_spec_uint ("total-timeout", NULL, NULL, 0, 86400, 0, flags);
  properties[PROP_LOG_LENGTH]
      = g_param_spec_uint ("log-length", NULL, NULL, 10, 500, 500, flags);
  properties[PROP_KEEP_HISTORY]
      = g_param_spec_boolean ("keep-history", NULL, NULL, TRUE, flags);
  properties[PROP_TRUST_OWN_SERVERS]
      = g_param_spec_boolean ("trust-own-servers", NULL, NULL, FALSE, flags);
  properties[PROP_DOWNLOAD_FOLDER]
      = g_param_spec_string ("download-folder", NULL, NULL, "", flags);
  properties[PROP_DOWNLOADS_AT_ONCE]
      = g_param_spec_uint ("downloads-at-once", NULL, NULL, 1, RT_TERMS_RUNNING_MAX,
                           RT_TERMS_RUNNING_DEFAULT, flags);
  properties[PROP_DOWNLOAD_RATE]
      = g_param_spec_uint ("download-rate", NULL, NULL, 0, RT_TERMS_RATE_MAX, 0, flags);
  properties[PROP_DOWNLOAD_HOST_RATE] = g_param_spec_uint (
      "download-host-rate", NULL, NULL, 0, RT_TERMS_RATE_MAX, 0, flags);
  properties[PROP_DOWNLOAD_SCHEDULE]
      = g_param_spec_boolean ("download-schedule", NULL, NULL, FALSE, flags);
  properties[PROP_DOWNLOAD_FROM]
      = g_param_spec_uint ("download-from", NULL, NULL, 0, 1439, 1320, flags);
  properties[PROP_DOWNLOAD_UNTIL]
      = g_param_spec_uint ("download-until", NULL, NULL, 0, 1439, 360, flags);
  properties[PROP_SPARE_METERED]
      = g_param_spec_boolean ("spare-metered", NULL, NULL, FALSE, flags);
  properties[PROP_WINDOW_WIDTH]
      = g_param_spec_int ("window-width", NULL, NULL, 360, 16384, 1100, flags);
  properties[PROP_WINDOW_HEIGHT]
      = g_param_spec_int ("window-height", NULL, NULL, 294, 16384, 750, flags);
  properties[PROP_WINDOW_MAXIMIZED]
      = g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "download", flags);
  properties[PROP_DIVIDER]
      = g_param_spec_int ("divider", NULL, NULL, -1, 16384, -1, flags);
  properties[PROP_PROXY_MODE]
      = g_param_spec_string ("proxy-mode", NULL, NULL, "system", flags);
  properties[PROP_PROXY_ADDRESS]
      = g_param_spec_string ("proxy-address", NULL, NULL, "", flags);
  properties[PROP_PROXY_SCRIPT]
      = g_param_spec_string ("proxy-script", NULL, NULL, "", flags);
  properties[PROP_PROXY_BYPASS]
      = g_param_spec_string ("proxy-bypass", NULL, NULL, "", flags);
  properties[PROP_CHECK_GOOD]
      = g_param_spec_string ("check-good", NULL, NULL, RT_CODE_RANGES_PLAIN, flags);
  properties[PROP_CHECK_AT_ONCE]
      = g_param_spec_uint ("check-at-once", NULL, NULL, 1, 256, 4, flags);
  properties[PROP_CHECK_PER_HOST]
      = g_param_spec_uint ("check-per-host", NULL, NULL, 1, 256, 2, flags);
  properties[PROP_CHECK_DELAY]
      = g_param_spec_uint ("check-delay", NULL, NULL, 0, 60000, 100, flags);
  properties[PROP_CHECK_TRIES]
      = g_param_spec_uint ("check-tries", NULL, NULL, 1, 10, 3, flags);
  properties[PROP_CHECK_PATIENCE]
      = g_param_spec_uint ("check-patience", NULL, NULL, 1, 3600, 20, flags);
  properties[PROP_CHECK_WITH_GET]
      = g_param_spec_boolean ("check-with-get", NULL, NULL, TRUE, flags);
  properties[PROP_CHECK_WITH_MADE_UP]
      = g_param_spec_boolean ("check-with-made-up", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rt_settings_init (RtSettings *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    {
      g_value_init (&self->values[i], properties[i]->value_type);
      g_param_value_set_default (properties[i], &self->values[i]);
    }
}

RtSettings *
rt_settings_new (void)
{
  return g_object_new (RT_TYPE_SETTINGS, NULL);
}

/**
 * rt_settings_bind_page:
 * @self: the settings
 * @page: a page
 *
 * Lets @page have what was remembered for it, and remember it: every property of it that
 * has the name of a setting.
 */
void
rt_settings_bind_page (RtSettings *self, GObject *page)
{
  g_return_if_fail (RT_IS_SETTINGS (self));

  for (guint i = 1; i < N_PROPS; i++)
    if (g_object_class_find_property (G_OBJECT_GET_CLASS (page), properties[i]->name))
      g_object_bind_property (self, properties[i]->name, page, properties[i]->name,
                              G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/**
 * rt_settings_bind_terms:
 * @self: the settings
 * @terms: on which downloads run
 *
 * Sets @terms, now and whenever the user changes them.
 */
void
rt_settings_bind_terms (RtSettings *self, RtDownloadTerms *terms)
{
  static const char *const table[][2] = {
    { "download-folder", "folder" },         { "downloads-at-once", "running-max" },
    { "download-rate", "rate-limit" },       { "download-host-rate", "host-rate-limit" },
    { "download-from", "schedule-from" },    { "download-until", "schedule-until" },
    { "download-schedule", "has-schedule" }, { "spare-metered", "spare-metered" },
  };

  g_return_if_fail (RT_IS_SETTINGS (self));

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_object_bind_property (self, table[i][0], terms, table[i][1], G_BINDING_SYNC_CREATE);
}

/**
 * rt_settings_get_request_options:
 * @self: the settings
 *
 * Returns: what a new request starts from
 */
RtRequestOptions
rt_settings_get_request_options (RtSettings *self)
{
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;

  g_return_val_if_fail (RT_IS_SETTINGS (self), options);

  options.redirect_limit = 0;
  if (g_value_get_boolean (&self->values[PROP_FOLLOW_REDIRECTS]))
    options.redirect_limit = g_value_get_uint (&self->values[PROP_REDIRECT_LIMIT]);
  options.connect_timeout_s = g_value_get_uint (&self->values[PROP_CONNECT_TIMEOUT]);
  options.idle_timeout_s = g_value_get_uint (&self->values[PROP_IDLE_TIMEOUT]);
  options.total_timeout_s = g_value_get_uint (&self->values[PROP_TOTAL_TIMEOUT]);
  return options;
}
