#pragma once

#include "core/base/rng.h"
#include "core/data/ink-parts.h"
#include "tests/support/unipen-digits.h"

/* Numbers made of single digits side by side, for choosing and measuring how
 * they are told apart. */

#define MADE_MAX_DIGITS 6

typedef struct
{
  double least_gap, most_gap; /* in heights of the line; < 0 overlap */
  double slant;               /* at most, to either side: x per y */
  double jitter;              /* of the baseline, at most, in heights */
  double sizes;               /* digits' sizes differ by up to this share */
  gboolean joined;            /* each in one movement with the one before */
} MadeOptions;

typedef struct
{
  char text[MADE_MAX_DIGITS + 1];
  guint n;
  InkDrawing *drawing;
  GArray *points; /* MadePoint, of the drawing, sorted */
  /* Of a picture instead: */
  guint8 *picture; /* [height][width] */
  guint height, width;
  double left[MADE_MAX_DIGITS], right[MADE_MAX_DIGITS];
} MadeNumber;

typedef struct
{
  double x, y;
  int digit; /* -1 of what joins two */
} MadePoint;

/* Writes digits @indices [n] of @digits. */
MadeNumber *made_number_write (const GPtrArray *digits, const guint *indices,
                               guint n, const MadeOptions *options,
                               InkRng *rng);
/* Lays out 28x28 @images of @labels, light on black, in a picture. */
MadeNumber *made_number_lay_out (const guint8 *const *images,
                                 const char *labels, guint n,
                                 const MadeOptions *options, InkRng *rng);
void made_number_free (MadeNumber *number);
/* The digit whose ink most of @drawing is. -1 where more than a tenth is
 * another's. */
int made_number_owner (const MadeNumber *number, const InkDrawing *drawing);
/* The same by place, for pictures. */
int made_number_owner_of_box (const MadeNumber *number, const InkRect *box);
