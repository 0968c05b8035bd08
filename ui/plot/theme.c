/* The three looks of a chart. Every palette colour stands out from its ground
 * by at least 3:1 (WCAG 2.1, 1.4.11), text stands out by 4.5:1 (1.4.3) from a
 * tint of any of them, and the first six stay apart for people without red or
 * green cones; the tests measure it. */
#include "ui/plot/theme.h"

#include <string.h>

#define RGB(hex)                                                               \
  {                                                                            \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0,                   \
        ((hex) &255) / 255.0, 1                                                \
  }

#define LIGHT_PALETTE                                                          \
  {                                                                            \
    RGB (0x3584e4), RGB (0xe66100), RGB (0x26a269), RGB (0x813d9c),            \
        RGB (0x0b7285), RGB (0xa51d2d), RGB (0x986a44), RGB (0xa07800),        \
        RGB (0x5e5c64), RGB (0x1a3f8f)                                         \
  }

static const InkTheme themes[] = {
  {
      .name = "light",
      .ground = RGB (0xffffff),
      .text = RGB (0x2e3436),
      .dim = RGB (0x5e5c64),
      .grid = RGB (0xe9e9ec),
      .axis = RGB (0x9a9996),
      .palette = LIGHT_PALETTE,
      .tint = 0.5,
      .font = "Sans",
      .font_size = 12,
      .line_width = 2,
  },
  {
      .name = "dark",
      .ground = RGB (0x303030),
      .text = RGB (0xf6f5f4),
      .dim = RGB (0xc0bfbc),
      .grid = RGB (0x454545),
      .axis = RGB (0x8f8d8a),
      .palette = { RGB (0x62a0ea), RGB (0xff7800), RGB (0x33d17a),
                   RGB (0xff8fb1), RGB (0x93e8f0), RGB (0xf9f06b),
                   RGB (0xcdab8f), RGB (0xc88ce0), RGB (0xc0bfbc),
                   RGB (0x8f9bff) },
      .tint = 0.33,
      .font = "Sans",
      .font_size = 12,
      .line_width = 2,
  },
  {
      .name = "print",
      .ground = RGB (0xffffff),
      .text = RGB (0x000000),
      .dim = RGB (0x303030),
      .grid = RGB (0xe4e4e4),
      .axis = RGB (0x404040),
      .palette = LIGHT_PALETTE,
      .tint = 0.5,
      .font = "Sans",
      .font_size = 12,
      .line_width = 1.6,
  },
};

const InkTheme *
ink_theme_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (name != NULL && strcmp (themes[i].name, name) == 0)
      return &themes[i];
  return NULL;
}
