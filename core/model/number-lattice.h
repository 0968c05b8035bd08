#pragma once

#include "core/data/drawing-parts.h"
#include "core/data/picture-parts.h"
#include "core/model/model.h"
#include "core/model/number-path.h"

G_BEGIN_DECLS

/* Every digit that parts of some ink could be, as the model reads it. */
typedef struct
{
  InkParts parts;
  guint n;
  guint n_classes;
  InkNumberCandidate *candidates; /* [n] */
  guint8 *images;                 /* [n][28][28] */
  double *probabilities;          /* [n][n_classes] */
} InkNumberLattice;

/* Where the ink is from. @rasterize: parts @first to @last to @pixels
 * [28][28]; FALSE where that is no ink. */
typedef struct
{
  const InkParts *parts;
  gboolean (*rasterize) (gconstpointer ink, guint first, guint last,
                         guint8 *pixels);
  gconstpointer ink;
} InkNumberSource;

/* Weights, [INK_NUMBER_N_FEATURES], that tests/bench/bench-number found. */
extern const double ink_number_drawing_weights[];
extern const double ink_number_picture_weights[];

/* (transfer full). Any thread. */
InkNumberLattice *ink_number_lattice_new (const InkModel *model,
                                          const InkNumberSource *source);
void ink_number_lattice_free (InkNumberLattice *self);
InkNumberGraph ink_number_lattice_graph (const InkNumberLattice *self);
/* As above, from a drawing's or a picture's parts. */
InkNumberLattice *
ink_number_lattice_of_drawing (const InkModel *model,
                               const InkDrawingParts *parts);
InkNumberLattice *
ink_number_lattice_of_picture (const InkModel *model,
                               const InkPictureParts *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkNumberLattice, ink_number_lattice_free)

G_END_DECLS
