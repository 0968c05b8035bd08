/* Temperature scaling, and where a model begins to doubt. */
#include <math.h>

#include "core/base/rng.h"
#include "core/model/calibration.h"
#include "core/model/lenet5.h"

#define N 4000
#define CLASSES 3

/* Labels drawn from softmax (z); the logits told are @factor z. */
static void
draw (double factor, float *logits, guint8 *labels)
{
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < N; i++)
    {
      double z[CLASSES], sum = 0, u = ink_rng_uniform (&rng);
      guint label = 0;

      for (guint c = 0; c < CLASSES; c++)
        {
          z[c] = 2 * ink_rng_normal (&rng);
          sum += exp (z[c]);
          logits[i * CLASSES + c] = (float) (factor * z[c]);
        }
      while (label + 1 < CLASSES && u > exp (z[label]) / sum)
        u -= exp (z[label++]) / sum;
      labels[i] = (guint8) label;
    }
}

static void
test_temperature (void)
{
  const double factors[] = { 0.25, 1, 3 };
  float logits[N * CLASSES];
  guint8 labels[N];

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      double found;

      draw (factors[i], logits, labels);
      found = ink_temperature_fit (logits, labels, N, CLASSES);
      g_assert_cmpfloat (fabs (log (found / factors[i])), <, 0.06);
    }
}

/* Where every answer is right there is nothing to learn from. */
static void
test_all_right (void)
{
  const float logits[] = { 1, 0, 0, 3 };
  const guint8 labels[] = { 0, 1 };

  g_assert_cmpfloat (ink_temperature_fit (logits, labels, 2, 2), ==, 1);
}

static void
test_threshold (void)
{
  float logits[1000 * 2];

  /* the greatest probability of example i rises with i */
  for (guint i = 0; i < 1000; i++)
    {
      logits[2 * i] = (float) ((999 - i) * 0.01);
      logits[2 * i + 1] = 0;
    }
  g_assert_cmpfloat_with_epsilon (ink_doubt_threshold (logits, 1000, 2, 1),
                                  1 / (1 + exp (-0.01)), 1e-6);
  g_assert_cmpfloat_with_epsilon (ink_doubt_threshold (logits, 1000, 2, 0.1),
                                  1 / (1 + exp (-0.1)), 1e-6);
}

/* A model with a temperature says the same, less surely. */
static void
test_model (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  g_autofree float *parameters
      = g_new (float, ink_network_n_parameters (network));
  g_autoptr (InkModel) model = NULL;
  g_autoptr (InkModel) cooler = NULL;
  guint8 image[INK_LENET5_PIXELS];
  float before[3], after[3];

  ink_network_init (network, 1, parameters);
  model = ink_lenet5_model_new (parameters, names);
  cooler = ink_lenet5_model_with_temperature (model, 2.5);
  for (guint i = 0; i < INK_LENET5_PIXELS; i++)
    image[i] = (guint8) (i * 7);
  ink_lenet5_logits (model, image, 1, 1, before);
  ink_lenet5_logits (cooler, image, 1, 1, after);
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (after[c] * 2.5, before[c],
                                    1e-4 * (1 + fabs (before[c])));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/calibration/temperature", test_temperature);
  g_test_add_func ("/core/calibration/all-right", test_all_right);
  g_test_add_func ("/core/calibration/threshold", test_threshold);
  g_test_add_func ("/core/calibration/model", test_model);
  return g_test_run ();
}
