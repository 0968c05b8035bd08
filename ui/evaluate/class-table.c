/* A table of classes: a GtkColumnView over one small object a class. Figures
 * that are not defined show as a dash and sort last. */
#include "ui/evaluate/class-table.h"

#include <math.h>
#include <string.h>

#include "core/metrics/evaluation-warnings.h"
#include "ui/evaluate/evidence.h"
#include "ui/format.h"

typedef enum
{
  COLUMN_LABEL,
  COLUMN_PRECISION,
  COLUMN_RECALL,
  COLUMN_F1,
  COLUMN_SUPPORT,
  COLUMN_ROC_AUC,
  COLUMN_AVERAGE_PRECISION,
  N_COLUMNS,
} Column;

static const char *const titles[N_COLUMNS]
    = { "Class", "Precision", "Recall", "F1", "Support", "ROC AUC",
        "Average precision" };

#define INK_TYPE_CLASS_ROW (ink_class_row_get_type ())
G_DECLARE_FINAL_TYPE (InkClassRow, ink_class_row, INK, CLASS_ROW, GObject)

struct _InkClassRow
{
  GObject parent_instance;
  guint index;
  char *label;
  double values[N_COLUMNS]; /* the index for the label */
  const char *remark;       /* why some are not defined; NULL */
};

G_DEFINE_FINAL_TYPE (InkClassRow, ink_class_row, G_TYPE_OBJECT)

struct _InkClassTable
{
  GtkWidget parent_instance;
  GListStore *rows;
  GtkWidget *view;
  InkEvaluation *evaluation; /* nullable */
};

enum
{
  EVIDENCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkClassTable, ink_class_table, GTK_TYPE_WIDGET)

static void
ink_class_row_finalize (GObject *object)
{
  g_free (INK_CLASS_ROW (object)->label);
  G_OBJECT_CLASS (ink_class_row_parent_class)->finalize (object);
}

static void
ink_class_row_class_init (InkClassRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_class_row_finalize;
}

static void
ink_class_row_init (InkClassRow *row)
{
}

static InkClassRow *
class_row_new (const InkEvaluation *evaluation, guint index)
{
  const InkClassFigures figures
      = ink_evaluation_class_defined (evaluation, index);
  InkClassRow *row = g_object_new (INK_TYPE_CLASS_ROW, NULL);

  row->index = index;
  row->label = g_strdup (ink_evaluation_class_names (evaluation)[index]);
  row->values[COLUMN_LABEL] = index;
  row->values[COLUMN_PRECISION] = figures.precision;
  row->values[COLUMN_RECALL] = figures.recall;
  row->values[COLUMN_F1] = figures.f1;
  row->values[COLUMN_SUPPORT] = (double) figures.support;
  row->values[COLUMN_ROC_AUC] = figures.roc_auc;
  row->values[COLUMN_AVERAGE_PRECISION] = figures.average_precision;
  row->remark = ink_evaluation_class_remark (evaluation, index);
  if (row->remark == NULL && isnan (figures.roc_auc))
    row->remark = "all examples are of this class";
  return row;
}

/* Padded with figure spaces, and where a comma would be with a punctuation
 * space, so that digits stand below digits. */
static char *
format_support (double value)
{
  g_autofree char *count = ink_format_count (value);
  GString *text = g_string_new (count);

  for (gsize length = strlen (count); length < 6; length++)
    g_string_prepend (text, length == 3 ? "\u2008" : "\u2007");
  return g_string_free (text, FALSE);
}

static char *
format_cell (const InkClassRow *row, Column column)
{
  const double value = row->values[column];

  if (column == COLUMN_LABEL)
    return g_strdup (row->label);
  if (!isfinite (value))
    return g_strdup ("–");
  if (column == COLUMN_SUPPORT)
    return format_support (value);
  return ink_format_figure (value, column == COLUMN_ROC_AUC ? 5 : 4, 1);
}

static int
compare_cells (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Column column = (Column) GPOINTER_TO_INT (user_data);
  const double x = ((const InkClassRow *) a)->values[column];
  const double y = ((const InkClassRow *) b)->values[column];

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

/* (transfer full) */
static InkSelection *
evidence_of (const InkEvaluation *evaluation, guint class_index,
             Column column)
{
  switch (column)
    {
    case COLUMN_PRECISION:
      return ink_evidence_of_shortfall (evaluation, class_index,
                                        INK_SHORTFALL_PRECISION);
    case COLUMN_RECALL:
      return ink_evidence_of_shortfall (evaluation, class_index,
                                        INK_SHORTFALL_RECALL);
    case COLUMN_F1:
      return ink_evidence_of_shortfall (evaluation, class_index,
                                        INK_SHORTFALL_F1);
    case COLUMN_ROC_AUC:
    case COLUMN_AVERAGE_PRECISION:
      return ink_evidence_of_ranking (evaluation, class_index);
    default:
      return ink_selection_of_class (evaluation, class_index);
    }
}

static void
clicked_cb (GtkListItem *item, GtkWidget *button)
{
  InkClassTable *self = INK_CLASS_TABLE (
      gtk_widget_get_ancestor (button, INK_TYPE_CLASS_TABLE));
  const InkClassRow *row = gtk_list_item_get_item (item);
  const Column column
      = (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button),
                                                     "ink-column"));
  InkSelection *selection;

  if (self->evaluation == NULL || row == NULL)
    return;
  selection = evidence_of (self->evaluation, row->index, column);
  g_signal_emit (self, signals[EVIDENCE], 0, selection);
  ink_selection_free (selection);
}

/* A figure is a button that looks like text. */
static GtkWidget *
wrap_figure (GtkListItem *item, GtkWidget *label, Column column)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ink-cell");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_cursor_from_name (button, "pointer");
  gtk_widget_set_tooltip_text (button, "Show the examples behind it");
  g_object_set_data (G_OBJECT (button), "ink-column",
                     GINT_TO_POINTER (column));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), item,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
          gpointer user_data)
{
  const Column column = (Column) GPOINTER_TO_INT (user_data);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0); /* as the titles are */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label,
                            column == COLUMN_LABEL ? "ink-strong"
                                                   : "ink-tabular");
  gtk_list_item_set_child (item, column == COLUMN_LABEL
                                     ? label
                                     : wrap_figure (item, label, column));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
         gpointer user_data)
{
  const Column column = (Column) GPOINTER_TO_INT (user_data);
  const InkClassRow *row = INK_CLASS_ROW (gtk_list_item_get_item (item));
  g_autofree char *text = format_cell (row, column);
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *label = GTK_IS_BUTTON (child)
                         ? gtk_button_get_child (GTK_BUTTON (child))
                         : child;
  const gboolean undefined
      = column != COLUMN_LABEL && !isfinite (row->values[column]);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, undefined ? row->remark : NULL);
}

static void
add_column (GtkColumnView *view, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = NULL;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (
      compare_cells, GINT_TO_POINTER (column), NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb),
                    GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb),
                    GINT_TO_POINTER (column));
  made = gtk_column_view_column_new (titles[column], factory);
  gtk_column_view_column_set_expand (made, TRUE);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_append_column (view, made);
}

static void
ink_class_table_dispose (GObject *object)
{
  InkClassTable *self = INK_CLASS_TABLE (object);

  g_clear_pointer (&self->view, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  G_OBJECT_CLASS (ink_class_table_parent_class)->dispose (object);
}

static void
ink_class_table_class_init (InkClassTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_class_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[EVIDENCE]
      = g_signal_new ("evidence", INK_TYPE_CLASS_TABLE, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ink_class_table_init (InkClassTable *self)
{
  GtkColumnView *view
      = GTK_COLUMN_VIEW (g_object_ref_sink (gtk_column_view_new (NULL)));
  GtkSortListModel *sorted;
  g_autoptr (GtkNoSelection) unselected = NULL;

  self->rows = g_list_store_new (INK_TYPE_CLASS_ROW);
  for (int i = 0; i < N_COLUMNS; i++)
    add_column (view, (Column) i);
  sorted = gtk_sort_list_model_new (
      g_object_ref (G_LIST_MODEL (self->rows)),
      g_object_ref (gtk_column_view_get_sorter (view)));
  unselected = gtk_no_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (unselected));
  gtk_widget_add_css_class (GTK_WIDGET (view), "ink-table");
  gtk_widget_add_css_class (GTK_WIDGET (view), "data-table");
  self->view = GTK_WIDGET (view);
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));
  g_object_unref (view);
}

GtkWidget *
ink_class_table_new (void)
{
  return g_object_new (INK_TYPE_CLASS_TABLE, NULL);
}

void
ink_class_table_show (InkClassTable *self, InkEvaluation *evaluation)
{
  const guint n
      = evaluation == NULL ? 0 : ink_evaluation_n_classes (evaluation);

  g_return_if_fail (INK_IS_CLASS_TABLE (self));

  g_list_store_remove_all (self->rows);
  if (evaluation != NULL)
    ink_evaluation_ref (evaluation);
  g_clear_pointer (&self->evaluation, ink_evaluation_unref);
  self->evaluation = evaluation;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InkClassRow) row = class_row_new (evaluation, i);

      g_list_store_append (self->rows, row);
    }
}
