#pragma once

#include "core/base/rng.h"
#include "core/data/drawing.h"

G_BEGIN_DECLS

/* Pictures of a digit as cameras, scanners and drawing programs make them, all
 * from a seed. */

typedef enum
{
  SIMULATED_PLAIN_PAPER,
  SIMULATED_RULED,   /* paler lines across */
  SIMULATED_SQUARED, /* both ways */
} SimulatedPaper;

typedef struct
{
  const char *name;
  guint height, width;
  double size;       /* of the digit, a part of the shorter side */
  double x, y;       /* its middle, parts of the sides */
  double pen;        /* width of strokes, a part of the digit's size; 0: 1 px */
  int ink, ground;   /* grey levels in full light */
  double gradient;   /* darkening across, 0 to 1 */
  double vignette;   /* darkening in the corners */
  double shadow;     /* darkening beyond an oblique edge */
  double noise;      /* standard deviation, levels */
  guint blur;        /* passes of 3 x 3 */
  double turn;       /* at most, degrees */
  double pencil;     /* share of ink that the paper's grain leaves out */
  guint dust;        /* specks */
  guint blocks;      /* side of blocks whose level is off, as JPEG's */
  SimulatedPaper paper;
} SimulatedScene;

extern const SimulatedScene simulated_scenes[];
extern const guint n_simulated_scenes;

/* (transfer full): [height][width]; @bitmap: [28][28], 255 full ink. */
guint8 *simulated_picture_of_bitmap (const SimulatedScene *scene,
                                     const guint8 *bitmap, InkRng *rng);
guint8 *simulated_picture_of_drawing (const SimulatedScene *scene,
                                      const InkDrawing *drawing, InkRng *rng);

G_END_DECLS
