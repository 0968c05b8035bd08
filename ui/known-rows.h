#pragma once

#include "core/data/dataset.h"
#include "core/train/recipe.h"
#include "ui/rows.h"

G_BEGIN_DECLS

/* Combo rows, as of ink_combo_row_new(), that choose among what is known by
 * name. Main thread. */

/* The titles of ink_dataset_known(), in its order; (transfer full). */
GtkStringList *ink_data_titles (void);
/* Static. */
const InkKnownDataset *ink_data_row_get (GtkWidget *row);
/* Stays as it is where no such name is known. */
void ink_data_row_set (GtkWidget *row, const char *name);

/* The names of ink_recipe_known(), in its order; (transfer full). */
GtkStringList *ink_recipe_titles (void);
/* Static. */
const InkRecipe *ink_recipe_row_get (GtkWidget *row);

G_END_DECLS
