/* A drawing written differently. All happens in coordinates of the drawing's
 * own: its middle is 0, its longer side is 1. */
#include "core/data/drawing-variation.h"

#include <math.h>

#include "core/data/rasterize.h"

/* Waves of the field that bends lines, each way. */
#define N_WAVES 3

const InkVariationRange ink_variation_range_default = {
  .slant = 0.18,
  .rotation = 6,
  .stretch = 0.18,
  .jitter = 0.02,
  .width_low = 1.8,
  .width_high = 3.6,
};

typedef struct
{
  double x, y, scale; /* own = (drawing's - (x, y)) scale */
} Frame;

typedef struct
{
  double along_x, along_y; /* radians per unit */
  double phase, height;
} Wave;

typedef struct
{
  double xx, xy, yx, yy;
  Wave of_x[N_WAVES], of_y[N_WAVES];
} Bend;

static double
between (InkRng *rng, double low, double high)
{
  return low + (high - low) * ink_rng_uniform (rng);
}

static Frame
frame_of (const InkDrawing *drawing)
{
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  double extent;

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        {
          x0 = fmin (x0, points[k].x);
          y0 = fmin (y0, points[k].y);
          x1 = fmax (x1, points[k].x);
          y1 = fmax (y1, points[k].y);
        }
    }
  extent = fmax (x1 - x0, y1 - y0);
  return (Frame){ x0 / 2 + x1 / 2, y0 / 2 + y1 / 2,
                  extent > 0 ? 1 / extent : 1 };
}

/* One wave over about the whole drawing to two. */
static Wave
random_wave (InkRng *rng, double height)
{
  double angle = between (rng, 0, 2 * G_PI);
  double turns = between (rng, 0.5, 2) * 2 * G_PI;

  return (Wave){ cos (angle) * turns, sin (angle) * turns,
                 between (rng, 0, 2 * G_PI), between (rng, 0, height) };
}

static Bend
random_bend (const InkVariationRange *range, InkRng *rng)
{
  double turn = between (rng, -range->rotation, range->rotation) * G_PI / 180;
  double slant = between (rng, -range->slant, range->slant);
  double stretch = exp (between (rng, -range->stretch, range->stretch) / 2);
  double wide = stretch, high = 1 / stretch;
  Bend bend;

  /* stretched, then slanted, then turned */
  bend.xx = cos (turn) * wide;
  bend.xy = (cos (turn) * slant - sin (turn)) * high;
  bend.yx = sin (turn) * wide;
  bend.yy = (sin (turn) * slant + cos (turn)) * high;
  for (guint i = 0; i < N_WAVES; i++)
    {
      bend.of_x[i] = random_wave (rng, range->jitter);
      bend.of_y[i] = random_wave (rng, range->jitter);
    }
  return bend;
}

static double
sum_waves (const Wave *waves, double x, double y)
{
  double sum = 0;

  for (guint i = 0; i < N_WAVES; i++)
    sum += waves[i].height
           * sin (waves[i].along_x * x + waves[i].along_y * y
                  + waves[i].phase);
  return sum;
}

static void
add_bent (InkDrawing *to, const Frame *frame, const Bend *bend,
          const InkPoint *point)
{
  double x = (point->x - frame->x) * frame->scale;
  double y = (point->y - frame->y) * frame->scale;
  double bent_x = x + sum_waves (bend->of_x, x, y);
  double bent_y = y + sum_waves (bend->of_y, x, y);

  ink_drawing_add_point (to, bend->xx * bent_x + bend->xy * bent_y,
                         bend->yx * bent_x + bend->yy * bent_y,
                         point->pressure);
}

InkDrawing *
ink_drawing_vary (const InkDrawing *drawing, const InkVariationRange *range,
                  InkRng *rng)
{
  InkDrawing *varied = ink_drawing_new ();
  Frame frame = frame_of (drawing);
  Bend bend = random_bend (range, rng);

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      ink_drawing_begin_stroke (varied);
      for (guint k = 0; k < n; k++)
        add_bent (varied, &frame, &bend, &points[k]);
    }
  return varied;
}

void
ink_drawing_vary_pixels (const InkDrawing *drawing,
                         const InkVariationRange *range, InkRng *rng,
                         guint8 *pixels)
{
  g_autoptr (InkDrawing) varied = ink_drawing_vary (drawing, range, rng);
  InkRasterOptions options
      = { between (rng, range->width_low, range->width_high) };

  ink_rasterize_drawing (varied, &options, pixels, NULL);
}
