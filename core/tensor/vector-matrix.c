/* The product of two matrices, in blocks of its result that stay in registers:
 * ROWS rows by two vectors, what is left over in smaller ones. Every element is
 * one sum over the inner dimension, in its order. */
#include "core/tensor/vector-private.h"

#if INK_WIDTH == 16
#define ROWS 8
#else
#define ROWS 4
#endif

/* Where a block of the result has its first row, its first column and its first
 * element. */
typedef struct
{
  const float *a, *b, *d;
  float *c;
} Block;

/* @rows, @vectors: constants. */
INLINE void
multiply (const InkMatrixProduct *product, const Block *block, guint rows,
          guint vectors)
{
  const InkMatrixProduct p = *product;
  vec sums[ROWS][2];

  UNROLL
  for (guint i = 0; i < rows; i++)
    UNROLL
    for (guint j = 0; j < vectors; j++)
      sums[i][j] = splat (0);
  for (guint l = 0; l < p.inner; l++)
    {
      const float *a = block->a + l * p.a_column;
      const float *b = block->b + l * p.b_row;
      vec right[2];

      UNROLL
      for (guint j = 0; j < vectors; j++)
        right[j] = load (b + j * W);
      UNROLL
      for (guint i = 0; i < rows; i++)
        UNROLL
        for (guint j = 0; j < vectors; j++)
          sums[i][j] += splat (a[i * p.a_row]) * right[j];
    }
  UNROLL
  for (guint i = 0; i < rows; i++)
    UNROLL
    for (guint j = 0; j < vectors; j++)
      {
        vec c = sums[i][j];

        /* (One product a sum: compilers may choose which to fuse.) */
        if (block->d != NULL)
          c += p.beta * load (block->d + i * p.d_row + j * W);
        store (block->c + i * p.c_row + j * W, p.alpha * c);
      }
}

/* Columns @first on of the next @rows: ROWS, or one. */
static void
multiply_rows (const InkMatrixProduct *p, guint row, guint rows, guint first)
{
  for (guint column = first; column < p->columns;)
    {
      gboolean two = p->columns - column > W;
      Block block = { p->a + row * p->a_row, p->b + column,
                      p->d == NULL ? NULL : p->d + row * p->d_row + column,
                      p->c + row * p->c_row + column };

      if (rows == ROWS && two)
        multiply (p, &block, ROWS, 2);
      else if (rows == ROWS)
        multiply (p, &block, ROWS, 1);
      else if (two)
        multiply (p, &block, 1, 2);
      else
        multiply (p, &block, 1, 1);
      column += two ? 2 * W : W;
    }
}

/* The same columns of those rows, below the diagonal. */
static void
mirror (const InkMatrixProduct *p, guint row, guint rows, guint first)
{
  guint whole = rows / 4 * 4;

  for (guint i = row; i < row + whole; i += 4)
    for (guint column = first; column < p->columns; column += 4)
      transpose_4 (p->c + i * p->c_row + column, p->c_row,
                   p->c + column * p->c_row + i, p->c_row);
  for (guint i = row + whole; i < row + rows; i++)
    for (guint column = first; column < p->columns; column++)
      p->c[column * p->c_row + i] = p->c[i * p->c_row + column];
}

void
NAME (matrix_product) (const InkMatrixProduct *p)
{
  guint row = p->first_row;

  while (row < p->end_row)
    {
      guint rows = p->end_row - row >= ROWS ? ROWS : 1;
      guint group = row / L * L;

      multiply_rows (p, row, rows, p->symmetric ? group : 0);
      if (p->symmetric)
        mirror (p, row, rows, group + L);
      row += rows;
    }
}
