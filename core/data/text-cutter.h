#pragma once

#include "core/data/dataset.h"
#include "core/data/table-rows.h"

G_BEGIN_DECLS

/* Cuts a file into pieces of whole rows. One thread at a time;
 * ink_text_cutter_fraction() from any. */
typedef struct _InkTextCutter InkTextCutter;

/* Where the pieces are cut depends on the data and on these alone. */
typedef struct
{
  InkRowFormat format;
  gsize piece; /* bytes to gather at least */
  gsize limit; /* most bytes of a row, at least @piece */
  gboolean skip; /* pass over rows that are too long or never close */
} InkCutOptions;

typedef struct
{
  char *bytes;  /* owned, g_free() */
  char *start;  /* of the rows: start[size] may be written to, too */
  gsize size;
  guint64 line; /* of @start, from 1 */
  guint64 n_skipped; /* rows before these */
  char *skipped;     /* (nullable), owned: why the first of them was */
} InkTextCut;

#define INK_CUT_PIECE ((gsize) 512 * 1024)
#define INK_CUT_LIMIT ((gsize) 64 << 20)

InkTextCutter *ink_text_cutter_open (const char *path,
                                     const InkCutOptions *options,
                                     GError **error);
void ink_text_cutter_free (InkTextCutter *cutter);

/* ink_text_cutter_next: @cut: (out): zeroed at the end
 * Returns: FALSE with INK_ERROR_LIMIT (a row longer than the limit),
 * INK_ERROR_FORMAT (a quote that does not close within it), and the errors of
 * ink_byte_stream_read(). */
gboolean ink_text_cutter_next (InkTextCutter *cutter, InkTextCut *cut,
                               GError **error);
void ink_text_cut_clear (InkTextCut *cut);
/* Back to the start, perhaps cut otherwise. */
gboolean ink_text_cutter_rewind (InkTextCutter *cutter,
                                 const InkCutOptions *options, GError **error);
/* As ink_byte_stream_check(), ..._fraction() and ..._size(). */
gboolean ink_text_cutter_check (const InkTextCutter *cutter, GError **error);
double ink_text_cutter_fraction (const InkTextCutter *cutter);
guint64 ink_text_cutter_size (const InkTextCutter *cutter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextCutter, ink_text_cutter_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkTextCut, ink_text_cut_clear)

G_END_DECLS
