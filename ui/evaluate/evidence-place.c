/* Where examples stand on a page that scrolls: below what they are evidence
 * of. A change of place takes effect with the next layout; the one after that
 * frame scrolls. */
#include "ui/evaluate/evidence-place.h"

#define MARGIN 18

typedef struct
{
  GtkWidget *card, *row; /* borrowed: both are in the scroller */
  double y; /* where the row was seen */
  guint n_frames;
} Place;

/* The child of the column that @widget is in. */
static GtkWidget *
row_of (GtkBox *column, GtkWidget *widget)
{
  while (gtk_widget_get_parent (widget) != GTK_WIDGET (column))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* What is seen of a page begins at 0. */
static double
seen_y (GtkWidget *scroller, GtkWidget *widget)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, scroller, &bounds)
             ? bounds.origin.y
             : 0;
}

static void
scroll_by (GtkAdjustment *adjustment, double way)
{
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + way);
}

/* All of the card, or as much as there is room for. @way: what the page is
 * scrolled already, which the widgets do not know yet. */
static void
show_card (GtkWidget *scroller, GtkAdjustment *adjustment, GtkWidget *card,
           double way)
{
  const double page = gtk_adjustment_get_page_size (adjustment);
  const double height = gtk_widget_get_height (card);
  const double beyond = seen_y (scroller, card) - way
                        + MIN (height, page - 2 * MARGIN) - page;

  if (beyond > 0)
    scroll_by (adjustment, beyond + MARGIN);
}

static gboolean
place_cb (GtkWidget *scroller, GdkFrameClock *clock, gpointer user_data)
{
  Place *place = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (scroller));
  double way;

  if (!gtk_widget_get_visible (place->card)) /* closed again */
    return G_SOURCE_REMOVE;
  if (place->n_frames++ == 0 || gtk_widget_get_height (place->card) == 0)
    return G_SOURCE_CONTINUE;
  way = seen_y (scroller, place->row) - place->y;
  scroll_by (adjustment, way);
  show_card (scroller, adjustment, place->card, way);
  return G_SOURCE_REMOVE;
}

void
ink_evidence_place (GtkScrolledWindow *scroller, GtkBox *column,
                    GtkWidget *card, GtkWidget *from)
{
  Place *place = g_new0 (Place, 1);

  place->card = card;
  place->row = row_of (column, from);
  place->y = seen_y (GTK_WIDGET (scroller), place->row);
  gtk_box_reorder_child_after (column, card, place->row);
  gtk_widget_add_tick_callback (GTK_WIDGET (scroller), place_cb, place,
                                g_free);
}
