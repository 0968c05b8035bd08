/* Digits side by side. The unit is the height of the line; digits keep their
 * sizes relative to one another as far as that is sane. Gaps are between the
 * boxes of slanted digits. */
#include "tests/support/made-numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  double x0, y0, x1, y1;
} Bounds;

static Bounds
bounds_of (const InkDrawing *drawing, double slant)
{
  Bounds b = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *p = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        {
          double x = p[k].x - slant * p[k].y;

          b.x0 = fmin (b.x0, x);
          b.x1 = fmax (b.x1, x);
          b.y0 = fmin (b.y0, p[k].y);
          b.y1 = fmax (b.y1, p[k].y);
        }
    }
  return b;
}

static double
between (InkRng *rng, double low, double high)
{
  return low + (high - low) * ink_rng_uniform (rng);
}

/* --- Written --- */

static void
add_point (MadeNumber *number, double x, double y, int digit)
{
  MadePoint point = { x, y, digit };

  ink_drawing_add_point (number->drawing, x, y, 0.5f);
  g_array_append_val (number->points, point);
}

/* The straight way from the last point to (@x, @y). */
static void
join (MadeNumber *number, double x, double y)
{
  MadePoint last
      = g_array_index (number->points, MadePoint, number->points->len - 1);

  for (int i = 1; i < 8; i++)
    add_point (number, last.x + (x - last.x) * i / 8,
               last.y + (y - last.y) * i / 8, -1);
}

/* How a digit comes to its place: x' = (x - slant y) scale + dx. */
typedef struct
{
  double scale, slant, dx, dy;
} Move;

static void
write_digit (MadeNumber *number, const InkDrawing *drawing, const Move *move,
             gboolean joined)
{
  int digit = (int) number->n;

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *p = ink_drawing_stroke (drawing, i, &n);

      if (n == 0)
        continue;
      if (i > 0 || !joined || number->n == 0)
        ink_drawing_begin_stroke (number->drawing);
      else
        join (number, (p[0].x - move->slant * p[0].y) * move->scale + move->dx,
              p[0].y * move->scale + move->dy);
      for (guint k = 0; k < n; k++)
        add_point (number,
                   (p[k].x - move->slant * p[k].y) * move->scale + move->dx,
                   p[k].y * move->scale + move->dy, digit);
    }
}

static int
compare_points (const void *a, const void *b)
{
  const MadePoint *p = a, *q = b;

  return p->x != q->x ? (p->x > q->x) - (p->x < q->x)
                      : (p->y > q->y) - (p->y < q->y);
}

static double
mean_height (const GPtrArray *digits, const guint *indices, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const UnipenDigit *digit = g_ptr_array_index (digits, indices[i]);
      Bounds b = bounds_of (digit->drawing, 0);

      sum += b.y1 - b.y0;
    }
  return fmax (sum / n, 1e-9);
}

MadeNumber *
made_number_write (const GPtrArray *digits, const guint *indices, guint n,
                   const MadeOptions *options, InkRng *rng)
{
  MadeNumber *number = g_new0 (MadeNumber, 1);
  double height = mean_height (digits, indices, n);
  double slant = between (rng, -options->slant, options->slant);
  double x = 0;

  number->drawing = ink_drawing_new ();
  number->points = g_array_new (FALSE, FALSE, sizeof (MadePoint));
  for (guint i = 0; i < n; i++)
    {
      const UnipenDigit *digit = g_ptr_array_index (digits, indices[i]);
      Bounds b = bounds_of (digit->drawing, slant);
      double own = fmax (b.y1 - b.y0, 1e-9);
      double size = CLAMP (own / height, 0.7, 1.4)
                    * between (rng, 1 - options->sizes, 1 + options->sizes);
      Move move = { .scale = size / own, .slant = slant };

      if (i > 0)
        x += between (rng, options->least_gap, options->most_gap);
      move.dx = x - b.x0 * move.scale;
      move.dy = -b.y1 * move.scale
                + between (rng, -options->jitter, options->jitter);
      write_digit (number, digit->drawing, &move, options->joined);
      x += (b.x1 - b.x0) * move.scale;
      number->text[number->n++] = digit->label;
    }
  g_array_sort (number->points, compare_points);
  return number;
}

int
made_number_owner (const MadeNumber *number, const InkDrawing *drawing)
{
  guint counts[MADE_MAX_DIGITS] = { 0 };
  guint best = 0, total = 0;

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *p = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        {
          MadePoint wanted = { p[k].x, p[k].y, 0 };
          const MadePoint *found
              = bsearch (&wanted, number->points->data, number->points->len,
                         sizeof wanted, compare_points);

          if (found == NULL || found->digit < 0)
            continue;
          counts[found->digit]++;
          total++;
        }
    }
  for (guint i = 1; i < number->n; i++)
    best = counts[i] > counts[best] ? i : best;
  return counts[best] < 0.9 * total || total == 0 ? -1 : (int) best;
}

/* --- Laid out --- */

static void
find_box (const guint8 *image, guint *x0, guint *y0, guint *x1, guint *y1)
{
  *x0 = *y0 = 28;
  *x1 = *y1 = 0;
  for (guint i = 0; i < 28 * 28; i++)
    if (image[i] > 64)
      {
        *x0 = MIN (*x0, i % 28);
        *x1 = MAX (*x1, i % 28 + 1);
        *y0 = MIN (*y0, i / 28);
        *y1 = MAX (*y1, i / 28 + 1);
      }
}

#define CANVAS_HEIGHT 48

MadeNumber *
made_number_lay_out (const guint8 *const *images, const char *labels, guint n,
                     const MadeOptions *options, InkRng *rng)
{
  MadeNumber *number = g_new0 (MadeNumber, 1);
  int x = 10;

  number->height = CANVAS_HEIGHT;
  number->width = 40 * n + 40;
  number->picture = g_malloc0 ((gsize) number->height * number->width);
  for (guint i = 0; i < n; i++)
    {
      guint x0, y0, x1, y1;
      int down = 10
                 + (int) lround (20
                                 * between (rng, -options->jitter,
                                            options->jitter));

      find_box (images[i], &x0, &y0, &x1, &y1);
      if (i > 0)
        x += (int) lround (
            20 * between (rng, options->least_gap, options->most_gap));
      number->left[i] = x;
      number->right[i] = x + (double) x1 - x0;
      for (int v = 0; v < 28; v++)
        for (int u = 0; u < 28; u++)
          {
            int at = x + u - (int) x0;
            guint8 *pixel = at >= 0 && at < (int) number->width
                                ? number->picture
                                      + (gsize) (down + v) * number->width + at
                                : NULL;

            if (pixel != NULL)
              *pixel = MAX (*pixel, images[i][v * 28 + u]);
          }
      x += (int) (x1 - x0);
      number->text[number->n++] = labels[i];
    }
  return number;
}

int
made_number_owner_of_box (const MadeNumber *number, const InkRect *box)
{
  int best = -1;
  double most = 0.7 * fmax (box->width, 1);

  for (guint i = 0; i < number->n; i++)
    {
      double overlap = fmin (number->right[i] + 1, box->x + box->width)
                       - fmax (number->left[i] - 1, box->x);

      if (overlap > most)
        {
          most = overlap;
          best = (int) i;
        }
    }
  return best;
}

void
made_number_free (MadeNumber *number)
{
  ink_drawing_free (number->drawing);
  if (number->points != NULL)
    g_array_unref (number->points);
  g_free (number->picture);
  g_free (number);
}
