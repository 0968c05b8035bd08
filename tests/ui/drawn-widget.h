#pragma once

#include <gtk/gtk.h>

/* What a widget draws of itself, as it was last allocated.
 * Returns: (transfer full): an image surface. */
static inline cairo_surface_t *
drawn_widget (GtkWidget *widget)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, gtk_widget_get_width (widget),
      gtk_widget_get_height (widget));
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The same of one that nothing else allocates. */
static inline cairo_surface_t *
drawn_at_size (GtkWidget *widget, int width, int height)
{
  gtk_widget_size_allocate (
      widget, &(GtkAllocation) { 0, 0, width, height }, -1);
  return drawn_widget (widget);
}

/* 0xrrggbb */
static inline guint32
drawn_pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  const guint32 *row = (const guint32 *) (const void *) (
      data + y * cairo_image_surface_get_stride (surface));

  return row[x] & 0xffffff;
}
