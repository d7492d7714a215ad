/* A text as a QR code, for the camera of a phone. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-qr-code.h"

#include <glib/gi18n.h>
#include <qrencode.h>

#define QUIET_ZONE 4 /* modules on each side; ISO/IEC 18004 §6.3.8 */
#define MODULE_MIN 2 /* pixels */
#define MODULE_NATURAL 5
#define DARK 1 /* the bit of a module that says so */

struct _RtQrCode
{
  GtkWidget parent_instance;

  char *text;   /* nullable */
  QRcode *code; /* NULL: no text, or more than there is room for */
};

G_DEFINE_FINAL_TYPE (RtQrCode, rt_qr_code, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TEXT = 1,
} RtQrCodeProperty;

static GParamSpec *properties[PROP_TEXT + 1];

/* In modules. */
static int
get_width (RtQrCode *self)
{
  return self->code != NULL ? self->code->width + 2 * QUIET_ZONE : 0;
}

static void
rt_qr_code_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  int width = get_width (RT_QR_CODE (widget));

  *minimum = width * MODULE_MIN;
  *natural = width * MODULE_NATURAL;
}

static gboolean
is_dark (const QRcode *code, int x, int y)
{
  return x < code->width && (code->data[y * code->width + x] & DARK) != 0;
}

/* Neighbours in a row are drawn as one. */
static void
draw_row (const QRcode *code, GtkSnapshot *snapshot, int y, float module)
{
  const GdkRGBA black = { 0, 0, 0, 1 };

  for (int x = 0; x < code->width; x++)
    {
      int start = x;

      while (is_dark (code, x, y))
        x++;
      if (x > start)
        gtk_snapshot_append_color (
            snapshot, &black,
            &GRAPHENE_RECT_INIT ((float)(start + QUIET_ZONE) * module,
                                 (float)(y + QUIET_ZONE) * module,
                                 (float)(x - start) * module, module));
    }
}

/* Dark on white in any theme: not every reader takes the inverse.  A module is a whole
 * number of the display's pixels, so that no edge is blurred. */
static void
rt_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RtQrCode *self = RT_QR_CODE (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  float module;
  float size;

  if (self->code == NULL)
    return;
  module = (float)(MIN (width, height) * scale / get_width (self)) / (float)scale;
  size = module * (float)get_width (self);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float)((width - (int)size) / 2),
                                                (float)((height - (int)size) / 2)));
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, size, size));
  for (int y = 0; y < self->code->width; y++)
    draw_row (self->code, snapshot, y, module);
  gtk_snapshot_restore (snapshot);
}

static void
rt_qr_code_finalize (GObject *object)
{
  RtQrCode *self = RT_QR_CODE (object);

  g_free (self->text);
  g_clear_pointer (&self->code, QRcode_free);
  G_OBJECT_CLASS (rt_qr_code_parent_class)->finalize (object);
}

static void
rt_qr_code_get_property (GObject *object, guint property, GValue *value, GParamSpec *spec)
{
  switch ((RtQrCodeProperty)property)
    {
    case PROP_TEXT:
      g_value_set_string (value, RT_QR_CODE (object)->text);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
rt_qr_code_set_property (GObject *object,
                         guint property,
                         const GValue *value,
                         GParamSpec *spec)
{
  switch ((RtQrCodeProperty)property)
    {
    case PROP_TEXT:
      rt_qr_code_set_text (RT_QR_CODE (object), g_value_get_string (value));
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
rt_qr_code_class_init (RtQrCodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = rt_qr_code_finalize;
  object_class->get_property = rt_qr_code_get_property;
  object_class->set_property = rt_qr_code_set_property;
  widget_class->measure = rt_qr_code_measure;
  widget_class->snapshot = rt_qr_code_snapshot;

  /**
   * RtQrCode:text: (nullable)
   *
   * What a phone is to read.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rt_qr_code_init (RtQrCode *self)
{
}

const char *
rt_qr_code_get_text (RtQrCode *self)
{
  g_return_val_if_fail (RT_IS_QR_CODE (self), NULL);

  return self->text;
}

/**
 * rt_qr_code_set_text:
 * @self: a QR code
 * @text: (nullable): what a phone is to read; up to 2 kB have room
 */
void
rt_qr_code_set_text (RtQrCode *self, const char *text)
{
  g_autofree char *label = NULL;

  g_return_if_fail (RT_IS_QR_CODE (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL && *text != '\0')
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  /* Translators: %s is the address that a phone reads from the picture. */
  label = text != NULL ? g_strdup_printf (_ ("QR code of %s"), text) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}
