#pragma once

#include <glib.h>

#include "core/base/cpu.h"
#include "core/base/memory.h"
#include "core/tensor/precision.h"

G_BEGIN_DECLS

/* The arithmetic of a network, one table of functions per instruction set and
 * precision.
 *
 * Examples lie side by side: a block holds INK_LANES of them. An activation is
 * a row of cells of INK_LANES 4-byte units, 64-byte aligned:
 *   fp32  [channel][row][column][16] floats, a unit is a float
 *   bf16  [channel / 2][row][column][16] pairs of bfloat16, channel 2i in the
 *         low half and 2i + 1 in the high half of a unit; an odd last channel
 *         is paired with zero. A picture of one channel pairs each row with the
 *         next: (x[r][c], x[r + 1][c]), and the last with zero.
 *   bf16 with INK_BF16_TILES
 *         [row][column][channel / 2][16] of the same pairs, a picture of one
 *         channel [row][column / 2][16] pairs of neighbours, an odd last column
 *         with zero
 * activation_size() tells how many floats that takes. A call works on @n_blocks
 * blocks that follow one another. Lanes without an example hold zeros in inputs
 * and in gradients, and so add nothing. A picture is the input of a network: in
 * bf16 it has no gradient.
 *
 * Weights and biases are fp32 in PyTorch's layouts; bf16 reads them from copies
 * that the pack functions make. Outputs, gradients too, are set. Sums run in an
 * order that the lanes fix and the instruction set does not, so instruction
 * sets with a fused multiply-add give the same bits. INK_BF16_TILES alone has
 * an order of its own, and so bits of its own: the same each time, whatever the
 * number of threads. All functions: any thread, no state. */

#define INK_LANES 16

/* Convolution with stride 1 and no padding, then ReLU, then the largest of each
 * 2x2 window; (in_height - kernel + 1) and (in_width - kernel + 1) are even,
 * and the kernel is at most INK_CONV2D_MOST_KERNEL. */
#define INK_CONV2D_MOST_KERNEL 21

typedef struct
{
  guint in_channels, in_height, in_width;
  guint out_channels, kernel;
} InkConv2dShape;

typedef struct
{
  const float *x;       /* [n_blocks] activations, in_channels x in_height x
                           in_width */
  const float *weights; /* [out_channels][in_channels][kernel][kernel] */
  const float *biases;  /* [out_channels] */
  const float *packed;  /* what conv2d_pack() gave; unused where that is NULL */
  float *y;             /* [n_blocks] activations, out_channels x half the
                           height x half the width */
  guint8 *winners; /* [n_blocks][out_channels][height / 2][width / 2][16], with
                      INK_BF16_TILES channels last: which of a window's four
                      outputs (0, 1 above, 2, 3 below) is y, the first of the
                      largest; 4 where ReLU gave 0. Set by forward, read by
                      backward */
  /* backward only */
  const float *dy;
  float *dx;      /* NULL where not wanted */
  float *dweights, *dbiases;
  float *scratch; /* [conv2d_scratch_size()] */
  guint n_blocks;
} InkConv2dPass;

/* y = W x + b, and then ReLU where @relu. Without it y and dy are fp32 whatever
 * the precision: [n_out][16] floats a block, logits. */
typedef struct
{
  guint n_in, n_out;
  guint plane; /* x has n_in / plane channels of so many pixels */
  gboolean relu;
  gboolean gate; /* backward: dx = 0 where x <= 0, as x came through a ReLU */
} InkLinearShape;

typedef struct
{
  const float *x;
  const float *weights; /* [n_out][n_in] */
  const float *biases;  /* [n_out] */
  const float *packed;  /* what linear_pack() gave; unused where that is NULL */
  float *y;
  /* backward only */
  const float *dy; /* gated by the layer that follows */
  float *dx;       /* NULL where not wanted */
  float *dweights, *dbiases;
  float *scratch; /* [linear_scratch_size()] */
  guint n_blocks;
} InkLinearPass;

/* What one step of stochastic gradient descent does to a parameter w with
 * momentum buffer v, as torch.optim.SGD:
 *   g = scale * (sum of the gradients) + weight_decay * w
 *   v = momentum * v + g
 *   w = w - rate * (nesterov ? g + momentum * v : v)
 * and, where there is an average a of the weights,
 *   a = average_decay * a + (1 - average_decay) * w */
typedef struct
{
  float scale, rate, momentum, weight_decay;
  gboolean nesterov;
  float *average; /* [n], as w; NULL: none */
  float average_decay;
} InkSgdStep;

/* c = alpha (a b + beta d), of c the rows @first_row to @end_row - 1. Pointers
 * are to the first elements of whole matrices:
 *   a: (i, l) at a[i * a_row + l * a_column]; so a may lie transposed
 *   b: [inner][columns], rows b_row apart
 *   d: as c, rows d_row apart; NULL: none. May be c
 *   c: rows c_row apart
 * @columns is a multiple of 16, to which whoever calls pads with zeros.
 * @symmetric: c is known to be, and has @columns rows. Of row i only columns 16
 * floor (i / 16) on are computed; those after row i's own 16 are written to
 * their mirror too. @first_row is then a multiple of 16. Every sum runs over l
 * in its order. */
typedef struct
{
  guint first_row, end_row, columns, inner;
  const float *a, *b, *d;
  float *c;
  gsize a_row, a_column, b_row, c_row, d_row;
  float alpha, beta;
  gboolean symmetric;
} InkMatrixProduct;

/* What the kernels for one image alone are made for: images of
 * INK_SINGLE_SIZE x INK_SINGLE_SIZE, kernels of INK_SINGLE_KERNEL x
 * INK_SINGLE_KERNEL, dense layers of at most INK_SINGLE_MAX_IN inputs, and
 * outputs side by side, padded to whole vectors. */
#define INK_SINGLE_SIZE 28
#define INK_SINGLE_KERNEL 5
#define INK_SINGLE_MAX_IN 256
#define INK_SINGLE_PADDED(n) (((n) + INK_LANES - 1) / INK_LANES * INK_LANES)

typedef struct
{
  InkIsa isa;
  InkPrecision precision;
  InkBf16 bf16; /* where @precision is that */

  /* Floats of one block's activation; of scratch; of a packed copy. */
  gsize (*activation_size) (guint channels, guint height, guint width);
  gsize (*conv2d_scratch_size) (const InkConv2dShape *shape, guint n_blocks);
  gsize (*conv2d_packed_size) (const InkConv2dShape *shape);
  gsize (*linear_scratch_size) (const InkLinearShape *shape, guint n_blocks);
  gsize (*linear_packed_size) (const InkLinearShape *shape);

  /* One block of pictures of one channel: @scale * byte + @shift.
   * @images: [n] of [height][width] bytes, n <= 16; other lanes are zeros. */
  void (*pack_images) (guint height, guint width, const guint8 *const *images,
                       guint n, float scale, float shift, float *x);

  /* NULL where weights are read as they are. */
  void (*conv2d_pack) (const InkConv2dShape *shape, const float *weights,
                       float *packed);
  void (*conv2d_forward) (const InkConv2dShape *shape,
                          const InkConv2dPass *pass);
  void (*conv2d_backward) (const InkConv2dShape *shape,
                           const InkConv2dPass *pass);

  void (*linear_pack) (const InkLinearShape *shape, const float *weights,
                       float *packed);
  void (*linear_forward) (const InkLinearShape *shape,
                          const InkLinearPass *pass);
  void (*linear_backward) (const InkLinearShape *shape,
                           const InkLinearPass *pass);

  /* w and v [n], updated from the gradients @g[0 .. n_gradients - 1], each
   * [n], added in a fixed binary tree. */
  void (*sgd_step) (const InkSgdStep *step, gsize n, const float *const *g,
                    guint n_gradients, float *w, float *v);
  /* @sum: [n], set to the sum of the gradients by the same tree; may be @g[0].
   * Returns: the sum of its squares, in double, in an order that only @n
   * fixes. */
  double (*gradient_sum) (gsize n, const float *const *g, guint n_gradients,
                          float *sum);

  void (*matrix_product) (const InkMatrixProduct *product);

  /* One image alone, without lanes; every sum in the order of the functions
   * above. Each convolution has its ReLU and 2x2 max-pooling in it.
   *
   * @image: [28][28]; @values: [256], what each byte stands for; @w:
   * [out_channels][5][5]; @b: [out_channels]; @y: [out_channels][12][12] */
  void (*single_conv2d_image) (const guint8 *image, const float *values,
                               const float *w, const float *b, float *y,
                               guint out_channels);
  /* 16 channels of output. @x: [in_channels][12][12]; @w: [in_channels][5][5]
   * [16]; @b: [16]; @y: [16][4][4] */
  void (*single_conv2d_channels) (const float *x, const float *w,
                                  const float *b, float *y, guint in_channels);
  /* @x: [n_in]; @w: [n_in][P], all finite; @b: [P]; @y: [P], all set; P is
   * INK_SINGLE_PADDED (n_out). Inputs that are zero may be left out. */
  void (*single_linear) (const InkLinearShape *shape, const float *x,
                         const float *w, const float *b, gboolean relu,
                         float *y);
} InkKernels;

/* ink_kernels_for: fp32; NULL where this build has none or the processor cannot
 * run them. */
const InkKernels *ink_kernels_for (InkIsa isa);
/* ink_kernels_for_bf16: INK_BF16_DOT and INK_BF16_TILES go with INK_ISA_AVX512
 * alone; the first gives the same bits as INK_BF16_CONVERT where that has a
 * fused multiply-add. NULL as above. */
const InkKernels *ink_kernels_for_bf16 (InkIsa isa, InkBf16 bf16);

/* ink_kernels_default: the best, or what the environment variable INKLING_ISA
 * names; chosen once. An unknown or unsupported name is ignored with the best
 * taken instead; ink_kernels_check_environment() tells. */
const InkKernels *ink_kernels_default (void);
/* The same choice for @precision. The reference has no bf16: the baseline's
 * stands in. Of the ways to multiply bfloat16 it is the best, or the one that
 * the environment variable INKLING_BF16 names. */
const InkKernels *ink_kernels_default_for (InkPrecision precision);

/* INK_ERROR_ARGUMENT where INKLING_ISA or INKLING_BF16 names what cannot be had
 * here. */
gboolean ink_kernels_check_environment (GError **error);

/* [n] floats of zeros, 64-byte aligned; (transfer full): g_aligned_free(). */
float *ink_floats_new (gsize n);

G_END_DECLS
