#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Points (x, y), append-only, x not falling; y may be NaN or infinite. Kept
 * with a min/max pyramid, so that no extreme is lost at any zoom. Counted
 * references; one thread. */
typedef struct _InkSeries InkSeries;

InkSeries *ink_series_new (void);
/* Copies @n points. */
InkSeries *ink_series_new_from (const double *x, const double *y, gsize n);
InkSeries *ink_series_ref (InkSeries *series);
void ink_series_unref (InkSeries *series);
void ink_series_append (InkSeries *series, double x, double y);
void ink_series_clear (InkSeries *series);
gsize ink_series_count (const InkSeries *series);
double ink_series_x (const InkSeries *series, gsize index);
double ink_series_y (const InkSeries *series, gsize index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkSeries, ink_series_unref)

G_END_DECLS
