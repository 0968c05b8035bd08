/* In the colour of ink, which follows the theme, more or less faint. */
#include "ui/draw/sheet-layers.h"

#include <math.h>

#define RING_WIDTH 1.5f
#define HINT_MARGIN 24

void
ink_sheet_append_picture (GtkSnapshot *snapshot, int width, int height,
                          const InkSheetPicture *picture)
{
  float scale = INK_SHEET_PICTURE_SHARE
                * fminf ((float) width / (float) picture->width,
                         (float) height / (float) picture->height);
  float w = fmaxf (scale * (float) picture->width, 1);
  float h = fmaxf (scale * (float) picture->height, 1);

  gtk_snapshot_append_texture (
      snapshot, picture->texture,
      &GRAPHENE_RECT_INIT (((float) width - w) / 2, ((float) height - h) / 2, w,
                           h));
}

void
ink_sheet_append_hint (GtkSnapshot *snapshot, int width, int height,
                       PangoLayout *hint, const GdkRGBA *color)
{
  GdkRGBA faint = *color;
  int text_height;

  faint.alpha *= 0.45f;
  pango_layout_set_width (hint, (width - 2 * HINT_MARGIN) * PANGO_SCALE);
  pango_layout_get_pixel_size (hint, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (HINT_MARGIN,
                                      (float) (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, hint, &faint);
  gtk_snapshot_restore (snapshot);
}

void
ink_sheet_append_ring (GtkSnapshot *snapshot, double x, double y, double radius,
                       const GdkRGBA *color)
{
  const float widths[] = { RING_WIDTH, RING_WIDTH, RING_WIDTH, RING_WIDTH };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  float r = (float) radius;
  GdkRGBA faint = *color;
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (
      &ring, &GRAPHENE_RECT_INIT ((float) x - r, (float) y - r, 2 * r, 2 * r),
      r);
  faint.alpha *= 0.12f;
  gtk_snapshot_push_rounded_clip (snapshot, &ring);
  gtk_snapshot_append_color (snapshot, &faint, &ring.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &ring, widths, colors);
}
