/* Cuts a file into cells of equal size, and says who brought each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/resume/rt-piece-cells.h"

/* Fills in what lies between two bytes. */
static void
fill (RtPieceCell *cells,
      guint n_cells,
      gint64 total,
      RtExtent extent,
      const RtVisit *visit)
{
  double size = (double)total / n_cells;
  guint first = (guint)((double)extent.first / size);
  double end = (double)MIN (extent.end, total) / size;

  for (guint i = first; i < n_cells && i < end; i++)
    {
      double from = MAX ((double)extent.first / size - i, 0);
      RtPieceCell *cell = &cells[i];

      cell->filled = MIN (cell->filled + MIN (end - i, 1) - from, 1);
      cell->was_before = visit == NULL;
      cell->number = visit != NULL ? visit->number : 0;
      cell->connection = visit != NULL ? visit->connection : 0;
    }
}

/* What was given up when the remote file had changed is no longer part of the file. */
static guint
find_newest_file (GPtrArray *visits)
{
  guint file = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      const RtVisit *visit = g_ptr_array_index (visits, i);

      if (visit != NULL)
        file = MAX (file, visit->file);
    }
  return file;
}

/**
 * rt_piece_cells_new:
 * @download: a download
 * @n_cells: how many cells, at least 1
 *
 * Returns: (transfer full) (array length=n_cells) (nullable): the cells; %NULL if nobody
 *   knows how long the file is
 */
RtPieceCell *
rt_piece_cells_new (RtDownload *download, guint n_cells)
{
  const RtDownloadNews *news = rt_download_get_news (download);
  GPtrArray *visits = rt_download_get_visits (download);
  const GArray *before = rt_download_get_before (download);
  guint file = find_newest_file (visits);
  RtPieceCell *cells;

  if (news->total <= 0)
    return NULL;
  cells = g_new0 (RtPieceCell, n_cells);
  for (guint i = 0; file == 0 && before != NULL && i < before->len; i++)
    fill (cells, n_cells, news->total, g_array_index (before, RtExtent, i), NULL);
  for (guint i = 0; i < visits->len; i++)
    {
      const RtVisit *visit = g_ptr_array_index (visits, i);

      if (visit != NULL && visit->file == file
          && visit->brought.end > visit->brought.first)
        fill (cells, n_cells, news->total, visit->brought, visit);
    }
  /* Of what an earlier run of the program brought nothing else is known. */
  if (before == NULL && visits->len == 0 && news->received > 0)
    fill (cells, n_cells, news->total, (RtExtent){ 0, news->received }, NULL);
  return cells;
}
