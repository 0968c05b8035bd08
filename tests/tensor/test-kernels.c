/* Every kernel of every instruction set this machine can run, against the
 * reference; and the same bits from those that have a fused multiply-add. */
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/tensor/kernels.h"

#define L INK_LANES

static float *
random_floats (gsize n, guint64 stream)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, stream, n);
  float *f = ink_floats_new (n);

  for (gsize i = 0; i < n; i++)
    f[i] = (float) (2 * ink_rng_uniform (&rng) - 1);
  return f;
}

/* @scale: how large the sums behind a value are. */
static void
assert_close (const char *what, const float *a, const float *b, gsize n,
              double scale)
{
  for (gsize i = 0; i < n; i++)
    if (!(fabs ((double) a[i] - b[i]) <= 1e-6 * scale))
      g_error ("%s: element %zu is %g, the reference has %g", what, i, a[i],
               b[i]);
}

typedef struct
{
  gsize x, w, b, y; /* floats */
  double in_sum, out_sum, example_sum;
} Sizes;

typedef struct
{
  float *y, *dx, *dw, *db;
} Results;

static void
results_free (Results *r)
{
  g_aligned_free (r->y);
  g_aligned_free (r->dx);
  g_aligned_free (r->dw);
  g_aligned_free (r->db);
}

static Results
results_new (const Sizes *s)
{
  return (Results) { random_floats (s->y, 90), random_floats (s->x, 91),
                     random_floats (s->w, 92), random_floats (s->b, 93) };
}

static void
compare_results (const InkKernels *k, const Sizes *s, const Results *a,
                 const Results *b)
{
  g_autofree char *what = g_strdup (ink_isa_name (k->isa));

  assert_close (what, a->y, b->y, s->y, s->in_sum);
  assert_close (what, a->dx, b->dx, s->x, s->out_sum);
  assert_close (what, a->dw, b->dw, s->w, s->example_sum);
  assert_close (what, a->db, b->db, s->b, s->example_sum);
}

static Results
run_conv2d (const InkKernels *k, const InkConv2dShape *s, const Sizes *z,
            guint n_blocks)
{
  float *x = random_floats (z->x, 1), *w = random_floats (z->w, 2);
  float *b = random_floats (z->b, 3), *dy = random_floats (z->y, 4);
  Results r = results_new (z);

  k->conv2d_forward (s, x, w, b, r.y, n_blocks);
  k->conv2d_backward_input (s, w, dy, r.dx, n_blocks);
  k->conv2d_backward_weight (s, x, dy, r.dw, r.db, n_blocks);
  g_aligned_free (x);
  g_aligned_free (w);
  g_aligned_free (b);
  g_aligned_free (dy);
  return r;
}

static Sizes
conv2d_sizes (const InkConv2dShape *s, guint n_blocks)
{
  guint oh = s->in_height - s->kernel + 1, ow = s->in_width - s->kernel + 1;
  guint taps = s->kernel * s->kernel;

  return (Sizes) {
    .x = (gsize) n_blocks * s->in_channels * s->in_height * s->in_width * L,
    .w = (gsize) s->out_channels * s->in_channels * taps,
    .b = s->out_channels,
    .y = (gsize) n_blocks * s->out_channels * oh * ow * L,
    .in_sum = s->in_channels * taps,
    .out_sum = s->out_channels * taps,
    .example_sum = (double) n_blocks * oh * ow * L,
  };
}

static void
test_conv2d (gconstpointer data)
{
  const InkKernels *k = data;
  static const InkConv2dShape shapes[] = {
    { 1, 28, 28, 6, 5 }, { 6, 12, 12, 16, 5 }, { 2, 9, 10, 5, 3 },
    { 3, 7, 6, 7, 5 },   { 1, 5, 5, 1, 5 },    { 2, 4, 13, 3, 1 },
    { 1, 14, 20, 4, 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint n_blocks = 1; n_blocks <= 3; n_blocks += 2)
      {
        Sizes z = conv2d_sizes (&shapes[i], n_blocks);
        Results fast = run_conv2d (k, &shapes[i], &z, n_blocks);
        Results plain = run_conv2d (ink_kernels_for (INK_ISA_REFERENCE),
                                    &shapes[i], &z, n_blocks);

        compare_results (k, &z, &fast, &plain);
        results_free (&fast);
        results_free (&plain);
      }
}

static Results
run_linear (const InkKernels *k, const InkLinearShape *s, const Sizes *z,
            guint n_blocks)
{
  float *x = random_floats (z->x, 1), *w = random_floats (z->w, 2);
  float *b = random_floats (z->b, 3), *dy = random_floats (z->y, 4);
  float *scratch = ink_floats_new (L * (s->n_in + s->n_out));
  Results r = results_new (z);

  k->linear_forward (s, x, w, b, r.y, n_blocks);
  k->linear_backward_input (s, w, dy, r.dx, n_blocks);
  k->linear_backward_weight (s, x, dy, r.dw, r.db, scratch, n_blocks);
  g_aligned_free (x);
  g_aligned_free (w);
  g_aligned_free (b);
  g_aligned_free (dy);
  g_aligned_free (scratch);
  return r;
}

static void
test_linear (gconstpointer data)
{
  const InkKernels *k = data;
  static const InkLinearShape shapes[]
      = { { 256, 120 }, { 120, 84 }, { 84, 10 }, { 1, 1 }, { 19, 7 },
          { 67, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint n_blocks = 1; n_blocks <= 4; n_blocks++)
      {
        const InkLinearShape *s = &shapes[i];
        Sizes z = { .x = (gsize) n_blocks * s->n_in * L,
                    .w = (gsize) s->n_in * s->n_out,
                    .b = s->n_out,
                    .y = (gsize) n_blocks * s->n_out * L,
                    .in_sum = s->n_in,
                    .out_sum = s->n_out,
                    .example_sum = n_blocks * L };
        Results fast = run_linear (k, s, &z, n_blocks);
        Results plain = run_linear (ink_kernels_for (INK_ISA_REFERENCE), s,
                                    &z, n_blocks);

        compare_results (k, &z, &fast, &plain);
        results_free (&fast);
        results_free (&plain);
      }
}

static void
test_relu (gconstpointer data)
{
  const InkKernels *k = data;
  const InkKernels *plain = ink_kernels_for (INK_ISA_REFERENCE);
  gsize n = 5 * L;
  float *x = random_floats (n, 1), *dy = random_floats (n, 2);
  float *y[2] = { ink_floats_new (n), ink_floats_new (n) };
  float *dx[2] = { ink_floats_new (n), ink_floats_new (n) };

  x[3] = 0;
  x[4] = NAN;
  k->relu_forward (n, x, y[0]);
  plain->relu_forward (n, x, y[1]);
  g_assert_true (isnan (y[0][4]));
  g_assert_cmpmem (y[0], n * 4, y[1], n * 4);
  k->relu_backward (n, y[0], dy, dx[0]);
  plain->relu_backward (n, y[1], dy, dx[1]);
  g_assert_cmpfloat (dx[0][3], ==, 0);
  g_assert_cmpmem (dx[0], n * 4, dx[1], n * 4);
  k->relu_forward (n, x, x); /* in place */
  g_assert_cmpmem (x, n * 4, y[1], n * 4);
  g_aligned_free (x);
  g_aligned_free (dy);
  for (guint i = 0; i < 2; i++)
    {
      g_aligned_free (y[i]);
      g_aligned_free (dx[i]);
    }
}

static void
test_max_pool2d (gconstpointer data)
{
  const InkKernels *k = data;
  const InkKernels *plain = ink_kernels_for (INK_ISA_REFERENCE);
  InkMaxPool2dShape s = { 3, 6, 10 };
  guint n_blocks = 2;
  gsize n_in = (gsize) n_blocks * 3 * 6 * 10 * L, n_out = n_in / 4;
  float *x = random_floats (n_in, 1), *dy = random_floats (n_out, 2);
  float *y[2] = { ink_floats_new (n_out), ink_floats_new (n_out) };
  float *dx[2] = { random_floats (n_in, 3), random_floats (n_in, 4) };

  for (gsize i = 0; i < n_in; i += 3) /* ties, as after a ReLU */
    x[i] = 0;
  k->max_pool2d_forward (&s, x, y[0], n_blocks);
  plain->max_pool2d_forward (&s, x, y[1], n_blocks);
  g_assert_cmpmem (y[0], n_out * 4, y[1], n_out * 4);
  k->max_pool2d_backward (&s, x, y[0], dy, dx[0], n_blocks);
  plain->max_pool2d_backward (&s, x, y[1], dy, dx[1], n_blocks);
  assert_close ("max pool", dx[0], dx[1], n_in, 0);
  g_aligned_free (x);
  g_aligned_free (dy);
  for (guint i = 0; i < 2; i++)
    {
      g_aligned_free (y[i]);
      g_aligned_free (dx[i]);
    }
}

static void
test_sgd (gconstpointer data)
{
  const InkKernels *k = data;
  const InkKernels *plain = ink_kernels_for (INK_ISA_REFERENCE);
  InkSgdStep step
      = { .scale = 0.01f, .rate = 0.1f, .momentum = 0.9f,
          .weight_decay = 1e-3f };
  gsize n = 2500;
  float *g[16];

  for (guint i = 0; i < 16; i++)
    g[i] = random_floats (n, i);
  for (guint n_gradients = 1; n_gradients <= 16; n_gradients++)
    {
      float *w[2], *v[2];

      for (guint i = 0; i < 2; i++)
        {
          w[i] = random_floats (n, 50);
          v[i] = random_floats (n, 51);
          (i == 0 ? k : plain)
              ->sgd_step (&step, n, (const float *const *) g, n_gradients,
                          w[i], v[i]);
        }
      assert_close ("weights", w[0], w[1], n, 1);
      assert_close ("momentum", v[0], v[1], n, 2);
      for (guint i = 0; i < 2; i++)
        {
          g_aligned_free (w[i]);
          g_aligned_free (v[i]);
        }
    }
  for (guint i = 0; i < 16; i++)
    g_aligned_free (g[i]);
}

/* AVX2 and AVX-512 add in the same order with the same fused operations. */
static void
test_same_bits (void)
{
  const InkKernels *a = ink_kernels_for (INK_ISA_AVX2);
  const InkKernels *b = ink_kernels_for (INK_ISA_AVX512);
  InkConv2dShape conv = { 6, 12, 12, 16, 5 };
  InkLinearShape linear = { 120, 84 };
  Sizes cz = conv2d_sizes (&conv, 2);
  Sizes lz = { .x = 2 * 120 * L, .w = 120 * 84, .b = 84, .y = 2 * 84 * L };

  if (a == NULL || b == NULL)
    {
      g_test_skip ("this processor has not both AVX2 and AVX-512");
      return;
    }
  for (guint i = 0; i < 2; i++)
    {
      const Sizes *z = i == 0 ? &cz : &lz;
      Results ra = i == 0 ? run_conv2d (a, &conv, z, 2)
                          : run_linear (a, &linear, z, 2);
      Results rb = i == 0 ? run_conv2d (b, &conv, z, 2)
                          : run_linear (b, &linear, z, 2);

      g_assert_cmpmem (ra.y, z->y * 4, rb.y, z->y * 4);
      g_assert_cmpmem (ra.dx, z->x * 4, rb.dx, z->x * 4);
      g_assert_cmpmem (ra.dw, z->w * 4, rb.dw, z->w * 4);
      g_assert_cmpmem (ra.db, z->b * 4, rb.db, z->b * 4);
      results_free (&ra);
      results_free (&rb);
    }
}

static void
test_selector (void)
{
  InkIsa isa;

  g_assert_nonnull (ink_kernels_for (INK_ISA_REFERENCE));
  g_assert_nonnull (ink_kernels_for (INK_ISA_BASELINE));
  g_assert_nonnull (ink_kernels_default ());
  for (int i = 0; i < INK_N_ISA; i++)
    {
      const InkKernels *k = ink_kernels_for ((InkIsa) i);

      g_assert_true (ink_isa_from_name (ink_isa_name ((InkIsa) i), &isa));
      g_assert_cmpint (isa, ==, i);
      if (k != NULL)
        g_assert_cmpint (k->isa, ==, i);
    }
  g_assert_false (ink_isa_from_name ("sse9", &isa));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "conv2d", test_conv2d },         { "linear", test_linear },
    { "relu", test_relu },             { "max-pool2d", test_max_pool2d },
    { "sgd", test_sgd },
  };

  g_test_init (&argc, &argv, NULL);
  for (int isa = 1; isa < INK_N_ISA; isa++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        const InkKernels *k = ink_kernels_for ((InkIsa) isa);
        g_autofree char *path
            = g_strdup_printf ("/core/kernels/%s/%s",
                               ink_isa_name ((InkIsa) isa), tests[i].name);

        if (k != NULL)
          g_test_add_data_func (path, k, tests[i].func);
      }
  g_test_add_func ("/core/kernels/same-bits", test_same_bits);
  g_test_add_func ("/core/kernels/selector", test_selector);
  return g_test_run ();
}
