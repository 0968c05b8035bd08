#pragma once

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* The charts that are kept as golden pictures. A new chart is one function and
 * one row of the table in golden-charts.c; CONTRIBUTING.md has the command that
 * draws its references. */

#define GOLDEN_WIDTH 400
#define GOLDEN_HEIGHT 260

typedef struct
{
  const char *name; /* of the files: NAME-THEME.txt */
  /* (transfer full): made-up data, always the same */
  InkPlot *(*make) (void);
  gboolean in_print; /* besides light and dark */
  gboolean is_small; /* half as high */
} GoldenChart;

/* Ends with a NULL name. */
extern const GoldenChart golden_charts[];

G_END_DECLS
