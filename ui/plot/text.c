/* Texts of a chart through Pango, so that labels in any script are shaped and
 * a missing glyph comes from another font. Metrics are not hinted: the screen,
 * the PNG and the PDF lay out alike. What one drawing laid out is kept for the
 * next, which as a rule shows most of it again. */
#include "ui/plot/text.h"

#include <math.h>
#include <string.h>

struct _InkTextCache
{
  PangoContext *context; /* NULL before the first drawing */
  GHashTable *entries;   /* Entry to itself */
  guint drawing;
};

/* One line of text, and by what it is found. */
typedef struct
{
  char *string; /* as asked for */
  char *family;
  double size, width; /* pixels */
  gboolean bold;
  guint drawing; /* the last one that used it */
  PangoLayout *layout;
} Entry;

static guint
entry_hash (gconstpointer data)
{
  const Entry *entry = data;

  return g_str_hash (entry->string) * 31 + g_double_hash (&entry->size)
         + 7 * g_double_hash (&entry->width) + (guint) entry->bold;
}

static gboolean
entry_equal (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  return x->size == y->size && x->width == y->width && x->bold == y->bold
         && strcmp (x->string, y->string) == 0
         && strcmp (x->family, y->family) == 0;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->layout);
  g_free (entry->string);
  g_free (entry->family);
  g_free (entry);
}

InkTextCache *
ink_text_cache_new (void)
{
  InkTextCache *cache = g_new0 (InkTextCache, 1);

  cache->entries
      = g_hash_table_new_full (entry_hash, entry_equal, entry_free, NULL);
  return cache;
}

void
ink_text_cache_free (InkTextCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->entries);
  g_clear_object (&cache->context);
  g_free (cache);
}

guint
ink_text_cache_size (const InkTextCache *cache)
{
  return g_hash_table_size (cache->entries);
}

static PangoContext *
create_context (cairo_t *cr)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context = pango_cairo_create_context (cr);

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  cairo_font_options_destroy (options);
  return context;
}

void
ink_text_init (InkText *text, InkTextCache *cache, cairo_t *cr,
               const InkTheme *theme)
{
  text->cr = cr;
  text->theme = theme;
  text->layout = NULL;
  text->own = cache == NULL ? ink_text_cache_new () : NULL;
  text->cache = cache != NULL ? cache : text->own;
  text->cache->drawing++;
  if (text->cache->context == NULL)
    text->cache->context = create_context (cr);
  else /* layouts of other surfaces or scales lay themselves out anew */
    pango_cairo_update_context (cr, text->cache->context);
}

static gboolean
is_of_before (gpointer key, gpointer value, gpointer drawing)
{
  return ((Entry *) key)->drawing != *(const guint *) drawing;
}

void
ink_text_clear (InkText *text)
{
  if (text->cache == NULL)
    return;
  g_hash_table_foreach_remove (text->cache->entries, is_of_before,
                               &text->cache->drawing);
  g_clear_pointer (&text->own, ink_text_cache_free);
  text->cache = NULL;
  text->layout = NULL;
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

static PangoLayout *
lay_out (PangoContext *context, const Entry *entry)
{
  PangoFontDescription *font = pango_font_description_new ();
  PangoLayout *layout = pango_layout_new (context);
  g_autofree char *shown = strip_controls (entry->string, FALSE);

  pango_font_description_set_family_static (font, entry->family);
  pango_font_description_set_absolute_size (font, entry->size * PANGO_SCALE);
  pango_font_description_set_weight (font, entry->bold ? PANGO_WEIGHT_BOLD
                                                       : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  /* Else Pango aligns a right-to-left text at the other end of its width. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_text (layout, shown, -1);
  if (entry->width > 0)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
      pango_layout_set_width (layout, (int) (entry->width * PANGO_SCALE));
    }
  return layout;
}

/* Puts a copy of @key into the cache. */
static Entry *
add_entry (InkTextCache *cache, const Entry *key)
{
  Entry *entry = g_memdup2 (key, sizeof *key);

  entry->string = g_strdup (key->string);
  entry->family = g_strdup (key->family);
  entry->layout = lay_out (cache->context, key);
  g_hash_table_add (cache->entries, entry);
  return entry;
}

void
ink_text_set (InkText *text,
              const char *string,
              double size,
              gboolean bold,
              double width)
{
  const Entry key = { .string = (char *) string,
                      .family = (char *) text->theme->font,
                      .size = MAX (1, text->theme->font_size * size),
                      .width = width > 0 ? MIN (width, 1e5) : 0,
                      .bold = bold };
  Entry *entry = g_hash_table_lookup (text->cache->entries, &key);

  if (entry == NULL)
    entry = add_entry (text->cache, &key);
  entry->drawing = text->cache->drawing;
  text->layout = entry->layout;
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
