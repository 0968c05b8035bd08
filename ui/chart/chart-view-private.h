#pragma once

#include "ui/chart/chart-export.h"
#include "ui/chart/chart-view.h"

G_BEGIN_DECLS

/* Shared by the files chart-view*.c. */

typedef enum
{
  DRAG_NONE,
  DRAG_ZOOM,
  DRAG_PAN,
} DragKind;

/* What a click opens. */
typedef struct
{
  int row, column; /* a cell; -1 for none */
  gboolean has_mark;
  InkMark mark;
} ChartTarget;

struct _InkChartView
{
  GtkWidget parent_instance;

  InkPlot *plot;       /* nullable */
  GdkTexture *picture; /* of the plot; NULL where it must be painted at once */
  guint turn_source;   /* a tick: the picture waits for its turn; 0 for none */
  guint turns_missed;
  InkReading *reading; /* nullable */
  GtkWidget *button;
  GtkWidget *context_menu;
  GtkWidget *dialog; /* InkExportDialog; nullable */
  GPtrArray *keys;   /* (element-type InkLegendKey): one an entry */
  GSimpleActionGroup *series; /* "0", "1"...: whether an entry is shown */
  GMenu *series_menu;
  GArray *boxes; /* of the entries, when the keys were placed; nullable */
  guint place_source;
  gboolean live;    /* data comes in */
  gboolean follows; /* a zoomed view goes on with it */
  int width, height;
  DragKind drag;
  double drag_x, drag_y;       /* where it began */
  double pointer_x, pointer_y;
  gboolean pointed; /* the pointer is there */
  gboolean hovers;  /* the reading is what it is at */
  gboolean hand;    /* it is one */
  guint open_source; /* a timeout: to_open waits for no second click */
  ChartTarget to_open;
  double point_x, point_y; /* data; NAN: there is none */
  guint point_color;
};

/* Takes @reading, which may be NULL. */
void ink_chart_view_take_reading (InkChartView *self, InkReading *reading);
void ink_chart_view_say (InkChartView *self, const char *message);
/* After every change of the plot's zoom. */
void ink_chart_view_view_changed (InkChartView *self);
/* The same, where it also decides whether the view follows. */
void ink_chart_view_zoomed (InkChartView *self);
/* Without effect where no data comes in. */
void ink_chart_view_set_follow (InkChartView *self, gboolean follow);
/* Whether the picture is of the plot as it is. */
gboolean ink_chart_view_is_painted (InkChartView *self);
/* Paints at once, where there is a size. */
void ink_chart_view_paint (InkChartView *self);
/* After series were hidden or shown. */
void ink_chart_view_series_changed (InkChartView *self);
void ink_chart_view_reset_zoom (InkChartView *self);
/* Emits "cell-activated" or "mark-activated", or nothing. */
void ink_chart_view_emit_open (InkChartView *self, const ChartTarget *target);
/* Whether somebody listens: to marks, or to cells. */
gboolean ink_chart_view_is_heard (InkChartView *self, gboolean marks);
/* What a drag that goes to (@x, @y) would zoom to, in pixels. */
void ink_chart_view_drag_box (InkChartView *self, double x, double y,
                              cairo_rectangle_t *box);
/* Gives the widget its controllers; once. */
void ink_chart_view_add_input (InkChartView *self);

/* chart-view-open.c */

gboolean ink_chart_view_can_open (InkChartView *self,
                                  const InkReading *reading);
/* Opens what is at the cursor, at once, or after the time of a double click
 * where that has a meaning. */
void ink_chart_view_open (InkChartView *self);
void ink_chart_view_open_by_click (InkChartView *self);
void ink_chart_view_forget_open (InkChartView *self);
/* After what is under the pointer changed. */
void ink_chart_view_show_hand (InkChartView *self);
void ink_chart_view_snapshot_point (InkChartView *self, GtkSnapshot *snapshot,
                                    const InkTheme *theme);

/* chart-view-menu.c */

void ink_chart_view_install_actions (GtkWidgetClass *klass);
/* Once. */
void ink_chart_view_add_menus (InkChartView *self);
void ink_chart_view_update_actions (InkChartView *self);

/* chart-view-legend.c */

/* Brings keys and check items to what the plot has. */
void ink_chart_view_update_series (InkChartView *self);
/* From size_allocate. */
void ink_chart_view_place_keys (InkChartView *self);
void ink_chart_view_snapshot_keys (InkChartView *self, GtkSnapshot *snapshot);

G_END_DECLS
