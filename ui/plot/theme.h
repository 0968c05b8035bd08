#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double r, g, b, a;
} InkColor;

#define INK_THEME_N_COLORS 10

typedef struct
{
  const char *name;
  InkColor ground; /* behind everything; alpha 0 for transparent */
  InkColor text;
  InkColor dim; /* tick labels */
  InkColor grid;
  InkColor axis;
  InkColor palette[INK_THEME_N_COLORS];
  double tint; /* how much of a palette colour text may have behind it */
  const char *font; /* Pango family */
  double font_size; /* pixels */
  double line_width;
} InkTheme;

/* `light`, `dark`, `print`; NULL where there is none. Static. */
const InkTheme *ink_theme_find (const char *name);

G_END_DECLS
