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

/* One product by @k and by the reference: rows @first to the last of a result
 * of @rows, with all around it left alone. */
static void
check_product (const InkKernels *k, InkMatrixProduct p, guint rows,
               gboolean transposed, gboolean added)
{
  enum { GAP = 16 };
  const InkKernels *plain = ink_kernels_for (INK_ISA_REFERENCE);
  gsize stride = p.columns + GAP, size = MAX (rows, p.columns) * stride;
  float *a = random_floats ((gsize) rows * p.inner, 1);
  float *b = random_floats (p.inner * stride, 2);
  float *d = random_floats (size, 3);
  float *c[2] = { random_floats (size, 4), random_floats (size, 4) };

  p.end_row = rows;
  p.a = a;
  p.a_row = transposed ? 1 : p.inner;
  p.a_column = transposed ? rows : 1;
  p.b = b;
  p.b_row = p.c_row = p.d_row = stride;
  p.d = added ? d : NULL;
  p.alpha = 1.5f;
  p.beta = -0.75f;
  for (guint i = 0; i < 2; i++)
    {
      p.c = c[i];
      (i == 0 ? k : plain)->matrix_product (&p);
    }
  assert_close ("product", c[0], c[1], size, p.inner);
  g_aligned_free (a);
  g_aligned_free (b);
  g_aligned_free (c[0]);
  g_aligned_free (c[1]);
  g_aligned_free (d);
}

static void
test_product (gconstpointer data)
{
  static const guint sizes[][3] /* rows, columns, inner */
      = { { 1, 16, 1 }, { 8, 32, 5 }, { 23, 48, 40 }, { 84, 96, 84 },
          { 120, 128, 256 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint way = 0; way < 8; way++)
      {
        guint rows = sizes[i][0];
        InkMatrixProduct p = { .first_row = rows > 16 ? 16 : 0,
                               .columns = sizes[i][1],
                               .inner = sizes[i][2],
                               .symmetric = (way & 4) != 0 };

        check_product (data, p, rows, way & 1, way & 2);
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
  g_test_init (&argc, &argv, NULL);
  for (int isa = 1; isa < INK_N_ISA; isa++)
    {
      const InkKernels *k = ink_kernels_for ((InkIsa) isa);
      const char *name = ink_isa_name ((InkIsa) isa);
      g_autofree char *sgd = g_strdup_printf ("/core/kernels/%s/sgd", name);
      g_autofree char *product
          = g_strdup_printf ("/core/kernels/%s/matrix-product", name);

      if (k == NULL)
        continue;
      g_test_add_data_func (sgd, k, test_sgd);
      g_test_add_data_func (product, k, test_product);
    }
  g_test_add_func ("/core/kernels/selector", test_selector);
  return g_test_run ();
}
