/* A jar with a name, kept over restarts or not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-named-jar.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _RtNamedJar
{
  GObject parent_instance;

  char *name;   /* NULL: the private one */
  char *folder; /* where it can be kept; NULL: nowhere */
  char *file;   /* its name in there, while it is kept; nullable */
  RtCookieJar *jar;

  /* Moves are made one after the other, in the order in which they were asked for. */
  guint n_asked; /* the main thread's */
  GMutex lock;   /* guards what is below */
  GCond made;
  guint n_made;
};

typedef struct
{
  guint number;
  char *file; /* NULL: memory */
} Move;

static GObject *
look_up (RtCookieSource *source, const RtCookieQuestion *question, char **value)
{
  return rt_cookie_source_look_up (RT_COOKIE_SOURCE (RT_NAMED_JAR (source)->jar),
                                   question, value);
}

static GObject *
take (RtCookieSource *source,
      const RtCookieQuestion *question,
      GObject *record,
      const RtHeaderList *fields)
{
  return rt_cookie_source_receive (RT_COOKIE_SOURCE (RT_NAMED_JAR (source)->jar),
                                   question, record, fields);
}

/* The user calls no jar "". */
static const char *
get_id (RtCookieSource *source)
{
  const RtNamedJar *self = RT_NAMED_JAR (source);

  return self->name != NULL ? self->name : "";
}

static gboolean
is_kept (RtCookieSource *source)
{
  return RT_NAMED_JAR (source)->file != NULL;
}

static void
rt_named_jar_source_init (RtCookieSourceInterface *iface)
{
  iface->look_up = look_up;
  iface->receive = take;
  iface->get_id = get_id;
  iface->is_kept = is_kept;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtNamedJar,
                               rt_named_jar,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_COOKIE_SOURCE,
                                                      rt_named_jar_source_init))

typedef enum
{
  PROP_NAME = 1,
  PROP_KEEPS,
} RtNamedJarProperty;

static GParamSpec *properties[PROP_KEEPS + 1];

static char *
build_path (RtNamedJar *self, const char *file)
{
  return file != NULL ? g_build_filename (self->folder, file, NULL) : NULL;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "'%s': %s", folder,
               g_strerror (errno));
  return FALSE;
}

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->file);
  g_free (move);
}

static void
move_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RtNamedJar *self = RT_NAMED_JAR (source);
  const Move *move = data;
  g_autofree char *path = build_path (self, move->file);
  GError *error = NULL;
  gboolean moved;

  g_mutex_lock (&self->lock);
  while (self->n_made != move->number)
    g_cond_wait (&self->made, &self->lock);
  moved = (path == NULL || make_folder (self->folder, &error))
          && rt_cookie_jar_move (self->jar, path, &error);
  self->n_made++;
  g_cond_broadcast (&self->made);
  g_mutex_unlock (&self->lock);
  if (moved)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
rt_named_jar_finalize (GObject *object)
{
  RtNamedJar *self = RT_NAMED_JAR (object);

  g_object_unref (self->jar);
  g_free (self->name);
  g_free (self->folder);
  g_free (self->file);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->made);
  G_OBJECT_CLASS (rt_named_jar_parent_class)->finalize (object);
}

static void
rt_named_jar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtNamedJar *self = RT_NAMED_JAR (object);

  switch ((RtNamedJarProperty)id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KEEPS:
      g_value_set_boolean (value, self->file != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rt_named_jar_class_init (RtNamedJarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rt_named_jar_finalize;
  object_class->get_property = rt_named_jar_get_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);

  /**
   * RtNamedJar:keeps:
   *
   * Whether the cookies are in a file, and there again when the program is.
   */
  properties[PROP_KEEPS] = g_param_spec_boolean ("keeps", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_named_jar_init (RtNamedJar *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->made);
}

/**
 * rt_named_jar_new_private:
 *
 * Makes a jar without a name, which is in memory for good.
 *
 * Returns: (transfer full): the jar
 */
RtNamedJar *
rt_named_jar_new_private (void)
{
  RtNamedJar *self = g_object_new (RT_TYPE_NAMED_JAR, NULL);

  self->jar = rt_cookie_jar_new_private ();
  return self;
}

/**
 * rt_named_jar_new:
 * @name: what the user calls it
 * @folder: (nullable): where it can be kept
 * @file: (nullable): its file in @folder; %NULL: it is in memory
 *
 * Makes a jar.  Nothing is opened yet.
 *
 * Returns: (transfer full): the jar
 */
RtNamedJar *
rt_named_jar_new (const char *name, const char *folder, const char *file)
{
  RtNamedJar *self = g_object_new (RT_TYPE_NAMED_JAR, NULL);
  g_autofree char *path = NULL;

  self->name = g_strdup (name);
  self->folder = g_strdup (folder);
  self->file = folder != NULL ? g_strdup (file) : NULL;
  path = build_path (self, self->file);
  self->jar = rt_cookie_jar_new (path);
  return self;
}

/* %NULL: the private one. */
const char *
rt_named_jar_get_name (RtNamedJar *self)
{
  g_return_val_if_fail (RT_IS_NAMED_JAR (self), NULL);

  return self->name;
}

/* %NULL while it is not kept. */
const char *
rt_named_jar_get_file (RtNamedJar *self)
{
  g_return_val_if_fail (RT_IS_NAMED_JAR (self), NULL);

  return self->file;
}

RtCookieJar *
rt_named_jar_get_jar (RtNamedJar *self)
{
  g_return_val_if_fail (RT_IS_NAMED_JAR (self), NULL);

  return self->jar;
}

/* Whether there is a place to keep it. */
gboolean
rt_named_jar_can_keep (RtNamedJar *self)
{
  g_return_val_if_fail (RT_IS_NAMED_JAR (self), FALSE);

  return self->name != NULL && self->folder != NULL;
}

gboolean
rt_named_jar_get_keeps (RtNamedJar *self)
{
  g_return_val_if_fail (RT_IS_NAMED_JAR (self), FALSE);

  return self->file != NULL;
}

/**
 * rt_named_jar_set_keeps_async:
 * @self: a jar that can be kept
 * @keeps: whether it is kept from now on
 * @callback: called when its cookies are where they belong
 * @user_data: for @callback
 *
 * Moves the cookies into a file of their own, or out of it: the file is deleted then.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL, or those of #GFileError: they are where
 * they were
 */
void
rt_named_jar_set_keeps_async (RtNamedJar *self,
                              gboolean keeps,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *id = g_uuid_string_random ();
  Move *move = g_new0 (Move, 1);

  g_return_if_fail (RT_IS_NAMED_JAR (self));
  g_return_if_fail (!keeps || rt_named_jar_can_keep (self));

  move->number = self->n_asked++;
  move->file = keeps ? g_strconcat (id, ".sqlite", NULL) : NULL;
  g_task_set_source_tag (task, rt_named_jar_set_keeps_async);
  g_task_set_task_data (task, move, move_free);
  g_task_run_in_thread (task, move_in_thread);
}

gboolean
rt_named_jar_set_keeps_finish (RtNamedJar *self, GAsyncResult *result, GError **error)
{
  const Move *move;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  move = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  g_free (self->file);
  self->file = g_strdup (move->file);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEPS]);
  return TRUE;
}
