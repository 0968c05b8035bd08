/* Tints are rectangles below the text, found anew for every frame from where
 * the text view has the characters: of words in view only. */
#include "ui/text/tinted-view.h"

#include <adwaita.h>

#include "ui/plot/theme.h"

#define MARGIN 1 /* pixels beside a word, but where it touches another */
#define STRIKE 2

struct _InkTintedView
{
  GtkTextView parent_instance;
  GArray *tints; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (InkTintedView, ink_tinted_view, GTK_TYPE_TEXT_VIEW)

static void
ink_tinted_view_finalize (GObject *object)
{
  InkTintedView *self = INK_TINTED_VIEW (object);

  g_clear_pointer (&self->tints, g_array_unref);
  G_OBJECT_CLASS (ink_tinted_view_parent_class)->finalize (object);
}

static GdkRGBA
color_of (const InkTextTint *tint)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const InkTheme *theme = ink_theme_find (dark ? "dark" : "light");
  const InkColor *color = &theme->palette[tint->color];

  return (GdkRGBA) { (float) color->r, (float) color->g, (float) color->b,
                     (float) (theme->tint * tint->strength / INK_TINT_FULL) };
}

/* The first token that ends after a character. */
static guint
first_after (const GArray *tints, guint character)
{
  guint from = 0, to = tints->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (g_array_index (tints, InkTextTint, middle).end <= character)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* The characters in view. */
static void
visible_range (InkTintedView *self, guint *first, guint *last)
{
  GdkRectangle area;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &area);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, area.x,
                                      area.y);
  gtk_text_view_backward_display_line_start (GTK_TEXT_VIEW (self), &iter);
  *first = (guint) gtk_text_iter_get_offset (&iter);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter,
                                      area.x + area.width,
                                      area.y + area.height);
  *last = (guint) gtk_text_iter_get_offset (&iter);
}

typedef void (*AreaFunc) (const InkTextTint *tint, const GdkRectangle *area,
                          gpointer user_data);

/* A character's place; one that is written leftwards has a width below 0. */
static void
get_location (InkTintedView *self, const GtkTextIter *iter, GdkRectangle *area)
{
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, area);
  if (area->width >= 0)
    return;
  area->x += area->width;
  area->width = -area->width;
}

/* One rectangle in buffer coordinates for each row that the word is in.
 * @iter: at its start */
static void
each_area (InkTintedView *self, const InkTextTint *tint,
           const GtkTextIter *iter, AreaFunc func, gpointer user_data)
{
  GtkTextIter end = *iter;
  GdkRectangle area, last;

  get_location (self, iter, &area);
  gtk_text_iter_forward_chars (&end, (int) (tint->end - tint->start) - 1);
  get_location (self, &end, &last);
  if (last.y != area.y) /* broken within: character by character */
    for (end = *iter; (guint) gtk_text_iter_get_offset (&end) < tint->end;
         gtk_text_iter_forward_char (&end))
      {
        get_location (self, &end, &last);
        if (last.y == area.y)
          gdk_rectangle_union (&area, &last, &area);
        else
          {
            func (tint, &area, user_data);
            area = last;
          }
      }
  gdk_rectangle_union (&area, &last, &area);
  func (tint, &area, user_data);
}

/* What is in view of what there is to paint. */
static void
each_visible (InkTintedView *self, gboolean marks, AreaFunc func,
              gpointer user_data)
{
  guint first, last, at;
  GtkTextIter iter;

  if (self->tints == NULL)
    return;
  visible_range (self, &first, &last);
  gtk_text_buffer_get_iter_at_offset (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter, (int) first);
  at = first;
  for (guint i = first_after (self->tints, first); i < self->tints->len; i++)
    {
      const InkTextTint *tint = &g_array_index (self->tints, InkTextTint, i);

      if (tint->start > last)
        break;
      if (tint->end <= tint->start
          || (marks ? tint->mark == INK_TINT_MARK_NONE : tint->strength == 0))
        continue;
      gtk_text_iter_forward_chars (&iter, (int) tint->start - (int) at);
      at = tint->start;
      each_area (self, tint, &iter, func, user_data);
    }
}

typedef struct
{
  InkTintedView *view;
  GtkSnapshot *snapshot;
  GdkRGBA color; /* of marks */
} Painter;

static float
margin_of (const Painter *painter, const InkTextTint *tint)
{
  const GArray *tints = painter->view->tints;
  const InkTextTint *first = (const InkTextTint *) (void *) tints->data;
  const InkTextTint *last = first + tints->len - 1;

  return (tint > first && tint[-1].end == tint->start)
                 || (tint < last && tint[1].start == tint->end)
             ? 0
             : MARGIN;
}

static void
paint_tint (const InkTextTint *tint, const GdkRectangle *area,
            gpointer user_data)
{
  const Painter *painter = user_data;
  GdkRGBA color = color_of (tint);
  float margin = margin_of (painter, tint);

  gtk_snapshot_append_color (painter->snapshot, &color,
                             &GRAPHENE_RECT_INIT (
                                 (float) area->x - margin, (float) area->y,
                                 (float) area->width + 2 * margin,
                                 (float) area->height));
}

static void
paint_mark (const InkTextTint *tint, const GdkRectangle *area,
            gpointer user_data)
{
  const Painter *painter = user_data;
  GdkRGBA color = painter->color;
  const float widths[] = { STRIKE, STRIKE, STRIKE, STRIKE };
  const GdkRGBA colors[] = { color, color, color, color };
  graphene_rect_t around = GRAPHENE_RECT_INIT (
      (float) area->x - 3, (float) area->y - 1, (float) area->width + 6,
      (float) area->height + 2);
  GskRoundedRect outline;

  if (tint->mark == INK_TINT_MARK_STRUCK)
    {
      gtk_snapshot_append_color (
          painter->snapshot, &color,
          &GRAPHENE_RECT_INIT ((float) area->x - 2,
                               (float) (area->y + area->height / 2),
                               (float) area->width + 4, STRIKE));
      return;
    }
  gsk_rounded_rect_init_from_rect (&outline, &around, 4);
  gtk_snapshot_append_border (painter->snapshot, &outline, widths, colors);
}

static void
ink_tinted_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer,
                                GtkSnapshot *snapshot)
{
  InkTintedView *self = INK_TINTED_VIEW (view);
  Painter painter = { .view = self, .snapshot = snapshot };

  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    {
      each_visible (self, FALSE, paint_tint, &painter);
      return;
    }
  gtk_style_context_get_color (
      gtk_widget_get_style_context (GTK_WIDGET (view)), &painter.color);
  each_visible (self, TRUE, paint_mark, &painter);
}

static void
ink_tinted_view_class_init (InkTintedViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ink_tinted_view_finalize;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = ink_tinted_view_snapshot_layer;
}

static void
ink_tinted_view_init (InkTintedView *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ink_tinted_view_new (void)
{
  return g_object_new (INK_TYPE_TINTED_VIEW, NULL);
}

void
ink_tinted_view_set_tints (InkTintedView *self, GArray *tints)
{
  if (tints == NULL && self->tints == NULL)
    return;
  g_clear_pointer (&self->tints, g_array_unref);
  self->tints = tints;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const GArray *
ink_tinted_view_get_tints (InkTintedView *self)
{
  return self->tints;
}

void
ink_tinted_view_mark (InkTintedView *self, const GArray *spans,
                      InkTintMark mark)
{
  guint n_spans = spans != NULL ? spans->len : 0;
  guint span = 0;

  for (guint i = 0; self->tints != NULL && i < self->tints->len; i++)
    {
      InkTextTint *tint = &g_array_index (self->tints, InkTextTint, i);
      const InkTextSpan *here;

      while (span < n_spans
             && g_array_index (spans, InkTextSpan, span).end <= tint->start)
        span++;
      here = span < n_spans ? &g_array_index (spans, InkTextSpan, span) : NULL;
      tint->mark = here != NULL && here->start <= tint->start
                           && tint->end <= here->end
                       ? mark
                       : INK_TINT_MARK_NONE;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ink_tinted_view_reveal (InkTintedView *self, guint character)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &iter, (int) character);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self), &iter, 0.05, FALSE, 0,
                                0);
}

gboolean
ink_tinted_view_find (InkTintedView *self, guint character, guint *token)
{
  guint at;

  if (self->tints == NULL)
    return FALSE;
  at = first_after (self->tints, character);
  if (at >= self->tints->len
      || g_array_index (self->tints, InkTextTint, at).start > character)
    return FALSE;
  *token = at;
  return TRUE;
}

static void
first_area_cb (const InkTextTint *tint, const GdkRectangle *area,
               gpointer user_data)
{
  GdkRectangle *first = user_data;

  if (first->width == 0)
    *first = *area;
}

gboolean
ink_tinted_view_get_area (InkTintedView *self, guint token, GdkRectangle *area)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  const InkTextTint *tint;
  GtkTextIter iter;

  if (self->tints == NULL || token >= self->tints->len)
    return FALSE;
  tint = &g_array_index (self->tints, InkTextTint, token);
  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter,
                                      (int) tint->start);
  area->width = 0;
  each_area (self, tint, &iter, first_area_cb, area);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, area->x,
                                         area->y, &area->x, &area->y);
  return TRUE;
}

void
ink_tinted_view_get_color (InkTintedView *self, guint character,
                           GdkRGBA *color)
{
  guint token;

  *color = (GdkRGBA) { 0 };
  if (ink_tinted_view_find (self, character, &token))
    *color = color_of (&g_array_index (self->tints, InkTextTint, token));
}
