/* Which examples stand behind a figure. */
#include "core/metrics/selection.h"

/* Of three classes; the second and the fourth tie. */
static InkEvaluation *
make_evaluation (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  static const guint32 labels[] = { 0, 0, 1, 0, 0, 2 };
  static const double probabilities[][3]
      = { { 0.3, 0.6, 0.1 },   { 0.1, 0.8, 0.1 }, { 0.1, 0.8, 0.1 },
          { 0.15, 0.8, 0.05 }, { 0.7, 0.2, 0.1 }, { 0.05, 0.9, 0.05 } };
  InkEvaluation *evaluation
      = ink_evaluation_new (&probabilities[0][0], labels, 6, names, NULL);

  g_assert_nonnull (evaluation);
  return evaluation;
}

static void
test_cell (void)
{
  static const guint32 expected[] = { 1, 3, 0 };
  g_autoptr (InkEvaluation) evaluation = make_evaluation ();
  g_autoptr (InkSelection) selection
      = ink_selection_of_cell (evaluation, 0, 1);

  g_assert_cmpmem (selection->indices, selection->n * sizeof (guint32),
                   expected, sizeof expected);
  g_assert_cmpstr (selection->title, ==, "Truly a, read as b");
  g_assert_cmpint (selection->by, ==, 1);
}

static void
test_empty_cell (void)
{
  g_autoptr (InkEvaluation) evaluation = make_evaluation ();
  g_autoptr (InkSelection) selection
      = ink_selection_of_cell (evaluation, 2, 2);

  g_assert_cmpuint (selection->n, ==, 0);
  g_assert_cmpstr (selection->title, ==, "Truly c, read as c");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/selection/cell", test_cell);
  g_test_add_func ("/core/selection/empty-cell", test_empty_cell);
  return g_test_run ();
}
