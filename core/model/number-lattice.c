/* Candidates, their features, and what the model says of them, all at once. */
#include "core/model/number-lattice.h"

#include <math.h>

#include "core/data/rasterize.h"

/* A digit has at most so many parts; more than one are no wider, in heights of
 * the line, and no farther apart than this. */
#define MOST_PARTS 5
#define MOST_WIDTH 1.8
#define MOST_GAP 0.5
#define LEAST_P 1e-4

/* --- Which parts --- */

typedef struct
{
  const InkParts *parts;
  guint first, last;
  InkRect box;
  guint n_strokes;
  double gap, distance; /* the widest inside */
} Group;

static Group
group_of (const InkParts *parts, guint first)
{
  const InkPart *part = &parts->parts[first];

  return (Group) { parts, first, first, part->box, part->n_strokes, 0, 0 };
}

/* Adds the part at the right. */
static void
grow (Group *group)
{
  const InkPartJoint *joint = &group->parts->joints[group->last];
  const InkPart *part = &group->parts->parts[++group->last];

  group->box = ink_rect_union (&group->box, &part->box);
  group->n_strokes += part->n_strokes - (joint->through ? 1 : 0);
  group->gap = fmax (group->gap, joint->gap);
  group->distance
      = fmax (group->distance, joint->through ? 0 : joint->distance);
}

static gboolean
may_be_a_digit (const Group *group)
{
  double height = group->parts->height;

  return group->last - group->first < MOST_PARTS
         && group->box.width <= MOST_WIDTH * height
         && group->gap <= MOST_GAP * height;
}

/* --- Features --- */

static void
describe_cut (const InkParts *parts, guint at, double *features)
{
  const InkPartJoint *joint = &parts->joints[at];
  double height = parts->height;
  double gap = joint->gap / height;
  double narrow = fmin (parts->parts[at].box.width,
                        parts->parts[at + 1].box.width);

  features[INK_NUMBER_CUT] = 1;
  features[INK_NUMBER_GAP] = CLAMP (gap, 0, 0.5);
  features[INK_NUMBER_OVERLAP] = CLAMP (-gap, 0, 1);
  features[INK_NUMBER_COVERED]
      = CLAMP (-joint->gap / fmax (narrow, 0.05 * height), 0, 1);
  features[INK_NUMBER_NEAR]
      = joint->through ? 0 : fmax (0.2 - joint->distance / height, 0);
  features[INK_NUMBER_CROSSED] = joint->distance <= 0 && !joint->through;
  features[INK_NUMBER_THROUGH] = joint->through;
  features[INK_NUMBER_FOLD] = CLAMP (joint->fold / height, 0, 1);
}

/* All but what the model says. */
static void
describe (const Group *group, double *features)
{
  double height = group->parts->height;
  double wide = fmin (group->box.width / height, 3);
  double high = group->box.height / height;

  features[INK_NUMBER_WIDE] = fmax (wide - 0.75, 0);
  features[INK_NUMBER_VERY_WIDE] = fmax (wide - 1.1, 0);
  features[INK_NUMBER_LOW] = fmax (0.75 - high, 0);
  features[INK_NUMBER_VERY_LOW] = fmax (0.4 - high, 0);
  features[INK_NUMBER_INNER_GAP] = fmax (group->gap, 0) / height;
  features[INK_NUMBER_INNER_DISTANCE] = fmin (group->distance / height, 0.5);
  features[INK_NUMBER_STROKES] = group->n_strokes > 2
                                     ? fmin (group->n_strokes - 2.0, 4)
                                     : 0;
  features[INK_NUMBER_PARTS] = group->last - group->first;
  if (group->last + 1 < group->parts->n)
    describe_cut (group->parts, group->last, features);
}

/* --- The lattice --- */

/* In the order of their last parts. */
static GArray *
find_candidates (const InkParts *parts)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (InkNumberCandidate));

  for (guint last = 0; last < parts->n; last++)
    for (guint first = last + 1; first-- > 0 && last - first < MOST_PARTS;)
      {
        Group group = group_of (parts, first);
        InkNumberCandidate candidate = { first, last, { 0 } };

        while (group.last < last)
          grow (&group);
        if (first < last && !may_be_a_digit (&group))
          continue;
        describe (&group, candidate.features);
        g_array_append_val (found, candidate);
      }
  return found;
}

static void
read_candidates (InkNumberLattice *self, const InkModel *model,
                 const InkNumberSource *source)
{
  g_autofree gboolean *ink = g_new (gboolean, self->n);

  for (guint i = 0; i < self->n; i++)
    ink[i] = source->rasterize (source->ink, self->candidates[i].first,
                                self->candidates[i].last,
                                self->images + (gsize) i * INK_DIGIT_PIXELS);
  ink_model_predict_images (model, self->images, self->n, 1,
                            self->probabilities);
  for (guint i = 0; i < self->n; i++)
    {
      const double *p = self->probabilities + (gsize) i * self->n_classes;
      double best = LEAST_P;

      for (guint c = 0; c < self->n_classes && ink[i]; c++)
        best = fmax (best, p[c]);
      self->candidates[i].features[INK_NUMBER_LOG_P] = log (best);
      self->candidates[i].features[INK_NUMBER_DOUBT] = 1 - best;
    }
}

InkNumberLattice *
ink_number_lattice_new (const InkModel *model, const InkNumberSource *source)
{
  InkNumberLattice *self = g_new0 (InkNumberLattice, 1);
  GArray *found = find_candidates (source->parts);

  self->parts = *source->parts;
  self->n_classes = ink_model_n_classes (model);
  self->n = found->len;
  self->candidates = (InkNumberCandidate *) g_array_free (found, FALSE);
  self->images = g_malloc ((gsize) self->n * INK_DIGIT_PIXELS);
  self->probabilities = g_new (double, (gsize) self->n * self->n_classes);
  read_candidates (self, model, source);
  return self;
}

void
ink_number_lattice_free (InkNumberLattice *self)
{
  if (self == NULL)
    return;
  g_free (self->candidates);
  g_free (self->images);
  g_free (self->probabilities);
  g_free (self);
}

InkNumberGraph
ink_number_lattice_graph (const InkNumberLattice *self)
{
  return (InkNumberGraph) { self->candidates, self->n, self->parts.n };
}

static gboolean
rasterize_strokes (gconstpointer ink, guint first, guint last, guint8 *pixels)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  g_autoptr (InkDrawing) digit = ink_drawing_parts_join (ink, first, last);

  return ink_rasterize_drawing (digit, &options, pixels, NULL);
}

InkNumberLattice *
ink_number_lattice_of_drawing (const InkModel *model,
                               const InkDrawingParts *parts)
{
  InkNumberSource source
      = { ink_drawing_parts_get (parts), rasterize_strokes, parts };

  return ink_number_lattice_new (model, &source);
}

static gboolean
rasterize_pieces (gconstpointer ink, guint first, guint last, guint8 *pixels)
{
  return ink_picture_parts_rasterize (ink, first, last, pixels);
}

InkNumberLattice *
ink_number_lattice_of_picture (const InkModel *model,
                               const InkPictureParts *parts)
{
  InkNumberSource source
      = { ink_picture_parts_get (parts), rasterize_pieces, parts };

  return ink_number_lattice_new (model, &source);
}
