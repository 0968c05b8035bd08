/* The loss against its definition in double, against central finite differences
 * and, with smoothed labels, against PyTorch (tests/golden/optimizer.json, made
 * by make-optimizer.py beside it). */
#include <json-glib/json-glib.h>
#include <math.h>

#include "core/base/rng.h"
#include "core/data/image-set.h"
#include "core/model/loss.h"
#include "core/tensor/kernels.h"

#define CLASSES 7
#define N 20
#define BLOCKS 2
#define SIZE (CLASSES * BLOCKS * INK_LANES)

/* Of class @c of example @i. */
static guint
at (guint i, guint c)
{
  return (i / INK_LANES * CLASSES + c) * INK_LANES + i % INK_LANES;
}

static void
fill (float *logits, float size, guint8 *labels)
{
  InkRng rng = ink_rng (3, INK_STREAM_TEST, 5, SIZE);

  for (guint i = 0; i < SIZE; i++)
    logits[i] = size * (float) (2 * ink_rng_uniform (&rng) - 1);
  for (guint i = 0; i < N; i++)
    labels[i] = (guint8) (i % CLASSES);
}

/* As loss.h has it, for one example. */
static double
define_loss (const float *logits, guint i, guint label, double smoothing,
             double *gradients)
{
  double sum = 0, loss;

  for (guint c = 0; c < CLASSES; c++)
    sum += exp (logits[at (i, c)]);
  loss = log (sum) - (1 - smoothing) * logits[at (i, label)];
  for (guint c = 0; c < CLASSES; c++)
    {
      loss -= smoothing / CLASSES * logits[at (i, c)];
      gradients[c] = exp (logits[at (i, c)]) / sum
                     - (c == label ? 1 - smoothing : 0) - smoothing / CLASSES;
    }
  return loss;
}

static void
check_definition (float size, double smoothing)
{
  float logits[SIZE], gradients[SIZE];
  guint8 labels[N];
  InkLossTarget target = { labels, N, smoothing };
  double loss = 0, expected[CLASSES];
  InkLossSum sum;

  fill (logits, size, labels);
  sum = ink_softmax_cross_entropy_smoothed (logits, CLASSES, &target, BLOCKS,
                                            gradients);
  for (guint i = 0; i < N; i++)
    {
      loss += define_loss (logits, i, labels[i], smoothing, expected);
      for (guint c = 0; c < CLASSES; c++)
        g_assert_cmpfloat_with_epsilon (gradients[at (i, c)], expected[c],
                                        3e-7);
    }
  g_assert_cmpfloat_with_epsilon (sum.loss, loss, 1e-6 * loss);
  for (guint i = N; i < BLOCKS * INK_LANES; i++)
    for (guint c = 0; c < CLASSES; c++)
      g_assert_cmpfloat (gradients[at (i, c)], ==, 0);
  g_assert_cmpfloat (ink_softmax_cross_entropy_smoothed (
                         logits, CLASSES, &target, BLOCKS, NULL)
                         .loss,
                     ==, sum.loss);
}

static void
test_definition (void)
{
  static const float sizes[] = { 0, 1e-3f, 1, 10, 80 };
  static const double smoothings[] = { 0, 0.1, 0.9 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (smoothings); j++)
      check_definition (sizes[i], smoothings[j]);
}

static void
check_differences (double smoothing)
{
  float logits[SIZE], gradients[SIZE];
  guint8 labels[N];
  InkLossTarget target = { labels, N, smoothing };

  fill (logits, 1, labels);
  ink_softmax_cross_entropy_smoothed (logits, CLASSES, &target, BLOCKS,
                                      gradients);
  for (guint i = 0; i < SIZE; i++)
    {
      float kept = logits[i];
      double up, down;

      logits[i] = kept + 0.01f;
      up = ink_softmax_cross_entropy_smoothed (logits, CLASSES, &target,
                                               BLOCKS, NULL)
               .loss;
      logits[i] = kept - 0.01f;
      down = ink_softmax_cross_entropy_smoothed (logits, CLASSES, &target,
                                                 BLOCKS, NULL)
                 .loss;
      logits[i] = kept;
      g_assert_cmpfloat_with_epsilon (gradients[i], (up - down) / 0.02, 1e-4);
    }
}

static void
test_differences (void)
{
  check_differences (0);
  check_differences (0.3);
}

static void
test_golden (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "golden", "optimizer.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *golden;
  JsonArray *expected;
  float logits[SIZE] = { 0 }, gradients[SIZE];
  guint8 labels[N];
  InkLossTarget target = { labels, N, 0.1 };
  guint32 lcg = 2;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  golden = json_object_get_object_member (
      json_node_get_object (json_parser_get_root (parser)), "smoothed");
  expected = json_object_get_array_member (golden, "gradients");
  for (guint i = 0; i < N; i++)
    {
      labels[i] = (guint8) (3 * i % CLASSES);
      for (guint c = 0; c < CLASSES; c++)
        {
          lcg = lcg * 1664525u + 1013904223u;
          logits[at (i, c)] = 8 * ((float) (lcg >> 8) / 8388608.0f - 1);
        }
    }
  g_assert_cmpfloat_with_epsilon (
      ink_softmax_cross_entropy_smoothed (logits, CLASSES, &target, BLOCKS,
                                          gradients)
          .loss,
      json_object_get_double_member (golden, "loss"), 1e-5);
  for (guint i = 0; i < N * CLASSES; i++)
    g_assert_cmpfloat_with_epsilon (
        gradients[at (i / CLASSES, i % CLASSES)],
        json_array_get_double_element (expected, i), 1e-6);
}

/* The first of the largest is what counts. */
static void
test_correct (void)
{
  float logits[3 * INK_LANES] = { 0 };
  guint8 labels[] = { 0, 1, 2, 1 };

  logits[INK_LANES + 3] = 1;
  g_assert_cmpuint (
      ink_softmax_cross_entropy (logits, 3, labels, 4, 1, NULL).n_correct, ==,
      2);
}

/* What is of no class pulls towards all of them alike, and its loss is what is
 * missing to that; it counts as no answer, right or wrong. */
static void
test_no_label (void)
{
  float logits[3 * INK_LANES] = { 0 };
  float gradients[3 * INK_LANES];
  guint8 labels[] = { INK_NO_LABEL, INK_NO_LABEL, 0 };
  const double e = exp (2), sum_e = e + 2;
  InkLossSum sum;

  logits[1] = 2; /* example 1, class 0 */
  sum = ink_softmax_cross_entropy (logits, 3, labels, 2, 1, gradients);
  g_assert_cmpfloat_with_epsilon (sum.loss, log (sum_e) - 2. / 3 - log (3),
                                  1e-6);
  g_assert_cmpuint (sum.n_labelled, ==, 0);
  g_assert_cmpuint (sum.n_correct, ==, 0);
  for (guint c = 0; c < 3; c++)
    {
      double p = (c == 0 ? e : 1) / sum_e;

      g_assert_cmpfloat_with_epsilon (gradients[c * INK_LANES], 0, 1e-6);
      g_assert_cmpfloat_with_epsilon (gradients[c * INK_LANES + 1],
                                      p - 1. / 3, 1e-6);
    }
  sum = ink_softmax_cross_entropy (logits, 3, labels, 3, 1, NULL);
  g_assert_cmpuint (sum.n_labelled, ==, 1);
  g_assert_cmpuint (sum.n_correct, ==, 1);
}

/* Smoothing changes nothing for what is smooth already. */
static void
test_no_label_smoothed (void)
{
  float logits[3 * INK_LANES] = { 0 };
  float plain[3 * INK_LANES], smoothed[3 * INK_LANES];
  guint8 label = INK_NO_LABEL;
  InkLossTarget target = { .labels = &label, .n = 1, .smoothing = 0.4 };

  logits[0] = 1.5f;
  ink_softmax_cross_entropy (logits, 3, &label, 1, 1, plain);
  ink_softmax_cross_entropy_smoothed (logits, 3, &target, 1, smoothed);
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (plain[c * INK_LANES],
                                    smoothed[c * INK_LANES], 1e-6);
}

static void
test_extremes (void)
{
  enum { FEW = 3 };
  float logits[FEW * INK_LANES] = { 0 };
  float gradients[FEW * INK_LANES];
  double p[FEW];
  guint8 label = 1;
  InkLossSum sum;

  logits[0] = 3e38f;
  logits[INK_LANES] = -3e38f;
  sum = ink_softmax_cross_entropy (logits, FEW, &label, 1, 1, gradients);
  g_assert_cmpfloat (sum.loss, >, 1e38);
  g_assert_true (isfinite (gradients[0]));
  g_assert_cmpuint (sum.n_correct, ==, 0);
  ink_softmax (logits, FEW, INK_LANES, p);
  g_assert_cmpfloat (p[0], ==, 1);
  for (guint c = 0; c < FEW; c++)
    {
      float kept = logits[c * INK_LANES];

      logits[c * INK_LANES] = NAN;
      sum = ink_softmax_cross_entropy (logits, FEW, &label, 1, 1, NULL);
      g_assert_true (isnan (sum.loss));
      logits[c * INK_LANES] = INFINITY;
      sum = ink_softmax_cross_entropy (logits, FEW, &label, 1, 1, NULL);
      g_assert_false (isfinite (sum.loss));
      logits[c * INK_LANES] = kept;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/loss/definition", test_definition);
  g_test_add_func ("/core/loss/finite-differences", test_differences);
  g_test_add_func ("/core/loss/golden", test_golden);
  g_test_add_func ("/core/loss/correct", test_correct);
  g_test_add_func ("/core/loss/extremes", test_extremes);
  g_test_add_func ("/core/loss/no-label", test_no_label);
  g_test_add_func ("/core/loss/no-label-smoothed",
                   test_no_label_smoothed);
  return g_test_run ();
}
