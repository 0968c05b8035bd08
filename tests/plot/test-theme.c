/* Every palette colour stands out from its ground, and the first six stay
 * apart for the colour-blind. */
#include "ui/plot/theme.h"

#include <glib.h>
#include <math.h>

#include "ui/plot/text.h"

static const char *const names[] = { "light", "dark", "print" };

static double
contrast (const InkColor *a, const InkColor *b)
{
  double la = ink_color_luminance (a);
  double lb = ink_color_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

static InkColor
mix (const InkColor *ground, const InkColor *color, double part)
{
  return (InkColor) { ground->r + part * (color->r - ground->r),
                      ground->g + part * (color->g - ground->g),
                      ground->b + part * (color->b - ground->b), 1 };
}

/* Text on tints, where there are any: print has none. */
static void
test_tints (void)
{
  for (guint i = 0; i < 2; i++)
    {
      const InkTheme *theme = ink_theme_find (names[i]);

      for (guint k = 0; k < INK_THEME_N_COLORS; k++)
        {
          InkColor tint
              = mix (&theme->ground, &theme->palette[k], theme->tint);

          g_assert_cmpfloat (contrast (&theme->text, &tint), >=, 4.5);
          g_assert_cmpfloat (contrast (&theme->ground, &tint), >, 1.3);
        }
    }
}

static void
test_contrast (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (names); t++)
    {
      const InkTheme *theme = ink_theme_find (names[t]);

      g_assert_nonnull (theme);
      g_assert_cmpfloat (contrast (&theme->text, &theme->ground), >, 7);
      g_assert_cmpfloat (contrast (&theme->dim, &theme->ground), >, 4.5);
      g_assert_cmpfloat (contrast (&theme->grid, &theme->ground), <, 2);
      for (guint i = 0; i < INK_THEME_N_COLORS; i++)
        g_assert_cmpfloat (contrast (&theme->palette[i], &theme->ground), >,
                           3);
    }
  g_assert_null (ink_theme_find ("none"));
  g_assert_null (ink_theme_find (NULL));
}

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
lab_f (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

/* CIE Lab of a colour as seen through @m, a matrix on linear RGB. */
static void
seen_lab (const InkColor *color, const double m[9], double lab[3])
{
  const double in[3] = { to_linear (color->r), to_linear (color->g),
                         to_linear (color->b) };
  double rgb[3], f[3];

  for (guint i = 0; i < 3; i++)
    rgb[i] = CLAMP (m[3 * i] * in[0] + m[3 * i + 1] * in[1]
                        + m[3 * i + 2] * in[2],
                    0, 1);
  f[0] = lab_f ((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2])
                / 0.9505);
  f[1] = lab_f (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
  f[2] = lab_f ((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2])
                / 1.089);
  lab[0] = 116 * f[1] - 16;
  lab[1] = 500 * (f[0] - f[1]);
  lab[2] = 200 * (f[1] - f[2]);
}

/* Machado, Oliveira & Fernandes, "A physiologically-based model for simulation
 * of color vision deficiency", 2009, severity 1. */
static const double visions[][9] = {
  { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
  { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882,
    -0.048116, 1.051998 },
  { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820,
    0.042940, 0.968881 },
};

static void
test_color_blind (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (names); t++)
    for (guint v = 0; v < G_N_ELEMENTS (visions); v++)
      for (guint i = 0; i < 6; i++)
        for (guint k = 0; k < i; k++)
          {
            const InkTheme *theme = ink_theme_find (names[t]);
            double a[3], b[3], distance;

            seen_lab (&theme->palette[i], visions[v], a);
            seen_lab (&theme->palette[k], visions[v], b);
            distance = sqrt ((a[0] - b[0]) * (a[0] - b[0])
                             + (a[1] - b[1]) * (a[1] - b[1])
                             + (a[2] - b[2]) * (a[2] - b[2]));
            g_test_message ("%s: vision %u: %u and %u: %.1f", names[t], v, k,
                            i, distance);
            g_assert_cmpfloat (distance, >, 12);
          }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/theme/contrast", test_contrast);
  g_test_add_func ("/plot/theme/tints", test_tints);
  g_test_add_func ("/plot/theme/color-blind", test_color_blind);
  return g_test_run ();
}
