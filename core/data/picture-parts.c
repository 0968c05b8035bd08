/* From pixels to parts. The mask's connected pieces, those that may be two
 * digits cut further, are numbered in one map of pixels; what belongs together
 * is found as for strokes. Columns of pixels are the mask's, which may be
 * smaller than the picture's by a whole factor. */
#include "core/data/picture-parts.h"

#include <math.h>
#include <string.h>

#include "core/data/ink-mask.h"
#include "core/data/picture-cuts.h"
#include "core/data/rasterize-cells-private.h"
#include "core/data/rasterize.h"

/* Pieces, the largest first; more are specks. */
#define MAX_PIECES 96
/* Of the line's height: the longer side of what is no speck. */
#define SPECK 0.12
/* Pixels of ground around a digit alone. */
#define MARGIN 2
/* No farther than this do joints look for ink, in parts. */
#define REACH 3

typedef struct
{
  guint whole; /* connected piece */
  guint x0, y0, x1, y1;
  guint depth; /* ink of the cut at the left side, in pixels */
} Piece;

struct _InkPictureParts
{
  InkMask *mask;
  guint8 *piece_of; /* [height][width]: index of the piece + 1, or 0 */
  GArray *pieces;   /* Piece */
  guint *part_of;   /* [pieces->len] */
  InkParts parts;   /* in the picture's pixels */
};

static Piece *
piece_at (const InkPictureParts *self, guint index)
{
  return &g_array_index (self->pieces, Piece, index);
}

/* --- Pieces --- */

static double
line_height (const GArray *components)
{
  guint n = MIN (components->len, MAX_PIECES);
  g_autofree double *heights = g_new (double, n);
  double x0 = INFINITY, x1 = 0;

  for (guint i = 0; i < n; i++)
    {
      const InkBox *box = &g_array_index (components, InkComponent, i).box;

      heights[i] = box->y1 - box->y0;
      x0 = fmin (x0, box->x0);
      x1 = fmax (x1, box->x1);
    }
  return fmax (ink_parts_line_height (heights, n), (x1 - x0) / 16);
}

/* Adds a piece for pixels of @label in @box; @cuts: of the left and of the
 * right side, a column each row of @box, or NULL. */
static void
add_piece (InkPictureParts *self, const guint32 *labels, guint32 label,
           const InkBox *box, const guint *left, const guint *right,
           guint depth)
{
  Piece piece = { label, G_MAXUINT, G_MAXUINT, 0, 0, depth };
  guint8 number = (guint8) (self->pieces->len + 1);

  for (guint y = box->y0; y < box->y1; y++)
    {
      guint row = y - box->y0;
      guint x0 = left != NULL ? box->x0 + left[row] : box->x0;
      guint x1 = right != NULL ? box->x0 + right[row] : box->x1;

      for (guint x = x0; x < x1; x++)
        {
          gsize at = (gsize) y * self->mask->width + x;

          if (labels[at] != label)
            continue;
          self->piece_of[at] = number;
          piece.x0 = MIN (piece.x0, x);
          piece.x1 = MAX (piece.x1, x + 1);
          piece.y0 = MIN (piece.y0, y);
          piece.y1 = MAX (piece.y1, y + 1);
        }
    }
  if (piece.x1 > 0)
    g_array_append_val (self->pieces, piece);
}

static guint8 *
component_alone (const InkPictureParts *self, const guint32 *labels,
                 guint32 label, const InkBox *box)
{
  guint height = box->y1 - box->y0, width = box->x1 - box->x0;
  guint8 *ink = g_malloc ((gsize) height * width);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      ink[(gsize) y * width + x]
          = labels[(gsize) (box->y0 + y) * self->mask->width + box->x0 + x]
            == label;
  return ink;
}

static void
add_component (InkPictureParts *self, const guint32 *labels, guint32 label,
               const InkBox *box, double line)
{
  guint height = box->y1 - box->y0, width = box->x1 - box->x0;
  g_autofree guint8 *ink = component_alone (self, labels, label, box);
  g_autofree guint *cuts
      = g_new (guint, (gsize) height * INK_PICTURE_CUTS_MAX);
  guint depth[INK_PICTURE_CUTS_MAX];
  guint n = ink_picture_find_cuts (ink, height, width, line, cuts, depth);

  for (guint i = 0; i <= n; i++)
    add_piece (self, labels, label, box,
               i > 0 ? cuts + (gsize) (i - 1) * height : NULL,
               i < n ? cuts + (gsize) i * height : NULL,
               i > 0 ? depth[i - 1] : 0);
}

/* Returns: the height of the line, in the mask's pixels; 0 for no piece. */
static double
find_pieces (InkPictureParts *self)
{
  gsize n = (gsize) self->mask->height * self->mask->width;
  g_autofree guint32 *labels = g_new (guint32, n);
  g_autoptr (GArray) components = ink_mask_components (self->mask, labels);
  double line;

  if (components->len == 0)
    return 0;
  line = line_height (components);
  for (guint i = 0; i < components->len && i < MAX_PIECES; i++)
    {
      const InkBox *box = &g_array_index (components, InkComponent, i).box;

      if (self->pieces->len + INK_PICTURE_CUTS_MAX >= 255)
        break;
      if (i == 0
          || MAX (box->x1 - box->x0, box->y1 - box->y0) >= SPECK * line)
        add_component (self, labels, i + 1, box, line);
    }
  return line;
}

static void
arrange (InkPictureParts *self)
{
  guint n = self->pieces->len;
  g_autofree InkPiece *pieces = g_new (InkPiece, n);
  double scale = self->mask->reduction;

  self->part_of = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    {
      const Piece *piece = piece_at (self, i);

      pieces[i].box = (InkRect) { piece->x0 * scale, piece->y0 * scale,
                                  (piece->x1 - piece->x0) * scale,
                                  (piece->y1 - piece->y0) * scale };
      pieces[i].whole = piece->whole;
    }
  ink_parts_arrange (pieces, n, &self->parts);
  for (guint i = 0; i < n; i++)
    self->part_of[i] = pieces[i].part;
}

/* --- Joints --- */

/* Rows of pixels of a piece: the first one with ink, and past the last. */
typedef struct
{
  guint x0, x1; /* x0 >= x1 where there is none */
} Row;

/* [pieces->len][height] */
static Row *
find_rows (const InkPictureParts *self)
{
  guint height = self->mask->height, width = self->mask->width;
  Row *rows = g_new0 (Row, (gsize) self->pieces->len * height);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint8 piece = self->piece_of[(gsize) y * width + x];
        Row *row = piece > 0 ? &rows[(gsize) (piece - 1) * height + y] : NULL;

        if (row == NULL)
          continue;
        row->x0 = row->x1 == 0 ? x : row->x0;
        row->x1 = x + 1;
      }
  return rows;
}

/* The least distance between two pieces in any row, in pixels. */
static double
row_distance (const InkPictureParts *self, const Row *rows, guint a, guint b)
{
  guint height = self->mask->height;
  const Row *p = rows + (gsize) a * height, *q = rows + (gsize) b * height;
  double least = INFINITY;

  for (guint y = 0; y < height; y++)
    if (p[y].x1 > 0 && q[y].x1 > 0)
      least = fmin (least, fmax (0, fmax ((double) q[y].x0 - p[y].x1,
                                          (double) p[y].x0 - q[y].x1)));
  return least;
}

static void
mark_joint (InkPartJoint *joint, double distance, gboolean through,
            double depth)
{
  joint->distance = fmin (joint->distance, distance);
  joint->through |= through;
  if (through)
    joint->fold = fmax (joint->fold, depth);
}

static void
measure_joints (InkPictureParts *self)
{
  g_autofree Row *rows = find_rows (self);
  double scale = self->mask->reduction;

  for (guint i = 0; i + 1 < self->parts.n; i++)
    self->parts.joints[i].distance = INFINITY;
  for (guint i = 0; i < self->pieces->len; i++)
    for (guint k = 0; k < i; k++)
      {
        guint low = MIN (self->part_of[i], self->part_of[k]);
        guint high = MAX (self->part_of[i], self->part_of[k]);
        guint whole = piece_at (self, i)->whole;
        gboolean cut = k + 1 == i && piece_at (self, k)->whole == whole;

        for (guint at = low; at < high && (cut || high - low <= REACH); at++)
          mark_joint (&self->parts.joints[at],
                      scale * row_distance (self, rows, i, k), cut,
                      scale * piece_at (self, i)->depth);
      }
}

/* --- The whole --- */

InkPictureParts *
ink_picture_parts_new (const guint8 *image, guint height, guint width)
{
  g_autoptr (InkPictureParts) self = g_new0 (InkPictureParts, 1);
  double line;

  self->mask = ink_mask_new (image, height, width, INK_MASK_MAX_SIDE);
  if (self->mask == NULL)
    return NULL;
  self->piece_of = g_malloc0 ((gsize) self->mask->height * self->mask->width);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  line = find_pieces (self);
  if (line <= 0)
    return NULL;
  self->parts.height = line * self->mask->reduction;
  arrange (self);
  measure_joints (self);
  return g_steal_pointer (&self);
}

void
ink_picture_parts_free (InkPictureParts *self)
{
  if (self == NULL)
    return;
  ink_mask_free (self->mask);
  g_free (self->piece_of);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_free (self->part_of);
  g_free (self);
}

const InkParts *
ink_picture_parts_get (const InkPictureParts *self)
{
  return &self->parts;
}

static gboolean
is_wanted (const InkPictureParts *self, guint piece, guint first, guint last)
{
  return self->part_of[piece] >= first && self->part_of[piece] <= last;
}

/* Whether the pixel is of a wanted piece, or is ink's soft edge beside one. */
static gboolean
is_ink_of (const InkPictureParts *self, guint x, guint y, guint first,
           guint last)
{
  guint height = self->mask->height, width = self->mask->width;
  guint8 own = self->piece_of[(gsize) y * width + x];

  if (own > 0)
    return is_wanted (self, own - 1, first, last);
  for (guint v = y > 0 ? y - 1 : 0; v <= MIN (y + 1, height - 1); v++)
    for (guint u = x > 0 ? x - 1 : 0; u <= MIN (x + 1, width - 1); u++)
      {
        guint8 piece = self->piece_of[(gsize) v * width + u];

        if (piece > 0 && is_wanted (self, piece - 1, first, last))
          return TRUE;
      }
  return FALSE;
}

/* The box of the wanted pieces with a pixel for the soft edge. */
static InkBox
box_of (const InkPictureParts *self, guint first, guint last)
{
  InkBox box = { G_MAXUINT, G_MAXUINT, 0, 0 };

  for (guint i = 0; i < self->pieces->len; i++)
    if (is_wanted (self, i, first, last))
      {
        const Piece *piece = piece_at (self, i);

        box.x0 = MIN (box.x0, piece->x0 > 0 ? piece->x0 - 1 : 0);
        box.y0 = MIN (box.y0, piece->y0 > 0 ? piece->y0 - 1 : 0);
        box.x1 = MAX (box.x1, MIN (piece->x1 + 1, self->mask->width));
        box.y1 = MAX (box.y1, MIN (piece->y1 + 1, self->mask->height));
      }
  return box;
}

guint8 *
ink_picture_parts_join (const InkPictureParts *self, guint first, guint last,
                        guint *height, guint *width)
{
  InkBox box = box_of (self, first, last);
  guint8 *picture;

  *height = box.y1 - box.y0 + 2 * MARGIN;
  *width = box.x1 - box.x0 + 2 * MARGIN;
  picture = g_malloc0 ((gsize) *height * *width);
  for (guint y = box.y0; y < box.y1; y++)
    for (guint x = box.x0; x < box.x1; x++)
      if (is_ink_of (self, x, y, first, last))
        picture[(gsize) (y - box.y0 + MARGIN) * *width + x - box.x0 + MARGIN]
            = self->mask->ink[(gsize) y * self->mask->width + x];
  return picture;
}

gboolean
ink_picture_parts_rasterize (const InkPictureParts *self, guint first,
                             guint last, guint8 *pixels)
{
  InkMask mask = { .reduction = 1 };
  g_autofree guint8 *ink
      = ink_picture_parts_join (self, first, last, &mask.height, &mask.width);
  InkBox box;

  mask.ink = ink;
  memset (pixels, 0, INK_DIGIT_PIXELS);
  return ink_mask_find_box (&mask, &box)
         && ink_cells_rasterize (&mask, &box, pixels);
}
