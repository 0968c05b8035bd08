/* The update of the parameters of every instruction set this machine can run,
 * against the reference; and their selector. */
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
  g_test_init (&argc, &argv, NULL);
  for (int isa = 1; isa < INK_N_ISA; isa++)
    {
      const InkKernels *k = ink_kernels_for ((InkIsa) isa);
      g_autofree char *path = g_strdup_printf ("/core/kernels/%s/sgd",
                                               ink_isa_name ((InkIsa) isa));

      if (k != NULL)
        g_test_add_data_func (path, k, test_sgd);
    }
  g_test_add_func ("/core/kernels/selector", test_selector);
  return g_test_run ();
}
