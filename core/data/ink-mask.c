/* Ink by its distance from the ground. Two grounds are tried, what is left of
 * small medians after closing (ink darker) and after opening (ink lighter); the
 * smoother one is the ground. What is far from it is ink; where there is none
 * the picture itself, averaged, is the second and better ground (Gatos,
 * Pratikakis and Perantonis 2006). The level between ink and ground is found by
 * halving the distance to the ink's mean until it stands (Ridler and Calvard
 * 1978), then again in each place, for ink that fades or lies in shadow. */
#include "core/data/ink-mask.h"

#include <math.h>
#include <string.h>

#include "core/data/ink-plane-private.h"
#include "core/data/ink-specks-private.h"

/* Longer side of the ground, in squares. */
#define GROUND_SIDE 96
/* Grey levels: what is nearer to the ground is noise. */
#define NOISE 12
#define FAINTEST 32
/* Noise, in its standard deviations. */
#define NOISE_SIGMAS 2.5f
#define LEVELS 512
/* What a ground costs, beside its mean distance from the picture: its mean
 * difference between squares, and its mean distance on the border. Found on
 * simulated pictures of MNIST's training digits: any roughness from 8 to 64
 * tells ink from ground there, with a border's cost up to 0.5. */
#define ROUGHNESS_COST 12
#define BORDER_COST 0.25

typedef struct
{
  InkPlane *grey;   /* the picture, reduced */
  InkPlane *ground; /* of squares of @square of its pixels */
  InkPlane *depth;  /* distance from the ground towards ink */
  guint square;
  int sign;         /* +1 where ink is lighter */
  float noise;      /* standard deviation of the ground */
  float threshold;  /* depth of ink */
  float full;       /* mean depth of ink */
} Search;

static void
search_clear (Search *search)
{
  ink_plane_free (search->grey);
  ink_plane_free (search->ground);
  ink_plane_free (search->depth);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* --- The ground --- */

/* @medians closed or opened, by squares wider than strokes are. */
static InkPlane *
ground_without (const InkPlane *medians, int sign)
{
  InkPlane *ground = ink_plane_copy (medians);
  guint reach = MAX (MAX (ground->height, ground->width) / 6, 1);

  ink_plane_extreme (ground, reach, -sign);
  ink_plane_extreme (ground, reach, sign);
  return ground;
}

/* The mean distance of @medians from @ground, of all squares or of the
 * border's. */
static double
mean_distance (const InkPlane *medians, const InkPlane *ground,
               gboolean border_only)
{
  guint h = medians->height, w = medians->width;
  double sum = 0, n = 0;

  for (guint y = 0; y < h; y++)
    for (guint x = 0; x < w; x++)
      {
        gsize i = (gsize) y * w + x;
        gboolean edge = x == 0 || y == 0 || x == w - 1 || y == h - 1;

        if (border_only && !edge)
          continue;
        sum += fabsf (medians->v[i] - ground->v[i]);
        n++;
      }
  return sum / n;
}

/* A ground is smooth, leaves little for ink, and little of it on the border. */
static double
cost_of (const InkPlane *medians, const InkPlane *ground)
{
  return ROUGHNESS_COST * ink_plane_variation (ground)
             / (ground->height * ground->width)
         + mean_distance (medians, ground, FALSE)
         + BORDER_COST * mean_distance (medians, ground, TRUE);
}

/* Takes the ground below ink of @sign, plus @surface (nullable), where it is
 * better than the one that cost @least. */
static void
try_ground (Search *search, const InkPlane *medians, const InkPlane *surface,
            int sign, double *least)
{
  g_autoptr (InkPlane) ground = ground_without (medians, sign);
  double cost = cost_of (medians, ground);

  if (cost >= *least)
    return;
  for (gsize i = 0; i < (gsize) ground->height * ground->width; i++)
    ground->v[i] += surface != NULL ? surface->v[i] : 0;
  *least = cost;
  search->sign = sign;
  ink_plane_free (search->ground);
  search->ground = g_steal_pointer (&ground);
}

/* As it is, for the sharp edges of shadows, and less a smooth surface, for
 * light that comes from one side or falls off to the corners. */
static void
find_first_ground (Search *search)
{
  g_autoptr (InkPlane) medians
      = ink_plane_medians (search->grey, search->square);
  g_autoptr (InkPlane) surface = ink_plane_fit_surface (medians);
  double least = INFINITY;

  try_ground (search, medians, NULL, -1, &least);
  try_ground (search, medians, NULL, 1, &least);
  for (gsize i = 0; i < (gsize) medians->height * medians->width; i++)
    medians->v[i] -= surface->v[i];
  try_ground (search, medians, surface, -1, &least);
  try_ground (search, medians, surface, 1, &least);
}

static void
find_depth (Search *search)
{
  const InkPlane *grey = search->grey;
  double step = 1.0 / search->square;

  for (guint y = 0; y < grey->height; y++)
    for (guint x = 0; x < grey->width; x++)
      {
        gsize i = (gsize) y * grey->width + x;
        float ground = ink_plane_sample (search->ground, (x + 0.5) * step,
                                         (y + 0.5) * step);

        search->depth->v[i] = (float) search->sign * (grey->v[i] - ground);
      }
}

/* How much of each square is ground: pixels that are ink, or beside ink, are
 * not. @sums: of the grey levels of the others. */
static void
weigh_ground (const Search *search, const InkPlane *ink, InkPlane *sums,
              InkPlane *weights)
{
  const InkPlane *grey = search->grey;
  float whole = (float) (search->square * search->square);

  for (guint y = 0; y < grey->height; y++)
    for (guint x = 0; x < grey->width; x++)
      {
        gsize from = (gsize) y * grey->width + x;
        gsize to = (gsize) (y / search->square) * sums->width
                   + x / search->square;

        if (ink->v[from] > 0)
          continue;
        sums->v[to] += grey->v[from];
        weights->v[to]++;
      }
  for (gsize i = 0; i < (gsize) sums->height * sums->width; i++)
    {
      sums->v[i] /= fmaxf (weights->v[i], 1);
      weights->v[i] = fminf (1, 2 * weights->v[i] / whole);
    }
}

static void
find_second_ground (Search *search)
{
  InkPlane *ground
      = ink_plane_new (search->ground->height, search->ground->width);
  g_autoptr (InkPlane) weights
      = ink_plane_new (ground->height, ground->width);
  g_autoptr (InkPlane) ink = ink_plane_copy (search->depth);

  for (gsize i = 0; i < (gsize) ink->height * ink->width; i++)
    ink->v[i] = ink->v[i] > search->threshold;
  ink_plane_extreme (ink, 1, 1);
  weigh_ground (search, ink, ground, weights);
  ink_plane_fill (ground, weights);
  ink_plane_smooth (ground);
  ink_plane_free (search->ground);
  search->ground = ground;
}

/* --- Levels --- */

/* Standard deviation of depths up to the threshold, by the median of their
 * distances from 0. */
static float
find_noise (const InkPlane *depth, float threshold)
{
  guint counts[LEVELS] = { 0 };
  guint64 n = 0, below = 0;
  guint level = 0;

  for (gsize i = 0; i < (gsize) depth->height * depth->width; i++)
    if (depth->v[i] <= threshold)
      {
        counts[MIN ((guint) (2 * fabsf (depth->v[i])), LEVELS - 1)]++;
        n++;
      }
  while (level < LEVELS - 1 && below + counts[level] < n / 2)
    below += counts[level++];
  return level == 0 ? 0 : 1.4826f * (float) level / 2;
}

/* Mean depth of what is deeper than @threshold; 0 where nothing is. */
static float
mean_beyond (const guint64 counts[LEVELS], float threshold)
{
  double sum = 0, n = 0;

  for (guint level = 0; level < LEVELS; level++)
    if ((float) level > 2 * threshold)
      {
        sum += (double) level / 2 * counts[level];
        n += counts[level];
      }
  return n > 0 ? (float) (sum / n) : 0;
}

static void
find_levels (Search *search)
{
  guint64 counts[LEVELS] = { 0 };
  const InkPlane *depth = search->depth;
  float least;

  search->noise = find_noise (depth, INFINITY);
  least = fmaxf (NOISE, NOISE_SIGMAS * search->noise);
  for (gsize i = 0; i < (gsize) depth->height * depth->width; i++)
    counts[(guint) CLAMP (2 * depth->v[i], 0, LEVELS - 1)]++;
  search->threshold = least;
  for (int i = 0; i < 32; i++)
    {
      search->full = mean_beyond (counts, search->threshold);
      search->threshold = fmaxf (least, search->full / 2);
    }
}

/* --- The mask --- */

/* Depth of full ink around each square. */
static InkPlane *
local_ink (const Search *search)
{
  InkPlane *full
      = ink_plane_new (search->ground->height, search->ground->width);
  g_autoptr (InkPlane) weights = ink_plane_new (full->height, full->width);
  const InkPlane *depth = search->depth;

  for (guint y = 0; y < depth->height; y++)
    for (guint x = 0; x < depth->width; x++)
      {
        float d = depth->v[(gsize) y * depth->width + x];
        gsize to = (gsize) (y / search->square) * full->width
                   + x / search->square;

        if (d <= search->threshold)
          continue;
        full->v[to] += d;
        weights->v[to]++;
      }
  for (gsize i = 0; i < (gsize) full->height * full->width; i++)
    {
      full->v[i] /= fmaxf (weights->v[i], 1);
      weights->v[i] = fminf (0.1f * weights->v[i], 0.5f);
    }
  ink_plane_fill (full, weights);
  return full;
}

static InkMask *
make_mask (const Search *search, guint reduction)
{
  g_autoptr (InkPlane) full = local_ink (search);
  const InkPlane *depth = search->depth;
  InkMask *mask = g_new (InkMask, 1);
  float least = fmaxf (NOISE, NOISE_SIGMAS * search->noise);
  double step = 1.0 / search->square;

  *mask = (InkMask) { .height = depth->height,
                      .width = depth->width,
                      .ink = g_malloc ((gsize) depth->height * depth->width),
                      .reduction = reduction,
                      .light = search->sign > 0 };
  for (guint y = 0; y < depth->height; y++)
    for (guint x = 0; x < depth->width; x++)
      {
        gsize i = (gsize) y * depth->width + x;
        float here
            = ink_plane_sample (full, (x + 0.5) * step, (y + 0.5) * step);
        float d = depth->v[i];

        mask->ink[i] = d <= least
                           ? 0
                           : (guint8) fminf (255 * d / here + 0.5f, 255);
      }
  return mask;
}

static void
search_depth (Search *search)
{
  const InkPlane *grey = search->grey;
  guint longer = MAX (grey->height, grey->width);

  search->square = (longer + GROUND_SIDE - 1) / GROUND_SIDE;
  search->depth = ink_plane_new (grey->height, grey->width);
  find_first_ground (search);
  find_depth (search);
  find_levels (search);
  find_second_ground (search);
  find_depth (search);
  find_levels (search);
}

InkMask *
ink_mask_new_region (const guint8 *grey, guint height, guint width,
                     const InkBox *region, guint max_side)
{
  g_auto (Search) search = { 0 };
  g_autoptr (InkMask) mask = NULL;
  guint longer = MAX (region->x1 - region->x0, region->y1 - region->y0);
  guint reduction;

  if (region->x0 >= region->x1 || region->y0 >= region->y1
      || region->x1 > width || region->y1 > height)
    return NULL;
  max_side = CLAMP (max_side, 1, INK_MASK_MAX_SIDE);
  reduction = (longer + max_side - 1) / max_side;
  search.grey = ink_plane_from_grey (grey, width, region, reduction);
  search_depth (&search);
  if (search.full < FAINTEST)
    return NULL;
  mask = make_mask (&search, reduction);
  if (!ink_mask_drop_specks (mask))
    return NULL;
  return g_steal_pointer (&mask);
}

InkMask *
ink_mask_new (const guint8 *grey, guint height, guint width, guint max_side)
{
  const InkBox all = { 0, 0, width, height };

  return ink_mask_new_region (grey, height, width, &all, max_side);
}

void
ink_mask_free (InkMask *mask)
{
  if (mask == NULL)
    return;
  g_free (mask->ink);
  g_free (mask);
}
