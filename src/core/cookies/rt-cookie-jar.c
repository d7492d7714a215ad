/* Cookies that are kept, in a file or in memory, and the rules about them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/cookies/rt-cookie-jar.h"

#include "core/cookies/rt-cookie-db.h"
#include "core/cookies/rt-cookie-jar-source.h"
#include "core/cookies/rt-cookie-judge.h"
#include "core/cookies/rt-cookie-settle.h"
#include "core/cookies/rt-shared-verdicts.h"

struct _RtCookieJar
{
  GObject parent_instance;

  GMutex lock;          /* guards all below */
  char *path;           /* NULL: memory */
  RtCookieStore *store; /* NULL until it is first used */
  RtSharedVerdicts *shared;
};

static gboolean
open_store (RtCookieJar *self, GError **error)
{
  if (self->store == NULL)
    self->store = rt_cookie_store_open (self->path, error);
  return self->store != NULL;
}

static gboolean
begin (RtCookieJar *self, GError **error)
{
  if (!open_store (self, error))
    return FALSE;
  rt_cookie_store_begin (self->store);
  return TRUE;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtCookieJar,
                               rt_cookie_jar,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RT_TYPE_COOKIE_SOURCE,
                                                      rt_cookie_jar_source_init))

static void
rt_cookie_jar_finalize (GObject *object)
{
  RtCookieJar *self = RT_COOKIE_JAR (object);

  g_clear_pointer (&self->store, rt_cookie_store_free);
  g_free (self->path);
  rt_shared_verdicts_free (self->shared);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (rt_cookie_jar_parent_class)->finalize (object);
}

static void
rt_cookie_jar_class_init (RtCookieJarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_cookie_jar_finalize;
}

static void
rt_cookie_jar_init (RtCookieJar *self)
{
  g_mutex_init (&self->lock);
  self->shared = rt_shared_verdicts_new ();
}

/**
 * rt_cookie_jar_new:
 * @path: (nullable): a file, which is made where there is none; %NULL: memory
 *
 * Makes a jar whose file is opened by what is first done with it, and again each time if
 * that fails.  Several jars, and several programs, may have the same file open.
 *
 * Returns: (transfer full): the jar
 */
RtCookieJar *
rt_cookie_jar_new (const char *path)
{
  RtCookieJar *self = g_object_new (RT_TYPE_COOKIE_JAR, NULL);

  self->path = g_strdup (path);
  return self;
}

/**
 * rt_cookie_jar_open:
 * @path: a file, which is made where there is none
 * @error: return location for a #GError, or %NULL
 *
 * Opens a jar that is kept in a file at once.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL
 *
 * Returns: (transfer full) (nullable): the jar
 */
RtCookieJar *
rt_cookie_jar_open (const char *path, GError **error)
{
  g_autoptr (RtCookieJar) self = rt_cookie_jar_new (path);

  return open_store (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rt_cookie_jar_new_private:
 *
 * Makes a jar that is in memory only.
 *
 * Returns: (transfer full): the jar
 */
RtCookieJar *
rt_cookie_jar_new_private (void)
{
  return rt_cookie_jar_new (NULL);
}

/* Everything in it goes from one store to another that is empty. */
static gboolean
copy_all (RtCookieStore *from, RtCookieStore *to, GError **error)
{
  g_autoptr (GPtrArray) cookies = NULL;

  rt_cookie_store_begin (from);
  cookies = rt_cookie_store_list (from);
  if (!rt_cookie_store_end (from, error))
    return FALSE;
  rt_cookie_store_begin (to);
  for (guint i = 0; i < cookies->len; i++)
    rt_cookie_store_put (to, cookies->pdata[i]);
  return rt_cookie_store_end (to, error);
}

/**
 * rt_cookie_jar_move:
 * @self: a jar
 * @path: (nullable): a file that is not there yet; %NULL: memory
 * @error: return location for a #GError, or %NULL
 *
 * Keeps the cookies somewhere else from now on.  The file where they were is deleted.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL: they are where they were
 *
 * Returns: %TRUE if it is done
 */
gboolean
rt_cookie_jar_move (RtCookieJar *self, const char *path, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (RtCookieStore) store = NULL;

  if (g_strcmp0 (path, self->path) == 0)
    return TRUE;
  if (!open_store (self, error))
    return FALSE;
  store = rt_cookie_store_open (path, error);
  if (store == NULL || !copy_all (self->store, store, error))
    {
      g_clear_pointer (&store, rt_cookie_store_free);
      if (path != NULL)
        rt_cookie_db_delete (path);
      return FALSE;
    }
  rt_cookie_store_free (self->store);
  self->store = g_steal_pointer (&store);
  if (self->path != NULL)
    rt_cookie_db_delete (self->path);
  g_free (self->path);
  self->path = g_strdup (path);
  return TRUE;
}

/**
 * rt_cookie_jar_list:
 * @self: a jar
 * @now_us: µs since 1970
 * @error: return location for a #GError, or %NULL
 *
 * Gives every cookie whose time is not over, longest path first, then oldest first.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL
 *
 * Returns: (transfer full) (nullable) (element-type RtCookie): the cookies
 */
GPtrArray *
rt_cookie_jar_list (RtCookieJar *self, gint64 now_us, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GPtrArray) cookies = NULL;

  if (!begin (self, error))
    return NULL;
  rt_cookie_store_sweep (self->store, now_us);
  cookies = rt_cookie_store_list (self->store);
  return rt_cookie_store_end (self->store, error) ? g_steal_pointer (&cookies) : NULL;
}

/**
 * rt_cookie_jar_judge:
 * @self: a jar
 * @question: a request, which may be one that is never sent
 * @error: return location for a #GError, or %NULL
 *
 * Says of every cookie whether it would go along, and why.  Nothing is changed by it.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL
 *
 * Returns: (transfer full) (nullable) (element-type RtCookieVerdict): the verdicts, in
 *   the order in which the cookies are sent
 */
GPtrArray *
rt_cookie_jar_judge (RtCookieJar *self, const RtCookieQuestion *question, GError **error)
{
  g_autoptr (GPtrArray) cookies = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  gboolean read;

  g_mutex_lock (&self->lock);
  read = begin (self, error);
  if (read)
    {
      cookies = rt_cookie_store_list (self->store);
      read = rt_cookie_store_end (self->store, error);
    }
  if (read)
    verdicts = rt_shared_verdicts_take (self->shared, cookies);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; read && i < verdicts->len; i++)
    {
      RtCookieVerdict *verdict = verdicts->pdata[i];
      RtCookieRule rule = rt_cookie_judge_to_send (verdict->cookie, question);

      if (rule == RT_COOKIE_RULE_OTHER_DOMAIN)
        continue;
      verdicts->pdata[i] = rt_cookie_verdict_new (
          verdict->cookie, rule,
          rt_cookie_judge_remark (verdict->cookie, rule, question));
      rt_cookie_verdict_unref (verdict);
    }
  return g_steal_pointer (&verdicts);
}

/**
 * rt_cookie_jar_receive:
 * @self: a jar
 * @question: the request that was sent
 * @asked: (element-type RtCookieVerdict): the verdicts on the cookies that it was sent
 *   with
 * @fields: the fields of its answer
 *
 * Takes in what a server sets, one Set-Cookie field after the other.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7)
 *
 * Returns: (transfer full) (element-type RtCookieVerdict): a verdict for each Set-Cookie
 */
GPtrArray *
rt_cookie_jar_receive (RtCookieJar *self,
                       const RtCookieQuestion *question,
                       GPtrArray *asked,
                       const RtHeaderList *fields)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GError) error = NULL;
  gboolean is_open = begin (self, &error);
  GPtrArray *verdicts;

  if (is_open)
    rt_cookie_store_sweep (self->store, question->now_us);
  for (guint i = 0; is_open && i < asked->len; i++)
    {
      const RtCookieVerdict *verdict = asked->pdata[i];

      if (verdict->rule == RT_COOKIE_RULE_SENT)
        rt_cookie_store_touch (self->store, verdict->cookie, question->now_us);
    }
  verdicts = rt_cookie_settle_fields (is_open ? self->store : NULL, question, fields);
  if (is_open && rt_cookie_store_end (self->store, &error))
    return verdicts;
  /* The answer is told of all the same. */
  g_message ("%s", error->message);
  rt_cookie_settle_take_back (verdicts);
  return verdicts;
}

/**
 * rt_cookie_jar_import:
 * @self: a jar
 * @cookies: (element-type RtCookie): cookies that another program kept
 * @now_us: µs since 1970
 * @error: return location for a #GError, or %NULL
 *
 * Takes cookies in that were not set by a server just now.  They keep their dates, but
 * what no server may set is refused here, too.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL: nothing was taken
 *
 * Returns: (transfer full) (nullable) (element-type RtCookieVerdict): a verdict for each
 */
GPtrArray *
rt_cookie_jar_import (RtCookieJar *self,
                      GPtrArray *cookies,
                      gint64 now_us,
                      GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GPtrArray) verdicts = rt_cookie_verdicts_new ();

  if (!begin (self, error))
    return NULL;
  rt_cookie_store_sweep (self->store, now_us);
  for (guint i = 0; i < cookies->len; i++)
    {
      RtCookieRule rule = rt_cookie_judge_to_keep (cookies->pdata[i]);
      RtCookieVerdict *verdict
          = rt_cookie_verdict_new (cookies->pdata[i], rule, RT_COOKIE_REMARK_NONE);

      if (rule == RT_COOKIE_RULE_STORED)
        rt_cookie_settle (self->store, verdict, now_us);
      g_ptr_array_add (verdicts, verdict);
    }
  return rt_cookie_store_end (self->store, error) ? g_steal_pointer (&verdicts) : NULL;
}

/**
 * rt_cookie_jar_change:
 * @self: a jar
 * @change: what the user wants, as a whole
 * @now_us: µs since 1970
 * @error: return location for a #GError, or %NULL
 *
 * Changes what is in the jar.
 *
 * Errors: %RT_ERROR_FILE, %RT_ERROR_DISK_FULL: nothing was changed
 *
 * Returns: (transfer full) (nullable): the change that takes this one back
 */
RtCookieChange *
rt_cookie_jar_change (RtCookieJar *self,
                      const RtCookieChange *change,
                      gint64 now_us,
                      GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (RtCookieChange) undo = NULL;

  if (!begin (self, error))
    return NULL;
  rt_cookie_store_sweep (self->store, now_us);
  undo = rt_cookie_change_apply (change, self->store);
  return rt_cookie_store_end (self->store, error) ? g_steal_pointer (&undo) : NULL;
}
