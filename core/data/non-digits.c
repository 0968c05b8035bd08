/* What is no digit. Strokes are random walks and figures of lines and arcs on
 * the rasteriser that the canvas has; the others are made of digits' pixels and
 * of filled shapes, brought to size again by fit(). */
#include "core/data/non-digits.h"

#include <math.h>
#include <string.h>

#include "core/base/parallel.h"
#include "core/data/non-digits-private.h"
#include "core/data/rasterize.h"

#define SIZE INK_DIGIT_SIZE
#define PIXELS INK_DIGIT_PIXELS
#define MOST_TRIES 32

/* --- Digits to make something of --- */

typedef struct
{
  const InkNonDigitSource *source;
  InkRng *rng;
} Maker;

static const guint8 *
any_digit (const Maker *maker, guint *label)
{
  guint32 index
      = maker->source->indices[ink_rng_below (maker->rng, maker->source->n)];

  *label = ink_image_set_labels (maker->source->digits)[index];
  return ink_image_set_pixels (maker->source->digits) + (gsize) index * PIXELS;
}

/* Strokes drawn over what is there, with a pen of @width pixels. */
static void
draw_over (const InkDrawing *drawing, double width, guint8 *pixels)
{
  const InkSheet sheet = { 0, 0, SIZE, width };
  guint8 ink[PIXELS];

  ink_rasterize_sheet (drawing, &sheet, ink);
  for (guint i = 0; i < PIXELS; i++)
    pixels[i] = MAX (pixels[i], ink[i]);
}

/* One bar through a 0 or a 7 leaves it what it is. */
static void
cross_out (const Maker *maker, guint8 *pixels)
{
  g_autoptr (InkDrawing) strokes = ink_drawing_new ();
  guint label, least, n;

  memcpy (pixels, any_digit (maker, &label), PIXELS);
  least = label == 0 || label == 7 ? 2 : 1;
  n = least + (guint) ink_rng_below (maker->rng, 3);
  if (ink_rng_below (maker->rng, 3) == 0)
    ink_non_digit_zigzag (strokes, maker->rng, 2, SIZE - 2);
  else
    ink_non_digit_bars (strokes, maker->rng, n, 2, SIZE - 2);
  draw_over (strokes, ink_non_digit_between (maker->rng, 1.5, 3.5), pixels);
  ink_non_digit_fit (pixels, SIZE, SIZE, pixels);
}

/* Digits that turned or mirrored might still be some: 0, 1, 8; 6 and 9 turned
 * all round; 2 and 5 mirrored are much like each other, 4 turned like 7. */
static void
turn (const Maker *maker, guint8 *pixels)
{
  const guint8 *from = NULL;
  gboolean mirrored = ink_rng_below (maker->rng, 2) == 0;
  guint label;

  for (guint i = 0; i < MOST_TRIES; i++)
    {
      from = any_digit (maker, &label);
      if (label != 0 && label != 1 && label != 8
          && !(mirrored && (label == 2 || label == 5)))
        break;
    }
  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      pixels[y * SIZE + x] = mirrored
                                 ? from[y * SIZE + SIZE - 1 - x]
                                 : from[(SIZE - 1 - x) * SIZE + y];
}

/* Two or three side by side, at times touching, in one box. */
static void
several (const Maker *maker, guint8 *pixels)
{
  enum { WIDE = 3 * SIZE };
  guint8 wide[SIZE * WIDE] = { 0 };
  guint n = ink_rng_below (maker->rng, 4) == 0 ? 3 : 2;
  guint step = 14 + (guint) ink_rng_below (maker->rng, 10);

  for (guint i = 0; i < n; i++)
    {
      guint label;
      const guint8 *from = any_digit (maker, &label);
      int down = (int) ink_rng_below (maker->rng, 7) - 3;

      for (int y = MAX (0, down); y < MIN (SIZE, SIZE + down); y++)
        for (guint x = 0; x < SIZE; x++)
          {
            guint8 *at = wide + y * WIDE + i * step + x;

            *at = MAX (*at, from[(y - down) * SIZE + x]);
          }
    }
  ink_non_digit_thicken (wide, SIZE, WIDE);
  ink_non_digit_fit (wide, SIZE, WIDE, pixels);
}

/* Each quarter of another digit. */
static void
patchwork (const Maker *maker, guint8 *pixels)
{
  for (guint quarter = 0; quarter < 4; quarter++)
    {
      guint label;
      const guint8 *from = any_digit (maker, &label);
      guint x0 = quarter % 2 * SIZE / 2, y0 = quarter / 2 * SIZE / 2;
      guint from_x = SIZE / 2 - x0, from_y = SIZE / 2 - y0;

      for (guint y = 0; y < SIZE / 2; y++)
        memcpy (pixels + (y0 + y) * SIZE + x0,
                from + (from_y + y) * SIZE + from_x, SIZE / 2);
    }
  ink_non_digit_fit (pixels, SIZE, SIZE, pixels);
}

/* --- Strokes --- */

static void
strokes (const Maker *maker,
         void (*make) (InkDrawing *drawing, InkRng *rng, double low,
                       double high),
         guint8 *pixels)
{
  g_autoptr (InkDrawing) drawing = ink_drawing_new ();
  InkRasterOptions options;

  make (drawing, maker->rng, 0, 1);
  options.stroke_width = ink_non_digit_between (maker->rng, 1.6, 4);
  ink_rasterize_drawing (drawing, &options, pixels, NULL);
}

/* --- One of all --- */

static void
make (const Maker *maker, guint8 *pixels)
{
  guint percent = (guint) ink_rng_below (maker->rng, 100);

  if (percent < 15)
    strokes (maker, ink_non_digit_scribble, pixels);
  else if (percent < 32)
    strokes (maker, ink_non_digit_figure, pixels);
  else if (percent < 55)
    ink_non_digit_sign (maker->rng, pixels);
  else if (percent < 58)
    strokes (maker, ink_non_digit_zigzag, pixels);
  else if (percent < 68)
    several (maker, pixels);
  else if (percent < 80)
    cross_out (maker, pixels);
  else if (percent < 88)
    turn (maker, pixels);
  else if (percent < 92)
    patchwork (maker, pixels);
  else
    ink_non_digit_shapes (maker->rng, pixels);
}

void
ink_non_digit (const InkNonDigitSource *source, guint64 seed, guint32 index,
               guint8 *pixels)
{
  InkRng rng = ink_rng (seed, INK_STREAM_NON_DIGIT, index, 0);
  Maker maker = { source, &rng };

  make (&maker, pixels);
}

typedef struct
{
  const InkNonDigitSource *source;
  guint64 seed;
  guint8 *pixels;
} All;

static void
make_task (guint task, guint worker, gpointer user_data)
{
  const All *all = user_data;

  ink_non_digit (all->source, all->seed, task,
                 all->pixels + (gsize) task * PIXELS);
}

void
ink_non_digits (const InkNonDigitSource *source, guint64 seed, guint n,
                guint n_threads, guint8 *pixels)
{
  All all = { source, seed, pixels };
  g_autoptr (InkPool) pool = ink_pool_new (n_threads);

  ink_pool_run (pool, n, make_task, &all);
}
