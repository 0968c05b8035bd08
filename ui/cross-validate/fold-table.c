/* A table of folds: a GtkColumnView over one small object a row. The folds sort
 * among themselves; the sums stay below them. */
#include "ui/cross-validate/fold-table.h"

#include <math.h>

#include "ui/format.h"
#include "ui/plot/cross-validation-charts.h"

#define COLUMN_NAME 0
#define COLUMN_COUNT 1
#define COLUMN_FIGURES 2
#define N_COLUMNS (COLUMN_FIGURES + INK_N_FIGURES)
#define MOST_HEIGHT 460 /* what is more scrolls */

static const char *const titles[N_COLUMNS] = {
  [COLUMN_NAME] = "Fold",
  [COLUMN_COUNT] = "Examples",
  [COLUMN_FIGURES + INK_FIGURE_ACCURACY] = "Accuracy",
  [COLUMN_FIGURES + INK_FIGURE_BALANCED_ACCURACY] = "Balanced",
  [COLUMN_FIGURES + INK_FIGURE_MACRO_F1] = "Macro F1",
  [COLUMN_FIGURES + INK_FIGURE_MACRO_ROC_AUC] = "ROC AUC",
  [COLUMN_FIGURES + INK_FIGURE_LOG_LOSS] = "Log loss",
  [COLUMN_FIGURES + INK_FIGURE_BRIER_SCORE] = "Brier",
  [COLUMN_FIGURES + INK_FIGURE_COHEN_KAPPA] = "Kappa",
  [COLUMN_FIGURES + INK_FIGURE_MATTHEWS_CORRELATION] = "Matthews",
  [COLUMN_FIGURES + INK_FIGURE_CALIBRATION_ERROR] = "Calibration",
};

#define INK_TYPE_FOLD_ROW (ink_fold_row_get_type ())
G_DECLARE_FINAL_TYPE (InkFoldRow, ink_fold_row, INK, FOLD_ROW, GObject)

struct _InkFoldRow
{
  GObject parent_instance;
  char *name;
  gboolean sum;             /* over the folds */
  double values[N_COLUMNS]; /* the fold's number for its name */
};

G_DEFINE_FINAL_TYPE (InkFoldRow, ink_fold_row, G_TYPE_OBJECT)

struct _InkFoldTable
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GListStore *folds, *sums;
  InkCrossValidationOptions options;
};

G_DEFINE_FINAL_TYPE (InkFoldTable, ink_fold_table, GTK_TYPE_WIDGET)

static void
ink_fold_row_finalize (GObject *object)
{
  g_free (INK_FOLD_ROW (object)->name);
  G_OBJECT_CLASS (ink_fold_row_parent_class)->finalize (object);
}

static void
ink_fold_row_class_init (InkFoldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_fold_row_finalize;
}

static void
ink_fold_row_init (InkFoldRow *row)
{
}

/* Four digits, or more where the figure is nearly perfect; of a deviation, two
 * of its own. */
static char *
format_cell (const InkFoldRow *row, guint column)
{
  const double value = row->values[column];

  if (column == COLUMN_NAME)
    return g_strdup (row->name);
  if (!isfinite (value))
    return g_strdup (row->sum && column == COLUMN_COUNT ? "" : "–");
  if (column == COLUMN_COUNT)
    return ink_format_count (value);
  return ink_format_figure (value, 4, 1);
}

static int
compare_cells (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint column = GPOINTER_TO_UINT (user_data);
  const double x = ((const InkFoldRow *) a)->values[column];
  const double y = ((const InkFoldRow *) b)->values[column];

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

/* --- Its columns --- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
          gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0); /* as the titles are */
  gtk_widget_add_css_class (label, "ink-tabular");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
         gpointer user_data)
{
  const InkFoldRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = format_cell (row, GPOINTER_TO_UINT (user_data));

  gtk_label_set_text (GTK_LABEL (label), text);
  if (row->sum)
    gtk_widget_add_css_class (label, "ink-strong");
  else
    gtk_widget_remove_css_class (label, "ink-strong");
}

static void
add_column (GtkColumnView *view, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = NULL;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (
      compare_cells, GUINT_TO_POINTER (column), NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb),
                    GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb),
                    GUINT_TO_POINTER (column));
  made = gtk_column_view_column_new (titles[column], factory);
  gtk_column_view_column_set_expand (made, TRUE);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_append_column (view, made);
}

/* The folds as they are sorted, then the sums. (transfer full) */
static GListModel *
make_model (InkFoldTable *self, GtkColumnView *view)
{
  g_autoptr (GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkSortListModel) sorted = gtk_sort_list_model_new (
      g_object_ref (G_LIST_MODEL (self->folds)),
      g_object_ref (gtk_column_view_get_sorter (view)));

  g_list_store_append (parts, sorted);
  g_list_store_append (parts, self->sums);
  return G_LIST_MODEL (gtk_flatten_list_model_new (
      G_LIST_MODEL (g_steal_pointer (&parts))));
}

static GtkWidget *
make_view (InkFoldTable *self)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  g_autoptr (GtkNoSelection) unselected = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (view, i);
  unselected = gtk_no_selection_new (make_model (self, view));
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (unselected));
  gtk_widget_add_css_class (GTK_WIDGET (view), "ink-table");
  gtk_widget_add_css_class (GTK_WIDGET (view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Figures of each fold", -1);
  return GTK_WIDGET (view);
}

static void
ink_fold_table_dispose (GObject *object)
{
  InkFoldTable *self = INK_FOLD_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->folds);
  g_clear_object (&self->sums);
  G_OBJECT_CLASS (ink_fold_table_parent_class)->dispose (object);
}

static void
ink_fold_table_class_init (InkFoldTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_fold_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
ink_fold_table_init (InkFoldTable *self)
{
  GtkScrolledWindow *scroller;

  self->options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  self->folds = g_list_store_new (INK_TYPE_FOLD_ROW);
  self->sums = g_list_store_new (INK_TYPE_FOLD_ROW);
  self->scroller = gtk_scrolled_window_new ();
  scroller = GTK_SCROLLED_WINDOW (self->scroller);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (scroller, MOST_HEIGHT);
  gtk_scrolled_window_set_child (scroller, make_view (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ink_fold_table_new (void)
{
  return g_object_new (INK_TYPE_FOLD_TABLE, NULL);
}

/* --- Its rows --- */

void
ink_fold_table_begin (InkFoldTable *self,
                      const InkCrossValidationOptions *options)
{
  g_return_if_fail (INK_IS_FOLD_TABLE (self));

  self->options = *options;
  g_list_store_remove_all (self->folds);
  g_list_store_remove_all (self->sums);
}

/* They end in any order and stand in their own. */
static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_cells (a, b, GUINT_TO_POINTER (COLUMN_NAME));
}

void
ink_fold_table_add (InkFoldTable *self, const InkFoldResult *result)
{
  g_autoptr (InkFoldRow) row = g_object_new (INK_TYPE_FOLD_ROW, NULL);

  g_return_if_fail (INK_IS_FOLD_TABLE (self));

  row->name = ink_fold_name (&self->options, result->fold);
  row->name[0] = g_ascii_toupper (row->name[0]);
  row->values[COLUMN_NAME] = result->fold;
  row->values[COLUMN_COUNT] = (double) result->count;
  for (guint i = 0; i < INK_N_FIGURES; i++)
    row->values[COLUMN_FIGURES + i] = result->figures[i];
  g_list_store_insert_sorted (self->folds, row, compare_numbers, NULL);
}

static void
add_sum (InkFoldTable *self, const char *name,
         const InkFoldSummary *summaries, gsize member)
{
  g_autoptr (InkFoldRow) row = g_object_new (INK_TYPE_FOLD_ROW, NULL);

  row->name = g_strdup (name);
  row->sum = TRUE;
  row->values[COLUMN_COUNT] = NAN;
  for (guint i = 0; i < INK_N_FIGURES; i++)
    row->values[COLUMN_FIGURES + i]
        = G_STRUCT_MEMBER (double, &summaries[i], member);
  g_list_store_append (self->sums, row);
}

void
ink_fold_table_sum_up (InkFoldTable *self,
                       const InkCrossValidation *validation)
{
  const double level = ink_cross_validation_options (validation)->level;
  g_autofree char *low = g_strdup_printf ("%.4g %% from", 100 * level);
  g_autofree char *high = g_strdup_printf ("%.4g %% to", 100 * level);
  InkFoldSummary summaries[INK_N_FIGURES];

  g_return_if_fail (INK_IS_FOLD_TABLE (self));

  for (guint i = 0; i < INK_N_FIGURES; i++)
    summaries[i] = ink_cross_validation_figure (validation, (InkFigure) i);
  g_list_store_remove_all (self->sums);
  add_sum (self, "Mean", summaries, G_STRUCT_OFFSET (InkFoldSummary, mean));
  add_sum (self, "Deviation", summaries,
           G_STRUCT_OFFSET (InkFoldSummary, deviation));
  add_sum (self, low, summaries, G_STRUCT_OFFSET (InkFoldSummary, low));
  add_sum (self, high, summaries, G_STRUCT_OFFSET (InkFoldSummary, high));
}

guint
ink_fold_table_n_rows (InkFoldTable *self)
{
  g_return_val_if_fail (INK_IS_FOLD_TABLE (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->folds))
         + g_list_model_get_n_items (G_LIST_MODEL (self->sums));
}
