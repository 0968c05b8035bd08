/* The kernels for one image alone, of every instruction set this machine can
 * run, against the reference; and the same bits from those that have a fused
 * multiply-add. That they give the bits of the kernels for blocks is tested
 * with the network, in tests/model/test-lenet5.c. */
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/tensor/kernels.h"

#define SIZE INK_SINGLE_SIZE
#define TAPS (INK_SINGLE_KERNEL * INK_SINGLE_KERNEL)
#define MAP (12 * 12) /* one channel between the convolutions */
#define OUT (4 * 4)   /* and behind them */

/* Exactly @n, so that AddressSanitizer sees the first one too many. */
static float *
random_floats (gsize n, guint64 stream)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, stream, n);
  float *f = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    f[i] = (float) (2 * ink_rng_uniform (&rng) - 1);
  return f;
}

static guint8 *
random_image (void)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 0, 0);
  guint8 *image = g_new (guint8, SIZE * SIZE);

  for (guint i = 0; i < SIZE * SIZE; i++)
    image[i] = (guint8) ink_rng_u64 (&rng);
  return image;
}

static void
assert_close (const float *a, const float *b, gsize n, double n_terms)
{
  for (gsize i = 0; i < n; i++)
    if (!(fabs ((double) a[i] - b[i]) <= 1e-6 * n_terms))
      g_error ("element %zu is %g, the reference has %g", i, a[i], b[i]);
}

/* Each: (transfer full), the outputs for the same numbers at each call. */

static float *
run_image (const InkKernels *k, guint out_channels)
{
  g_autofree guint8 *image = random_image ();
  g_autofree float *values = random_floats (256, 1);
  g_autofree float *w = random_floats ((gsize) out_channels * TAPS, 2);
  g_autofree float *b = random_floats (out_channels, 3);
  float *y = random_floats ((gsize) out_channels * MAP, 4);

  k->single_conv2d_image (image, values, w, b, y, out_channels);
  return y;
}

static float *
run_channels (const InkKernels *k, guint in_channels)
{
  g_autofree float *x = random_floats ((gsize) in_channels * MAP, 1);
  g_autofree float *w
      = random_floats ((gsize) in_channels * TAPS * INK_LANES, 2);
  g_autofree float *b = random_floats (INK_LANES, 3);
  float *y = random_floats (INK_LANES * OUT, 4);

  k->single_conv2d_channels (x, w, b, y, in_channels);
  return y;
}

static float *
run_linear (const InkKernels *k, const InkLinearShape *s, gboolean relu)
{
  gsize stride = INK_SINGLE_PADDED ((gsize) s->n_out);
  g_autofree float *x = random_floats (s->n_in, 1);
  g_autofree float *w = random_floats (s->n_in * stride, 2);
  g_autofree float *b = random_floats (stride, 3);
  float *y = random_floats (stride, 4);

  for (guint i = 0; i < s->n_in; i += 3) /* as after a ReLU */
    x[i] = 0;
  k->single_linear (s, x, w, b, relu, y);
  return y;
}

static void
test_image (gconstpointer data)
{
  for (guint n = 1; n <= 13; n++)
    {
      g_autofree float *fast = run_image (data, n);
      g_autofree float *plain
          = run_image (ink_kernels_for (INK_ISA_REFERENCE), n);

      assert_close (fast, plain, (gsize) n * MAP, TAPS);
    }
}

static void
test_channels (gconstpointer data)
{
  for (guint n = 1; n <= 7; n++)
    {
      g_autofree float *fast = run_channels (data, n);
      g_autofree float *plain
          = run_channels (ink_kernels_for (INK_ISA_REFERENCE), n);

      assert_close (fast, plain, INK_LANES * OUT, n * TAPS + 1);
    }
}

static void
test_linear (gconstpointer data)
{
  static const guint n_in[] = { 1, 2, 19, 84, 256 };
  static const guint n_out[] = { 1, 2, 10, 11, 16, 17, 33, 84, 120, 256, 300 };

  for (guint i = 0; i < G_N_ELEMENTS (n_in); i++)
    for (guint o = 0; o < 2 * G_N_ELEMENTS (n_out); o++)
      {
        InkLinearShape s = { .n_in = n_in[i], .n_out = n_out[o / 2] };
        g_autofree float *fast = run_linear (data, &s, o % 2);
        g_autofree float *plain
            = run_linear (ink_kernels_for (INK_ISA_REFERENCE), &s, o % 2);

        assert_close (fast, plain, INK_SINGLE_PADDED (s.n_out), s.n_in + 1);
      }
}

/* What is not a number stays so, through ReLU and pooling. */
static void
test_nan (gconstpointer data)
{
  const InkKernels *k = data;
  InkLinearShape s = { .n_in = 1, .n_out = 16 };
  float x[6 * MAP] = { 0 }, w[6 * TAPS * INK_LANES] = { 0 };
  float b[INK_LANES] = { NAN, -1, 0, -0.0f, 1, INFINITY, -INFINITY };
  float y[6 * MAP];

  for (guint i = 0; i < 2; i++)
    {
      gsize step = i == 0 ? 1 : OUT;

      if (i == 0)
        k->single_linear (&s, x, w, b, TRUE, y);
      else
        k->single_conv2d_channels (x, w, b, y, 6);
      g_assert_true (isnan (y[0]));
      g_assert_cmpfloat (y[step], ==, 0);
      g_assert_false (signbit (y[step]));
      g_assert_cmpfloat (y[2 * step], ==, 0);
      g_assert_cmpfloat (y[3 * step], ==, 0);
      g_assert_cmpfloat (y[4 * step], ==, 1);
      g_assert_cmpfloat (y[5 * step], ==, INFINITY);
      g_assert_cmpfloat (y[6 * step], ==, 0);
    }
}

static void
test_same_bits (void)
{
  const InkKernels *a = ink_kernels_for (INK_ISA_AVX2);
  const InkKernels *b = ink_kernels_for (INK_ISA_AVX512);
  InkLinearShape s = { .n_in = 256, .n_out = 120 };

  if (a == NULL || b == NULL)
    {
      g_test_skip ("this processor has not both AVX2 and AVX-512");
      return;
    }
  for (guint i = 0; i < 3; i++)
    {
      gsize n = i == 0 ? 7 * MAP : i == 1 ? INK_LANES * OUT : 128;
      g_autofree float *of_a = i == 0   ? run_image (a, 7)
                               : i == 1 ? run_channels (a, 6)
                                        : run_linear (a, &s, FALSE);
      g_autofree float *of_b = i == 0   ? run_image (b, 7)
                               : i == 1 ? run_channels (b, 6)
                                        : run_linear (b, &s, FALSE);

      g_assert_cmpmem (of_a, n * sizeof *of_a, of_b, n * sizeof *of_b);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "image", test_image },
    { "channels", test_channels },
    { "linear", test_linear },
    { "nan", test_nan },
  };

  g_test_init (&argc, &argv, NULL);
  for (int isa = 0; isa < INK_N_ISA; isa++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        const InkKernels *k = ink_kernels_for ((InkIsa) isa);
        g_autofree char *path
            = g_strdup_printf ("/core/kernels-single/%s/%s",
                               ink_isa_name ((InkIsa) isa), tests[i].name);

        if (k != NULL)
          g_test_add_data_func (path, k, tests[i].func);
      }
  g_test_add_func ("/core/kernels-single/same-bits", test_same_bits);
  return g_test_run ();
}
