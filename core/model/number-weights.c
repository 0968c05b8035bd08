/* Weights of the features of number-path.h, in its order. They are those under
 * which the right cuts are the most probable (with a little of an L2 penalty)
 * in numbers made of single digits of sources that are not used for figures,
 * with as many single digits, each counting twice; found with the shipped
 * model by `bench-number tune`, which finds them anew for another model and
 * prints these tables. */
#include "core/model/number-lattice.h"

const double ink_number_drawing_weights[INK_NUMBER_N_FEATURES] = {
  [INK_NUMBER_LOG_P] = 2.53,
  [INK_NUMBER_DOUBT] = -3.49,
  [INK_NUMBER_WIDE] = -4.25,
  [INK_NUMBER_VERY_WIDE] = -0.97,
  [INK_NUMBER_LOW] = -5.78,
  [INK_NUMBER_VERY_LOW] = -0.71,
  [INK_NUMBER_INNER_GAP] = -0.73,
  [INK_NUMBER_INNER_DISTANCE] = -0.13,
  [INK_NUMBER_STROKES] = -1.72,
  [INK_NUMBER_PARTS] = -0.47,
  [INK_NUMBER_CUT] = 0.47,
  [INK_NUMBER_GAP] = 3.29,
  [INK_NUMBER_OVERLAP] = -3.57,
  [INK_NUMBER_COVERED] = -3.39,
  [INK_NUMBER_NEAR] = 0.36,
  [INK_NUMBER_CROSSED] = 0.15,
  [INK_NUMBER_THROUGH] = -2.93,
  [INK_NUMBER_FOLD] = -0.87,
};

const double ink_number_picture_weights[INK_NUMBER_N_FEATURES] = {
  [INK_NUMBER_LOG_P] = 3.20,
  [INK_NUMBER_DOUBT] = -3.47,
  [INK_NUMBER_WIDE] = -5.48,
  [INK_NUMBER_VERY_WIDE] = -3.78,
  [INK_NUMBER_LOW] = -5.84,
  [INK_NUMBER_VERY_LOW] = -0.60,
  [INK_NUMBER_INNER_GAP] = -0.82,
  [INK_NUMBER_INNER_DISTANCE] = -0.98,
  [INK_NUMBER_STROKES] = 0.43,
  [INK_NUMBER_PARTS] = -0.36,
  [INK_NUMBER_CUT] = 0.36,
  [INK_NUMBER_GAP] = 0.83,
  [INK_NUMBER_OVERLAP] = -1.45,
  [INK_NUMBER_COVERED] = -2.33,
  [INK_NUMBER_NEAR] = 0.01,
  [INK_NUMBER_CROSSED] = 0.00,
  [INK_NUMBER_THROUGH] = -2.98,
  [INK_NUMBER_FOLD] = -4.06,
};
