/* Muon against the golden figures of tests/golden/muon.json (made by
 * make-muon.py beside it), every instruction set; what it makes of a gradient
 * is orthogonal; the same bits for any number of threads, and from AVX2 and
 * AVX-512. */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/train/muon.h"

#define SHARDS 3
#define EXAMPLES 30
#define STEPS 4
#define EMA_DECAY 0.25f
#define GAP 3
#define MATRICES 4
#define N 779 /* of the shapes below, with their gaps */
#define EVERY 7

static const guint shapes[MATRICES][2]
    = { { 5, 40 }, { 33, 7 }, { 18, 18 }, { 1, 9 } };
static const float rates[STEPS] = { 0.02f, 0.05f, 0.01f, 0.03f };
static const float sizes[STEPS] = { 0.5f, 2, 1, 4 };

typedef struct
{
  float weights[N], velocity[N], average[N];
} State;

static void
fill (guint32 *lcg, float *values, float size)
{
  for (guint i = 0; i < N; i++)
    {
      *lcg = *lcg * 1664525u + 1013904223u;
      values[i] = size * ((float) (*lcg >> 8) / 8388608.0f - 1);
    }
}

static InkMuon *
muon_new (void)
{
  InkWeightMatrix matrices[MATRICES];
  gsize first = 0;

  for (guint i = 0; i < MATRICES; i++)
    {
      first += GAP;
      matrices[i] = (InkWeightMatrix){ first, shapes[i][0], shapes[i][1] };
      first += (gsize) shapes[i][0] * shapes[i][1];
    }
  g_assert_cmpuint (first + GAP, ==, N);
  return ink_muon_new (matrices, MATRICES);
}

/* @step: momentum, Nesterov and weight decay. */
static void
descend (InkMuonStep step, const InkKernels *kernels, guint n_threads,
         State *state)
{
  g_autoptr (InkMuon) muon = muon_new ();
  g_autoptr (InkPool) pool = ink_pool_new (n_threads);
  static float shards[SHARDS][N];
  float *gradients[SHARDS];
  guint32 lcg = 1;

  memset (state, 0, sizeof *state);
  fill (&lcg, state->weights, 1);
  memcpy (state->average, state->weights, sizeof state->average);
  step.scale = 1.0f / EXAMPLES;
  step.parameters = state->weights;
  step.velocity = state->velocity;
  step.average = state->average;
  step.average_decay = EMA_DECAY;
  step.gradients = gradients;
  step.n_gradients = SHARDS;
  for (guint i = 0; i < STEPS; i++)
    {
      for (guint s = 0; s < SHARDS; s++)
        {
          gradients[s] = shards[s];
          fill (&lcg, shards[s], sizes[i]);
        }
      step.rate = rates[i];
      ink_muon_step (muon, pool, kernels, &step);
    }
}

static void
compare (JsonObject *golden, const char *name, const float *values)
{
  JsonArray *expected = json_object_get_array_member (golden, name);

  g_assert_cmpuint (json_array_get_length (expected), ==,
                    (N + EVERY - 1) / EVERY);
  for (guint i = 0; i < N; i += EVERY)
    g_assert_cmpfloat_with_epsilon (
        values[i], json_array_get_double_element (expected, i / EVERY), 2e-6);
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "golden", "muon.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *descents;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  descents = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "descents");
  g_assert_cmpuint (json_array_get_length (descents), ==, 3);
  for (guint i = 0; i < json_array_get_length (descents); i++)
    {
      JsonObject *g = json_array_get_object_element (descents, i);
      InkMuonStep step
          = { .momentum = (float) json_object_get_double_member (g, "momentum"),
              .nesterov = json_object_get_boolean_member (g, "nesterov"),
              .weight_decay
              = (float) json_object_get_double_member (g, "weight_decay") };
      State state;

      descend (step, data, 2, &state);
      compare (g, "weights", state.weights);
      compare (g, "average", state.average);
    }
}

/* One step at rate 1 from nothing: w is -sqrt (max (1, rows / columns)) times
 * the gradient made orthogonal, whose singular values lie near 1. Without a
 * gradient there is no step, and none of NaN goes unseen. */
static void
test_orthogonal (void)
{
  enum { ROWS = 6, COLUMNS = 50, SIZE = ROWS * COLUMNS };
  const InkWeightMatrix matrix = { 0, ROWS, COLUMNS };
  g_autoptr (InkMuon) muon = ink_muon_new (&matrix, 1);
  g_autoptr (InkPool) pool = ink_pool_new (1);
  static float noise[N], w[SIZE], v[SIZE];
  float *g = noise;
  InkMuonStep step = { .scale = 1, .rate = 1, .parameters = w, .velocity = v,
                       .gradients = &g, .n_gradients = 1 };
  guint32 lcg = 3;

  fill (&lcg, noise, 1e-3f);
  ink_muon_step (muon, pool, ink_kernels_default (), &step);
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < ROWS; j++)
      {
        double product = 0;

        for (guint k = 0; k < COLUMNS; k++)
          product += (double) w[i * COLUMNS + k] * w[j * COLUMNS + k];
        g_assert_cmpfloat_with_epsilon (product, i == j ? 0.9 : 0, 0.5);
      }

  memset (noise, 0, sizeof noise);
  memset (w, 0, sizeof w);
  ink_muon_step (muon, pool, ink_kernels_default (), &step);
  for (guint i = 0; i < SIZE; i++)
    g_assert_cmpfloat (w[i], ==, 0);
  noise[7] = NAN;
  ink_muon_step (muon, pool, ink_kernels_default (), &step);
  g_assert_true (isnan (w[7]));
}

static void
assert_same_bits (const State *a, const State *b)
{
  g_assert_cmpmem (a->weights, sizeof a->weights, b->weights,
                   sizeof b->weights);
  g_assert_cmpmem (a->velocity, sizeof a->velocity, b->velocity,
                   sizeof b->velocity);
  g_assert_cmpmem (a->average, sizeof a->average, b->average,
                   sizeof b->average);
}

static void
test_same_bits (void)
{
  static const guint n_threads[] = { 2, 3, 8 };
  const InkMuonStep step
      = { .momentum = 0.9f, .nesterov = TRUE, .weight_decay = 0.1f };
  const InkKernels *kernels[]
      = { ink_kernels_for (INK_ISA_AVX2), ink_kernels_for (INK_ISA_AVX512) };
  State one, other;

  descend (step, ink_kernels_default (), 1, &one);
  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    {
      descend (step, ink_kernels_default (), n_threads[i], &other);
      assert_same_bits (&one, &other);
    }
  if (kernels[0] == NULL || kernels[1] == NULL)
    {
      g_test_skip ("this processor has not both AVX2 and AVX-512");
      return;
    }
  descend (step, kernels[0], 2, &one);
  descend (step, kernels[1], 2, &other);
  assert_same_bits (&one, &other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int isa = 0; isa < INK_N_ISA; isa++)
    {
      g_autofree char *path = g_strdup_printf ("/core/muon/golden/%s",
                                               ink_isa_name ((InkIsa) isa));

      if (ink_kernels_for ((InkIsa) isa) != NULL)
        g_test_add_data_func (path, ink_kernels_for ((InkIsa) isa),
                              test_golden);
    }
  g_test_add_func ("/core/muon/orthogonal", test_orthogonal);
  g_test_add_func ("/core/muon/same-bits", test_same_bits);
  return g_test_run ();
}
