/* Which lines two texts share, and which only one of them has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-text-diff.h"

#include "core/http/rt-edit-items.h"

#include <string.h>

/* Beyond, what lies between the common start and end counts as replaced. */
#define LINES_MAX 200000

typedef struct
{
  const char *data;
  gsize length;
} Text;

/* One of the two texts. */
typedef struct
{
  Text whole;
  Text part; /* what remains between the common start and end */
  guint n_lines;
  Text *lines; /* of the part */
  RtEditItem *items;
} Side;

typedef struct
{
  Text text;
  RtEditItem *item; /* borrowed */
} Line;

static Text
text_of (GBytes *bytes)
{
  Text text;

  text.data = g_bytes_get_data (bytes, &text.length);
  if (text.data == NULL)
    text.data = "";
  return text;
}

static Text
text_cut (Text text, gsize start, gsize end)
{
  return (Text){ text.data + start, text.length - start - end };
}

/* The length of the first line, its end included; 0 for an empty text. */
static gsize
text_first_line (Text text)
{
  const char *end = memchr (text.data, '\n', text.length);

  return end != NULL ? (gsize)(end - text.data) + 1 : text.length;
}

static gsize
text_count_lines (Text text)
{
  gsize count = 0;

  while (text.length > 0)
    {
      text = text_cut (text, text_first_line (text), 0);
      count++;
    }
  return count;
}

/* Whether a line begins that many bytes before the end. */
static gboolean
text_is_line_start (Text text, gsize from_end)
{
  return from_end == text.length || text.data[text.length - from_end - 1] == '\n';
}

/* How many bytes of whole lines both begin with. */
static gsize
common_start (Text a, Text b)
{
  gsize most = MIN (a.length, b.length);
  gsize length = 0;

  while (length < most && a.data[length] == b.data[length])
    length++;
  if (length == a.length && length == b.length)
    return length;
  while (length > 0 && a.data[length - 1] != '\n')
    length--;
  return length;
}

/* How many bytes of whole lines both end with. */
static gsize
common_end (Text a, Text b)
{
  gsize most = MIN (a.length, b.length);
  gsize length = 0;

  while (length < most && a.data[a.length - length - 1] == b.data[b.length - length - 1])
    length++;
  if (!text_is_line_start (a, length) || !text_is_line_start (b, length))
    length -= text_first_line (text_cut (a, a.length - length, 0));
  return length;
}

/* Gives FALSE if there are more lines than are worth it. */
static gboolean
side_split (Side *side)
{
  Text rest = side->part;
  gsize count = text_count_lines (rest);

  if (count > LINES_MAX)
    return FALSE;
  side->n_lines = (guint)count;
  side->lines = g_new (Text, count);
  side->items = g_new0 (RtEditItem, count);
  for (guint i = 0; i < count; i++)
    {
      gsize length = text_first_line (rest);

      side->lines[i] = (Text){ rest.data, length };
      rest = text_cut (rest, length, 0);
    }
  return TRUE;
}

static void
side_clear (Side *side)
{
  g_free (side->lines);
  g_free (side->items);
}

static int
compare_lines (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Text *one = &((const Line *)a)->text;
  const Text *two = &((const Line *)b)->text;
  int order = memcmp (one->data, two->data, MIN (one->length, two->length));

  if (order != 0)
    return order;
  return (one->length > two->length) - (one->length < two->length);
}

/* By sorting: unlike a hash table it has no bad case that a server could choose. */
static void
number_lines (const Side *old_side, const Side *new_side)
{
  guint count = old_side->n_lines + new_side->n_lines;
  g_autofree Line *lines = g_new (Line, count);

  for (guint i = 0; i < old_side->n_lines; i++)
    lines[i] = (Line){ old_side->lines[i], &old_side->items[i] };
  for (guint i = 0; i < new_side->n_lines; i++)
    lines[old_side->n_lines + i] = (Line){ new_side->lines[i], &new_side->items[i] };
  g_qsort_with_data (lines, (gint)count, sizeof (Line), compare_lines, NULL);

  for (guint i = 1; i < count; i++)
    lines[i].item->id
        = lines[i - 1].item->id + (compare_lines (&lines[i - 1], &lines[i], NULL) != 0);
}

/* Adds the next lines, if there are any: a part of the new text if they were added, else of
 * the old one.  The runs leave nothing out, so their line numbers follow from each other. */
static void
add_run (GArray *runs, RtTextRunKind kind, Text whole, Text part)
{
  RtTextRun run = {
    .kind = kind,
    .old_line = 1,
    .new_line = 1,
    .n_lines = text_count_lines (part),
    .length = part.length,
  };

  if (part.length == 0)
    return;
  run.start = (gsize)(part.data - whole.data);
  if (runs->len > 0)
    {
      const RtTextRun *last = &g_array_index (runs, RtTextRun, runs->len - 1);

      run.old_line = last->old_line + (last->kind != RT_TEXT_ADDED ? last->n_lines : 0);
      run.new_line = last->new_line + (last->kind != RT_TEXT_REMOVED ? last->n_lines : 0);
    }
  g_array_append_val (runs, run);
}

/* The text from one line up to another. */
static Text
span (const Side *side, guint first, guint end)
{
  const Text *last;

  if (first == end)
    return (Text){ "", 0 };
  last = &side->lines[end - 1];
  return (Text){ side->lines[first].data,
                 (gsize)(last->data + last->length - side->lines[first].data) };
}

static void
add_marked_runs (GArray *runs, const Side *old_side, const Side *new_side)
{
  guint x = 0;
  guint y = 0;

  while (x < old_side->n_lines || y < new_side->n_lines)
    {
      guint first = x;

      while (x < old_side->n_lines && old_side->items[x].is_only)
        x++;
      add_run (runs, RT_TEXT_REMOVED, old_side->whole, span (old_side, first, x));

      first = y;
      while (y < new_side->n_lines && new_side->items[y].is_only)
        y++;
      add_run (runs, RT_TEXT_ADDED, new_side->whole, span (new_side, first, y));

      first = x;
      while (x < old_side->n_lines && !old_side->items[x].is_only && y < new_side->n_lines
             && !new_side->items[y].is_only)
        {
          x++;
          y++;
        }
      add_run (runs, RT_TEXT_SAME, old_side->whole, span (old_side, first, x));
    }
}

/* Finds what differs between the parts of two texts that have no first or last line in
 * common. */
static gboolean
add_differences (GArray *runs,
                 Side *old_side,
                 Side *new_side,
                 GCancellable *cancellable,
                 GError **error)
{
  if (!side_split (old_side) || !side_split (new_side))
    {
      add_run (runs, RT_TEXT_REMOVED, old_side->whole, old_side->part);
      add_run (runs, RT_TEXT_ADDED, new_side->whole, new_side->part);
      return TRUE;
    }
  number_lines (old_side, new_side);
  if (!rt_edit_items_mark (old_side->items, old_side->n_lines, new_side->items,
                           new_side->n_lines, cancellable, error))
    return FALSE;
  add_marked_runs (runs, old_side, new_side);
  return TRUE;
}

/**
 * rt_text_diff:
 * @old_text: any bytes, read as lines that end in LF
 * @new_text: likewise
 * @cancellable: (nullable): to stop it
 * @error: return location for a #GError, or %NULL
 *
 * Compares two texts line by line.  Lines are equal if all their bytes are, the end of the
 * line included.  The runs go through both texts from start to end and leave nothing out;
 * what was replaced is a run of removed and then one of added lines.
 *
 * The difference is the smallest there is, unless it is so big that finding it would take
 * long: then all between the first and the last line that differ counts as replaced.
 *
 * Errors: %G_IO_ERROR_CANCELLED, nothing else.
 *
 * Returns: (transfer full) (element-type RtTextRun): the runs; none for two empty texts
 */
GArray *
rt_text_diff (GBytes *old_text,
              GBytes *new_text,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (RtTextRun));
  Side old_side = { .whole = text_of (old_text) };
  Side new_side = { .whole = text_of (new_text) };
  gsize start = common_start (old_side.whole, new_side.whole);
  gsize end;
  gboolean done;

  old_side.part = text_cut (old_side.whole, start, 0);
  new_side.part = text_cut (new_side.whole, start, 0);
  end = common_end (old_side.part, new_side.part);
  old_side.part.length -= end;
  new_side.part.length -= end;

  add_run (runs, RT_TEXT_SAME, old_side.whole,
           text_cut (old_side.whole, 0, old_side.whole.length - start));
  done = add_differences (runs, &old_side, &new_side, cancellable, error);
  add_run (runs, RT_TEXT_SAME, old_side.whole,
           text_cut (old_side.whole, old_side.whole.length - end, 0));
  side_clear (&old_side);
  side_clear (&new_side);
  return done ? g_steal_pointer (&runs) : NULL;
}

typedef struct
{
  GBytes *old_text;
  GBytes *new_text;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->old_text);
  g_bytes_unref (job->new_text);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  GArray *runs = rt_text_diff (job->old_text, job->new_text, cancellable, &error);

  if (runs == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, runs, (GDestroyNotify)g_array_unref);
}

/**
 * rt_text_diff_async:
 * @old_text: any bytes, read as lines that end in LF
 * @new_text: likewise
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Does the work of rt_text_diff() in another thread.
 */
void
rt_text_diff_async (GBytes *old_text,
                    GBytes *new_text,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new (Job, 1);

  job->old_text = g_bytes_ref (old_text);
  job->new_text = g_bytes_ref (new_text);
  g_task_set_source_tag (task, rt_text_diff_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * rt_text_diff_finish:
 * @result: what the callback was given
 * @error: return location for a #GError, or %NULL
 *
 * Ends what rt_text_diff_async() began.
 *
 * Errors: those of rt_text_diff().
 *
 * Returns: (transfer full) (element-type RtTextRun): the runs
 */
GArray *
rt_text_diff_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
