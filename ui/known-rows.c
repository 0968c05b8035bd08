/* Rows of forms that choose a data set or a recipe by its name. */
#include "ui/known-rows.h"

#include <adwaita.h>

static guint
chosen (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

GtkStringList *
ink_data_titles (void)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (titles, known[i].title);
  return titles;
}

const InkKnownDataset *
ink_data_row_get (GtkWidget *row)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  return &known[MIN (chosen (row), n - 1)];
}

void
ink_data_row_set (GtkWidget *row, const char *name)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (known[i].name, name) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
}

GtkStringList *
ink_recipe_titles (void)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (names, ink_capitalized (known[i].name));
  return names;
}

const InkRecipe *
ink_recipe_row_get (GtkWidget *row)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);

  return &known[MIN (chosen (row), n - 1)];
}
