/* The row of intervals: it resamples off the main thread, a choice starts it
 * anew, and what is not defined has no interval. */
#include "tests/ui/on-screen.h"

#include "core/base/rng.h"
#include "ui/evaluate/evaluate-intervals.h"
#include "ui/evaluate/evaluate-words.h"
#include "ui/evaluate/more-figures.h"
#include "ui/format.h"

static const char *const names[] = { "a", "b", "c", NULL };

static InkEvaluation *
make_evaluation (gboolean one_class)
{
  const gsize n = 90;
  g_autofree double *p = g_new (double, n * 3);
  g_autofree guint32 *labels = g_new (guint32, n);
  InkRng rng = ink_rng (4, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < n; i++)
    {
      labels[i] = one_class ? 0 : (guint32) (i % 3);
      for (guint c = 0; c < 3; c++)
        p[i * 3 + c] = (ink_rng_uniform (&rng) + (c == labels[i])) / 3;
    }
  return ink_evaluation_new (p, labels, n, names, NULL);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

typedef struct
{
  InkEvaluateIntervals *row;
  GtkDropDown *level, *curve;
  guint n_levels, n_estimates, n_bands;
} Fixture;

static GtkDropDown *
next_drop_down (GtkWidget *from)
{
  for (; from != NULL; from = gtk_widget_get_next_sibling (from))
    if (GTK_IS_DROP_DOWN (from))
      return GTK_DROP_DOWN (from);
  return NULL;
}

static void
open_row (Fixture *f)
{
  GtkWidget *row = g_object_ref_sink (ink_evaluate_intervals_new ());
  GtkWidget *box = gtk_widget_get_first_child (row);

  *f = (Fixture) { .row = INK_EVALUATE_INTERVALS (row) };
  f->level = next_drop_down (gtk_widget_get_first_child (box));
  f->curve = GTK_DROP_DOWN (ink_evaluate_intervals_get_curves (f->row));
  g_signal_connect_swapped (row, "level-changed", G_CALLBACK (count_cb),
                            &f->n_levels);
  g_signal_connect_swapped (row, "estimates-changed", G_CALLBACK (count_cb),
                            &f->n_estimates);
  g_signal_connect_swapped (row, "band-changed", G_CALLBACK (count_cb),
                            &f->n_bands);
}

static void
close_row (Fixture *f)
{
  on_screen_let_go (f->row);
  g_assert_finalize_object (f->row);
}

static guint
count_entries (Fixture *f, const InkEvaluation *evaluation, const char *name)
{
  g_autoptr (InkPlot) plot
      = ink_evaluation_chart_new (evaluation, INK_CHART_ROC);
  guint n = 0;

  ink_evaluate_intervals_add_band (f->row, plot);
  for (guint i = 0; i < ink_plot_n_entries (plot); i++)
    n += strstr (ink_plot_entry_name (plot, i), name) != NULL;
  return n;
}

static void
test_resamples (void)
{
  g_autoptr (InkEvaluation) evaluation = make_evaluation (FALSE);
  const InkEstimate *loss;
  Fixture f;

  open_row (&f);
  g_assert_cmpfloat (ink_evaluate_intervals_get_level (f.row), ==, 0.95);
  ink_evaluate_intervals_show (f.row, evaluation);
  g_assert_true (ink_evaluate_intervals_is_busy (f.row));
  g_assert_null (
      ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_LOG_LOSS));
  g_assert_cmpuint (count_entries (&f, evaluation, "band"), ==, 0);
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  loss = ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_LOG_LOSS);
  g_assert_cmpfloat (loss->low, <, ink_evaluation_log_loss (evaluation));
  g_assert_cmpfloat (loss->high, >, ink_evaluation_log_loss (evaluation));
  g_assert_cmpuint (count_entries (&f, evaluation, "95\u00a0% band, macro"),
                    ==, 1);
  g_assert_cmpuint (f.n_levels, ==, 0);
  g_assert_cmpuint (f.n_estimates, ==, 1);
  g_assert_cmpuint (f.n_bands, ==, 1);
  close_row (&f);
}

/* A higher level: nothing of the lower one stays, and intervals are wider. */
static void
test_level (void)
{
  g_autoptr (InkEvaluation) evaluation = make_evaluation (FALSE);
  InkEstimate usual, sure;
  Fixture f;

  open_row (&f);
  ink_evaluate_intervals_show (f.row, evaluation);
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  usual = *ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_LOG_LOSS);
  gtk_drop_down_set_selected (f.level, 2);
  g_assert_cmpfloat (ink_evaluate_intervals_get_level (f.row), ==, 0.99);
  g_assert_null (
      ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_LOG_LOSS));
  g_assert_cmpuint (f.n_levels, ==, 1);
  gtk_drop_down_set_selected (f.level, 0); /* the first is cancelled */
  gtk_drop_down_set_selected (f.level, 2);
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  sure = *ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_LOG_LOSS);
  g_assert_cmpfloat (sure.low, <, usual.low);
  g_assert_cmpfloat (sure.high, >, usual.high);
  g_assert_cmpuint (count_entries (&f, evaluation, "99\u00a0% band, macro"),
                    ==, 1);
  g_assert_cmpuint (f.n_levels, ==, 3);
  close_row (&f);
}

/* Another curve: the figures' intervals stay as they are. */
static void
test_curve (void)
{
  g_autoptr (InkEvaluation) evaluation = make_evaluation (FALSE);
  Fixture f;

  open_row (&f);
  ink_evaluate_intervals_show (f.row, evaluation);
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  gtk_drop_down_set_selected (f.curve, 3); /* macro, micro, a, b */
  g_assert_nonnull (
      ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_LOG_LOSS));
  g_assert_cmpuint (count_entries (&f, evaluation, "band"), ==, 0);
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  g_assert_cmpuint (count_entries (&f, evaluation, "band, b"), ==, 1);
  g_assert_cmpuint (f.n_estimates, ==, 1);
  ink_evaluate_intervals_show (f.row, evaluation); /* the choice stays */
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  g_assert_cmpuint (count_entries (&f, evaluation, "band, b"), ==, 1);
  close_row (&f);
}

/* No curve, no kappa: the others have their intervals all the same. */
static void
test_one_class (void)
{
  g_autoptr (InkEvaluation) evaluation = make_evaluation (TRUE);
  GtkWidget *more = g_object_ref_sink (ink_more_figures_new ());
  Fixture f;

  open_row (&f);
  ink_evaluate_intervals_show (f.row, evaluation);
  ink_more_figures_show (INK_MORE_FIGURES (more), evaluation, f.row);
  on_screen_wait (!ink_evaluate_intervals_is_busy (f.row));
  ink_more_figures_show (INK_MORE_FIGURES (more), evaluation, f.row);
  g_assert_null (
      ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_MACRO_ROC_AUC));
  g_assert_nonnull (
      ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_BRIER_SCORE));
  g_assert_cmpuint (count_entries (&f, evaluation, "band"), ==, 0);
  ink_evaluate_intervals_show (f.row, NULL);
  g_assert_false (ink_evaluate_intervals_is_busy (f.row));
  g_assert_null (
      ink_evaluate_intervals_get_estimate (f.row, INK_FIGURE_BRIER_SCORE));
  g_assert_finalize_object (more);
  close_row (&f);
}

/* What it is doing ends without it. */
static void
test_close_while_busy (void)
{
  g_autoptr (InkEvaluation) evaluation = make_evaluation (FALSE);
  Fixture f;

  open_row (&f);
  ink_evaluate_intervals_show (f.row, evaluation);
  close_row (&f);
}

static void
test_format (void)
{
  g_autofree char *share = ink_format_interval (0.994, 0.9969, 2, 100, 0.95);
  g_autofree char *below = ink_format_interval (-0.1, 0.2, 4, 1, 0.999);

  g_assert_cmpstr (share, ==, "99.40–99.69 (95 %)");
  g_assert_cmpstr (below, ==, "-0.1000 to 0.2000 (99.9 %)");
}

/* What the averages are of: not of classes that are not there. */
static void
test_words (void)
{
  g_autoptr (InkEvaluation) all = make_evaluation (FALSE);
  static const double p[] = { 0.8, 0.1, 0.1, 0.2, 0.7, 0.1 };
  static const guint32 labels[] = { 0, 0 };
  g_autoptr (InkEvaluation) two
      = ink_evaluation_new (p, labels, 2, names, NULL);
  g_autofree char *of_all = ink_evaluate_mean_words (all);
  g_autofree char *of_two = ink_evaluate_mean_words (two);
  g_autofree char *slow
      = ink_evaluate_done_words (TRUE, 10000, FALSE, 0.081);
  g_autofree char *fast
      = ink_evaluate_done_words (FALSE, 1, TRUE, 0.0004);

  g_assert_cmpstr (of_all, ==, "mean of 3 classes");
  g_assert_cmpstr (of_two, ==, "mean of 2 of 3 classes");
  g_assert_cmpstr (slow, ==, "10,000 images evaluated in 0.08 s");
  g_assert_cmpstr (fast, ==,
                   "1 text, seen in training, evaluated in under 0.01 s");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/evaluate-intervals/resamples", test_resamples);
  g_test_add_func ("/ui/evaluate-intervals/words", test_words);
  g_test_add_func ("/ui/evaluate-intervals/level", test_level);
  g_test_add_func ("/ui/evaluate-intervals/curve", test_curve);
  g_test_add_func ("/ui/evaluate-intervals/one-class", test_one_class);
  g_test_add_func ("/ui/evaluate-intervals/close-while-busy",
                   test_close_while_busy);
  g_test_add_func ("/ui/evaluate-intervals/format", test_format);
  return on_screen_init () ? g_test_run () : 0;
}
