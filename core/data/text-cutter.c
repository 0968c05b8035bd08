/* Pieces of whole rows: bytes are gathered until a row ends in them, and what
 * is behind the last row's end waits for the next piece. So no more is held
 * than a piece or the longest row. */
#include "core/data/text-cutter.h"

#include <string.h>

#include "core/base/byte-stream.h"
#include "core/base/error.h"

struct _InkTextCutter
{
  char *path;
  InkByteStream *stream;
  InkCutOptions options;
  char *carry; /* behind the last piece */
  gsize n_carry;
  guint64 line; /* of @carry */
  gboolean begun;
  gboolean ended; /* the stream */
};

typedef struct
{
  char *bytes; /* [room + 1] */
  gsize n, room;
  InkRowScan scan;
} Gathering;

InkTextCutter *
ink_text_cutter_open (const char *path, const InkCutOptions *options,
                      GError **error)
{
  InkByteStream *stream = ink_byte_stream_open (path, error);
  InkTextCutter *cutter;

  if (stream == NULL)
    return NULL;
  cutter = g_new0 (InkTextCutter, 1);
  cutter->path = g_strdup (path);
  cutter->stream = stream;
  cutter->options = *options;
  cutter->line = 1;
  return cutter;
}

void
ink_text_cutter_free (InkTextCutter *cutter)
{
  if (cutter == NULL)
    return;
  ink_byte_stream_free (cutter->stream);
  g_free (cutter->carry);
  g_free (cutter->path);
  g_free (cutter);
}

void
ink_text_cut_clear (InkTextCut *cut)
{
  g_clear_pointer (&cut->bytes, g_free);
  g_clear_pointer (&cut->skipped, g_free);
}

gboolean
ink_text_cutter_rewind (InkTextCutter *cutter, const InkCutOptions *options,
                        GError **error)
{
  if (!ink_byte_stream_rewind (cutter->stream, error))
    return FALSE;
  cutter->options = *options;
  cutter->n_carry = 0;
  cutter->line = 1;
  cutter->begun = cutter->ended = FALSE;
  return TRUE;
}

/* Fills the room there is. */
static gboolean
gather (InkTextCutter *cutter, Gathering *gathering, GError **error)
{
  gsize wanted = gathering->room - gathering->n;
  gsize n;

  if (cutter->ended || wanted == 0)
    return TRUE;
  if (!ink_byte_stream_read (cutter->stream, gathering->bytes + gathering->n,
                             wanted, &n, error))
    return FALSE;
  cutter->ended = n < wanted;
  gathering->n += n;
  if (!cutter->begun && gathering->n >= 3
      && memcmp (gathering->bytes, "\xef\xbb\xbf", 3) == 0)
    {
      gathering->n -= 3;
      memmove (gathering->bytes, gathering->bytes + 3, gathering->n);
    }
  cutter->begun = TRUE;
  return TRUE;
}

/* The row at hand never ends: in a quote that does not close, or too far. */
static gboolean
row_too_long (const InkTextCutter *cutter, const Gathering *gathering,
              GError **error)
{
  const InkRowScan *scan = &gathering->scan;

  if (scan->quoted)
    {
      gsize before = ink_count_byte (gathering->bytes, scan->opened, '\n');
      g_autofree char *found = NULL;

      found = g_strdup_printf ("none in %" G_GSIZE_FORMAT " bytes",
                               cutter->options.limit);
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "%s: line %" G_GUINT64_FORMAT
                            ": expected a closing quote for the field that "
                            "begins here, found %s",
                            cutter->path, cutter->line + before,
                            cutter->ended ? "the end of the file" : found);
    }
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: line %" G_GUINT64_FORMAT
                        ": expected a row of at most %" G_GSIZE_FORMAT
                        " bytes, found more",
                        cutter->path, cutter->line, cutter->options.limit);
}

/* Goes behind the first line break, however far that is. */
static gboolean
drop_line (InkTextCutter *cutter, Gathering *gathering, GError **error)
{
  char *end;
  gsize n;

  while ((end = memchr (gathering->bytes, '\n', gathering->n)) == NULL)
    {
      gathering->n = 0;
      if (cutter->ended)
        break;
      if (!gather (cutter, gathering, error))
        return FALSE;
    }
  n = end == NULL ? 0 : (gsize) (end + 1 - gathering->bytes);
  gathering->n -= n;
  memmove (gathering->bytes, gathering->bytes + n, gathering->n);
  gathering->scan = (InkRowScan) { 0 };
  cutter->line += end != NULL;
  return TRUE;
}

static gboolean
skip_row (InkTextCutter *cutter, Gathering *gathering, InkTextCut *cut,
          GError **error)
{
  g_autoptr (GError) cause = NULL;

  row_too_long (cutter, gathering, &cause);
  if (!cutter->options.skip)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (cut->n_skipped++ == 0)
    cut->skipped = g_strdup (cause->message);
  return drop_line (cutter, gathering, error);
}

/* At the file's end: whether a quote is still open. */
static gboolean
is_unclosed (const Gathering *gathering)
{
  const InkRowScan *scan = &gathering->scan;

  return scan->quoted
         && !(scan->at + 1 == gathering->n
              && gathering->bytes[scan->at] == '"');
}

/* Until a row ends, or the file does. */
static gboolean
gather_rows (InkTextCutter *cutter, Gathering *gathering, InkTextCut *cut,
             GError **error)
{
  for (;;)
    {
      if (!gather (cutter, gathering, error))
        return FALSE;
      ink_row_scan (&gathering->scan, &cutter->options.format,
                    gathering->bytes, gathering->n);
      if (gathering->scan.rows_end > 0)
        return TRUE;
      if (cutter->ended
          && !(cutter->options.skip && is_unclosed (gathering)))
        return TRUE;
      if (!cutter->ended && gathering->room < cutter->options.limit)
        {
          gathering->room
              = MIN (2 * gathering->room, cutter->options.limit);
          gathering->bytes
              = g_realloc (gathering->bytes, gathering->room + 1);
        }
      else if (!skip_row (cutter, gathering, cut, error))
        return FALSE;
    }
}

/* What is behind the rows is for the next piece. */
static void
cut_off (InkTextCutter *cutter, const Gathering *gathering, InkTextCut *cut)
{
  gsize size = gathering->scan.rows_end;

  if (cutter->ended
      && !(cutter->options.skip && is_unclosed (gathering)))
    size = gathering->n;
  cutter->n_carry = gathering->n - size;
  cutter->carry = g_realloc (cutter->carry, MAX (cutter->n_carry, 1));
  memcpy (cutter->carry, gathering->bytes + size, cutter->n_carry);
  cut->bytes = cut->start = gathering->bytes;
  cut->size = size;
  cut->bytes[size] = '\0';
  cut->line = cutter->line;
  cutter->line += ink_count_byte (cut->bytes, size, '\n');
}

gboolean
ink_text_cutter_next (InkTextCutter *cutter, InkTextCut *cut, GError **error)
{
  Gathering gathering
      = { .n = cutter->n_carry,
          .room = MAX (cutter->options.piece, cutter->n_carry) };

  *cut = (InkTextCut) { 0 };
  if (cutter->ended && cutter->n_carry == 0)
    return TRUE;
  gathering.bytes = g_malloc (gathering.room + 1);
  if (cutter->n_carry > 0)
    memcpy (gathering.bytes, cutter->carry, cutter->n_carry);
  cutter->n_carry = 0;
  if (!gather_rows (cutter, &gathering, cut, error))
    {
      g_free (gathering.bytes);
      ink_text_cut_clear (cut);
      return FALSE;
    }
  cut_off (cutter, &gathering, cut);
  return TRUE;
}

gboolean
ink_text_cutter_check (const InkTextCutter *cutter, GError **error)
{
  return ink_byte_stream_check (cutter->stream, error);
}

double
ink_text_cutter_fraction (const InkTextCutter *cutter)
{
  return ink_byte_stream_fraction (cutter->stream);
}

guint64
ink_text_cutter_size (const InkTextCutter *cutter)
{
  return ink_byte_stream_size (cutter->stream);
}
