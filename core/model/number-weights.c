/* Weights of the features of number-path.h, in its order. They are the most
 * likely ones (with a little of an L2 penalty) for numbers made of single
 * digits, as many single ones among them; `bench-number tune MODEL UNIPEN
 * MNIST` finds them anew for another model and prints these tables. */
#include "core/model/number-lattice.h"

const double ink_number_drawing_weights[INK_NUMBER_N_FEATURES] = {
  [INK_NUMBER_LOG_P] = 2.63,
  [INK_NUMBER_DOUBT] = -3.39,
  [INK_NUMBER_WIDE] = -4.06,
  [INK_NUMBER_VERY_WIDE] = -0.76,
  [INK_NUMBER_LOW] = -5.74,
  [INK_NUMBER_VERY_LOW] = -0.61,
  [INK_NUMBER_INNER_GAP] = -1.15,
  [INK_NUMBER_INNER_DISTANCE] = 0.12,
  [INK_NUMBER_STROKES] = -1.53,
  [INK_NUMBER_PARTS] = -0.48,
  [INK_NUMBER_CUT] = 0.48,
  [INK_NUMBER_GAP] = 2.49,
  [INK_NUMBER_OVERLAP] = -3.36,
  [INK_NUMBER_COVERED] = -2.96,
  [INK_NUMBER_NEAR] = 0.50,
  [INK_NUMBER_CROSSED] = 0.23,
  [INK_NUMBER_THROUGH] = -2.89,
  [INK_NUMBER_FOLD] = -0.79,
};

const double ink_number_picture_weights[INK_NUMBER_N_FEATURES] = {
  [INK_NUMBER_LOG_P] = 2.50,
  [INK_NUMBER_DOUBT] = -3.31,
  [INK_NUMBER_WIDE] = -6.25,
  [INK_NUMBER_VERY_WIDE] = -3.94,
  [INK_NUMBER_LOW] = -6.65,
  [INK_NUMBER_VERY_LOW] = -0.68,
  [INK_NUMBER_INNER_GAP] = -0.19,
  [INK_NUMBER_INNER_DISTANCE] = -0.06,
  [INK_NUMBER_STROKES] = 0.86,
  [INK_NUMBER_PARTS] = -0.64,
  [INK_NUMBER_CUT] = 0.64,
  [INK_NUMBER_GAP] = 0.20,
  [INK_NUMBER_OVERLAP] = -4.34,
  [INK_NUMBER_COVERED] = 0,
  [INK_NUMBER_NEAR] = 0.47,
  [INK_NUMBER_CROSSED] = 0,
  [INK_NUMBER_THROUGH] = -3.01,
  [INK_NUMBER_FOLD] = -7.26,
};
