#pragma once

#include <pango/pangocairo.h>

#include "ui/plot/theme.h"

G_BEGIN_DECLS

/* Texts that were laid out, which takes longer than to show them: most of those
 * of one drawing are in the next. Belongs to the thread that drew with it, for
 * Pango's fonts do. Private to ui/plot. */
typedef struct _InkTextCache InkTextCache;

InkTextCache *ink_text_cache_new (void);
void ink_text_cache_free (InkTextCache *cache);
guint ink_text_cache_size (const InkTextCache *cache);

/* The texts of a drawing, through Pango, which finds a font for any script.
 * Private to ui/plot. */
typedef struct
{
  cairo_t *cr;           /* borrowed */
  const InkTheme *theme; /* borrowed */
  InkTextCache *cache;   /* borrowed, or own */
  InkTextCache *own;     /* nullable */
  PangoLayout *layout;   /* what was set; of the cache */
} InkText;

/* @cache: nullable; after ink_text_clear() it holds what this drawing used. */
void ink_text_init (InkText *text, InkTextCache *cache, cairo_t *cr,
                    const InkTheme *theme);
void ink_text_clear (InkText *text);
/* Lays @string out on one line. @size: of the font, in shares of the theme's;
 * @width: pixels before it is cut with an ellipsis, 0 for no limit. */
void ink_text_set (InkText *text, const char *string, double size,
                   gboolean bold, double width);
void ink_text_measure (InkText *text, double *width, double *height);
/* Shows what was set. @x, @y: where; @ax, @ay: the point of the text that goes
 * there, 0 for its left or top, 1 for its right or bottom. */
void ink_text_show (InkText *text, double x, double y, double ax, double ay,
                    const InkColor *color);
/* The same, reading upwards; @ax, @ay along and across the text. */
void ink_text_show_upwards (InkText *text, double x, double y, double ax,
                            double ay, const InkColor *color);
/* A name as part of a label: what follows it stays as it is, whichever way the
 * name is written. (transfer full) */
char *ink_text_isolate (const char *name);
void ink_set_color (cairo_t *cr, const InkColor *color);
/* @share of @b in @a. */
InkColor ink_color_mix (const InkColor *a, const InkColor *b, double share);
/* WCAG 2.1's relative luminance, 0 to 1. */
double ink_color_luminance (const InkColor *color);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkText, ink_text_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextCache, ink_text_cache_free)

G_END_DECLS
