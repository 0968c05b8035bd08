/* The loop of the processor's product of matrices of bfloat16 (AMX-BF16): whole
 * tiles, 16 x 16 sums of 32 products each. Six sums are enough to keep it busy.
 * The factors are 2^-8 and the sums small, so that nothing slows it down. */
#include "tests/bench/peak-loop.h"

#include <immintrin.h>

#define ROWS 16
#define SUMS 6
#define BYTES 64 /* of a row */

typedef struct
{
  guint8 palette, start_row, unused[14];
  guint16 row_bytes[16];
  guint8 rows[16];
} Config;

static void
begin (void)
{
  Config config = { .palette = 1 };
  guint16 factors[ROWS * BYTES / 2];

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    factors[i] = 0x3b80; /* 2^-8 */
  for (guint i = 0; i < 8; i++)
    {
      config.rows[i] = ROWS;
      config.row_bytes[i] = BYTES;
    }
  /* GCC's functions do not say what they read. */
  __asm__ volatile ("" : : "r"(&config), "r"(factors) : "memory");
  _tile_loadconfig (&config);
  _tile_loadd (6, factors, BYTES);
  _tile_loadd (7, factors, BYTES);
}

static float
end (void)
{
  float sums[SUMS][ROWS * BYTES / sizeof (float)];
  float sum = 0;

  _tile_stored (0, sums[0], BYTES);
  _tile_stored (1, sums[1], BYTES);
  _tile_stored (2, sums[2], BYTES);
  _tile_stored (3, sums[3], BYTES);
  _tile_stored (4, sums[4], BYTES);
  _tile_stored (5, sums[5], BYTES);
  _tile_release ();
  for (guint i = 0; i < SUMS; i++)
    sum += sums[i][0];
  return sum;
}

static float
run (guint64 turns)
{
  begin ();
  for (; turns > 0; turns--)
    {
      _tile_dpbf16ps (0, 6, 7);
      _tile_dpbf16ps (1, 6, 7);
      _tile_dpbf16ps (2, 6, 7);
      _tile_dpbf16ps (3, 6, 7);
      _tile_dpbf16ps (4, 6, 7);
      _tile_dpbf16ps (5, 6, 7);
    }
  return end ();
}

const PeakLoop peak_loop_bf16_tiles
    = { .flop = 2.0 * 2 * ROWS * ROWS * ROWS * SUMS, .run = run };
