/* Pictures of what is no digit: always ink, of a digit's size and place, a
 * function of seed and number. */
#include <math.h>
#include <string.h>

#include "core/data/non-digits.h"
#include "core/data/rasterize.h"

#define N_DIGITS 40
#define N 600

/* Bars and boxes of many sizes stand for digits. */
static InkImageSet *
digits_new (void)
{
  guint8 *pixels = g_malloc0 (N_DIGITS * INK_DIGIT_PIXELS);
  guint8 *labels = g_malloc (N_DIGITS);
  GStrv names = g_new0 (char *, 11);

  for (guint i = 0; i < 10; i++)
    names[i] = g_strdup_printf ("%u", i);
  for (guint i = 0; i < N_DIGITS; i++)
    {
      labels[i] = (guint8) (i % 10);
      for (guint y = 4; y < 24; y++)
        for (guint x = 8 + i % 7; x < 14 + i % 11; x++)
          pixels[i * INK_DIGIT_PIXELS + y * 28 + x] = 255;
    }
  return ink_image_set_new ("digits", N_DIGITS, 28, 28,
                            g_bytes_new_take (pixels,
                                              N_DIGITS * INK_DIGIT_PIXELS),
                            g_bytes_new_take (labels, N_DIGITS), names, NULL);
}

typedef struct
{
  double mass, x, y;
} Mass;

static Mass
mass_of (const guint8 *pixels)
{
  Mass m = { 0 };

  for (guint i = 0; i < INK_DIGIT_PIXELS; i++)
    {
      m.mass += pixels[i];
      m.x += pixels[i] * (i % 28 + 0.5);
      m.y += pixels[i] * (i / 28 + 0.5);
    }
  m.x /= m.mass;
  m.y /= m.mass;
  return m;
}

static void
test_pictures (void)
{
  g_autoptr (InkImageSet) digits = digits_new ();
  guint32 indices[N_DIGITS];
  InkNonDigitSource source = { digits, indices, N_DIGITS };
  double off = 0;

  for (guint i = 0; i < N_DIGITS; i++)
    indices[i] = i;
  for (guint i = 0; i < N; i++)
    {
      guint8 pixels[INK_DIGIT_PIXELS], again[INK_DIGIT_PIXELS];
      Mass m;

      ink_non_digit (&source, 1, i, pixels);
      ink_non_digit (&source, 1, i, again);
      g_assert_cmpmem (pixels, sizeof pixels, again, sizeof again);
      m = mass_of (pixels);
      g_assert_cmpfloat (m.mass, >, 255 * 4);
      off += hypot (m.x - 14, m.y - 14) / N;
    }
  g_assert_cmpfloat (off, <, 1.5);
}

/* Other seeds give other pictures; only what may be used is. */
static void
test_source (void)
{
  g_autoptr (InkImageSet) digits = digits_new ();
  guint32 first = 2;
  InkNonDigitSource source = { digits, &first, 1 };
  guint n_same = 0;

  for (guint i = 0; i < 100; i++)
    {
      guint8 a[INK_DIGIT_PIXELS], b[INK_DIGIT_PIXELS];

      ink_non_digit (&source, 1, i, a);
      ink_non_digit (&source, 2, i, b);
      n_same += memcmp (a, b, sizeof a) == 0;
    }
  g_assert_cmpuint (n_same, <, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/non-digits/pictures", test_pictures);
  g_test_add_func ("/data/non-digits/source", test_source);
  return g_test_run ();
}
