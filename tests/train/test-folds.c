/* Stratified folds, and nested, stratified parts of what is left. */
#include "core/train/folds.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/train/training-parts.h"
#include "tests/train/learner-support.h"

/* [n] labels of @n_classes, with some classes rare and one without any. */
static guint32 *
random_labels (guint n, guint n_classes, guint64 seed)
{
  guint32 *labels = g_new (guint32, n);
  InkRng rng = ink_rng (seed, INK_STREAM_TEST, 1, 0);

  for (guint i = 0; i < n; i++)
    labels[i] = (guint32) MIN (ink_rng_below (&rng, n_classes - 1),
                               ink_rng_below (&rng, n_classes - 1));
  return labels;
}

/* No two folds differ by more than one, in any class and in all. */
static void
check_balance (const guint32 *labels, guint n, guint n_classes, guint n_folds,
               const guint8 *folds)
{
  g_autofree guint *counts = g_new0 (guint, (gsize) n_folds * (n_classes + 1));

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (folds[i], <, n_folds);
      counts[folds[i] * (n_classes + 1) + labels[i]]++;
      counts[folds[i] * (n_classes + 1) + n_classes]++;
    }
  for (guint c = 0; c <= n_classes; c++)
    {
      guint least = G_MAXUINT, most = 0;

      for (guint f = 0; f < n_folds; f++)
        {
          least = MIN (least, counts[f * (n_classes + 1) + c]);
          most = MAX (most, counts[f * (n_classes + 1) + c]);
        }
      g_assert_cmpuint (most - least, <=, 1);
    }
}

static void
test_balance (void)
{
  for (guint n_folds = 2; n_folds <= 100; n_folds += 7)
    for (guint n_classes = 2; n_classes < 12; n_classes++)
      {
        guint n = 100 + 13 * n_classes + n_folds;
        g_autofree guint32 *labels = random_labels (n, n_classes, n_folds);
        g_autofree guint8 *folds = g_new (guint8, n);

        ink_folds_assign (labels, n, n_classes, n_folds, 1, 0, folds);
        check_balance (labels, n, n_classes, n_folds, folds);
      }
}

/* Other folds by seed and by repeat, of the same sizes; the same otherwise. */
static void
test_seeds (void)
{
  enum { N_EXAMPLES = 300 };
  g_autofree guint32 *labels = random_labels (N_EXAMPLES, 4, 1);
  guint8 one[N_EXAMPLES], again[N_EXAMPLES], repeat[N_EXAMPLES],
      seed[N_EXAMPLES];
  guint moved[2] = { 0 };
  int size[3] = { 0 };

  ink_folds_assign (labels, N_EXAMPLES, 4, 5, 1, 0, one);
  ink_folds_assign (labels, N_EXAMPLES, 4, 5, 1, 0, again);
  ink_folds_assign (labels, N_EXAMPLES, 4, 5, 1, 1, repeat);
  ink_folds_assign (labels, N_EXAMPLES, 4, 5, 2, 0, seed);
  g_assert_cmpmem (one, N_EXAMPLES, again, N_EXAMPLES);
  for (guint i = 0; i < N_EXAMPLES; i++)
    {
      moved[0] += one[i] != repeat[i];
      moved[1] += one[i] != seed[i];
      size[0] += one[i] == 0;
      size[1] += repeat[i] == 0;
      size[2] += seed[i] == 0;
    }
  /* four of five go elsewhere by chance */
  g_assert_cmpuint (moved[0], >, 200);
  g_assert_cmpuint (moved[1], >, 200);
  g_assert_cmpint (size[0], ==, size[1]);
  g_assert_cmpint (size[0], ==, size[2]);
}

/* Shuffled: the folds of a class are no round through its examples. */
static void
test_shuffled (void)
{
  guint32 labels[200] = { 0 };
  guint8 folds[200];
  guint in_order = 0;

  for (guint i = 100; i < 200; i++)
    labels[i] = 1;
  ink_folds_assign (labels, 200, 2, 4, 1, 0, folds);
  for (guint i = 0; i < 200; i++)
    in_order += folds[i] == i % 4;
  g_assert_cmpuint (in_order, >, 20);
  g_assert_cmpuint (in_order, <, 90);
}

static void
test_parts_of_fold (void)
{
  const guint8 folds[] = { 2, 0, 1, 2, 2, 0 };
  guint32 part[6];
  const guint32 held[] = { 0, 3, 4 }, rest[] = { 1, 2, 5 };

  g_assert_cmpuint (ink_folds_part (folds, 6, 2, TRUE, part), ==, 3);
  g_assert_cmpmem (part, sizeof held, held, sizeof held);
  g_assert_cmpuint (ink_folds_part (folds, 6, 2, FALSE, part), ==, 3);
  g_assert_cmpmem (part, sizeof rest, rest, sizeof rest);
}

/* Heads of the order: each class in proportion, to within one example. */
static void
test_training_parts (void)
{
  enum { N_EXAMPLES = 500, N_CLASSES = 6 };
  g_autofree guint32 *labels = random_labels (N_EXAMPLES, N_CLASSES, 3);
  guint32 examples[N_EXAMPLES / 2], before[N_EXAMPLES / 2];
  guint all[N_CLASSES] = { 0 }, taken[N_CLASSES] = { 0 };
  guint n = N_EXAMPLES / 2, moved = 0;

  for (guint i = 0; i < n; i++)
    {
      before[i] = examples[i] = 2 * i;
      all[labels[2 * i]]++;
    }
  ink_training_parts_order (labels, N_CLASSES, examples, n, 1, 0);
  for (guint i = 0; i < n; i++)
    {
      taken[labels[examples[i]]]++;
      for (guint c = 0; c < N_CLASSES; c++)
        {
          double wanted = (double) all[c] * (i + 1) / n;

          g_assert_cmpfloat (taken[c], >, wanted - 1.5);
          g_assert_cmpfloat (taken[c], <, wanted + 1.5);
        }
      moved += examples[i] != before[i];
    }
  g_assert_cmpuint (moved, >, n / 2);
  for (guint c = 0; c < N_CLASSES; c++)
    g_assert_cmpuint (taken[c], ==, all[c]);
}

static void
test_training_sizes (void)
{
  g_assert_cmpuint (ink_training_part_size (100, 0.1), ==, 10);
  g_assert_cmpuint (ink_training_part_size (100, 1), ==, 100);
  g_assert_cmpuint (ink_training_part_size (100, 1e-9), ==, 1);
  g_assert_cmpuint (ink_training_part_size (15, 0.1), ==, 2);
}

/* Of texts whose labels are the digits of @labels. */
static InkLearner *
learner_of (const char *labels)
{
  guint n = (guint) strlen (labels);
  g_autofree guint32 *numbers = g_new (guint32, n);
  g_autoptr (InkTextSet) texts = NULL;
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  for (guint i = 0; i < n; i++)
    {
      numbers[i] = (guint32) (labels[i] - '0');
      g_ptr_array_add (strings, g_strdup ("some words"));
    }
  texts = ink_text_set_new (
      "tiny", g_steal_pointer (&strings),
      g_bytes_new_take (g_steal_pointer (&numbers), n * sizeof (guint32)),
      g_strsplit ("zero one two", " ", -1), NULL);
  return ink_learner_new_naive_bayes (texts, &options, NULL);
}

static void
test_check (void)
{
  g_autoptr (InkLearner) sound = learner_of ("00011100");
  g_autoptr (InkLearner) few = learner_of ("000112001");
  g_autoptr (GError) error = NULL;

  /* two has no example at all, and is left out of account */
  g_assert_true (ink_folds_check (sound, 3, &error));
  g_assert_no_error (error);
  g_assert_false (ink_folds_check (few, 3, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_cmpstr (error->message, ==,
                   "tiny: class 'two': expected an example a fold, 3 at least, "
                   "found 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/folds/balance", test_balance);
  g_test_add_func ("/core/folds/seeds", test_seeds);
  g_test_add_func ("/core/folds/shuffled", test_shuffled);
  g_test_add_func ("/core/folds/parts", test_parts_of_fold);
  g_test_add_func ("/core/folds/training-parts", test_training_parts);
  g_test_add_func ("/core/folds/training-sizes", test_training_sizes);
  g_test_add_func ("/core/folds/check", test_check);
  return g_test_run ();
}
