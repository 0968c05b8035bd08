/* Planes of floats: reduced, smoothed, closed and filled. */
#include "core/data/ink-plane-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

InkPlane *
ink_plane_new (guint height, guint width)
{
  InkPlane *plane = g_new (InkPlane, 1);

  plane->height = height;
  plane->width = width;
  plane->v = g_new0 (float, (gsize) height * width);
  return plane;
}

InkPlane *
ink_plane_copy (const InkPlane *plane)
{
  InkPlane *copy = ink_plane_new (plane->height, plane->width);

  memcpy (copy->v, plane->v,
          (gsize) plane->height * plane->width * sizeof (float));
  return copy;
}

void
ink_plane_free (InkPlane *plane)
{
  if (plane == NULL)
    return;
  g_free (plane->v);
  g_free (plane);
}

/* Adds a row of grey pixels to the sums of its squares. */
static void
add_row (const guint8 *grey, guint n, guint side, guint32 *sums)
{
  for (guint x = 0, i = 0; x < n; i++)
    {
      guint end = MIN (x + side, n);

      for (; x < end; x++)
        sums[i] += grey[x];
    }
}

InkPlane *
ink_plane_from_grey (const guint8 *grey, gsize stride, const InkBox *box,
                     guint side)
{
  guint height = box->y1 - box->y0, width = box->x1 - box->x0;
  InkPlane *plane = ink_plane_new ((height + side - 1) / side,
                                   (width + side - 1) / side);
  g_autofree guint32 *sums = g_new (guint32, plane->width);

  for (guint y = 0; y < plane->height; y++)
    {
      guint n_rows = MIN (side, height - y * side);

      memset (sums, 0, plane->width * sizeof *sums);
      for (guint j = 0; j < n_rows; j++)
        add_row (grey + (box->y0 + y * side + j) * stride + box->x0, width,
                 side, sums);
      for (guint x = 0; x < plane->width; x++)
        plane->v[y * plane->width + x]
            = (float) sums[x] / (float) (n_rows * MIN (side, width - x * side));
    }
  return plane;
}

static int
compare_floats (const void *a, const void *b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

/* @values: [side * side], for use. */
static float
median_of_square (const InkPlane *plane, guint x0, guint y0, guint side,
                  float *values)
{
  guint n = 0;

  for (guint y = y0; y < MIN (y0 + side, plane->height); y++)
    for (guint x = x0; x < MIN (x0 + side, plane->width); x++)
      values[n++] = plane->v[y * plane->width + x];
  qsort (values, n, sizeof *values, compare_floats);
  return (values[n / 2] + values[(n - 1) / 2]) / 2;
}

InkPlane *
ink_plane_medians (const InkPlane *plane, guint side)
{
  InkPlane *small = ink_plane_new ((plane->height + side - 1) / side,
                                   (plane->width + side - 1) / side);
  g_autofree float *values = g_new (float, (gsize) side * side);

  for (guint y = 0; y < small->height; y++)
    for (guint x = 0; x < small->width; x++)
      small->v[y * small->width + x]
          = median_of_square (plane, x * side, y * side, side, values);
  return small;
}

float
ink_plane_sample (const InkPlane *plane, double x, double y)
{
  float fx = (float) CLAMP (x - 0.5, 0, plane->width - 1.0);
  float fy = (float) CLAMP (y - 0.5, 0, plane->height - 1.0);
  guint x0 = (guint) fx, y0 = (guint) fy;
  guint x1 = MIN (x0 + 1, plane->width - 1);
  guint y1 = MIN (y0 + 1, plane->height - 1);
  const float *upper = plane->v + (gsize) y0 * plane->width;
  const float *lower = plane->v + (gsize) y1 * plane->width;

  fx -= (float) x0;
  fy -= (float) y0;
  return (1 - fy) * (upper[x0] + fx * (upper[x1] - upper[x0]))
         + fy * (lower[x0] + fx * (lower[x1] - lower[x0]));
}

/* @line: [n], @step apart; @copy: [n], for use. */
static void
extreme_of_line (float *line, guint n, gsize step, guint reach, int sign,
                 float *copy)
{
  for (guint i = 0; i < n; i++)
    copy[i] = line[i * step];
  for (guint i = 0; i < n; i++)
    {
      guint first = i > reach ? i - reach : 0;
      guint last = MIN (i + reach, n - 1);
      float best = copy[first];

      for (guint k = first + 1; k <= last; k++)
        best = sign > 0 ? MAX (best, copy[k]) : MIN (best, copy[k]);
      line[i * step] = best;
    }
}

void
ink_plane_extreme (InkPlane *plane, guint reach, int sign)
{
  g_autofree float *copy = g_new (float, MAX (plane->height, plane->width));

  for (guint y = 0; y < plane->height; y++)
    extreme_of_line (plane->v + (gsize) y * plane->width, plane->width, 1,
                     reach, sign, copy);
  for (guint x = 0; x < plane->width; x++)
    extreme_of_line (plane->v + x, plane->height, plane->width, reach, sign,
                     copy);
}

static void
smooth_line (float *line, guint n, gsize step)
{
  float before = line[0];

  for (guint i = 0; i < n; i++)
    {
      float here = line[i * step];
      float after = i + 1 < n ? line[(i + 1) * step] : here;

      line[i * step] = (before + 2 * here + after) / 4;
      before = here;
    }
}

void
ink_plane_smooth (InkPlane *plane)
{
  for (guint y = 0; y < plane->height; y++)
    smooth_line (plane->v + (gsize) y * plane->width, plane->width, 1);
  for (guint x = 0; x < plane->width; x++)
    smooth_line (plane->v + x, plane->height, plane->width);
}

double
ink_plane_variation (const InkPlane *plane)
{
  double sum = 0;

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        const float *here = plane->v + (gsize) y * plane->width + x;

        if (x > 0)
          sum += fabsf (here[0] - here[-1]);
        if (y > 0)
          sum += fabsf (here[0] - here[-(gssize) plane->width]);
      }
  return sum;
}

/* Means over 2 x 2, by weight, and what weight there was, at most 1. */
static void
halve (const InkPlane *plane, const InkPlane *weight, InkPlane **half,
       InkPlane **half_weight)
{
  InkPlane *means
      = ink_plane_new ((plane->height + 1) / 2, (plane->width + 1) / 2);
  InkPlane *weights = ink_plane_new (means->height, means->width);

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        gsize from = (gsize) y * plane->width + x;
        gsize to = (gsize) (y / 2) * means->width + x / 2;

        means->v[to] += plane->v[from] * weight->v[from];
        weights->v[to] += weight->v[from];
      }
  for (gsize i = 0; i < (gsize) means->height * means->width; i++)
    {
      means->v[i] = weights->v[i] > 0 ? means->v[i] / weights->v[i] : 0;
      weights->v[i] = fminf (weights->v[i], 1);
    }
  *half = means;
  *half_weight = weights;
}

void
ink_plane_fill (InkPlane *plane, const InkPlane *weight)
{
  g_autoptr (InkPlane) half = NULL;
  g_autoptr (InkPlane) half_weight = NULL;

  if (plane->height * plane->width <= 1)
    return;
  halve (plane, weight, &half, &half_weight);
  ink_plane_fill (half, half_weight);
  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        gsize i = (gsize) y * plane->width + x;

        plane->v[i] = weight->v[i] * plane->v[i]
                      + (1 - weight->v[i])
                            * ink_plane_sample (half, (x + 0.5) / 2,
                                                (y + 0.5) / 2);
      }
}
