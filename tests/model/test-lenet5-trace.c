/* What the trace says, against a plain LeNet-5 in double: its maps, central
 * differences of its logits, and its linear piece taken to a blank sheet. */
#include "core/model/lenet5-trace.h"

#include <math.h>
#include <string.h>

#include "core/base/rng.h"

#define SIZE INK_LENET5_SIZE
#define PIXELS INK_LENET5_PIXELS
#define KERNEL 5
#define MOST_CLASSES 17

/* ---- the plain network ------------------------------------------------- */

/* Which outputs came through: with it fixed, the network is linear. */
typedef struct
{
  guint8 conv1[6 * 12 * 12], conv2[16 * 4 * 4];
  gboolean hidden1[120], hidden2[84];
} Pattern;

typedef struct
{
  double conv1[6 * 24 * 24], pool1[6 * 12 * 12];
  double conv2[16 * 8 * 8], pool2[16 * 4 * 4];
  double logits[MOST_CLASSES];
} Plain;

static void
plain_convolve (const double *x, guint n_in, guint size, const float *w,
                guint n_out, double *y)
{
  guint side = size - KERNEL + 1;
  const float *b = w + n_out * n_in * KERNEL * KERNEL;

  for (guint o = 0; o < n_out; o++)
    for (guint p = 0; p < side * side; p++)
      {
        double sum = b[o];

        for (guint i = 0; i < n_in; i++)
          for (guint k = 0; k < KERNEL * KERNEL; k++)
            sum += w[(o * n_in + i) * KERNEL * KERNEL + k]
                   * x[(i * size + p / side + k / KERNEL) * size + p % side
                       + k % KERNEL];
        y[o * side * side + p] = sum;
      }
}

/* Pooling and ReLU, @maps before it. @fixed: @winners is given, not set. */
static void
plain_pool (double *maps, guint n, guint side, gboolean fixed, guint8 *winners,
            double *pooled)
{
  guint half = side / 2;

  for (guint p = 0; p < n * half * half; p++)
    {
      const double *at
          = maps + 2 * (p / half) * side + 2 * (p % half); /* maps follow */
      const double corners[] = { at[0], at[1], at[side], at[side + 1], 0 };

      if (!fixed)
        {
          winners[p] = 0;
          for (guint8 i = 1; i < 4; i++)
            if (corners[i] > corners[winners[p]])
              winners[p] = i;
          if (corners[winners[p]] <= 0)
            winners[p] = 4;
        }
      pooled[p] = corners[winners[p]];
    }
  for (guint i = 0; i < n * side * side; i++)
    maps[i] = fmax (maps[i], 0);
}

static const float *
plain_dense (const double *x, guint n_in, const float *w, guint n_out,
             double *y)
{
  for (guint o = 0; o < n_out; o++)
    {
      y[o] = w[n_out * n_in + o];
      for (guint i = 0; i < n_in; i++)
        y[o] += w[o * n_in + i] * x[i];
    }
  return w + n_out * (n_in + 1);
}

static void
plain_gate (double *x, guint n, gboolean fixed, gboolean *open)
{
  for (guint i = 0; i < n; i++)
    {
      if (!fixed)
        open[i] = x[i] > 0;
      x[i] = open[i] ? x[i] : 0;
    }
}

/* @ink: [784], 0 to 1; @fixed: with @pattern, which else is set. */
static void
plain_read (const float *w, guint n_classes, const double *ink, Plain *plain,
            gboolean fixed, Pattern *pattern)
{
  double x[PIXELS], hidden1[120], hidden2[84];

  for (guint p = 0; p < PIXELS; p++)
    x[p] = (ink[p] - (double) INK_LENET5_MEAN) / INK_LENET5_DEVIATION;
  plain_convolve (x, 1, 28, w, 6, plain->conv1);
  plain_pool (plain->conv1, 6, 24, fixed, pattern->conv1, plain->pool1);
  w += 6 * 26;
  plain_convolve (plain->pool1, 6, 12, w, 16, plain->conv2);
  plain_pool (plain->conv2, 16, 8, fixed, pattern->conv2, plain->pool2);
  w += 16 * (6 * 25 + 1);
  w = plain_dense (plain->pool2, 256, w, 120, hidden1);
  plain_gate (hidden1, 120, fixed, pattern->hidden1);
  w = plain_dense (hidden1, 120, w, 84, hidden2);
  plain_gate (hidden2, 84, fixed, pattern->hidden2);
  plain_dense (hidden2, 84, w, n_classes, plain->logits);
}

/* ---- models and images ------------------------------------------------- */

typedef struct
{
  InkModel *model;
  const float *parameters;
  guint n_classes;
  InkLenet5Tracer *tracer;
  InkLenet5Trace trace;
  guint8 image[PIXELS];
  double ink[PIXELS];
} Fixture;

static InkModel *
model_new (guint n_classes, guint64 seed, float scale)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (n_classes);
  gsize n = ink_network_n_parameters (network);
  float *parameters = ink_floats_new (n);
  static const char letters[] = "abcdefghijklmnopq";
  const char *names[MOST_CLASSES + 1] = { NULL };
  InkModel *model;

  for (guint i = 0; i < n_classes; i++)
    names[i] = &letters[i]; /* and all that follow */
  ink_network_init (network, seed, parameters);
  for (gsize i = 0; i < n; i++) /* larger, so that the classes come apart */
    parameters[i] *= scale;
  model = ink_lenet5_model_new (parameters, names);
  g_aligned_free (parameters);
  return model;
}

/* Kinds of images: a blank sheet, a soft ring as of a pen, noise. */
enum
{
  BLANK,
  RING,
  NOISE,
  N_KINDS
};

static guint8
pixel_of (int kind, guint p, InkRng *rng)
{
  double distance
      = hypot ((double) (p / SIZE) - 13.3, 1.3 * (p % SIZE) - 18.1);
  double soft = CLAMP (2.1 - 0.9 * fabs (distance - 8.2), 0, 1);

  switch (kind)
    {
    case RING: /* no two pixels the same */
      return (guint8) (soft * (200 + 55 * ink_rng_uniform (rng)));
    case NOISE:
      return (guint8) ink_rng_u64 (rng);
    default:
      return 0;
    }
}

static void
set_image (Fixture *fixture, int kind)
{
  InkRng rng = ink_rng (3, INK_STREAM_TEST, (guint64) kind, 0);

  for (guint p = 0; p < PIXELS; p++)
    {
      fixture->image[p] = pixel_of (kind, p, &rng);
      fixture->ink[p] = fixture->image[p] / 255.0;
    }
  ink_lenet5_tracer_read (fixture->tracer, fixture->image, &fixture->trace);
}

static void
open_fixture (Fixture *fixture, guint n_classes, guint64 seed)
{
  fixture->n_classes = n_classes;
  fixture->model = model_new (n_classes, seed, 1.4f);
  fixture->parameters = ink_lenet5_parameters (fixture->model);
  fixture->tracer = ink_lenet5_tracer_new (fixture->model);
  g_assert_nonnull (fixture->tracer);
  g_assert_true (ink_lenet5_tracer_model (fixture->tracer) == fixture->model);
}

static void
close_fixture (Fixture *fixture)
{
  ink_lenet5_tracer_free (fixture->tracer);
  ink_model_unref (fixture->model);
}

/* Runs @check for every kind of image and some networks. */
static void
for_each (void (*check) (Fixture *fixture))
{
  static const guint n_classes[] = { 10, 2, MOST_CLASSES };
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);

  for (guint i = 0; i < G_N_ELEMENTS (n_classes); i++)
    {
      open_fixture (fixture, n_classes[i], i + 1);
      for (int kind = 0; kind < N_KINDS; kind++)
        {
          set_image (fixture, kind);
          check (fixture);
        }
      close_fixture (fixture);
    }
}

/* ---- tests ------------------------------------------------------------- */

static void
assert_close (const char *what, const float *found, const double *wanted,
              gsize n)
{
  double most = 0;

  for (gsize i = 0; i < n; i++)
    most = fmax (most, fabs (wanted[i]));
  for (gsize i = 0; i < n; i++)
    if (!(fabs (found[i] - wanted[i]) <= 2e-6 * most + 1e-7))
      g_error ("%s %zu is %g, not %g", what, i, found[i], wanted[i]);
}

static void
check_maps (Fixture *fixture)
{
  const InkLenet5Trace *trace = &fixture->trace;
  g_autofree Plain *plain = g_new (Plain, 1);
  Pattern pattern;

  plain_read (fixture->parameters, fixture->n_classes, fixture->ink, plain,
              FALSE, &pattern);
  assert_close ("conv1", trace->conv1[0][0], plain->conv1, 6 * 24 * 24);
  assert_close ("pool1", trace->pool1[0][0], plain->pool1, 6 * 12 * 12);
  assert_close ("conv2", trace->conv2[0][0], plain->conv2, 16 * 8 * 8);
  assert_close ("pool2", trace->pool2[0][0], plain->pool2, 16 * 4 * 4);
  assert_close ("logits", trace->logits, plain->logits, fixture->n_classes);
}

/* The same bits as when the model only predicts. */
static void
check_probabilities (Fixture *fixture)
{
  const InkLenet5Trace *trace = &fixture->trace;
  double wanted[MOST_CLASSES];
  gsize n = fixture->n_classes;

  ink_model_predict_images (fixture->model, fixture->image, 1, 1, wanted);
  g_assert_cmpuint (trace->n_classes, ==, n);
  g_assert_cmpmem (trace->probabilities, n * sizeof *wanted, wanted,
                   n * sizeof *wanted);
  g_assert_cmpuint (trace->best, !=, trace->second);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (trace->logits[i], <=, trace->logits[trace->best]);
      g_assert_true (i == trace->best
                     || trace->logits[i] <= trace->logits[trace->second]);
    }
}

/* Of the best logit, and of its lead, by the ink of a pixel. */
static void
central_difference (Fixture *fixture, guint pixel, double *best, double *lead)
{
  static const double step = 1e-5;
  const InkLenet5Trace *trace = &fixture->trace;
  double ink = fixture->ink[pixel];
  double logits[2], leads[2];
  Plain plain;
  Pattern pattern;

  for (int side = 0; side < 2; side++)
    {
      fixture->ink[pixel] = ink + (side == 0 ? -step : step);
      plain_read (fixture->parameters, fixture->n_classes, fixture->ink,
                  &plain, FALSE, &pattern);
      logits[side] = plain.logits[trace->best];
      leads[side] = logits[side] - plain.logits[trace->second];
    }
  fixture->ink[pixel] = ink;
  *best = (logits[1] - logits[0]) / (2 * step);
  *lead = (leads[1] - leads[0]) / (2 * step);
}

static double
largest (const float *values)
{
  double most = 0;

  for (guint p = 0; p < PIXELS; p++)
    most = fmax (most, fabs (values[p]));
  return most;
}

static void
check_differences (Fixture *fixture)
{
  const InkLenet5Trace *trace = &fixture->trace;
  double best_most = largest (trace->for_best.pixels);
  double lead_most = largest (trace->difference.pixels);

  for (guint p = 0; p < PIXELS; p++)
    {
      double best, lead;

      if (fixture->image[p] == 0)
        {
          g_assert_cmpfloat (trace->for_best.pixels[p], ==, 0);
          g_assert_cmpfloat (trace->difference.pixels[p], ==, 0);
        }
      else if (p % 5 == 0)
        {
          central_difference (fixture, p, &best, &lead);
          g_assert_cmpfloat_with_epsilon (trace->for_best.pixels[p],
                                          best * fixture->ink[p],
                                          1e-5 * best_most);
          g_assert_cmpfloat_with_epsilon (trace->difference.pixels[p],
                                          lead * fixture->ink[p],
                                          1e-5 * lead_most);
        }
    }
}

static double
total (const InkInkShares *shares)
{
  double sum = shares->blank;

  for (guint p = 0; p < PIXELS; p++)
    sum += shares->pixels[p];
  return sum;
}

/* The shares of all pixels make up the logit, with what the image's linear
 * piece gives for a blank sheet. */
static void
check_complete (Fixture *fixture)
{
  static const double blank[PIXELS];
  const InkLenet5Trace *trace = &fixture->trace;
  g_autofree Plain *plain = g_new (Plain, 1);
  Pattern pattern;
  double best, lead;

  plain_read (fixture->parameters, fixture->n_classes, fixture->ink, plain,
              FALSE, &pattern);
  best = plain->logits[trace->best];
  lead = best - plain->logits[trace->second];
  g_assert_cmpfloat_with_epsilon (total (&trace->for_best), best, 1e-5);
  g_assert_cmpfloat_with_epsilon (total (&trace->difference), lead, 1e-5);
  plain_read (fixture->parameters, fixture->n_classes, blank, plain, TRUE,
              &pattern);
  best = plain->logits[trace->best];
  lead = best - plain->logits[trace->second];
  g_assert_cmpfloat_with_epsilon (trace->for_best.blank, best, 2e-5);
  g_assert_cmpfloat_with_epsilon (trace->difference.blank, lead, 2e-5);
}

static void
test_maps (void)
{
  for_each (check_maps);
}

static void
test_probabilities (void)
{
  for_each (check_probabilities);
}

static void
test_differences (void)
{
  for_each (check_differences);
}

static void
test_complete (void)
{
  for_each (check_complete);
}

/* Of equal logits the first is the best and the next the runner-up. */
static void
test_ties (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  float *parameters = ink_floats_new (ink_network_n_parameters (network));
  g_autoptr (InkModel) model = ink_lenet5_model_new (parameters, names);
  g_autoptr (InkLenet5Tracer) tracer = ink_lenet5_tracer_new (model);
  g_autofree InkLenet5Trace *trace = g_new (InkLenet5Trace, 1);
  const guint8 image[PIXELS] = { 255 };

  ink_lenet5_tracer_read (tracer, image, trace);
  g_assert_cmpuint (trace->best, ==, 0);
  g_assert_cmpuint (trace->second, ==, 1);
  g_assert_cmpfloat (largest (trace->for_best.pixels), ==, 0);
  g_assert_cmpfloat (trace->probabilities[2], ==, 1 / 3.0);
  g_aligned_free (parameters);
}

static void
free_nothing (gpointer payload)
{
}

/* What cannot be traced is refused. */
static void
test_refused (void)
{
  static const InkModelClass other
      = { .name = "other", .input = INK_INPUT_IMAGE, .free = free_nothing };
  static const char *const names[] = { "a", "b", NULL };
  g_autoptr (InkModel) unknown = ink_model_new (&other, NULL, names);
  g_autoptr (InkModel) diverged = model_new (2, 1, INFINITY);

  g_assert_null (ink_lenet5_tracer_new (unknown));
  g_assert_null (ink_lenet5_tracer_new (diverged));
  ink_lenet5_tracer_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/lenet5-trace/maps", test_maps);
  g_test_add_func ("/core/lenet5-trace/probabilities", test_probabilities);
  g_test_add_func ("/core/lenet5-trace/differences", test_differences);
  g_test_add_func ("/core/lenet5-trace/complete", test_complete);
  g_test_add_func ("/core/lenet5-trace/ties", test_ties);
  g_test_add_func ("/core/lenet5-trace/refused", test_refused);
  return g_test_run ();
}
