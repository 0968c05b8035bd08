/* Convolution, dense layer and packing of every instruction set and precision,
 * against the reference. Data are small integers, so that every sum is exact in
 * fp32 and ties between a window's outputs are common: results must be equal,
 * in bf16 after the one rounding of what is stored. Then real numbers, within
 * rounding; and the same bits from instruction sets that promise them. */
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/tensor/kernels.h"
#include "tests/tensor/activations.h"

static float *
integers (gsize n, gint most, guint64 stream)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, stream, n);
  float *f = ink_floats_new (n);

  for (gsize i = 0; i < n; i++)
    f[i] = (float) ink_rng_below (&rng, 2 * most + 1) - most;
  return f;
}

static float *
reals (gsize n, guint64 stream)
{
  InkRng rng = ink_rng (9, INK_STREAM_TEST, stream, n);
  float *f = ink_floats_new (n);

  for (gsize i = 0; i < n; i++)
    f[i] = (float) (2 * ink_rng_uniform (&rng) - 1);
  return f;
}

/* ---- one layer --------------------------------------------------------- */

typedef struct
{
  Natural in, out;
  gsize n_w, n_b;
  float *x, *w, *b, *dy;        /* natural */
  float *y, *dx, *dw, *db;      /* natural, results */
  guint8 *winners;              /* conv2d */
} Layer;

typedef float *(*MakeFunc) (gsize n, guint64 stream);

static float *
small (gsize n, guint64 stream)
{
  return integers (n, 2, stream);
}

static Layer
layer_new (Natural in, Natural out, gsize n_w, gsize n_b, MakeFunc make)
{
  Layer l = { .in = in, .out = out, .n_w = n_w, .n_b = n_b };

  l.x = make (natural_size (&in), 1);
  l.w = make (n_w, 2);
  l.b = make (n_b, 3);
  l.dy = make (natural_size (&out), 4);
  l.dw = integers (n_w, 9, 5);
  l.db = integers (n_b, 9, 6);
  return l;
}

static void
layer_free (Layer *l)
{
  float *all[] = { l->x, l->w, l->b, l->dy, l->y, l->dx, l->dw, l->db };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_aligned_free (all[i]);
  g_free (l->winners);
}

typedef struct
{
  float *x, *y, *dy, *dx, *packed, *scratch;
} Places;

static Places
places_new (const InkKernels *k, const Layer *l, gboolean picture,
            gboolean logits, gsize packed, gsize scratch)
{
  Natural plain = l->out;
  Places p = { .x = to_kernel (k, &l->in, picture, l->x),
               .packed = ink_floats_new (packed),
               .scratch = ink_floats_new (scratch) };

  if (logits)
    {
      p.y = ink_floats_new (natural_size (&plain));
      p.dy = g_aligned_alloc (natural_size (&plain), sizeof (float), 64);
      memcpy (p.dy, l->dy, natural_size (&plain) * sizeof (float));
    }
  else
    {
      p.y = ink_floats_new (packed_size (k, &l->out));
      p.dy = to_kernel (k, &l->out, FALSE, l->dy);
    }
  p.dx = ink_floats_new (packed_size (k, &l->in));
  return p;
}

static void
places_free (Places *p)
{
  float *all[] = { p->x, p->y, p->dy, p->dx, p->packed, p->scratch };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_aligned_free (all[i]);
}

static Layer
run_conv2d (const InkKernels *k, const InkConv2dShape *s, guint n_blocks,
            MakeFunc make)
{
  guint oh = (s->in_height - s->kernel + 1) / 2;
  guint ow = (s->in_width - s->kernel + 1) / 2;
  gboolean picture = s->in_channels == 1;
  Layer l = layer_new (
      (Natural) { n_blocks, s->in_channels, s->in_height, s->in_width },
      (Natural) { n_blocks, s->out_channels, oh, ow },
      (gsize) s->out_channels * s->in_channels * s->kernel * s->kernel,
      s->out_channels, make);
  g_autofree guint8 *winners = g_malloc (natural_size (&l.out));
  Places p = places_new (k, &l, picture, FALSE, k->conv2d_packed_size (s),
                         k->conv2d_scratch_size (s, n_blocks));
  InkConv2dPass pass = { .x = p.x, .weights = l.w, .biases = l.b,
                         .packed = p.packed, .y = p.y, .dy = p.dy,
                         .dweights = l.dw, .dbiases = l.db,
                         .scratch = p.scratch, .n_blocks = n_blocks };

  pass.winners = winners;
  pass.dx = picture && k->precision == INK_PRECISION_BF16 ? NULL : p.dx;
  if (k->conv2d_pack != NULL)
    k->conv2d_pack (s, l.w, p.packed);
  k->conv2d_forward (s, &pass);
  k->conv2d_backward (s, &pass);
  l.y = from_kernel (k, &l.out, p.y);
  l.dx = pass.dx == NULL ? NULL : from_kernel (k, &l.in, p.dx);
  l.winners = winners_from_kernel (k, &l.out, winners);
  places_free (&p);
  return l;
}

static Layer
run_linear (const InkKernels *k, const InkLinearShape *s, guint n_blocks,
            MakeFunc make)
{
  Layer l = layer_new ((Natural) { n_blocks, s->n_in / s->plane, s->plane, 1 },
                       (Natural) { n_blocks, s->n_out, 1, 1 },
                       (gsize) s->n_in * s->n_out, s->n_out, make);
  Places p = places_new (k, &l, FALSE, !s->relu, k->linear_packed_size (s),
                         k->linear_scratch_size (s, n_blocks));
  InkLinearPass pass = { .x = p.x, .weights = l.w, .biases = l.b,
                         .packed = p.packed, .y = p.y, .dy = p.dy,
                         .dx = p.dx, .dweights = l.dw, .dbiases = l.db,
                         .scratch = p.scratch, .n_blocks = n_blocks };

  if (k->linear_pack != NULL)
    k->linear_pack (s, l.w, p.packed);
  k->linear_forward (s, &pass);
  k->linear_backward (s, &pass);
  if (s->relu)
    l.y = from_kernel (k, &l.out, p.y);
  else
    l.y = g_steal_pointer (&p.y);
  l.dx = from_kernel (k, &l.in, p.dx);
  places_free (&p);
  return l;
}

/* ---- comparing --------------------------------------------------------- */

static void
compare (const InkKernels *k, const char *what, const float *a, const float *b,
         gsize n, double tolerance)
{
  for (gsize i = 0; a != NULL && i < n; i++)
    if (!(fabs ((double) a[i] - b[i]) <= tolerance))
      g_error ("%s %s: %s %zu is %.9g, the reference has %.9g",
               ink_isa_name (k->isa), ink_precision_name (k->precision), what,
               i, a[i], b[i]);
}

static void
compare_layers (const InkKernels *k, const Layer *a, Layer *b,
                gboolean rounded, double tolerance)
{
  if (rounded)
    {
      round_all (b->y, natural_size (&b->out));
      round_all (b->dx, natural_size (&b->in));
    }
  compare (k, "y", a->y, b->y, natural_size (&a->out), tolerance);
  compare (k, "dx", a->dx, b->dx, natural_size (&a->in), tolerance);
  compare (k, "dw", a->dw, b->dw, a->n_w, tolerance * 100);
  compare (k, "db", a->db, b->db, a->n_b, tolerance * 100);
  if (a->winners != NULL && tolerance == 0)
    g_assert_cmpmem (a->winners, natural_size (&a->out), b->winners,
                     natural_size (&b->out));
}

static const InkConv2dShape conv_shapes[] = {
  { 1, 28, 28, 6, 5 }, { 6, 12, 12, 16, 5 }, { 2, 8, 10, 5, 3 },
  { 3, 8, 6, 7, 5 },   { 1, 6, 6, 1, 5 },    { 2, 4, 14, 3, 1 },
  { 1, 14, 20, 4, 7 }, { 4, 12, 12, 10, 5 }, { 5, 12, 12, 3, 5 },
};

static const InkLinearShape linear_shapes[] = {
  { 256, 120, 16, TRUE, FALSE }, { 120, 84, 1, TRUE, TRUE },
  { 84, 10, 1, FALSE, TRUE },    { 1, 1, 1, FALSE, FALSE },
  { 19, 7, 1, TRUE, TRUE },      { 67, 3, 1, FALSE, TRUE },
  { 48, 11, 16, TRUE, FALSE },   { 300, 130, 4, FALSE, TRUE },
};

static void
check_shapes (const InkKernels *k, MakeFunc make, double tolerance)
{
  const InkKernels *plain = ink_kernels_for (INK_ISA_REFERENCE);
  gboolean rounded = k->precision == INK_PRECISION_BF16;

  for (guint n_blocks = 1; n_blocks <= 3; n_blocks++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (conv_shapes); i++)
        {
          Layer a = run_conv2d (k, &conv_shapes[i], n_blocks, make);
          Layer b = run_conv2d (plain, &conv_shapes[i], n_blocks, make);

          compare_layers (k, &a, &b, rounded, tolerance);
          layer_free (&a);
          layer_free (&b);
        }
      for (guint i = 0; i < G_N_ELEMENTS (linear_shapes); i++)
        {
          const InkLinearShape *s = &linear_shapes[i];
          Layer a = run_linear (k, s, n_blocks, make);
          Layer b = run_linear (plain, s, n_blocks, make);

          if (rounded && !s->relu) /* logits are not rounded */
            compare (k, "logits", a.y, b.y, natural_size (&a.out), tolerance);
          else
            compare_layers (k, &a, &b, rounded, tolerance);
          layer_free (&a);
          layer_free (&b);
        }
    }
}

static void
test_exact (gconstpointer data)
{
  check_shapes (data, small, 0);
}

static void
test_reals (gconstpointer data)
{
  check_shapes (data, reals, 1e-4);
}

/* A gradient that is not a number must not vanish on its way. */
static void
test_nan (gconstpointer data)
{
  const InkKernels *k = data;
  const InkConv2dShape *s = &conv_shapes[0];
  Natural in = { 1, 1, 28, 28 }, out = { 1, 6, 12, 12 };
  float *x = small (natural_size (&in), 1), *w = small (150, 2);
  float *b = small (6, 3), *packed, *units, *y, *got;
  InkConv2dPass pass = { .weights = w, .biases = b, .n_blocks = 1 };
  guint n_nan = 0;

  w[7] = NAN;
  packed = ink_floats_new (k->conv2d_packed_size (s));
  if (k->conv2d_pack != NULL)
    k->conv2d_pack (s, w, packed);
  units = to_kernel (k, &in, TRUE, x);
  y = ink_floats_new (packed_size (k, &out));
  pass.packed = packed;
  pass.x = units;
  pass.y = y;
  k->conv2d_forward (s, &pass); /* without winners, as for reading */
  got = from_kernel (k, &out, y);
  for (gsize i = 0; i < natural_size (&out); i++)
    n_nan += isnan (got[i]);
  g_assert_cmpuint (n_nan, ==, 12 * 12 * L);
  g_aligned_free (x);
  g_aligned_free (w);
  g_aligned_free (b);
  g_aligned_free (packed);
  g_aligned_free (units);
  g_aligned_free (y);
  g_aligned_free (got);
}

static void
test_pack_images (gconstpointer data)
{
  const InkKernels *k = data;
  const InkKernels *plain = ink_kernels_for (INK_ISA_REFERENCE);

  for (guint n = 0; n <= L; n++)
    for (guint width = 5; width <= 28; width += 23)
      {
        Natural size = { 1, 1, 28, width };
        guint8 pixels[L][28 * 28];
        const guint8 *images[L];
        float *a = integers (packed_size (k, &size), 3, 1), *natural;
        float *b = ink_floats_new (natural_size (&size));
        gsize set;

        for (guint i = 0; i < L; i++)
          {
            images[i] = pixels[i];
            for (guint p = 0; p < 28 * 28; p++)
              pixels[i][p] = (guint8) (i * 31 + p * 7);
          }
        k->pack_images (28, width, images, n, 2, -16, a);
        plain->pack_images (28, width, images, n, 2, -16, b);
        if (k->precision == INK_PRECISION_BF16)
          round_all (b, natural_size (&size));
        natural = to_kernel (k, &size, TRUE, b);
        set = has_tiles (k) ? (gsize) 28 * ((width + 1) / 2) * L
                            : packed_size (k, &size);
        g_assert_cmpmem (a, set * 4, natural, set * 4);
        g_aligned_free (a);
        g_aligned_free (b);
        g_aligned_free (natural);
      }
}

static void
assert_same_bits (const Layer *a, const Layer *b)
{
  g_assert_cmpmem (a->y, natural_size (&a->out) * 4, b->y,
                   natural_size (&b->out) * 4);
  if (a->dx != NULL)
    g_assert_cmpmem (a->dx, natural_size (&a->in) * 4, b->dx,
                     natural_size (&b->in) * 4);
  g_assert_cmpmem (a->dw, a->n_w * 4, b->dw, b->n_w * 4);
  g_assert_cmpmem (a->db, a->n_b * 4, b->db, b->n_b * 4);
}

static void
check_same_bits (const InkKernels *a, const InkKernels *b)
{
  if (a == NULL || b == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (conv_shapes); i++)
    {
      Layer one = run_conv2d (a, &conv_shapes[i], 3, reals);
      Layer other = run_conv2d (b, &conv_shapes[i], 3, reals);

      assert_same_bits (&one, &other);
      layer_free (&one);
      layer_free (&other);
    }
  for (guint i = 0; i < G_N_ELEMENTS (linear_shapes); i++)
    {
      Layer one = run_linear (a, &linear_shapes[i], 3, reals);
      Layer other = run_linear (b, &linear_shapes[i], 3, reals);

      assert_same_bits (&one, &other);
      layer_free (&one);
      layer_free (&other);
    }
}

/* AVX2 and AVX-512 add in the same order with the same fused operations. In
 * bf16 the baseline does too: products are exact there. Tiles do not. */
static void
test_same_bits (void)
{
  const InkKernels *bf16
      = ink_kernels_for_bf16 (INK_ISA_BASELINE, INK_BF16_CONVERT);

  check_same_bits (ink_kernels_for (INK_ISA_AVX2),
                   ink_kernels_for (INK_ISA_AVX512));
  check_same_bits (bf16,
                   ink_kernels_for_bf16 (INK_ISA_AVX2, INK_BF16_CONVERT));
  check_same_bits (bf16,
                   ink_kernels_for_bf16 (INK_ISA_AVX512, INK_BF16_CONVERT));
  check_same_bits (bf16, ink_kernels_for_bf16 (INK_ISA_AVX512, INK_BF16_DOT));
}

static void
test_selector (void)
{
  const InkKernels *chosen = ink_kernels_default_for (INK_PRECISION_BF16);
  InkPrecision precision;

  g_assert_true (ink_kernels_default_for (INK_PRECISION_FP32)
                 == ink_kernels_default ());
  g_assert_cmpint (chosen->precision, ==, INK_PRECISION_BF16);
  for (int i = 0; i < INK_N_BF16; i++)
    {
      InkBf16 bf16;

      g_assert_null (ink_kernels_for_bf16 (INK_ISA_REFERENCE, (InkBf16) i));
      g_assert_true (ink_bf16_from_name (ink_bf16_name ((InkBf16) i), &bf16));
      g_assert_cmpint (bf16, ==, i);
    }
  g_assert_null (ink_kernels_for_bf16 (INK_ISA_AVX2, INK_BF16_DOT));
  g_assert_null (ink_kernels_for_bf16 (INK_ISA_AVX2, INK_BF16_TILES));
  g_assert_cmpint (ink_kernels_for_bf16 (INK_ISA_AVX512, INK_BF16_DOT) != NULL,
                   ==, ink_cpu_has_bf16_dot ());
  g_assert_cmpint (ink_kernels_for_bf16 (INK_ISA_AVX512, INK_BF16_TILES)
                       != NULL,
                   ==, ink_cpu_has_bf16_tiles ());
  for (int i = 0; i <= INK_PRECISION_BF16; i++)
    {
      g_assert_true (ink_precision_from_name (
          ink_precision_name ((InkPrecision) i), &precision));
      g_assert_cmpint (precision, ==, i);
    }
  g_assert_false (ink_precision_from_name ("fp16", &precision));
}

static void
add_tests (const InkKernels *k, const char *name)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "exact", test_exact },
    { "reals", test_reals },
    { "nan", test_nan },
    { "pack-images", test_pack_images },
  };

  for (guint i = 0; k != NULL && i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/core/kernels-layers/%s/%s", name, tests[i].name);

      if (tests[i].func != test_reals || k->precision == INK_PRECISION_FP32)
        g_test_add_data_func (path, k, tests[i].func);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tests (ink_kernels_for (INK_ISA_BASELINE), "baseline");
  add_tests (ink_kernels_for (INK_ISA_AVX2), "avx2");
  add_tests (ink_kernels_for (INK_ISA_AVX512), "avx512");
  for (int isa = INK_ISA_BASELINE; isa < INK_N_ISA; isa++)
    for (int i = 0; i < INK_N_BF16; i++)
      {
        const InkKernels *k = ink_kernels_for_bf16 ((InkIsa) isa, (InkBf16) i);
        g_autofree char *name = g_strdup_printf (
            "bf16-%s-%s", ink_bf16_name ((InkBf16) i),
            ink_isa_name ((InkIsa) isa));

        if (k != NULL && k->bf16 == (InkBf16) i)
          add_tests (k, name);
      }
  g_test_add_func ("/core/kernels-layers/same-bits", test_same_bits);
  g_test_add_func ("/core/kernels-layers/selector", test_selector);
  return g_test_run ();
}
