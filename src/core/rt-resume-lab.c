/* Runs every trial of resuming, one after another, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/rt-resume-lab.h"

/* What a thread works with.  It may outlive the lab, whose owner does not wait for it. */
typedef struct
{
  gatomicrefcount ref_count;
  GMainContext *context; /* of the lab's owner */
  GCancellable *cancellable;
  RtResumeLab
      *lab; /* borrowed, in the owner's thread; NULL when it wants no more of us */
} Shift;

/* On its way to the owner's thread. */
typedef struct
{
  Shift *shift;
  RtTrialResult *result;
} Message;

struct _RtResumeLab
{
  GObject parent_instance;

  Shift *shift;       /* nullable: nothing runs */
  GThread *thread;    /* the last one; nullable */
  GPtrArray *results; /* of RtTrialResult, as far as they are there */
};

G_DEFINE_FINAL_TYPE (RtResumeLab, rt_resume_lab, G_TYPE_OBJECT)

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Shift *
shift_new (RtResumeLab *lab)
{
  Shift *self = g_new0 (Shift, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->lab = lab;
  return self;
}

static Shift *
shift_ref (Shift *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
shift_unref (Shift *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* Nothing that it still says is heard. */
static void
dismiss (RtResumeLab *self)
{
  if (self->shift == NULL)
    return;
  self->shift->lab = NULL;
  g_cancellable_cancel (self->shift->cancellable);
  g_clear_pointer (&self->shift, shift_unref);
}

static void
message_free (gpointer data)
{
  Message *message = data;

  shift_unref (message->shift);
  g_clear_pointer (&message->result, rt_trial_result_free);
  g_free (message);
}

static gboolean
on_message (gpointer user_data)
{
  Message *message = user_data;
  RtResumeLab *self = message->shift->lab;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_ptr_array_add (self->results, g_steal_pointer (&message->result));
  if (self->results->len == rt_resume_lab_get_n_trials (self))
    dismiss (self);
  g_signal_emit (self, signals[UPDATED], 0);
  return G_SOURCE_REMOVE;
}

static void
send_result (Shift *shift, RtTrialResult *result)
{
  Message *message = g_new0 (Message, 1);

  message->shift = shift_ref (shift);
  message->result = result;
  g_main_context_invoke_full (shift->context, G_PRIORITY_DEFAULT, on_message, message,
                              message_free);
}

static gpointer
work (gpointer data)
{
  Shift *shift = data;
  const RtTrial *trial;

  for (guint i = 0; (trial = rt_trial_get (i)) != NULL
                    && !g_cancellable_is_cancelled (shift->cancellable);
       i++)
    send_result (shift, rt_trial_run (trial, shift->cancellable));
  shift_unref (shift);
  return NULL;
}

static void
rt_resume_lab_finalize (GObject *object)
{
  RtResumeLab *self = RT_RESUME_LAB (object);

  dismiss (self);
  g_clear_pointer (&self->thread, g_thread_unref);
  g_ptr_array_unref (self->results);
  G_OBJECT_CLASS (rt_resume_lab_parent_class)->finalize (object);
}

static void
rt_resume_lab_class_init (RtResumeLabClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_resume_lab_finalize;

  /**
   * RtResumeLab::updated:
   *
   * The trials begin, or one is over.
   */
  signals[UPDATED] = g_signal_new ("updated", RT_TYPE_RESUME_LAB, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_resume_lab_init (RtResumeLab *self)
{
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_trial_result_free);
}

/**
 * rt_resume_lab_new:
 *
 * Makes a lab in which nothing runs.  It belongs to the thread-default main context of its
 * maker.
 *
 * Returns: (transfer full): the lab
 */
RtResumeLab *
rt_resume_lab_new (void)
{
  return g_object_new (RT_TYPE_RESUME_LAB, NULL);
}

/* All trials, from the first one on. */
void
rt_resume_lab_start (RtResumeLab *self)
{
  dismiss (self);
  g_ptr_array_set_size (self->results, 0);
  self->shift = shift_new (self);
  g_clear_pointer (&self->thread, g_thread_unref);
  self->thread = g_thread_new ("rt-lab", work, shift_ref (self->shift));
  g_signal_emit (self, signals[UPDATED], 0);
}

/* What is over stays. */
void
rt_resume_lab_stop (RtResumeLab *self)
{
  if (self->shift == NULL)
    return;
  dismiss (self);
  g_signal_emit (self, signals[UPDATED], 0);
}

/* Blocks until what was stopped has removed its files: for a program that ends. */
void
rt_resume_lab_wait (RtResumeLab *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

gboolean
rt_resume_lab_is_running (RtResumeLab *self)
{
  return self->shift != NULL;
}

guint
rt_resume_lab_get_n_trials (RtResumeLab *self)
{
  guint n = 0;

  while (rt_trial_get (n) != NULL)
    n++;
  return n;
}

guint
rt_resume_lab_get_n_over (RtResumeLab *self)
{
  return self->results->len;
}

guint
rt_resume_lab_get_n_wrong (RtResumeLab *self)
{
  guint n = 0;

  for (guint i = 0; i < self->results->len; i++)
    n += rt_resume_lab_get_result (self, i)->is_right ? 0 : 1;
  return n;
}

/* What came of a trial that is over. */
const RtTrialResult *
rt_resume_lab_get_result (RtResumeLab *self, guint index)
{
  return index < self->results->len ? g_ptr_array_index (self->results, index) : NULL;
}
