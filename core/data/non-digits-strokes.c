/* Strokes that are no digit. */
#include <math.h>

#include "core/data/non-digits-private.h"

#define POINTS_A_PIECE 12

double
ink_non_digit_between (InkRng *rng, double low, double high)
{
  return low + (high - low) * ink_rng_uniform (rng);
}

#define between ink_non_digit_between

static void
add (InkDrawing *drawing, double x, double y)
{
  ink_drawing_add_point (drawing, x, y, 0.5f);
}

/* --- Scribbles --- */

typedef struct
{
  double x, y;
} Knot;

/* Between @k[1] and @k[2], a Catmull-Rom spline. */
static void
add_spline (InkDrawing *drawing, const Knot *k)
{
  for (guint i = 0; i <= POINTS_A_PIECE; i++)
    {
      double t = (double) i / POINTS_A_PIECE, t2 = t * t, t3 = t2 * t;
      double a = -t3 + 2 * t2 - t, b = 3 * t3 - 5 * t2 + 2;
      double c = -3 * t3 + 4 * t2 + t, d = t3 - t2;

      add (drawing, (a * k[0].x + b * k[1].x + c * k[2].x + d * k[3].x) / 2,
           (a * k[0].y + b * k[1].y + c * k[2].y + d * k[3].y) / 2);
    }
}

void
ink_non_digit_spline (InkDrawing *drawing, const double *x, const double *y,
                      guint n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      guint before = i == 0 ? 0 : i - 1, after = MIN (i + 2, n - 1);
      const Knot knots[4] = { { x[before], y[before] },
                              { x[i], y[i] },
                              { x[i + 1], y[i + 1] },
                              { x[after], y[after] } };

      add_spline (drawing, knots);
    }
}

void
ink_non_digit_scribble (InkDrawing *drawing, InkRng *rng, double low,
                        double high)
{
  guint n_strokes = 1 + (guint) ink_rng_below (rng, 3);

  for (guint s = 0; s < n_strokes; s++)
    {
      guint n = 7 + (guint) ink_rng_below (rng, 10);
      Knot knots[20];

      for (guint i = 0; i < n; i++)
        knots[i] = (Knot){ between (rng, low, high), between (rng, low, high) };
      ink_drawing_begin_stroke (drawing);
      for (guint i = 0; i + 3 < n; i++)
        add_spline (drawing, knots + i);
    }
}

/* A direction across, and points to and fro along it. */
void
ink_non_digit_zigzag (InkDrawing *drawing, InkRng *rng, double low, double high)
{
  guint n = 5 + (guint) ink_rng_below (rng, 9);
  double angle = between (rng, 0, 2 * G_PI);
  double side = (high - low) / 2, middle = (high + low) / 2;
  double reach = between (rng, 0.5, 1) * side;
  double swing = between (rng, 0.4, 1) * side;

  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i < n; i++)
    {
      double along = reach * (2.0 * i / (n - 1) - 1);
      double across = (i % 2 == 0 ? 1 : -1) * swing * between (rng, 0.7, 1);
      double x = along * cos (angle) - across * sin (angle);
      double y = along * sin (angle) + across * cos (angle);

      add (drawing, middle + CLAMP (x, -side, side),
           middle + CLAMP (y, -side, side));
    }
}

void
ink_non_digit_bars (InkDrawing *drawing, InkRng *rng, guint n, double low,
                    double high)
{
  double middle = (low + high) / 2, side = (high - low) / 2;
  double angle = between (rng, 0, G_PI);

  for (guint i = 0; i < n; i++)
    {
      double turned = angle + between (rng, -0.25, 0.25)
                      + (i % 2 == 1 && n == 2 ? G_PI / 2 : 0);
      double x = middle + between (rng, -0.3, 0.3) * side;
      double y = middle + between (rng, -0.3, 0.3) * side;
      double length = between (rng, 0.75, 1) * side;

      /* a lone upright stroke through a digit may be one of its own */
      if (n == 1)
        turned = between (rng, -0.9, 0.9);
      ink_drawing_begin_stroke (drawing);
      add (drawing, CLAMP (x - length * cos (turned), low, high),
           CLAMP (y - length * sin (turned), low, high));
      add (drawing, CLAMP (x + length * cos (turned), low, high),
           CLAMP (y + length * sin (turned), low, high));
    }
}

/* --- Figures --- */

/* A place of a lattice of 3 x 3, a little off. */
static Knot
lattice (InkRng *rng, double low, double high)
{
  double step = (high - low) / 2;

  return (Knot){
    low + step * (double) ink_rng_below (rng, 3) + between (rng, -.08, .08) * step,
    low + step * (double) ink_rng_below (rng, 3) + between (rng, -.08, .08) * step,
  };
}

/* From @a to @b, bowed by a part of its length. */
static void
add_arc (InkDrawing *drawing, Knot a, Knot b, double bow)
{
  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i <= POINTS_A_PIECE; i++)
    {
      double t = (double) i / POINTS_A_PIECE;
      double off = 4 * bow * t * (1 - t);

      add (drawing, a.x + t * (b.x - a.x) - off * (b.y - a.y),
           a.y + t * (b.y - a.y) + off * (b.x - a.x));
    }
}

static void
add_loop (InkDrawing *drawing, Knot middle, double width, double height)
{
  ink_drawing_begin_stroke (drawing);
  for (guint i = 0; i <= 2 * POINTS_A_PIECE; i++)
    {
      double angle = G_PI * i / POINTS_A_PIECE;

      add (drawing, middle.x + width * cos (angle),
           middle.y + height * sin (angle));
    }
}

void
ink_non_digit_figure (InkDrawing *drawing, InkRng *rng, double low, double high)
{
  guint n = 3 + (guint) ink_rng_below (rng, 4);
  double side = high - low;
  Knot at = lattice (rng, low, high);

  for (guint i = 0; i < n; i++)
    {
      Knot to = lattice (rng, low, high);
      gboolean bowed = ink_rng_below (rng, 2) == 0;

      if (ink_rng_below (rng, 8) == 0)
        add_loop (drawing, to, between (rng, 0.05, 0.3) * side,
                  between (rng, 0.05, 0.3) * side);
      else
        add_arc (drawing, at, to, bowed ? between (rng, -0.6, 0.6) : 0);
      /* most go on where the one before ended */
      at = ink_rng_below (rng, 3) == 0 ? lattice (rng, low, high) : to;
    }
}
