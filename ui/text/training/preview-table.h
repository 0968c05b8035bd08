#pragma once

#include <gtk/gtk.h>

#include "core/data/text-preview.h"

G_BEGIN_DECLS

/* The first rows of a file of texts as a table. Main thread. */
#define INK_TYPE_PREVIEW_TABLE (ink_preview_table_get_type ())
G_DECLARE_FINAL_TYPE (InkPreviewTable, ink_preview_table, INK, PREVIEW_TABLE,
                      GtkWidget)

GtkWidget *ink_preview_table_new (void);
/* @preview: (nullable): copied from */
void ink_preview_table_show (InkPreviewTable *self,
                             const InkTextPreview *preview);
guint ink_preview_table_n_columns (InkPreviewTable *self);
/* What a cell shows; (transfer none) (nullable). */
const char *ink_preview_table_cell (InkPreviewTable *self, guint row,
                                    guint column);

G_END_DECLS
