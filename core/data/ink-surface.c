/* The light on a picture as a polynomial of second degree, fitted so that ink
 * does not pull it: least squares, again and again, each value weighed by how
 * near it lay (Cauchy's weights; Holland and Welsch 1977). */
#include "core/data/ink-plane-private.h"

#include <math.h>
#include <string.h>

#define N_TERMS 6
#define N_ROUNDS 12
/* The border is mostly ground. */
#define BORDER_WEIGHT 3

typedef struct
{
  double a[N_TERMS][N_TERMS];
  double b[N_TERMS];
} Equations;

static void
find_terms (const InkPlane *plane, guint x, guint y, double *terms)
{
  double u = 2 * (x + 0.5) / plane->width - 1;
  double v = 2 * (y + 0.5) / plane->height - 1;

  terms[0] = 1;
  terms[1] = u;
  terms[2] = v;
  terms[3] = u * u;
  terms[4] = u * v;
  terms[5] = v * v;
}

static double
surface_at (const double *terms, const double *factors)
{
  double sum = 0;

  for (int i = 0; i < N_TERMS; i++)
    sum += terms[i] * factors[i];
  return sum;
}

/* By elimination; the matrix is symmetric and, with what was added to its
 * diagonal, positive. */
static void
solve (Equations *e, double *factors)
{
  for (int k = 0; k < N_TERMS; k++)
    for (int i = k + 1; i < N_TERMS; i++)
      {
        double f = e->a[i][k] / e->a[k][k];

        for (int j = k; j < N_TERMS; j++)
          e->a[i][j] -= f * e->a[k][j];
        e->b[i] -= f * e->b[k];
      }
  for (int k = N_TERMS - 1; k >= 0; k--)
    {
      double sum = e->b[k];

      for (int j = k + 1; j < N_TERMS; j++)
        sum -= e->a[k][j] * factors[j];
      factors[k] = sum / e->a[k][k];
    }
}

/* Values farther than @scale from the surface of @factors weigh little. */
static void
fit (const InkPlane *plane, double scale, double *factors)
{
  Equations e = { 0 };
  guint h = plane->height, w = plane->width;

  for (int i = 0; i < N_TERMS; i++)
    e.a[i][i] = i == 0 ? 1e-6 : 1e-3 * h * w;
  for (guint y = 0; y < h; y++)
    for (guint x = 0; x < w; x++)
      {
        gboolean edge = x == 0 || y == 0 || x == w - 1 || y == h - 1;
        double level = plane->v[(gsize) y * w + x];
        double terms[N_TERMS], far, weight;

        find_terms (plane, x, y, terms);
        far = (level - surface_at (terms, factors)) / scale;
        weight = (edge ? BORDER_WEIGHT : 1) / (1 + far * far);
        for (int i = 0; i < N_TERMS; i++)
          {
            e.b[i] += weight * terms[i] * level;
            for (int j = 0; j < N_TERMS; j++)
              e.a[i][j] += weight * terms[i] * terms[j];
          }
      }
  solve (&e, factors);
}

/* The level that the border's middle one is. */
static double
border_level (const InkPlane *plane)
{
  guint h = plane->height, w = plane->width;
  guint counts[256] = { 0 }, n = 0, below = 0, level = 0;

  for (guint y = 0; y < h; y++)
    for (guint x = 0; x < w; x++)
      if (x == 0 || y == 0 || x == w - 1 || y == h - 1)
        {
          counts[(guint) CLAMP (plane->v[(gsize) y * w + x], 0, 255)]++;
          n++;
        }
  while (below + counts[level] <= n / 2)
    below += counts[level++];
  return level;
}

InkPlane *
ink_plane_fit_surface (const InkPlane *plane)
{
  InkPlane *surface = ink_plane_new (plane->height, plane->width);
  double factors[N_TERMS] = { border_level (plane) };

  for (int round = 0; round < N_ROUNDS; round++)
    fit (plane, fmax (6, 60 * pow (0.8, round)), factors);
  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        double terms[N_TERMS];

        find_terms (plane, x, y, terms);
        surface->v[(gsize) y * plane->width + x]
            = (float) surface_at (terms, factors);
      }
  return surface;
}
