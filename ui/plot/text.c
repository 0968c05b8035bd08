/* Texts of a chart through Pango, so that labels in any script are shaped and
 * a missing glyph comes from another font. Metrics are not hinted: the screen,
 * the PNG and the PDF lay out alike. */
#include "ui/plot/text.h"

#include <math.h>

void
ink_text_init (InkText *text, cairo_t *cr, const InkTheme *theme)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context;

  text->cr = cr;
  text->theme = theme;
  text->layout = pango_cairo_create_layout (cr);
  context = pango_layout_get_context (text->layout);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  cairo_font_options_destroy (options);
  pango_layout_set_single_paragraph_mode (text->layout, TRUE);
  /* Else Pango aligns a right-to-left text at the other end of its width. */
  pango_layout_set_auto_dir (text->layout, FALSE);
}

void
ink_text_clear (InkText *text)
{
  g_clear_object (&text->layout);
}

static gboolean
is_embedding (gunichar c)
{
  return c >= 0x202a && c <= 0x202e;
}

static gboolean
is_isolate (gunichar c)
{
  return c >= 0x2066 && c <= 0x2069;
}

/* The blocks of scripts that are written from right to left. */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) ||
         (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff);
}

/* (transfer full): without what would turn letters about. */
static char *
strip_controls (const char *string, gboolean isolates)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);
  GString *stripped = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!is_embedding (c) && !(isolates && is_isolate (c)))
        g_string_append_unichar (stripped, c);
    }
  return g_string_free (stripped, FALSE);
}

char *
ink_text_isolate (const char *name)
{
  g_autofree char *stripped = strip_controls (name, TRUE);

  for (const char *p = stripped; *p != '\0'; p = g_utf8_next_char (p))
    if (is_right_to_left (g_utf8_get_char (p)))
      return g_strdup_printf ("\u2068%s\u2069", stripped);
  return g_steal_pointer (&stripped);
}

void
ink_text_set (InkText *text,
              const char *string,
              double size,
              gboolean bold,
              double width)
{
  PangoFontDescription *font = pango_font_description_new ();
  g_autofree char *shown = strip_controls (string, FALSE);

  pango_font_description_set_family_static (font, text->theme->font);
  pango_font_description_set_absolute_size (
      font, MAX (1, text->theme->font_size * size) * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD
                                                : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (text->layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (text->layout, shown, -1);
  pango_layout_set_ellipsize (text->layout, width > 0 ? PANGO_ELLIPSIZE_MIDDLE
                                                      : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_width (
      text->layout, width > 0 ? (int) (MIN (width, 1e5) * PANGO_SCALE) : -1);
}

void
ink_text_measure (InkText *text, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (text->layout, NULL, &logical);
  if (width != NULL)
    *width = (double) logical.width / PANGO_SCALE;
  if (height != NULL)
    *height = (double) logical.height / PANGO_SCALE;
}

void
ink_text_show (InkText *text,
               double x,
               double y,
               double ax,
               double ay,
               const InkColor *color)
{
  double width, height;

  ink_text_measure (text, &width, &height);
  ink_set_color (text->cr, color);
  cairo_move_to (text->cr, x - ax * width, y - ay * height);
  pango_cairo_show_layout (text->cr, text->layout);
  cairo_new_path (text->cr);
}

void
ink_text_show_upwards (InkText *text,
                       double x,
                       double y,
                       double ax,
                       double ay,
                       const InkColor *color)
{
  cairo_save (text->cr);
  cairo_translate (text->cr, x, y);
  cairo_rotate (text->cr, -G_PI / 2);
  ink_text_show (text, 0, 0, ax, ay, color);
  cairo_restore (text->cr);
}

void
ink_set_color (cairo_t *cr, const InkColor *color)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
}

InkColor
ink_color_mix (const InkColor *a, const InkColor *b, double share)
{
  double rest = 1 - share;

  return (InkColor){ a->r * rest + b->r * share, a->g * rest + b->g * share,
                     a->b * rest + b->b * share, a->a * rest + b->a * share };
}

static double
linear_light (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

double
ink_color_luminance (const InkColor *color)
{
  return 0.2126 * linear_light (color->r) + 0.7152 * linear_light (color->g) +
         0.0722 * linear_light (color->b);
}
