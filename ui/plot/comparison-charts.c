/* Two models against each other: what differs, by how much, and whether the
 * interval leaves zero out. What is not defined has no row. */
#include "ui/plot/comparison-charts.h"

#include <math.h>

#define REFERENCE_COLOR 8
#define AXIS "in favour of A ←   → in favour of B"

/* The rows of a forest plot. */
typedef struct
{
  GPtrArray *labels;  /* (element-type utf8): borrowed */
  GArray *intervals;  /* InkInterval: to the right B is better */
} Rows;

static Rows
rows_new (void)
{
  return (Rows){ g_ptr_array_new (),
                 g_array_new (FALSE, FALSE, sizeof (InkInterval)) };
}

static void
rows_clear (Rows *rows)
{
  g_ptr_array_unref (rows->labels);
  g_array_unref (rows->intervals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
rows_add (Rows *rows, const char *label, double value, double low, double high)
{
  const InkInterval interval = { value, low, high };

  if (!isfinite (value))
    return;
  g_ptr_array_add (rows->labels, (char *) label);
  g_array_append_val (rows->intervals, interval);
}

typedef enum
{
  B_IS_BETTER,
  A_IS_BETTER,
  NOT_TOLD_APART,
  N_VERDICTS,
} Verdict;

static Verdict
judge (const InkInterval *interval)
{
  return interval->low > 0    ? B_IS_BETTER
         : interval->high < 0 ? A_IS_BETTER
                              : NOT_TOLD_APART;
}

/* Rows of one verdict are one layer, which has one colour and one entry in the
 * legend. */
static void
add_verdict (InkPlot *plot, const Rows *rows, Verdict verdict)
{
  static const InkLayerStyle styles[N_VERDICTS]
      = { [B_IS_BETTER] = { "B is better", 0, FALSE, 0 },
          [A_IS_BETTER] = { "A is better", 1, FALSE, 0 },
          [NOT_TOLD_APART] = { "not told apart", REFERENCE_COLOR, FALSE, 0 } };
  g_autoptr (GArray) own = g_array_copy (rows->intervals);
  guint n = 0;

  for (guint i = 0; i < own->len; i++)
    {
      InkInterval *interval = &g_array_index (own, InkInterval, i);

      if (judge (interval) == verdict)
        n++;
      else
        *interval = (InkInterval){ NAN, NAN, NAN };
    }
  if (n > 0)
    ink_plot_add_layer (
        plot, ink_layer_intervals_new (
                  (const InkInterval *) (void *) own->data,
                  (const char *const *) rows->labels->pdata,
                  &styles[verdict]));
}

static InkPlot *
forest (const char *title, const char *x_label, Rows *rows)
{
  InkPlot *plot = ink_plot_new (title);
  const guint n = rows->labels->len;
  const InkAxisSpec x = { x_label, NULL, INK_SCALE_LINEAR, NAN, NAN };
  const InkAxisSpec y = { NULL, NULL, INK_SCALE_LINEAR, NAN, NAN };
  const InkLayerStyle zero = { NULL, REFERENCE_COLOR, FALSE, 0 };

  g_ptr_array_add (rows->labels, NULL);
  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, ink_layer_reference_new (0, 0, 0, n, &zero));
  for (guint verdict = 0; verdict < N_VERDICTS; verdict++)
    add_verdict (plot, rows, (Verdict) verdict);
  return plot;
}

static InkPlot *
differences_chart (const InkComparison *c)
{
  g_auto (Rows) rows = rows_new ();
  g_autofree char *title = g_strdup_printf (
      "Differences, %g\xc2\xa0%% intervals", 100 * c->options.level);

  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      const InkEstimate *d = &c->difference[f];

      if (ink_figure_is_loss ((InkFigure) f))
        rows_add (&rows, ink_figure_name ((InkFigure) f), -d->value, -d->high,
                  -d->low);
      else
        rows_add (&rows, ink_figure_name ((InkFigure) f), d->value, d->low,
                  d->high);
    }
  return forest (title, AXIS, &rows);
}

static InkPlot *
areas_chart (const InkComparison *c, const char *const *class_names)
{
  g_auto (Rows) rows = rows_new ();
  g_autofree char *title
      = g_strdup_printf ("ROC AUC of each class, %g\xc2\xa0%% intervals",
                         100 * c->options.level);

  for (guint i = 0; i < c->n_classes; i++)
    rows_add (&rows, class_names[i], c->classes[i].difference,
              c->classes[i].low, c->classes[i].high);
  return forest (title, AXIS, &rows);
}

InkPlot *
ink_comparison_chart_new (const InkComparison *comparison,
                          const char *const *class_names,
                          InkComparisonChart chart)
{
  return chart == INK_CHART_DIFFERENCES
             ? differences_chart (comparison)
             : areas_chart (comparison, class_names);
}

const char *
ink_comparison_chart_name (InkComparisonChart chart)
{
  return chart == INK_CHART_DIFFERENCES ? "differences" : "class-areas";
}
