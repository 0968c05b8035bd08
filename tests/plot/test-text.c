/* Texts: what is kept from one drawing to the next changes no pixel of it, and
 * no more is kept than the last one used. */
#include "ui/plot/text.h"

#include <glib.h>
#include <string.h>

#define WIDTH 300
#define HEIGHT 60

static cairo_surface_t *
surface_new (double scale)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

/* (transfer full): some texts, in the theme's font. @cache: nullable */
static cairo_surface_t *
draw (InkTextCache *cache, double scale, const InkTheme *theme)
{
  cairo_surface_t *surface = surface_new (scale);
  cairo_t *cr = cairo_create (surface);

  {
    g_auto (InkText) text = { 0 };

    ink_text_init (&text, cache, cr, theme);
    ink_text_set (&text, "validation loss", 1, FALSE, 0);
    ink_text_show (&text, 4, 2, 0, 0, &theme->text);
    ink_text_set (&text, "validation loss", 1, TRUE, 0);
    ink_text_show (&text, 4, 20, 0, 0, &theme->text);
    ink_text_set (&text, "validation loss", 1, FALSE, 40);
    ink_text_show (&text, 150, 2, 0, 0, &theme->text);
    ink_text_set (&text, "validation loss", 0.8, FALSE, 0);
    ink_text_show (&text, 150, 20, 0, 0, &theme->text);
  }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_same (cairo_surface_t *a, cairo_surface_t *b)
{
  const gsize size
      = (gsize) cairo_image_surface_get_stride (a) * HEIGHT;

  return memcmp (cairo_image_surface_get_data (a),
                 cairo_image_surface_get_data (b), size) == 0;
}

static void
check_same (InkTextCache *cache, double scale, const InkTheme *theme)
{
  cairo_surface_t *kept = draw (cache, scale, theme);
  cairo_surface_t *fresh = draw (NULL, scale, theme);
  cairo_surface_t *blank = surface_new (scale);

  g_assert_true (is_same (kept, fresh));
  g_assert_false (is_same (kept, blank));
  cairo_surface_destroy (kept);
  cairo_surface_destroy (fresh);
  cairo_surface_destroy (blank);
}

static void
test_pixels (void)
{
  g_autoptr (InkTextCache) cache = ink_text_cache_new ();
  InkTheme large = *ink_theme_find ("light");

  large.font_size *= 1.3;
  for (guint again = 0; again < 2; again++)
    {
      check_same (cache, 1, ink_theme_find ("light"));
      check_same (cache, 2, ink_theme_find ("light"));
      check_same (cache, 1.5, ink_theme_find ("print"));
      check_same (cache, 1, &large);
      check_same (cache, 1, ink_theme_find ("dark"));
    }
}

/* (transfer none): the layout of one text alone. */
static PangoLayout *
lay_out (InkTextCache *cache, cairo_t *cr, const char *string)
{
  g_auto (InkText) text = { 0 };

  ink_text_init (&text, cache, cr, ink_theme_find ("light"));
  ink_text_set (&text, string, 1, FALSE, 0);
  return text.layout;
}

static void
test_kept (void)
{
  g_autoptr (InkTextCache) cache = ink_text_cache_new ();
  cairo_surface_t *surface = surface_new (1);
  cairo_t *cr = cairo_create (surface);
  PangoLayout *layout = lay_out (cache, cr, "0");

  g_assert_true (lay_out (cache, cr, "0") == layout);
  for (guint i = 1; i < 50; i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", i);

      lay_out (cache, cr, label);
      g_assert_cmpuint (ink_text_cache_size (cache), ==, 1);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/text/pixels", test_pixels);
  g_test_add_func ("/plot/text/kept", test_kept);
  return g_test_run ();
}
