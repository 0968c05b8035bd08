#pragma once

/* Activations of every kernel table (core/tensor/kernels.h), from and to one
 * natural order that is the reference's. */
#include <string.h>

#include "core/tensor/kernels.h"

#define L INK_LANES

/* ---- bfloat16, plainly ------------------------------------------------- */

static guint16
to_bf16 (float f)
{
  guint32 bits;

  memcpy (&bits, &f, sizeof bits);
  return (guint16) ((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static float
from_bf16 (guint16 h)
{
  guint32 bits = (guint32) h << 16;
  float f;

  memcpy (&f, &bits, sizeof f);
  return f;
}

static void
round_all (float *f, gsize n)
{
  for (gsize i = 0; i < n; i++)
    f[i] = from_bf16 (to_bf16 (f[i]));
}

/* ---- activations in natural order, [block][channel][row][column][16] ---- */

typedef struct
{
  guint n_blocks, channels, height, width;
} Natural;

static gsize
natural_size (const Natural *n)
{
  return (gsize) n->n_blocks * n->channels * n->height * n->width * L;
}

static gsize
packed_size (const InkKernels *k, const Natural *n)
{
  return n->n_blocks * k->activation_size (n->channels, n->height, n->width);
}

static gboolean
has_tiles (const InkKernels *k)
{
  return k->precision == INK_PRECISION_BF16 && k->bf16 == INK_BF16_TILES;
}

/* Of a value, [block][channel][row][column][16]. */
typedef struct
{
  gsize block, channel, row, column, lane;
} Index;

static Index
index_of (const Natural *n, gsize i)
{
  return (Index) { .lane = i % L,
                   .column = i / L % n->width,
                   .row = i / L / n->width % n->height,
                   .channel = i / L / n->width / n->height % n->channels,
                   .block = i / L / n->width / n->height / n->channels };
}

/* The unit and its half that hold a value; FALSE in @high for the low half.
 * @picture: see kernels.h; where rows are paired, of the low half. */
static gsize
place_of (const InkKernels *k, const Natural *n, gboolean picture, gsize i,
          gboolean *high)
{
  gsize units = (n->channels + 1) / 2, unit;
  Index at;

  if (k->precision == INK_PRECISION_FP32)
    return i;
  at = index_of (n, i);
  *high = at.channel % 2 == 1;
  if (!has_tiles (k))
    unit = (at.channel / 2 * n->height + at.row) * n->width + at.column;
  else if (!picture)
    unit = (at.row * n->width + at.column) * units + at.channel / 2;
  else
    {
      *high = at.column % 2 == 1;
      unit = at.row * ((n->width + 1) / 2) + at.column / 2;
    }
  return (at.block * units * n->height * n->width + unit) * L + at.lane;
}

static void
put_half (float *unit, gboolean high, guint16 value)
{
  guint32 bits;

  memcpy (&bits, unit, sizeof bits);
  bits = high ? (bits & 0xffff) | (guint32) value << 16
              : (bits & 0xffff0000) | value;
  memcpy (unit, &bits, sizeof bits);
}

static guint16
get_half (const float *unit, gboolean high)
{
  guint32 bits;

  memcpy (&bits, unit, sizeof bits);
  return (guint16) (high ? bits >> 16 : bits);
}

/* @picture: of one channel, as pack_images() gives it. */
static float *
to_kernel (const InkKernels *k, const Natural *n, gboolean picture,
           const float *from)
{
  float *to = ink_floats_new (packed_size (k, n));
  gsize row = (gsize) n->width * L, plane = row * n->height;
  gboolean row_pairs
      = picture && k->precision == INK_PRECISION_BF16 && !has_tiles (k);

  for (gsize i = 0; i < natural_size (n); i++)
    {
      gboolean high;
      gsize at = place_of (k, n, picture, i, &high);

      if (k->precision == INK_PRECISION_FP32)
        to[at] = from[i];
      else
        put_half (&to[at], high, to_bf16 (from[i]));
      if (row_pairs && i % plane >= row)
        put_half (&to[at - row], TRUE, to_bf16 (from[i]));
    }
  return to;
}

static float *
from_kernel (const InkKernels *k, const Natural *n, const float *from)
{
  float *to = ink_floats_new (natural_size (n));

  for (gsize i = 0; i < natural_size (n); i++)
    {
      gboolean high;
      gsize at = place_of (k, n, FALSE, i, &high);

      to[i] = k->precision == INK_PRECISION_FP32
                  ? from[at]
                  : from_bf16 (get_half (&from[at], high));
    }
  return to;
}

/* Winners as the reference has them; (transfer full). */
static guint8 *
winners_from_kernel (const InkKernels *k, const Natural *n,
                     const guint8 *from)
{
  guint8 *to = g_malloc (natural_size (n));

  for (gsize i = 0; i < natural_size (n); i++)
    {
      Index at = has_tiles (k) ? index_of (n, i) : (Index){ 0 };
      gsize pixel = (at.block * n->height + at.row) * n->width + at.column;

      to[i] = from[has_tiles (k) ? (pixel * n->channels + at.channel) * L
                                       + at.lane
                                 : i];
    }
  return to;
}
