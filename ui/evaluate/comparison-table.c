/* Grids of labels: few rows, made anew for each comparison. */
#include "ui/evaluate/comparison-table.h"

#include <math.h>

#include "ui/format.h"

static void
add_wide (GtkWidget *grid, int column, int row, int width, const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, width, 1);
}

static void
add_text (GtkWidget *grid, int column, int row, const char *text,
          const char *style)
{
  add_wide (grid, column, row, 1, text, style);
}

static void
add_heads (GtkWidget *grid, const char *const *heads)
{
  for (int i = 0; heads[i] != NULL; i++)
    add_text (grid, i, 0, heads[i], "dim-label");
}

static GtkWidget *
new_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  return grid;
}

/* With a minus as wide as the plus; (transfer full). */
static char *
format_number (double value, const char *format)
{
  char text[64];

  if (!isfinite (value))
    return g_strdup ("–");
  g_ascii_formatd (text, sizeof text, format, value);
  return text[0] == '-' ? g_strconcat ("−", text + 1, NULL) : g_strdup (text);
}

static void
add_number (GtkWidget *grid, int column, int row, double value,
            const char *format)
{
  g_autofree char *text = format_number (value, format);

  add_text (grid, column, row, text, "ink-tabular");
}

static void
add_interval (GtkWidget *grid, int column, int row, double low, double high)
{
  g_autofree char *from = format_number (low, "%+.5f");
  g_autofree char *to = format_number (high, "%+.5f");
  g_autofree char *text = isfinite (low) && isfinite (high)
                              ? g_strdup_printf ("%s to %s", from, to)
                              : g_strdup ("–");

  add_text (grid, column, row, text, "ink-tabular");
}

/* "p = 0.0021"; (transfer full) */
static char *
format_p (double p)
{
  char text[64];

  if (!isfinite (p))
    return g_strdup ("–");
  g_ascii_formatd (text, sizeof text, "%.2g", p);
  return g_strdup (text);
}

typedef struct
{
  InkChangeFunc func;
  gpointer user_data;
  InkChange change;
} Opener;

static void
clicked_cb (GtkButton *button, gpointer user_data)
{
  const Opener *opener = user_data;

  opener->func (opener->change, opener->user_data);
}

static void
free_cb (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
add_button (GtkWidget *grid, int column, int row, const char *text,
            const char *tooltip, Opener opener)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_add_css_class (button, "ink-tabular");
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb),
                         g_memdup2 (&opener, sizeof opener), free_cb, 0);
  gtk_grid_attach (GTK_GRID (grid), button, column, row, 1, 1);
}

/* A button where there is something to open. */
static void
add_change (GtkWidget *grid, int column, int row, guint64 n,
            const char *tooltip, Opener opener)
{
  g_autofree char *count = ink_format_count ((double) n);

  if (n > 0)
    add_button (grid, column, row, count, tooltip, opener);
  else
    add_text (grid, column, row, count, "ink-tabular");
}

static void
fill_mcnemar (GtkWidget *grid, const InkComparison *c, Opener opener)
{
  static const char *const heads[] = { "", "B right", "B wrong", NULL };
  g_autofree char *both = ink_format_count ((double) c->both_right);
  g_autofree char *neither = ink_format_count ((double) c->both_wrong);
  Opener better = opener;
  Opener worse = opener;

  better.change = INK_CHANGE_BETTER;
  worse.change = INK_CHANGE_WORSE;
  add_heads (grid, heads);
  add_text (grid, 0, 1, "A right", "dim-label");
  add_text (grid, 1, 1, both, "ink-tabular");
  add_change (grid, 2, 1, c->worse, "Show what A alone reads right", worse);
  add_text (grid, 0, 2, "A wrong", "dim-label");
  add_change (grid, 1, 2, c->better, "Show what B alone reads right", better);
  add_text (grid, 2, 2, neither, "ink-tabular");
}

GtkWidget *
ink_mcnemar_table_new (const InkComparison *comparison, InkChangeFunc func,
                       gpointer user_data)
{
  GtkWidget *grid = new_grid ();
  const Opener opener = { func, user_data, INK_CHANGE_OTHERWISE };
  g_autofree char *p = format_p (comparison->mcnemar_p);
  g_autofree char *test = g_strdup_printf ("McNemar’s exact test: p = %s", p);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 10);
  fill_mcnemar (grid, comparison, opener);
  add_wide (grid, 0, 3, 2, "Both wrong, but differently", "dim-label");
  add_change (grid, 2, 3, comparison->otherwise,
              "Show what both read wrong, each in its way", opener);
  add_wide (grid, 0, 4, 3, test, NULL);
  return grid;
}

GtkWidget *
ink_differences_table_new (const InkComparison *comparison)
{
  GtkWidget *grid = new_grid ();
  g_autofree char *interval = g_strdup_printf (
      "%g %% interval", 100 * comparison->options.level);
  const char *const heads[]
      = { "Figure", "A", "B", "B − A", interval, "", NULL };

  add_heads (grid, heads);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      const InkEstimate *d = &comparison->difference[f];
      const char better = ink_comparison_better (comparison, (InkFigure) f);
      const int row = (int) f + 1;

      add_text (grid, 0, row, ink_figure_name ((InkFigure) f), NULL);
      add_number (grid, 1, row, comparison->a[f].value, "%.5f");
      add_number (grid, 2, row, comparison->b[f].value, "%.5f");
      add_number (grid, 3, row, d->value, "%+.5f");
      add_interval (grid, 4, row, d->low, d->high);
      add_text (grid, 5, row,
                better == 'A'   ? "A is better"
                : better == 'B' ? "B is better"
                                : "not told apart",
                better == 0 ? "dim-label" : NULL);
    }
  return grid;
}

GtkWidget *
ink_areas_table_new (const InkComparison *comparison,
                     const char *const *class_names)
{
  static const char *const heads[]
      = { "Class", "A", "B", "B − A", "Standard error", "p", NULL };
  GtkWidget *grid = new_grid ();

  add_heads (grid, heads);
  for (guint i = 0; i < comparison->n_classes; i++)
    {
      const InkAucComparison *auc = &comparison->classes[i];
      const int row = (int) i + 1;
      g_autofree char *p = format_p (auc->p);

      add_text (grid, 0, row, class_names[i], NULL);
      add_number (grid, 1, row, auc->a.area, "%.6f");
      add_number (grid, 2, row, auc->b.area, "%.6f");
      add_number (grid, 3, row, auc->difference, "%+.6f");
      add_number (grid, 4, row, auc->standard_error, "%.6f");
      add_text (grid, 5, row, p, "ink-tabular");
    }
  return grid;
}
