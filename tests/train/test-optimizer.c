/* The optimizer against PyTorch (the golden figures of tests/golden/
 * optimizer.json, made by make-optimizer.py beside it), every instruction set;
 * the average of the weights; and the same bits from AVX2 and AVX-512. */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/train/optimizer.h"

#define N 1000
#define SHARDS 3
#define EXAMPLES 30
#define STEPS 6
#define PIECES 4
#define EMA_DECAY 0.4
#define EVERY 37

static const double rates[STEPS] = { 0.1, 0.2, 0.05, 0.1, 0.02, 0.1 };
static const float sizes[STEPS] = { 0.5f, 2, 1, 4, 0.25f, 1 };

static void
fill (guint32 *lcg, float *values, float size)
{
  for (guint i = 0; i < N; i++)
    {
      *lcg = *lcg * 1664525u + 1013904223u;
      values[i] = size * ((float) (*lcg >> 8) / 8388608.0f - 1);
    }
}

/* A step in pieces; the gradients may be changed. */
static void
take_step (InkOptimizer *self, const InkKernels *kernels, double rate,
           float **shards)
{
  double squares = 0;

  ink_optimizer_begin (self, rate, EXAMPLES);
  for (guint i = 0; i < PIECES && self->clip_norm > 0; i++)
    {
      gsize first = N * i / PIECES, end = N * (i + 1) / PIECES;
      float *parts[SHARDS];

      for (guint s = 0; s < SHARDS; s++)
        parts[s] = shards[s] + first;
      squares += ink_optimizer_add_up (kernels, end - first, parts, SHARDS);
    }
  if (self->clip_norm > 0)
    ink_optimizer_clip (self, squares);
  for (guint i = 0; i < PIECES; i++)
    {
      gsize first = N * i / PIECES, end = N * (i + 1) / PIECES;
      const float *parts[SHARDS];

      for (guint s = 0; s < SHARDS; s++)
        parts[s] = shards[s] + first;
      ink_optimizer_update (self, kernels, first, end, parts,
                            self->clip_norm > 0 ? 1 : SHARDS);
    }
}

/* (transfer full): after all steps */
static InkOptimizer *
descend (const InkRecipe *recipe, const InkKernels *kernels)
{
  InkOptimizer *self = ink_optimizer_new (recipe, N, NULL, 0);
  float *shards[SHARDS];
  guint32 lcg = 1;

  for (guint s = 0; s < SHARDS; s++)
    shards[s] = ink_floats_new (N);
  fill (&lcg, self->parameters, 1);
  ink_optimizer_start (self);
  for (guint step = 0; step < STEPS; step++)
    {
      for (guint s = 0; s < SHARDS; s++)
        fill (&lcg, shards[s], sizes[step]);
      take_step (self, kernels, rates[step], shards);
    }
  for (guint s = 0; s < SHARDS; s++)
    g_aligned_free (shards[s]);
  return self;
}

static void
compare (JsonObject *golden, const char *name, const float *values)
{
  JsonArray *expected = json_object_get_array_member (golden, name);

  g_assert_cmpuint (json_array_get_length (expected), ==,
                    (N + EVERY - 1) / EVERY);
  for (guint i = 0; i < N; i += EVERY)
    g_assert_cmpfloat_with_epsilon (
        values[i], json_array_get_double_element (expected, i / EVERY), 1e-6);
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "golden", "optimizer.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *descents;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  descents = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "descents");
  g_assert_cmpuint (json_array_get_length (descents), ==, 6);
  for (guint i = 0; i < json_array_get_length (descents); i++)
    {
      JsonObject *g = json_array_get_object_element (descents, i);
      InkRecipe recipe
          = { .momentum = json_object_get_double_member (g, "momentum"),
              .nesterov = json_object_get_boolean_member (g, "nesterov"),
              .weight_decay
              = json_object_get_double_member (g, "weight_decay"),
              .clip_norm = json_object_get_double_member (g, "clip_norm"),
              .ema_decay = EMA_DECAY };
      g_autoptr (InkOptimizer) averaged = descend (&recipe, data);
      g_autoptr (InkOptimizer) plain = NULL;

      compare (g, "weights", averaged->parameters);
      compare (g, "average", averaged->average);
      recipe.ema_decay = 0;
      plain = descend (&recipe, data);
      compare (g, "weights", plain->parameters);
      g_assert_true (ink_optimizer_weights (plain) == plain->parameters);
      g_assert_true (ink_optimizer_weights (averaged) == averaged->average);
    }
}

/* A gradient well below the norm asked for is left as it is, to the bit. */
static void
test_clip (void)
{
  g_autoptr (InkOptimizer) self
      = ink_optimizer_new (&(InkRecipe) { .clip_norm = 2 }, 4, NULL, 0);
  const InkKernels *kernels = ink_kernels_default ();
  float values[4] = { 3, 0, -4, 0 };
  float *g = values;

  for (guint n = 2; n <= 10; n += 8)
    {
      ink_optimizer_begin (self, 1, n);
      ink_optimizer_clip (self, ink_optimizer_add_up (kernels, 4, &g, 1));
      g_assert_cmpfloat_with_epsilon (
          self->step.scale * 5, MIN (2, 5.0 / n), 1e-5); /* the norm now */
      if (n == 10)
        g_assert_cmpfloat (self->step.scale, ==, 1.0f / n);
    }
  values[1] = NAN; /* stays, and is found */
  ink_optimizer_clip (self, ink_optimizer_add_up (kernels, 4, &g, 1));
  ink_optimizer_update (self, kernels, 0, 4, (const float *const *) &g, 1);
  g_assert_false (ink_optimizer_is_finite (self));
}

/* A NaN in the average alone is seen too. */
static void
test_finite (void)
{
  g_autoptr (InkOptimizer) self
      = ink_optimizer_new (&(InkRecipe) { .ema_decay = 0.5 }, 4, NULL, 0);

  g_assert_true (ink_optimizer_is_finite (self));
  self->average[3] = NAN;
  g_assert_false (ink_optimizer_is_finite (self));
  self->average[3] = 0;
  self->parameters[0] = INFINITY;
  g_assert_false (ink_optimizer_is_finite (self));
}

/* The sum of squares, and all else, in an order that no width changes. */
static void
test_same_bits (void)
{
  const InkKernels *kernels[]
      = { ink_kernels_for (INK_ISA_AVX2), ink_kernels_for (INK_ISA_AVX512) };
  InkRecipe recipe = { .momentum = 0.9,
                       .nesterov = TRUE,
                       .weight_decay = 1e-2,
                       .clip_norm = 1,
                       .ema_decay = 0.9 };

  if (kernels[0] == NULL || kernels[1] == NULL)
    {
      g_test_skip ("this processor has not both AVX2 and AVX-512");
      return;
    }
  for (guint clipped = 0; clipped < 2; clipped++)
    {
      g_autoptr (InkOptimizer) a = NULL;
      g_autoptr (InkOptimizer) b = NULL;

      recipe.clip_norm = clipped;
      a = descend (&recipe, kernels[0]);
      b = descend (&recipe, kernels[1]);
      g_assert_cmpmem (a->parameters, N * 4, b->parameters, N * 4);
      g_assert_cmpmem (a->velocity, N * 4, b->velocity, N * 4);
      g_assert_cmpmem (a->average, N * 4, b->average, N * 4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int isa = 0; isa < INK_N_ISA; isa++)
    {
      g_autofree char *path = g_strdup_printf (
          "/core/optimizer/golden/%s", ink_isa_name ((InkIsa) isa));

      if (ink_kernels_for ((InkIsa) isa) != NULL)
        g_test_add_data_func (path, ink_kernels_for ((InkIsa) isa),
                              test_golden);
    }
  g_test_add_func ("/core/optimizer/clip", test_clip);
  g_test_add_func ("/core/optimizer/finite", test_finite);
  g_test_add_func ("/core/optimizer/same-bits", test_same_bits);
  return g_test_run ();
}
