/* Letters and signs that nobody takes for a digit (so no O, I, S, Z, B, g, q),
 * as skeletons on a lattice of 10 x 10, written differently each time. */
#include <string.h>

#include "core/data/drawing-variation.h"
#include "core/data/non-digits-private.h"
#include "core/data/rasterize.h"

/* Strokes with spaces between; a stroke is pairs of column and row, y
 * downwards, joined by straight lines, or after '~' by a smooth one. */
static const char *const signs[] = {
  /* capital letters */
  "084088 2565",                 /* A */
  "~71401204164877",             /* C */
  "0008 ~00407284764808",        /* D */
  "70000878 0464",               /* E */
  "700008 0454",                 /* F */
  "0008 7078 0474",              /* H */
  "~6065481705 3090",            /* J */
  "0008 700478",                 /* K */
  "000878",                      /* L */
  "0800458088",                  /* M */
  "08007870",                    /* N */
  "0008 ~0040724404",            /* P */
  "~401204174877847140 5588",    /* Q */
  "0008 ~0040724404 3478",       /* R */
  "0080 4048",                   /* T */
  "~000528587570",               /* U */
  "004880",                      /* V */
  "0028426880",                  /* W */
  "0088 8008",                   /* X */
  "0044 804448",                 /* Y */
  /* small letters */
  "~623214174866 6168",          /* a */
  "~643315174867 6068",          /* d */
  "~1575623113052867",           /* e */
  "~60413338 1454",              /* f */
  "1018 ~15436568",              /* h */
  "1018 641568",                 /* k */
  "0308 ~04234448 ~44637488",    /* m */
  "1318 ~15436568",              /* n */
  "1219 ~1342645717",            /* p */
  "1318 ~153363",                /* r */
  "~40474868 1373",              /* t */
  "~1317486663 6368",            /* u */
  "~12374858 ~7238",             /* y */
  /* signs */
  "4048 0484",                   /* plus */
  "0282 0686",                   /* equals */
  "0484",                        /* dash */
  "4445",                        /* dot */
  "~1230616345 4748",            /* question mark */
  "4046 4848",                   /* exclamation mark */
  "2028 6068 0383 0585",         /* number sign */
  "4048 1177 7117",              /* asterisk */
  "143870",                      /* tick */
  "0484 628486",                 /* arrow */
  "184078038318",                /* star */
  "08884008",                    /* triangle */
  "0080880800",                  /* square */
  "40844804408448",              /* lozenge */
  "~042244668462442604",         /* infinity */
  "~48130122446284734880",       /* heart, roughly */
  "~401204174877847140 2333 5363 ~264666", /* a face */
  "0838083040484068",            /* a row of bars */
};

static void
add_point (InkDrawing *drawing, double x, double y)
{
  ink_drawing_add_point (drawing, x, y, 0.5f);
}

/* @text: [n] characters, pairs */
static void
add_stroke (InkDrawing *drawing, const char *text, gsize n)
{
  gboolean smooth = text[0] == '~';
  double x[32], y[32];
  guint n_points = 0;

  if (smooth)
    text++, n--;
  for (gsize i = 0; i + 1 < n && n_points < 32; i += 2, n_points++)
    {
      x[n_points] = text[i] - '0';
      y[n_points] = text[i + 1] - '0';
    }
  ink_drawing_begin_stroke (drawing);
  if (smooth)
    ink_non_digit_spline (drawing, x, y, n_points);
  for (guint i = 0; i < n_points && !smooth; i++)
    add_point (drawing, x[i], y[i]);
}

static InkDrawing *
draw_sign (const char *text)
{
  InkDrawing *drawing = ink_drawing_new ();

  while (*text != '\0')
    {
      gsize n = strcspn (text, " ");

      add_stroke (drawing, text, n);
      text += n + strspn (text + n, " ");
    }
  return drawing;
}

void
ink_non_digit_sign (InkRng *rng, guint8 *pixels)
{
  const InkVariationRange range = { .slant = 0.3,
                                    .rotation = 10,
                                    .stretch = 0.4,
                                    .jitter = 0.05,
                                    .width_low = 1.6,
                                    .width_high = 4 };
  g_autoptr (InkDrawing) drawing
      = draw_sign (signs[ink_rng_below (rng, G_N_ELEMENTS (signs))]);

  ink_drawing_vary_pixels (drawing, &range, rng, pixels);
}
