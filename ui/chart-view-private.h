#pragma once

#include "ui/chart-export.h"
#include "ui/chart-view.h"

G_BEGIN_DECLS

/* Shared by chart-view.c and chart-view-input.c. */

typedef enum
{
  DRAG_NONE,
  DRAG_ZOOM,
  DRAG_PAN,
} DragKind;

struct _InkChartView
{
  GtkWidget parent_instance;

  InkPlot *plot;       /* nullable */
  GdkTexture *picture; /* of the plot; NULL when out of date */
  InkReading *reading; /* nullable */
  GtkWidget *button;
  GtkWidget *context_menu;
  GtkFileChooserNative *dialog; /* nullable */
  DragKind drag;
  double drag_x, drag_y;       /* where it began */
  double pointer_x, pointer_y;
};

/* Takes @reading, which may be NULL. */
void ink_chart_view_take_reading (InkChartView *self, InkReading *reading);
/* After every change of the plot's zoom. */
void ink_chart_view_view_changed (InkChartView *self);
void ink_chart_view_reset_zoom (InkChartView *self);
/* Emits "cell-activated" where the cursor is on a cell. */
void ink_chart_view_activate_cell (InkChartView *self);
/* Gives the widget its controllers; once. */
void ink_chart_view_add_input (InkChartView *self);

G_END_DECLS
