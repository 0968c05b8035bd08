#include "tests/metrics/made-evaluations.h"

#include <math.h>

#include "core/base/rng.h"

#define N_CLASSES 3

static guint32
draw_label (InkRng *rng)
{
  double u = ink_rng_uniform (rng);

  return u < 0.45 ? 0 : u < 0.8 ? 1 : 2;
}

static void
fill_row (const MadeModel *made, InkRng *shared, InkRng *own, guint32 label,
          double *row)
{
  double sum = 0;

  for (guint c = 0; c < N_CLASSES; c++)
    {
      double noise = sqrt (1 - made->own) * ink_rng_normal (shared)
                     + sqrt (made->own) * ink_rng_normal (own);

      row[c] = exp (noise + (c == label ? made->skill : 0));
      sum += row[c];
    }
  for (guint c = 0; c < N_CLASSES; c++)
    row[c] /= sum;
}

InkEvaluation *
made_evaluation_new (const MadeModel *made)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  InkRng shared = ink_rng (3, INK_STREAM_TEST, made->number, 0);
  InkRng own = ink_rng (3, INK_STREAM_TEST, made->number, 1 + made->model);
  g_autofree double *p = g_new (double, made->n * N_CLASSES);
  g_autofree guint32 *labels = g_new (guint32, made->n);
  g_autoptr (GError) error = NULL;
  InkEvaluation *evaluation;

  for (gsize i = 0; i < made->n; i++)
    {
      labels[i] = draw_label (&shared);
      fill_row (made, &shared, &own, labels[i], p + i * N_CLASSES);
    }
  evaluation = ink_evaluation_new (p, labels, made->n, names, &error);
  g_assert_no_error (error);
  return evaluation;
}
