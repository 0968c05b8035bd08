#pragma once

#include <glib.h>

#include "core/base/cpu.h"

G_BEGIN_DECLS

/* The arithmetic of a network, one table of functions per instruction set.
 *
 * Examples lie side by side: a block holds INK_LANES of them, and every
 * activation is [channel][row][column][INK_LANES] floats, 64-byte aligned. A
 * call works on @n_blocks blocks that follow one another. Lanes without an
 * example hold zeros in inputs and in gradients, and so add nothing.
 *
 * Weights are in PyTorch's layouts. Gradients of parameters are added to what
 * is there; other outputs are set. Sums over examples run in an order that the
 * lanes fix and the instruction set does not, so instruction sets with a fused
 * multiply-add give the same bits. All functions: any thread, no state. */

#define INK_LANES 16
#define INK_ALIGNMENT 64

/* Stride 1, no padding: the output is (height - kernel + 1) x (width - kernel
 * + 1). */
typedef struct
{
  guint in_channels, in_height, in_width;
  guint out_channels, kernel;
} InkConv2dShape;

typedef struct
{
  guint n_in, n_out;
} InkLinearShape;

/* 2x2 windows, stride 2; height and width even. */
typedef struct
{
  guint channels, in_height, in_width;
} InkMaxPool2dShape;

/* What one step of stochastic gradient descent does to a parameter w with
 * momentum buffer v, as torch.optim.SGD:
 *   g = scale * (sum of the gradients) + weight_decay * w
 *   v = momentum * v + g;  w = w - rate * v */
typedef struct
{
  float scale, rate, momentum, weight_decay;
} InkSgdStep;

typedef struct
{
  InkIsa isa;

  /* @x: [n_blocks][in_channels][in_height][in_width][16]; @w: [out_channels]
   * [in_channels][kernel][kernel]; @b: [out_channels]; @y: [n_blocks]
   * [out_channels][out_height][out_width][16] */
  void (*conv2d_forward) (const InkConv2dShape *shape, const float *x,
                          const float *w, const float *b, float *y,
                          guint n_blocks);
  void (*conv2d_backward_input) (const InkConv2dShape *shape, const float *w,
                                 const float *dy, float *dx, guint n_blocks);
  void (*conv2d_backward_weight) (const InkConv2dShape *shape, const float *x,
                                  const float *dy, float *dw, float *db,
                                  guint n_blocks);

  /* @x: [n_blocks][n_in][16]; @w: [n_out][n_in]; @b: [n_out]; @y: [n_blocks]
   * [n_out][16] */
  void (*linear_forward) (const InkLinearShape *shape, const float *x,
                          const float *w, const float *b, float *y,
                          guint n_blocks);
  void (*linear_backward_input) (const InkLinearShape *shape, const float *w,
                                 const float *dy, float *dx, guint n_blocks);
  /* @scratch: [16 * (n_in + n_out)], aligned */
  void (*linear_backward_weight) (const InkLinearShape *shape, const float *x,
                                  const float *dy, float *dw, float *db,
                                  float *scratch, guint n_blocks);

  /* y = max (x, 0) over @n floats, a multiple of 16; @x may be @y. NaN stays. */
  void (*relu_forward) (gsize n, const float *x, float *y);
  /* dx = dy where y > 0, else 0; @dx may be @dy. */
  void (*relu_backward) (gsize n, const float *y, const float *dy, float *dx);

  /* The first of the largest wins, as in PyTorch. */
  void (*max_pool2d_forward) (const InkMaxPool2dShape *shape, const float *x,
                              float *y, guint n_blocks);
  /* @x, @y: as the forward pass had and gave them. */
  void (*max_pool2d_backward) (const InkMaxPool2dShape *shape, const float *x,
                               const float *y, const float *dy, float *dx,
                               guint n_blocks);

  /* w and v [n], updated from the gradients @g[0 .. n_gradients - 1], each
   * [n], added in a fixed binary tree. */
  void (*sgd_step) (const InkSgdStep *step, gsize n, const float *const *g,
                    guint n_gradients, float *w, float *v);
} InkKernels;

/* ink_kernels_for: NULL where this build has none or the processor cannot run
 * them. */
const InkKernels *ink_kernels_for (InkIsa isa);

/* ink_kernels_default: the best, or what the environment variable INKLING_ISA
 * names; chosen once. An unknown or unsupported name is ignored with the best
 * taken instead; ink_kernels_check_environment() tells. */
const InkKernels *ink_kernels_default (void);

/* INK_ERROR_ARGUMENT where INKLING_ISA names what cannot be had here. */
gboolean ink_kernels_check_environment (GError **error);

/* [n] floats of zeros, 64-byte aligned; (transfer full): g_aligned_free(). */
float *ink_floats_new (gsize n);

G_END_DECLS
