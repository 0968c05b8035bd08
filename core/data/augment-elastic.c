/* The random field of an elastic distortion (Simard, Steinkraus & Platt, "Best
 * practices for convolutional neural networks applied to visual document
 * analysis", ICDAR 2003). There every pixel has a random displacement, and a
 * Gaussian smooths them. Here a coarse grid has, and cubic B-splines go between
 * its points: the bell of a spline whose points are h apart has the standard
 * deviation h / sqrt (3), so 7 pixels stand for the paper's sigma of 4, at a
 * hundredth of the cost.
 *
 * Compiled once for each instruction set, of INK_WIDTH floats a vector; no
 * product is fused with a sum, so all give the same bits. */
#include "core/data/augment-vector-private.h"

#define SPACING 7 /* pixels between points of the grid */
#define CELLS ((INK_AUGMENT_MAX_SIZE + SPACING - 1) / SPACING)
#define POINTS (CELLS + 3) /* each way; a spline reaches over four */
#define MOST_DISPLACEMENT 4

/* A displacement is the sum of four bytes less its mean: close to normal, no
 * logarithm, and never far out. */
#define MEAN 510 /* 4 * 255 / 2 */
#define DEVIATION 147.8 /* sqrt (4 * (256^2 - 1) / 12) */
/* The root mean square of splined points of variance 1 is, each way,
 * sqrt (151 / 315), the square root of the spline's mean square. */
#define SMOOTHED (151.0 / 315.0)

#define W INK_WIDTH
typedef float vec __attribute__ ((vector_size (W * 4), aligned (4)));
typedef gint32 ivec __attribute__ ((vector_size (W * 4), aligned (4)));
typedef gint16 narrow __attribute__ ((vector_size (W * 2), aligned (2)));
typedef float cell __attribute__ ((vector_size (32), aligned (4)));

/* The four pieces of the cubic B-spline at k / SPACING. */
#define CUBE(a) ((a) * (a) * (a))
#define T(k) ((k) / (float) SPACING)
#define FIRST(k) (CUBE (1 - T (k)) / 6)
#define SECOND(k) ((CUBE (T (k)) * 3 - T (k) * T (k) * 6 + 4) / 6)
#define EACH(f) { f (0), f (1), f (2), f (3), f (4), f (5), f (6), f (7) }
#define THIRD(k) SECOND (SPACING - (k))
#define FOURTH(k) FIRST (SPACING - (k))

/* [piece][k]; k = 7 is the next cell's 0 */
static const float spline[4][8]
    = { EACH (FIRST), EACH (SECOND), EACH (THIRD), EACH (FOURTH) };
G_STATIC_ASSERT (SPACING == 7);

/* The grid drawn out along the rows. */
typedef struct
{
  float x[POINTS][INK_MAP_WIDTH];
  float y[POINTS][INK_MAP_WIDTH];
} Bands;

/* @points: [POINTS] -> @band: [INK_MAP_WIDTH] */
static void
draw_out (const float *points, float *band)
{
  for (guint i = 0; i < CELLS; i++)
    {
      cell sum = { 0 };

      for (guint piece = 0; piece < 4; piece++)
        sum += *(const cell *) spline[piece] * points[i + piece];
      *(cell *) (band + i * SPACING) = sum; /* the eighth is overwritten */
    }
}

static void
draw_bands (Bands *bands, float scale, InkRng *rng)
{
  for (guint row = 0; row < POINTS; row++)
    {
      float x[POINTS], y[POINTS];

      for (guint i = 0; i < POINTS; i++)
        {
          guint64 bits = ink_rng_u64 (rng);
          guint64 twos = (bits & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff))
                         + ((bits >> 8)
                            & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff));
          guint64 fours = (twos & G_GUINT64_CONSTANT (0x0000ffff0000ffff))
                          + ((twos >> 16)
                             & G_GUINT64_CONSTANT (0x0000ffff0000ffff));

          x[i] = scale * ((gint) (fours & 0xffff) - MEAN);
          y[i] = scale * ((gint) (fours >> 32) - MEAN);
        }
      draw_out (x, bands->x[row]);
      draw_out (y, bands->y[row]);
    }
}

/* One row of the field, between four bands. */
static void
cross (const float (*bands)[INK_MAP_WIDTH], guint k, gint16 *to)
{
  for (guint i = 0; i < INK_MAP_WIDTH; i += W)
    {
      vec sum = { 0 };

      for (guint piece = 0; piece < 4; piece++)
        sum += *(const vec *) (bands[piece] + i) * spline[piece][k];
      *(narrow *) (to + i) = __builtin_convertvector (
          __builtin_convertvector (sum, ivec), narrow);
    }
}

void
NAME (draw_field) (InkField *field, double displacement, InkRng *rng,
                   guint size)
{
  Bands bands = { 0 };
  double pixels = CLAMP (displacement, 0, MOST_DISPLACEMENT);

  draw_bands (&bands, (float) (pixels * INK_MAP_ONE / (SMOOTHED * DEVIATION)),
              rng);
  for (guint row = 0; row < size; row++)
    {
      guint point = row / SPACING, k = row % SPACING;

      cross (bands.x + point, k, field->x[row]);
      cross (bands.y + point, k, field->y[row]);
    }
}
