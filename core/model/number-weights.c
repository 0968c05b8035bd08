/* Weights of the features of number-path.h, in its order. They are those under
 * which the right cuts are the most probable (with a little of an L2 penalty)
 * in numbers made of single digits, and as many single ones: of UNIPEN's
 * sources apa and uqb, which the digit model was not trained on and no figures
 * are from, and of MNIST's training images. Found with the model of the recipe
 * `canvas` by `bench-number tune`, which finds them anew for another model and
 * prints these tables. */
#include "core/model/number-lattice.h"

const double ink_number_drawing_weights[INK_NUMBER_N_FEATURES] = {
  [INK_NUMBER_LOG_P] = 3.51,
  [INK_NUMBER_DOUBT] = -3.95,
  [INK_NUMBER_WIDE] = -3.61,
  [INK_NUMBER_VERY_WIDE] = -1.22,
  [INK_NUMBER_LOW] = -4.68,
  [INK_NUMBER_VERY_LOW] = -0.21,
  [INK_NUMBER_INNER_GAP] = -2.41,
  [INK_NUMBER_INNER_DISTANCE] = -1.51,
  [INK_NUMBER_STROKES] = -1.50,
  [INK_NUMBER_PARTS] = -0.07,
  [INK_NUMBER_CUT] = 0.07,
  [INK_NUMBER_GAP] = 2.63,
  [INK_NUMBER_OVERLAP] = -2.95,
  [INK_NUMBER_COVERED] = -2.16,
  [INK_NUMBER_NEAR] = -0.40,
  [INK_NUMBER_CROSSED] = -0.37,
  [INK_NUMBER_THROUGH] = -3.18,
  [INK_NUMBER_FOLD] = -0.52,
};

const double ink_number_picture_weights[INK_NUMBER_N_FEATURES] = {
  [INK_NUMBER_LOG_P] = 2.03,
  [INK_NUMBER_DOUBT] = -2.82,
  [INK_NUMBER_WIDE] = -4.35,
  [INK_NUMBER_VERY_WIDE] = -3.71,
  [INK_NUMBER_LOW] = -4.81,
  [INK_NUMBER_VERY_LOW] = -0.67,
  [INK_NUMBER_INNER_GAP] = -1.14,
  [INK_NUMBER_INNER_DISTANCE] = -1.05,
  [INK_NUMBER_STROKES] = 0.26,
  [INK_NUMBER_PARTS] = -0.00,
  [INK_NUMBER_CUT] = 0.00,
  [INK_NUMBER_GAP] = 1.15,
  [INK_NUMBER_OVERLAP] = -1.32,
  [INK_NUMBER_COVERED] = -1.85,
  [INK_NUMBER_NEAR] = -0.21,
  [INK_NUMBER_CROSSED] = 0.00,
  [INK_NUMBER_THROUGH] = -2.80,
  [INK_NUMBER_FOLD] = -2.32,
};
