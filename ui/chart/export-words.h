#pragma once

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* What the export dialog says of what will be in the file. Main thread. */

/* ink_export_describe_part: why the file is but a part of the chart: "zoomed, 2
 * series hidden"; empty where it is all of it. (transfer full) */
char *ink_export_describe_part (InkPlot *plot);
/* ink_export_first_lines: of @csv, and how many more there are.
 * (transfer full) */
char *ink_export_first_lines (const char *csv);

G_END_DECLS
