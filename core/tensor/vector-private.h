#pragma once

/* What the fast kernels share. They are one source for every instruction set:
 * GCC vector extensions of INK_WIDTH floats, compiled once for each. A block's
 * 16 lanes are 16 / INK_WIDTH vectors ("parts"); what is computed for a lane,
 * and the order of every sum, is the same whatever the width. Register blocks
 * follow the registers: 32 of 16 floats for AVX-512, 16 otherwise.
 *
 * Inner functions take their block sizes as constants and are always inlined,
 * so that every accumulator stays in a register. */
#include "core/tensor/kernels-private.h"

/* Names that end in the instruction set. */
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

typedef float vec __attribute__ ((vector_size (W * 4), aligned (4)));
typedef int ivec __attribute__ ((vector_size (W * 4), aligned (4)));

#if INK_WIDTH == 16
#define FORWARD_OUT 6
#define INPUT_IN 2
#define WEIGHT_OUT 4
#define LINEAR_ROWS 8
#else
#define FORWARD_OUT 3
#define INPUT_IN 1
#define WEIGHT_OUT 2
#define LINEAR_ROWS 4
#endif
#define PIXELS 4 /* outputs side by side in registers */

INLINE vec
load (const float *p)
{
  return *(const vec *) p;
}

INLINE void
store (float *p, vec v)
{
  *(vec *) p = v;
}

INLINE vec
splat (float f)
{
  return f - (vec){};
}

typedef struct
{
  const InkConv2dShape *shape;
  guint out_height, out_width;
  gsize in_plane, out_plane; /* floats */
  gsize in_row, out_row;
  gsize w_out, w_in; /* floats between weights of neighbouring channels */
} Conv;

INLINE Conv
conv_init (const InkConv2dShape *s)
{
  Conv c = { .shape = s,
             .out_height = s->in_height - s->kernel + 1,
             .out_width = s->in_width - s->kernel + 1 };

  c.in_row = (gsize) s->in_width * L;
  c.in_plane = c.in_row * s->in_height;
  c.out_row = (gsize) c.out_width * L;
  c.out_plane = c.out_row * c.out_height;
  c.w_in = (gsize) s->kernel * s->kernel;
  c.w_out = c.w_in * s->in_channels;
  return c;
}

/* The sum of 16 lanes, always as the same tree. */
INLINE float
sum_lanes (const float *lanes)
{
  typedef float vec8 __attribute__ ((vector_size (32), aligned (4)));
  typedef float vec4 __attribute__ ((vector_size (16), aligned (4)));
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

void NAME (conv2d_forward) (const InkConv2dShape *s, const float *x,
                            const float *w, const float *b, float *y,
                            guint n_blocks);
void NAME (conv2d_backward_input) (const InkConv2dShape *s, const float *w,
                                   const float *dy, float *dx, guint n_blocks);
void NAME (conv2d_backward_weight) (const InkConv2dShape *s, const float *x,
                                    const float *dy, float *dw, float *db,
                                    guint n_blocks);
void NAME (linear_forward) (const InkLinearShape *s, const float *x,
                            const float *w, const float *b, float *y,
                            guint n_blocks);
void NAME (linear_backward_input) (const InkLinearShape *s, const float *w,
                                   const float *dy, float *dx, guint n_blocks);
void NAME (linear_backward_weight) (const InkLinearShape *s, const float *x,
                                    const float *dy, float *dw, float *db,
                                    float *scratch, guint n_blocks);
void NAME (relu_forward) (gsize n, const float *x, float *y);
void NAME (relu_backward) (gsize n, const float *y, const float *dy, float *dx);
void NAME (max_pool2d_forward) (const InkMaxPool2dShape *s, const float *x,
                                float *y, guint n_blocks);
void NAME (max_pool2d_backward) (const InkMaxPool2dShape *s, const float *x,
                                 const float *y, const float *dy, float *dx,
                                 guint n_blocks);
void NAME (sgd_step) (const InkSgdStep *step, gsize n, const float *const *g,
                      guint n_gradients, float *w, float *v);
