/* Numbers by term and class: packed and spread again, and added up with and
 * without knowing who has what. */
#include "core/model/class-counts.h"

#define CLASSES 3
#define TERMS 4

/* [CLASSES][TERMS]; no class has the second term */
static const double dense[] = { 1, 0, 0, 2.5, 0, 0, 3, 4, 0, 0, 0, 5 };

static void
assert_holds (const InkClassCounts *counts)
{
  double row[CLASSES];

  g_assert_cmpuint (counts->starts[TERMS], ==, 5);
  for (guint32 t = 0; t < TERMS; t++)
    {
      ink_class_counts_row (counts, t, row);
      for (guint c = 0; c < CLASSES; c++)
        g_assert_cmpfloat (row[c], ==, dense[c * TERMS + t]);
    }
}

static void
test_dense (void)
{
  float narrow[CLASSES * TERMS];
  InkClassCounts counts;
  g_autofree double *wide = NULL;
  g_autofree float *again = NULL;

  ink_class_counts_init_dense (&counts, CLASSES, TERMS, dense, FALSE);
  assert_holds (&counts);
  wide = ink_class_counts_to_dense (&counts);
  g_assert_cmpmem (wide, sizeof dense, dense, sizeof dense);
  ink_class_counts_clear (&counts);

  for (guint i = 0; i < CLASSES * TERMS; i++)
    narrow[i] = (float) dense[i];
  ink_class_counts_init_dense (&counts, CLASSES, TERMS, narrow, TRUE);
  assert_holds (&counts);
  again = ink_class_counts_to_dense (&counts);
  g_assert_cmpmem (again, sizeof narrow, narrow, sizeof narrow);
  ink_class_counts_clear (&counts);
}

/* @masks: may hold a class that nothing is added to. */
static void
check_sums (const guint64 *masks, gboolean compact)
{
  InkClassSums sums;
  InkClassCounts counts;

  ink_class_sums_init (&sums, CLASSES, TERMS, masks);
  for (guint part = 0; part < 2; part++)
    for (guint32 t = 0; t < TERMS; t++)
      for (guint c = 0; c < CLASSES; c++)
        if (dense[c * TERMS + t] != 0)
          ink_class_sums_add (&sums, t, c, dense[c * TERMS + t] / 2);
  ink_class_sums_finish (&sums, compact, &counts);
  g_assert_cmpint (counts.compact, ==, compact);
  assert_holds (&counts);
  ink_class_counts_clear (&counts);
}

static void
test_sums (void)
{
  const guint64 exact[] = { 1, 0, 2, 7 }, wide[] = { 5, 4, 6, 7 };

  for (guint compact = 0; compact < 2; compact++)
    {
      check_sums (NULL, compact);
      check_sums (exact, compact);
      check_sums (wide, compact);
    }
}

/* The last of 64 classes has the last bit. */
static void
test_many_classes (void)
{
  const guint64 masks[] = { (guint64) 1 << 63 | 1 };
  InkClassSums sums;
  InkClassCounts counts;

  ink_class_sums_init (&sums, 64, 1, masks);
  ink_class_sums_add (&sums, 0, 63, 2);
  ink_class_sums_add (&sums, 0, 0, 1);
  ink_class_sums_finish (&sums, FALSE, &counts);
  g_assert_cmpuint (counts.starts[1], ==, 2);
  g_assert_cmpuint (counts.classes[0], ==, 0);
  g_assert_cmpuint (counts.classes[1], ==, 63);
  g_assert_cmpfloat (ink_class_counts_value (&counts, 1), ==, 2);
  ink_class_counts_clear (&counts);
}

/* What a mask has no place for is left out, and nothing else is touched. */
static void
test_outside (void)
{
  const guint64 masks[] = { 1, 2 };
  InkClassSums sums;
  InkClassCounts counts;

  ink_class_sums_init (&sums, 3, 2, masks);
  ink_class_sums_add (&sums, 0, 0, 1);
  ink_class_sums_add (&sums, 0, 2, 5);
  ink_class_sums_add (&sums, 1, 0, 5);
  ink_class_sums_add (&sums, 1, 1, 2);
  ink_class_sums_finish (&sums, FALSE, &counts);
  g_assert_cmpuint (counts.starts[2], ==, 2);
  g_assert_cmpfloat (ink_class_counts_value (&counts, 0), ==, 1);
  g_assert_cmpfloat (ink_class_counts_value (&counts, 1), ==, 2);
  ink_class_counts_clear (&counts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/class-counts/dense", test_dense);
  g_test_add_func ("/core/class-counts/sums", test_sums);
  g_test_add_func ("/core/class-counts/many-classes", test_many_classes);
  g_test_add_func ("/core/class-counts/outside", test_outside);
  return g_test_run ();
}
