#pragma once

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* What golden pictures have to tell apart, and what not. */

/* How a picture is drawn. */
typedef struct
{
  InkTheme theme;
  double shift; /* in both directions, in pixels */
  cairo_antialias_t antialias;
} Manner;

/* In the theme's colours and the fonts of the references. */
Manner golden_manner (const char *theme);

/* No fault: what another version of the libraries below may do. */
typedef struct
{
  const char *name;
  void (*change) (Manner *manner);
} Tolerated;

/* A fault, which is made wherever it can be, and is to be told. */
typedef struct
{
  const char *name;
  /* Spoils @plot by its @i-th layer; FALSE where that changes nothing. */
  gboolean (*spoil) (InkPlot *plot, guint i, Manner *manner);
  gboolean once; /* not for each layer */
} Fault;

/* Both end with a NULL name. */
extern const Tolerated tolerated_changes[];
extern const Fault golden_faults[];

G_END_DECLS
