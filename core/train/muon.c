/* A matrix is held tall, transposed where it is wide: y [tall][stride], the
 * shorter side padded with zeros to whole groups of lanes. A Newton-Schulz step
 * is y p, p = a 1 + b g + c g^2 with g = y' y [small][small], and that of the
 * next step is p g p, as all of these commute. So the steps need nothing but
 * small symmetric matrices, and y is multiplied once, by the product of all p.
 *
 * A step of all matrices is three jobs of the pool: the momentum, cut into even
 * pieces; the product of the p, a matrix a task, since its factors are best
 * left in one processor's cache; and the update, in pieces again. */
#include "core/train/muon.h"

#include <math.h>

#define NEWTON_SCHULZ_STEPS 5
#define A 3.4445f
#define B -4.7750f
#define C 2.0315f
#define LEAST_NORM 1e-7

#define FLAT_PIECE 2048
#define TALL_PIECE 32

typedef struct
{
  InkWeightMatrix where;
  gboolean wide; /* columns are the tall side */
  guint tall, small;
  guint padded; /* small in whole groups of lanes */
  gsize stride;
  float *y, *result; /* [tall][stride]: u / ||u||, and it made orthogonal */
  /* [padded][stride], symmetric */
  float *gram;    /* g */
  float *factor;  /* p */
  float *product; /* of the p so far */
  float *spare;
  float scale; /* 1 / ||u|| */
} Matrix;

/* Part of a matrix: of its elements as they lie, the whole, or of its tall
 * side. */
typedef struct
{
  Matrix *matrix;
  guint first, end;
  double squares;
} Piece;

typedef enum
{
  FLAT,
  WHOLE,
  TALL,
  N_CUTS,
} Cut;

typedef void (*PieceFunc) (InkMuon *self, Piece *piece);

struct _InkMuon
{
  Matrix *matrices;
  guint n_matrices;
  Piece *pieces[N_CUTS];
  guint n_pieces[N_CUTS];

  /* of the step under way */
  const InkKernels *kernels;
  const InkMuonStep *step;
  Cut cut;
  PieceFunc func;
};

/* An odd number of cache lines: rows that lie a power of two apart would all
 * fall into the same few sets of the first cache. */
static gsize
stride_of (guint padded)
{
  return padded % (2 * INK_LANES) == 0 ? padded + INK_LANES : padded;
}

static void
matrix_init (Matrix *self, const InkWeightMatrix *where)
{
  self->where = *where;
  self->wide = where->rows <= where->columns;
  self->tall = MAX (where->rows, where->columns);
  self->small = MIN (where->rows, where->columns);
  self->padded = (self->small + INK_LANES - 1) / INK_LANES * INK_LANES;
  self->stride = stride_of (self->padded);
  self->y = ink_floats_new (self->tall * self->stride);
  self->result = ink_floats_new (self->tall * self->stride);
  self->gram = ink_floats_new (self->padded * self->stride);
  self->factor = ink_floats_new (self->padded * self->stride);
  self->product = ink_floats_new (self->padded * self->stride);
  self->spare = ink_floats_new (self->padded * self->stride);
}

static void
matrix_clear (Matrix *self)
{
  g_aligned_free (self->y);
  g_aligned_free (self->result);
  g_aligned_free (self->gram);
  g_aligned_free (self->factor);
  g_aligned_free (self->product);
  g_aligned_free (self->spare);
}

static guint
length_of (const Matrix *matrix, Cut cut)
{
  switch (cut)
    {
    case FLAT:
      return matrix->where.rows * matrix->where.columns;
    case WHOLE:
      return 1;
    case TALL:
    default:
      return matrix->tall;
    }
}

static void
cut_matrices (InkMuon *self, Cut cut, guint size)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint i = 0; i < self->n_matrices; i++)
    {
      guint length = length_of (&self->matrices[i], cut);

      for (guint first = 0; first < length; first += size)
        {
          Piece piece = { &self->matrices[i], first,
                          MIN (first + size, length), 0 };

          g_array_append_val (pieces, piece);
        }
    }
  self->n_pieces[cut] = pieces->len;
  self->pieces[cut] = (Piece *) (gpointer) g_array_free (pieces, FALSE);
}

InkMuon *
ink_muon_new (const InkWeightMatrix *matrices, guint n)
{
  InkMuon *self = g_new0 (InkMuon, 1);

  self->matrices = g_new0 (Matrix, n);
  self->n_matrices = n;
  for (guint i = 0; i < n; i++)
    matrix_init (&self->matrices[i], &matrices[i]);
  cut_matrices (self, FLAT, FLAT_PIECE);
  cut_matrices (self, WHOLE, 1);
  cut_matrices (self, TALL, TALL_PIECE);
  return self;
}

void
ink_muon_free (InkMuon *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_matrices; i++)
    matrix_clear (&self->matrices[i]);
  for (guint i = 0; i < N_CUTS; i++)
    g_free (self->pieces[i]);
  g_free (self->matrices);
  g_free (self);
}

static void
run_piece (guint task, guint worker, gpointer user_data)
{
  InkMuon *self = user_data;

  self->func (self, &self->pieces[self->cut][task]);
}

static void
run (InkMuon *self, InkPool *pool, Cut cut, PieceFunc func)
{
  self->cut = cut;
  self->func = func;
  ink_pool_run (pool, self->n_pieces[cut], run_piece, self);
}

/* u, where the first gradient was; and the sum of its squares. */
static void
find_direction (InkMuon *self, Piece *piece)
{
  const InkMuonStep *s = self->step;
  gsize first = piece->matrix->where.first + piece->first;
  gsize n = piece->end - piece->first;
  float *u = s->gradients[0] + first, *v = s->velocity + first;
  const float **gradients = g_newa (const float *, s->n_gradients);

  for (guint i = 0; i < s->n_gradients; i++)
    gradients[i] = s->gradients[i] + first;
  self->kernels->gradient_sum (n, gradients, s->n_gradients, u);
  for (gsize i = 0; i < n; i++)
    {
      float gradient = s->scale * u[i];

      v[i] = s->momentum * v[i] + gradient;
      u[i] = s->nesterov ? gradient + s->momentum * v[i] : v[i];
    }
  piece->squares = self->kernels->gradient_sum (n, (const float *const *) &u,
                                                1, u);
}

static void
find_scales (InkMuon *self)
{
  for (guint i = 0; i < self->n_matrices; i++)
    {
      Matrix *matrix = &self->matrices[i];
      double squares = 0;

      for (guint j = 0; j < self->n_pieces[FLAT]; j++)
        if (self->pieces[FLAT][j].matrix == matrix)
          squares += self->pieces[FLAT][j].squares;
      matrix->scale = (float) (1 / fmax (sqrt (squares), LEAST_NORM));
    }
}

/* Between elements of the matrix that neighbour in its tall and in its small
 * side. */
static gsize
tall_step (const Matrix *matrix)
{
  return matrix->wide ? 1 : matrix->where.columns;
}

static gsize
small_step (const Matrix *matrix)
{
  return matrix->wide ? matrix->where.columns : 1;
}

static void
fill_y (const Matrix *m, const float *u)
{
  for (guint small = 0; small < m->small; small++)
    for (guint tall = 0; tall < m->tall; tall++)
      m->y[tall * m->stride + small]
          = m->scale * u[tall * tall_step (m) + small * small_step (m)];
}

static void
find_gram (const Matrix *m, const InkKernels *kernels)
{
  InkMatrixProduct product
      = { .end_row = m->small, .columns = m->padded,
          .inner = m->tall, .alpha = 1,
          .a = m->y, .a_row = 1, .a_column = m->stride,
          .b = m->y, .b_row = m->stride,
          .c = m->gram, .c_row = m->stride, .symmetric = TRUE };

  kernels->matrix_product (&product);
}

/* c = alpha (a b + beta d), all of them small and symmetric. @d: NULL for
 * none */
static void
multiply_small (const Matrix *m, const InkKernels *kernels, float alpha,
                const float *a, const float *b, float beta, const float *d,
                float *c)
{
  InkMatrixProduct product
      = { .end_row = m->small, .columns = m->padded,
          .inner = m->small, .alpha = alpha, .beta = beta,
          .a = a, .a_row = m->stride, .a_column = 1,
          .b = b, .b_row = m->stride,
          .d = d, .d_row = m->stride,
          .c = c, .c_row = m->stride, .symmetric = TRUE };

  kernels->matrix_product (&product);
}

static void
find_factor (const Matrix *m, const InkKernels *kernels)
{
  multiply_small (m, kernels, C, m->gram, m->gram, B / C, m->gram, m->factor);
  for (guint i = 0; i < m->small; i++)
    m->factor[i * m->stride + i] += A;
}

static void
swap (float **a, float **b)
{
  float *old = *a;

  *a = *b;
  *b = old;
}

/* The product of the p of all steps. */
static void
orthogonalize (InkMuon *self, Piece *piece)
{
  const InkKernels *kernels = self->kernels;
  Matrix *m = piece->matrix;

  fill_y (m, self->step->gradients[0] + m->where.first);
  find_gram (m, kernels);
  find_factor (m, kernels);
  swap (&m->product, &m->factor);
  for (guint step = 1; step < NEWTON_SCHULZ_STEPS; step++)
    {
      const float *last = step == 1 ? m->product : m->factor;

      multiply_small (m, kernels, 1, m->gram, last, 0, NULL, m->spare);
      multiply_small (m, kernels, 1, m->spare, last, 0, NULL, m->gram);
      find_factor (m, kernels);
      multiply_small (m, kernels, 1, m->product, m->factor, 0, NULL, m->spare);
      swap (&m->product, &m->spare);
    }
}

static void
multiply_tall (const Piece *piece, const InkKernels *kernels)
{
  const Matrix *m = piece->matrix;
  InkMatrixProduct product
      = { .first_row = piece->first, .end_row = piece->end,
          .columns = m->padded, .inner = m->small, .alpha = 1,
          .a = m->y, .a_row = m->stride, .a_column = 1,
          .b = m->product, .b_row = m->stride,
          .c = m->result, .c_row = m->stride };

  kernels->matrix_product (&product);
}

static void
update_tall (InkMuon *self, Piece *piece)
{
  const InkMuonStep *s = self->step;
  const Matrix *m = piece->matrix;
  double longer = fmax (1, (double) m->where.rows / m->where.columns);
  float rate = s->rate * (float) sqrt (longer);
  float keep = 1 - s->rate * s->weight_decay;

  multiply_tall (piece, self->kernels);
  for (guint small = 0; small < m->small; small++)
    for (guint tall = piece->first; tall < piece->end; tall++)
      {
        gsize i = m->where.first + tall * tall_step (m)
                  + small * small_step (m);
        float w = keep * s->parameters[i]
                  - rate * m->result[tall * m->stride + small];

        s->parameters[i] = w;
        if (s->average != NULL)
          s->average[i] = w + s->average_decay * (s->average[i] - w);
      }
}

void
ink_muon_step (InkMuon *self, InkPool *pool, const InkKernels *kernels,
               const InkMuonStep *step)
{
  self->kernels = kernels;
  self->step = step;
  run (self, pool, FLAT, find_direction);
  find_scales (self);
  run (self, pool, WHOLE, orthogonalize);
  run (self, pool, TALL, update_tall);
}
