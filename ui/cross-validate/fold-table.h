#pragma once

#include <gtk/gtk.h>

#include "ui/cross-validate/cross-validate-job.h"

G_BEGIN_DECLS

/* The figures of every fold as a table that sorts by any column, and below them
 * what they come to. Main thread. */
#define INK_TYPE_FOLD_TABLE (ink_fold_table_get_type ())
G_DECLARE_FINAL_TYPE (InkFoldTable, ink_fold_table, INK, FOLD_TABLE, GtkWidget)

GtkWidget *ink_fold_table_new (void);
/* Empties it, for folds by @options. */
void ink_fold_table_begin (InkFoldTable *self,
                           const InkCrossValidationOptions *options);
void ink_fold_table_add (InkFoldTable *self, const InkFoldResult *result);
/* Adds the rows of mean, deviation and interval. */
void ink_fold_table_sum_up (InkFoldTable *self,
                            const InkCrossValidation *validation);
/* Rows, those of the sum included. */
guint ink_fold_table_n_rows (InkFoldTable *self);

G_END_DECLS
