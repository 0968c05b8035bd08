#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* The first rows of a text data set and what its columns are taken for, to be
 * looked at before all of it is read. */
typedef struct
{
  char *format;        /* "CSV", "TSV", "JSON Lines", "folder of texts" */
  GStrv columns;       /* names: of the header, of the members, else "1" ...;
                          empty for a folder */
  gboolean has_header;
  int text_column, label_column; /* as chosen or guessed; -1: no telling */
  GPtrArray *rows;     /* (element-type GStrv): a cell a column; of a folder
                          label and text */
  GStrv class_names;   /* seen in @rows */
  char *problem;       /* (nullable): why it can't be read as it is */
} InkTextPreview;

/* ink_text_preview_new: reads no more than it must for @n_rows rows (and at
 * most a megabyte).
 * Returns: (transfer full): also where columns can't be told or a row is bad,
 * with @problem set; NULL with an error where nothing can be shown: not there,
 * no table. Any thread; blocks. */
InkTextPreview *ink_text_preview_new (const char *path,
                                      const InkTextOptions *options,
                                      guint n_rows, GError **error);
void ink_text_preview_free (InkTextPreview *preview);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextPreview, ink_text_preview_free)

G_END_DECLS
