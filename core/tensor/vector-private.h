#pragma once

/* What the fast kernels share. They are one source for every instruction set
 * and precision: GCC vector extensions of INK_WIDTH 4-byte units, compiled once
 * for each. A block's 16 lanes are 16 / INK_WIDTH vectors ("parts"); what is
 * computed for a lane, and the order of every sum, is the same whatever the
 * width. Register blocks follow the registers: 32 of 16 units for AVX-512, 16
 * otherwise.
 *
 * Products are of units (kernels.h): mac() adds one product in fp32, and the
 * two of a pair in bf16. What differs else is in the few functions here that
 * load, pair and store units.
 *
 * Inner functions take their block sizes as constants and are always inlined,
 * so that every accumulator stays in a register. */
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/tensor/kernels-private.h"

/* Names that end in the instruction set and precision. */
#define PASTE_2(name, isa) name##_##isa
#define PASTE(name, isa) PASTE_2 (name, isa)
#define NAME(name) PASTE (ink_##name, INK_SUFFIX)

#define L INK_LANES
#define W INK_WIDTH
#define PARTS (L / W)

#define INLINE static inline __attribute__ ((always_inline))
#if defined(INK_NO_UNROLL)
#define UNROLL
#elif defined(__clang__)
#define UNROLL _Pragma ("clang loop unroll(full)")
#else
#define UNROLL _Pragma ("GCC unroll 32")
#endif

#define VECTOR(type, bytes)                                                    \
  type __attribute__ ((vector_size (bytes), aligned (4), may_alias))

typedef VECTOR (float, W * 4) vec;
typedef VECTOR (gint32, W * 4) ivec;
typedef VECTOR (guint32, W * 4) uvec;
typedef VECTOR (gint16, W * 4) svec;

/* Values in a unit, and what a vector of units is. */
#if defined(INK_BF16)
#define PER 2
typedef ivec unit;
#else
#define PER 1
typedef vec unit;
#endif

#if INK_WIDTH == 16
#define FORWARD_OUT 6
#define INPUT_IN 2
#define LINEAR_ROWS 8
#define OUTER_OUT 6
#else
#define FORWARD_OUT (PER == 1 ? 3 : 2)
#define INPUT_IN PER
#define LINEAR_ROWS 4
#define OUTER_OUT 2
#endif

/* ---- vectors ----------------------------------------------------------- */

INLINE vec
load (const float *p)
{
  return *(const vec *) p;
}

INLINE unit
load_unit (const float *p)
{
  return *(const unit *) p;
}

INLINE void
store (float *p, vec v)
{
  *(vec *) p = v;
}

INLINE void
store_unit (float *p, unit v)
{
  *(unit *) p = v;
}

INLINE vec
splat (float f)
{
  return f - (vec){};
}

/* @mask: all ones or all zeros in each lane. */
INLINE vec
keep_where (ivec mask, vec v)
{
  return (vec) ((ivec) v & mask);
}

/* A choice for each lane. GCC makes vectors of compares, where AVX-512 has
 * registers for them. */
#if defined(__AVX512F__) && INK_WIDTH == 16
typedef __mmask16 mask;

INLINE mask
above (vec a, vec b)
{
  return _mm512_cmp_ps_mask ((__m512) a, (__m512) b, _CMP_GT_OQ);
}

INLINE ivec
choose (mask which, ivec yes, ivec no)
{
  return (ivec) _mm512_mask_blend_epi32 (which, (__m512i) no, (__m512i) yes);
}
#else
typedef ivec mask;

INLINE mask
above (vec a, vec b)
{
  return a > b;
}

INLINE ivec
choose (mask which, ivec yes, ivec no)
{
  return (yes & which) | (no & ~which);
}
#endif

INLINE vec
choose_floats (mask which, vec yes, vec no)
{
  return (vec) choose (which, (ivec) yes, (ivec) no);
}

/* W bytes to integers. GCC 12 goes through scalars when it converts that far,
 * so processors that have an instruction for it are told. */
INLINE ivec
widen_bytes (const guint8 *p)
{
#if defined(__AVX512F__) && INK_WIDTH == 16
  return (ivec) _mm512_cvtepu8_epi32 (_mm_loadu_si128 ((const void *) p));
#elif defined(__AVX2__) && INK_WIDTH == 8
  return (ivec) _mm256_cvtepu8_epi32 (_mm_loadl_epi64 ((const void *) p));
#else
  typedef VECTOR (guint8, W) bytes;
  typedef VECTOR (guint16, 2 * W) words;
  bytes b;

  memcpy (&b, p, W);
  return __builtin_convertvector (__builtin_convertvector (b, words), ivec);
#endif
}

/* ---- units ------------------------------------------------------------- */

#if defined(INK_BF16)
#include "core/tensor/vector-bf16.h"
#else

INLINE unit
splat_unit (const float *p)
{
  return splat (*p);
}

INLINE vec
mac (vec sum, unit a, unit b)
{
  return sum + a * b;
}

/* Where x > 0, else 0. */
INLINE unit
gate_unit (unit v, unit x)
{
  return keep_where (x > 0, v);
}
#endif

/* The place of channel @c, even where units hold two, in planes of @plane
 * floats. */
#define CHANNEL(base, c, plane) ((base) + (gsize) ((c) / PER) * (plane))

/* The units of @n vectors of neighbouring channels, the first of them even. */
INLINE unit
unit_of (const vec *v, guint n, guint i)
{
#if PER == 2
  return pair (v[2 * i], 2 * i + 1 < n ? v[2 * i + 1] : splat (0));
#else
  return v[i];
#endif
}

#define UNITS(n) (((n) + PER - 1) / PER)
#define GROUPS(n_blocks) UNITS (n_blocks) /* of blocks, as pairs of examples */

/* The sum of 16 lanes, always as the same tree. */
INLINE float
sum_lanes (const float *lanes)
{
  typedef VECTOR (float, 32) vec8;
  typedef VECTOR (float, 16) vec4;
  union
  {
    vec8 v;
    vec4 half[2];
  } eight;
  vec4 four;

  eight.v = *(const vec8 *) lanes + *(const vec8 *) (lanes + 8);
  four = eight.half[0] + eight.half[1];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

typedef VECTOR (gint32, 16) four;

/* 4x4 units. */
INLINE void
transpose_4 (const float *from, gsize from_stride, float *to, gsize to_stride)
{
  four r[4], s[4];

  UNROLL
  for (guint i = 0; i < 4; i++)
    r[i] = *(const four *) (from + i * from_stride);
  s[0] = __builtin_shufflevector (r[0], r[1], 0, 4, 1, 5);
  s[1] = __builtin_shufflevector (r[0], r[1], 2, 6, 3, 7);
  s[2] = __builtin_shufflevector (r[2], r[3], 0, 4, 1, 5);
  s[3] = __builtin_shufflevector (r[2], r[3], 2, 6, 3, 7);
  *(four *) to = __builtin_shufflevector (s[0], s[2], 0, 1, 4, 5);
  *(four *) (to + to_stride) = __builtin_shufflevector (s[0], s[2], 2, 3, 6, 7);
  *(four *) (to + 2 * to_stride)
      = __builtin_shufflevector (s[1], s[3], 0, 1, 4, 5);
  *(four *) (to + 3 * to_stride)
      = __builtin_shufflevector (s[1], s[3], 2, 3, 6, 7);
}

/* ---- convolution ------------------------------------------------------- */

/* A shape with what follows from it; lengths in floats. */
typedef struct
{
  const InkConv2dShape *shape;
  guint out_height, out_width;
  gsize in_row, in_plane, out_row, out_plane, pool_row, pool_plane;
  guint planes;   /* of units, of the input */
  guint tap_rows; /* rows of units of a kernel, ... */
  gsize tap_step; /* ... and what is between those they meet in the input */
  gsize w_in, w_out; /* units between the weights of neighbouring planes of the
                        input and channels of the output */
} Conv;

INLINE Conv
conv_init (const InkConv2dShape *s)
{
  Conv c = { .shape = s,
             .out_height = s->in_height - s->kernel + 1,
             .out_width = s->in_width - s->kernel + 1 };
  gboolean row_pairs = PER == 2 && s->in_channels == 1;

  c.in_row = (gsize) s->in_width * L;
  c.in_plane = c.in_row * s->in_height;
  c.out_row = (gsize) c.out_width * L;
  c.out_plane = c.out_row * c.out_height;
  c.pool_row = c.out_row / 2;
  c.pool_plane = c.out_plane / 4;
  c.planes = UNITS (s->in_channels);
  c.tap_rows = row_pairs ? UNITS (s->kernel) : s->kernel;
  c.tap_step = row_pairs ? 2 * c.in_row : c.in_row;
  c.w_in = (gsize) c.tap_rows * s->kernel;
  c.w_out = c.w_in * c.planes;
  return c;
}

/* Where conv2d_pack() puts the weights for the gradient of the input. */
#define INPUT_WEIGHTS(c) ((c)->w_out * (c)->shape->out_channels)

/* ---- between the files ------------------------------------------------- */

/* Examples side by side in units, for sums over examples: in bf16 the pairs are
 * of the same value in block 2g (low half) and block 2g + 1, zeros where there
 * is none. @x: [n_blocks] activations of @n_channels planes of @plane units;
 * @to: [GROUPS (n_blocks)][n_channels][plane][16]. With @row_pairs @x is a
 * picture of one channel. bf16 only: in fp32 @x is that already. */
void NAME (pair_examples) (guint n_channels, gsize plane, gboolean row_pairs,
                           const float *x, float *to, guint n_blocks);

/* bf16 only. Units of @low[i] and @high[i], NULL for zeros; and of @from[2i]
 * and @from[2i + 1], an odd last one with zero. @n: floats of a row. */
void NAME (pair_rows) (gsize n, const float *low, const float *high,
                       float *to);
void NAME (pair_neighbours) (gsize n, const float *from, float *to);

/* [n][16] to [16][stride], units; @n rounded up to 16 with zeros. */
void NAME (transpose) (const float *from, guint n, float *to, gsize stride);

/* Back through pooling and ReLU, for one group of examples: rows @first to
 * @end - 1 of the pooled output. @dy, @winners: all of the pass's. @to:
 * [out_channels][2 (end - first)][width][16], by examples. Adds the gradients
 * to @sums [out_channels][16]. */
void NAME (conv2d_unpool) (const InkConv2dShape *s, guint group, guint first,
                           guint end, const float *dy, const guint8 *winners,
                           float *to, float *sums, guint n_blocks);
/* bf16 only: all of it, as activations; in fp32 by examples is the same. */
void NAME (conv2d_unpool_channels) (const InkConv2dShape *s, const float *dy,
                                    const guint8 *winners, float *to,
                                    guint n_blocks);
/* The gradient of the weights. @x, @dy: by examples. Adds to @sums
 * [out][in][row][column][16]; _rows: of one group, @n rows of the output from
 * @first on, where @dy begins; _end: sums over the lanes. */
void NAME (conv2d_weights) (const InkConv2dShape *s, const float *x,
                            const float *dy, float *sums, guint n_groups);
void NAME (conv2d_weights_rows) (const InkConv2dShape *s, guint first, guint n,
                                 const float *x, const float *dy,
                                 float *sums);
void NAME (conv2d_weights_end) (const InkConv2dShape *s, const float *sums,
                                float *dw);
/* @w: weights, or where they are packed for this. */
void NAME (conv2d_input) (const InkConv2dShape *s, const float *w,
                          const float *dy, float *dx, guint n_blocks);
/* @x, @dy: by examples; @xt: [n_groups * 16 * n_in rounded up to 16]. */
void NAME (linear_weights) (const InkLinearShape *s, const float *x,
                            const float *dy, float *xt, float *dw, float *db,
                            guint n_groups);

/* ---- the table --------------------------------------------------------- */

gsize NAME (activation_size) (guint channels, guint height, guint width);

void NAME (pack_images) (guint height, guint width,
                         const guint8 *const *images, guint n, float scale,
                         float shift, float *x);
gsize NAME (conv2d_scratch_size) (const InkConv2dShape *s, guint n_blocks);
gsize NAME (conv2d_packed_size) (const InkConv2dShape *s);
void NAME (conv2d_pack) (const InkConv2dShape *s, const float *weights,
                         float *packed);
void NAME (conv2d_forward) (const InkConv2dShape *s,
                            const InkConv2dPass *pass);
void NAME (conv2d_backward) (const InkConv2dShape *s,
                             const InkConv2dPass *pass);
gsize NAME (linear_scratch_size) (const InkLinearShape *s, guint n_blocks);
gsize NAME (linear_packed_size) (const InkLinearShape *s);
void NAME (linear_pack) (const InkLinearShape *s, const float *weights,
                         float *packed);
void NAME (linear_forward) (const InkLinearShape *s,
                            const InkLinearPass *pass);
void NAME (linear_backward) (const InkLinearShape *s,
                             const InkLinearPass *pass);

/* On floats whatever the precision: compiled for fp32 alone. */
#define FP32(name) PASTE (ink_##name, INK_FP32_SUFFIX)

void FP32 (sgd_step) (const InkSgdStep *step, gsize n, const float *const *g,
                      guint n_gradients, float *w, float *v);
void FP32 (matrix_product) (const InkMatrixProduct *product);
double FP32 (gradient_sum) (gsize n, const float *const *g, guint n_gradients,
                            float *sum);
void FP32 (single_conv2d_image) (const guint8 *image, const float *values,
                                 const float *w, const float *b, float *y,
                                 guint out_channels);
void FP32 (single_conv2d_channels) (const float *x, const float *w,
                                    const float *b, float *y,
                                    guint in_channels);
void FP32 (single_linear) (const InkLinearShape *s, const float *x,
                           const float *w, const float *b, gboolean relu,
                           float *y);
