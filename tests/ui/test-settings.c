/* The settings: as the schema has them, and kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rt-settings.h"
#include "rt-config.h"

/* A default that stands in two places must be the same in both. */
static void
test_schema (void)
{
  g_autoptr (GSettings) store = g_settings_new (RT_APP_ID);
  g_autoptr (GTypeClass) klass = g_type_class_ref (RT_TYPE_SETTINGS);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  g_autofree GParamSpec **properties = NULL;
  guint n_properties;

  g_object_get (store, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  properties = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n_properties);
  g_assert_cmpuint (g_strv_length (keys), ==, n_properties);

  for (guint i = 0; i < n_properties; i++)
    {
      const GValue *expected = g_param_spec_get_default_value (properties[i]);
      g_autoptr (GVariant) value
          = g_settings_get_default_value (store, properties[i]->name);

      switch (g_variant_classify (value))
        {
        case G_VARIANT_CLASS_BOOLEAN:
          g_assert_cmpint (g_variant_get_boolean (value), ==,
                           g_value_get_boolean (expected));
          break;
        case G_VARIANT_CLASS_INT32:
          g_assert_cmpint (g_variant_get_int32 (value), ==, g_value_get_int (expected));
          break;
        case G_VARIANT_CLASS_UINT32:
          g_assert_cmpuint (g_variant_get_uint32 (value), ==,
                            g_value_get_uint (expected));
          break;
        default:
          if (G_IS_PARAM_SPEC_STRING (properties[i]))
            g_assert_cmpstr (g_variant_get_string (value, NULL), ==,
                             g_value_get_string (expected));
          else
            g_assert_cmpint (g_settings_get_enum (store, properties[i]->name), ==,
                             g_value_get_enum (expected));
        }
    }
}

static void
test_kept (void)
{
  g_autoptr (RtSettings) first = rt_settings_new ();
  g_autoptr (RtSettings) second = rt_settings_new ();
  RtRequestOptions options;
  AdwColorScheme scheme;

  g_object_set (first, "redirect-limit", 5, "total-timeout", 90, "color-scheme",
                ADW_COLOR_SCHEME_FORCE_DARK, NULL);
  g_object_get (second, "color-scheme", &scheme, NULL);
  options = rt_settings_get_request_options (second);
  g_assert_cmpint (scheme, ==, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpuint (options.redirect_limit, ==, 5);
  g_assert_cmpuint (options.total_timeout_s, ==, 90);

  g_object_set (second, "follow-redirects", FALSE, NULL);
  options = rt_settings_get_request_options (first);
  g_assert_cmpuint (options.redirect_limit, ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/are-as-the-schema-has-them", test_schema);
  g_test_add_func ("/settings/are-kept", test_kept);
  return g_test_run ();
}
