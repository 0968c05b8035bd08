/* Ink is drawn at the picture's own size, then lit, worn and photographed. */
#include "support/simulated-picture.h"

#include <math.h>
#include <string.h>

#define BITMAP 28
#define PAPER(...) .ink = 60, .ground = 225, __VA_ARGS__
#define MIDDLE .x = 0.5, .y = 0.5

const SimulatedScene simulated_scenes[] = {
  { "scan", 300, 300, 0.6, MIDDLE, 0.1, .ink = 0, .ground = 255 },
  { "dark-mode", 300, 300, 0.6, MIDDLE, 0.1, .ink = 235, .ground = 30 },
  { "grey-on-grey", 200, 200, 0.6, MIDDLE, 0.1, .ink = 90, .ground = 150 },
  { "tiny", 14, 14, 0.85, MIDDLE, 0.15, .ink = 0, .ground = 255 },
  { "small-28", 28, 28, 0.6, MIDDLE, 0.12, .ink = 255, .ground = 0 },
  { "icon-light", 48, 48, 0.8, MIDDLE, 0.1, .ink = 250, .ground = 90 },
  { "one-pixel", 300, 300, 0.7, MIDDLE, 0, .ink = 0, .ground = 255 },
  { "one-pixel-large", 1600, 1600, 0.7, MIDDLE, 0, .ink = 0, .ground = 255 },
  { "marker", 300, 300, 0.7, MIDDLE, 0.2, .ink = 0, .ground = 255 },
  { "marker-light", 300, 300, 0.7, MIDDLE, 0.2, .ink = 240, .ground = 40 },
  { "touching", 200, 200, 0.96, MIDDLE, 0.1, .ink = 0, .ground = 255 },
  { "touching-light", 200, 200, 0.96, MIDDLE, 0.1, .ink = 255, .ground = 0 },
  { "gradient", 400, 400, 0.6, MIDDLE, 0.1, PAPER (.gradient = 0.7,
    .noise = 3, .blur = 1) },
  { "vignette", 400, 400, 0.6, MIDDLE, 0.1, PAPER (.vignette = 0.7,
    .noise = 3, .blur = 1) },
  { "shadow", 400, 400, 0.6, MIDDLE, 0.1, PAPER (.shadow = 0.5, .noise = 3,
    .blur = 1) },
  { "noise", 400, 400, 0.6, MIDDLE, 0.1, PAPER (.noise = 30) },
  { "noise-small", 64, 64, 0.7, MIDDLE, 0.1, PAPER (.noise = 20) },
  { "pencil", 600, 600, 0.5, MIDDLE, 0.05, .ink = 130, .ground = 215,
    .gradient = 0.4, .vignette = 0.3, .noise = 6, .blur = 1, .pencil = 0.45,
    .turn = 8 },
  { "photograph", 900, 1200, 0.45, 0.6, 0.45, 0.07, .ink = 110, .ground = 210,
    .gradient = 0.5, .vignette = 0.4, .shadow = 0.35, .noise = 8, .blur = 2,
    .pencil = 0.3, .turn = 8, .dust = 12, .blocks = 8 },
  { "blackboard", 600, 800, 0.5, 0.45, 0.55, 0.07, .ink = 215, .ground = 60,
    .gradient = 0.4, .vignette = 0.3, .noise = 8, .blur = 1, .pencil = 0.4,
    .dust = 20, .turn = 8 },
  { "jpeg", 160, 160, 0.6, MIDDLE, 0.1, PAPER (.noise = 6, .blur = 1,
    .blocks = 8) },
  { "ruled", 500, 500, 0.5, MIDDLE, 0.08, PAPER (.noise = 3, .blur = 1,
    .paper = SIMULATED_RULED, .turn = 5, .gradient = 0.2) },
  { "squared", 500, 500, 0.5, MIDDLE, 0.08, PAPER (.noise = 3, .blur = 1,
    .paper = SIMULATED_SQUARED, .turn = 5, .gradient = 0.2) },
  { "corner-dust", 900, 900, 0.1, 0.12, 0.86, 0.1, PAPER (.noise = 3,
    .dust = 15) },
  { "corner-large", 3000, 2400, 0.06, 0.9, 0.1, 0.1, PAPER (.noise = 6,
    .dust = 25, .gradient = 0.4) },
};
const guint n_simulated_scenes = G_N_ELEMENTS (simulated_scenes);

typedef struct
{
  const SimulatedScene *scene;
  InkRng *rng;
  float *ink; /* [height][width], 0 to 1 */
  float *v;   /* levels */
  double side, sine, cosine;
} Canvas;

static double
around (InkRng *rng, double most)
{
  return most * (2 * ink_rng_uniform (rng) - 1);
}

static Canvas
canvas_new (const SimulatedScene *scene, InkRng *rng)
{
  gsize n = (gsize) scene->height * scene->width;
  double turn = around (rng, scene->turn) * G_PI / 180;

  return (Canvas) { .scene = scene,
                    .rng = rng,
                    .ink = g_new0 (float, n),
                    .v = g_new0 (float, n),
                    .side = scene->size * MIN (scene->height, scene->width),
                    .sine = sin (turn),
                    .cosine = cos (turn) };
}

/* --- Ink --- */

/* Coverage of a segment by a round pen. */
static void
draw_segment (Canvas *canvas, const double *a, const double *b, double pen)
{
  guint width = canvas->scene->width;
  double reach = pen / 2 + 1;
  double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
  int x0 = MAX (0, (int) (fmin (a[0], b[0]) - reach));
  int y0 = MAX (0, (int) (fmin (a[1], b[1]) - reach));
  int x1 = MIN ((int) width - 1, (int) (fmax (a[0], b[0]) + reach));
  int y1 = MIN ((int) canvas->scene->height - 1,
                (int) (fmax (a[1], b[1]) + reach));

  for (int y = y0; y <= y1; y++)
    for (int x = x0; x <= x1; x++)
      {
        double px = x + 0.5 - a[0], py = y + 0.5 - a[1];
        double t = length > 0 ? CLAMP ((px * dx + py * dy) / length, 0, 1) : 0;
        double d = hypot (px - t * dx, py - t * dy);
        float c = (float) CLAMP (pen / 2 - d + 0.5, 0, 1);
        float *to = &canvas->ink[(gsize) y * width + (guint) x];

        *to = fmaxf (*to, c);
      }
}

/* From the digit's unit square around 0 to the picture. */
static void
place (const Canvas *canvas, double u, double v, double *at)
{
  const SimulatedScene *scene = canvas->scene;

  at[0] = scene->x * scene->width
          + canvas->side * (canvas->cosine * u - canvas->sine * v);
  at[1] = scene->y * scene->height
          + canvas->side * (canvas->sine * u + canvas->cosine * v);
}

static gboolean
find_bounds (const InkDrawing *drawing, double *least, double *most)
{
  least[0] = least[1] = INFINITY;
  most[0] = most[1] = -INFINITY;
  for (guint s = 0; s < ink_drawing_n_strokes (drawing); s++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, s, &n);

      for (guint i = 0; i < n; i++)
        {
          least[0] = fmin (least[0], points[i].x);
          least[1] = fmin (least[1], points[i].y);
          most[0] = fmax (most[0], points[i].x);
          most[1] = fmax (most[1], points[i].y);
        }
    }
  return least[0] <= most[0];
}

static void
draw_strokes (Canvas *canvas, const InkDrawing *drawing)
{
  double least[2], most[2], extent;
  double pen = fmax (1, canvas->scene->pen * canvas->side);

  if (!find_bounds (drawing, least, most))
    return;
  extent = fmax (fmax (most[0] - least[0], most[1] - least[1]), 1e-9)
           / (1 - pen / canvas->side);
  for (guint s = 0; s < ink_drawing_n_strokes (drawing); s++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, s, &n);
      double last[2], here[2];

      for (guint i = 0; i < n; i++)
        {
          place (canvas, (points[i].x - (least[0] + most[0]) / 2) / extent,
                 (points[i].y - (least[1] + most[1]) / 2) / extent, here);
          draw_segment (canvas, i > 0 ? last : here, here, pen);
          memcpy (last, here, sizeof last);
        }
    }
}

static double
bitmap_at (const guint8 *bitmap, double x, double y)
{
  int ix = (int) floor (x - 0.5), iy = (int) floor (y - 0.5);
  double fx = x - 0.5 - ix, fy = y - 0.5 - iy, sum = 0;

  for (int j = 0; j < 2; j++)
    for (int i = 0; i < 2; i++)
      if (ix + i >= 0 && ix + i < BITMAP && iy + j >= 0 && iy + j < BITMAP)
        sum += bitmap[(iy + j) * BITMAP + ix + i] * (i ? fx : 1 - fx)
               * (j ? fy : 1 - fy);
  return sum / 255;
}

/* Interpolated, with edges as sharp as the picture's pixels. */
static void
draw_bitmap (Canvas *canvas, const guint8 *bitmap)
{
  const SimulatedScene *scene = canvas->scene;
  double scale = canvas->side / 20, sharp = fmax (1, scale / 2);

  for (guint y = 0; y < scene->height; y++)
    for (guint x = 0; x < scene->width; x++)
      {
        double px = (x + 0.5 - scene->x * scene->width) / scale;
        double py = (y + 0.5 - scene->y * scene->height) / scale;
        double u = canvas->cosine * px + canvas->sine * py;
        double v = canvas->cosine * py - canvas->sine * px;
        double c = bitmap_at (bitmap, u + BITMAP / 2.0, v + BITMAP / 2.0);

        canvas->ink[(gsize) y * scene->width + x]
            = (float) CLAMP ((c - 0.5) * sharp + 0.5, 0, 1);
      }
}

/* --- Paper and light --- */

/* Grain: values between 0 and 1 that hold for @cell pixels. */
static double
grain (guint64 seed, double x, double y, double cell)
{
  InkRng rng = ink_rng (seed, INK_STREAM_TEST, (guint64) (x / cell),
                        (guint64) (y / cell));

  return ink_rng_uniform (&rng);
}

static double
light_at (const SimulatedScene *scene, double u, double v)
{
  double light = 1 - scene->gradient * (0.7 * u + 0.3 * v);

  light *= 1 - scene->vignette * 2 * ((u - 0.5) * (u - 0.5)
                                      + (v - 0.5) * (v - 0.5));
  /* its edge is a hundredth wide */
  return light
         * (1 - scene->shadow * CLAMP ((u + 0.6 * v - 0.75) * 100, 0, 1));
}

/* Whether a line of the paper goes through (x, y). */
static gboolean
on_line (const Canvas *canvas, double x, double y)
{
  const SimulatedScene *scene = canvas->scene;
  double gap = scene->height / 9.0, thick = fmax (1, scene->height / 250.0);
  /* The paper is turned otherwise than the writing. */
  double u = x + canvas->sine / 2 * y, v = y - canvas->sine / 2 * x;

  if (scene->paper == SIMULATED_PLAIN_PAPER)
    return FALSE;
  return fmod (v + 10 * gap, gap) < thick
         || (scene->paper == SIMULATED_SQUARED
             && fmod (u + 10 * gap, gap) < thick);
}

static void
add_dust (Canvas *canvas)
{
  const SimulatedScene *scene = canvas->scene;

  for (guint i = 0; i < scene->dust; i++)
    {
      double at[2] = { ink_rng_uniform (canvas->rng) * scene->width,
                       ink_rng_uniform (canvas->rng) * scene->height };

      draw_segment (canvas, at, at,
                    1 + scene->height / 300.0 * ink_rng_uniform (canvas->rng));
    }
}

static void
light_canvas (Canvas *canvas)
{
  const SimulatedScene *scene = canvas->scene;
  guint64 seed = ink_rng_u64 (canvas->rng);
  double cell = fmax (1, canvas->side / 90);

  for (guint y = 0; y < scene->height; y++)
    for (guint x = 0; x < scene->width; x++)
      {
        gsize i = (gsize) y * scene->width + x;
        double ink = canvas->ink[i];
        double level = scene->ground;

        if (on_line (canvas, x, y))
          level += 0.4 * (scene->ink - scene->ground);
        if (scene->pencil > 0)
          ink *= grain (seed, x, y, cell) < scene->pencil ? 0.25 : 1;
        level += ink * (scene->ink - level);
        level *= light_at (scene, (double) x / scene->width,
                           (double) y / scene->height);
        canvas->v[i] = (float) level;
      }
}

static void
blur (Canvas *canvas)
{
  guint h = canvas->scene->height, w = canvas->scene->width;

  for (guint y = 0; y < h; y++)
    for (guint x = 0; x + 1 < w; x++)
      canvas->v[(gsize) y * w + x] = (canvas->v[(gsize) y * w + x]
                                      + canvas->v[(gsize) y * w + x + 1]) / 2;
  for (guint y = 0; y + 1 < h; y++)
    for (guint x = 0; x < w; x++)
      canvas->v[(gsize) y * w + x] = (canvas->v[(gsize) y * w + x]
                                      + canvas->v[(gsize) (y + 1) * w + x])
                                     / 2;
}

static guint8 *
develop (Canvas *canvas)
{
  const SimulatedScene *scene = canvas->scene;
  guint64 seed = ink_rng_u64 (canvas->rng);
  gsize n = (gsize) scene->height * scene->width;
  guint8 *grey = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    {
      double level = canvas->v[i];

      if (scene->noise > 0)
        level += scene->noise * ink_rng_normal (canvas->rng);
      if (scene->blocks > 0)
        level += 8 * grain (seed, (double) (i % scene->width),
                            (double) (i / scene->width), scene->blocks) - 4;
      grey[i] = (guint8) CLAMP (level + 0.5, 0, 255);
    }
  g_free (canvas->ink);
  g_free (canvas->v);
  return grey;
}

static guint8 *
photograph (Canvas *canvas)
{
  add_dust (canvas);
  light_canvas (canvas);
  for (guint i = 0; i < canvas->scene->blur; i++)
    blur (canvas);
  return develop (canvas);
}

guint8 *
simulated_picture_of_bitmap (const SimulatedScene *scene, const guint8 *bitmap,
                             InkRng *rng)
{
  Canvas canvas = canvas_new (scene, rng);

  draw_bitmap (&canvas, bitmap);
  return photograph (&canvas);
}

guint8 *
simulated_picture_of_drawing (const SimulatedScene *scene,
                              const InkDrawing *drawing, InkRng *rng)
{
  Canvas canvas = canvas_new (scene, rng);

  draw_strokes (&canvas, drawing);
  return photograph (&canvas);
}
