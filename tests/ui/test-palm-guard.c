/* When a touch counts beside a pen; and which pictures the sheet remembers. */
#include "ui/draw/palm-guard.h"
#include "ui/draw/sheet-pictures.h"

#define SECOND (1000 * 1000)

static void
test_no_pen (void)
{
  InkPalmGuard guard = { 0 };

  /* The clock may stand near 0, as after a start. */
  g_assert_true (ink_palm_guard_accepts_touch (&guard, 0));
  g_assert_true (ink_palm_guard_accepts_touch (&guard, 5 * SECOND));
}

static void
test_near (void)
{
  InkPalmGuard guard = { 0 };

  ink_palm_guard_pen (&guard, FALSE, 10 * SECOND);
  g_assert_false (ink_palm_guard_accepts_touch (&guard, 10 * SECOND));
  g_assert_false (ink_palm_guard_accepts_touch (&guard, 14 * SECOND));
  g_assert_true (ink_palm_guard_accepts_touch (&guard, 15 * SECOND));
  ink_palm_guard_pen (&guard, FALSE, 16 * SECOND);
  g_assert_false (ink_palm_guard_accepts_touch (&guard, 17 * SECOND));
}

static void
test_left (void)
{
  InkPalmGuard guard = { 0 };

  ink_palm_guard_pen (&guard, FALSE, 10 * SECOND);
  ink_palm_guard_pen (&guard, TRUE, 11 * SECOND);
  g_assert_false (
      ink_palm_guard_accepts_touch (&guard, 11 * SECOND + INK_PALM_AFTER - 1));
  g_assert_true (
      ink_palm_guard_accepts_touch (&guard, 11 * SECOND + INK_PALM_AFTER));
}

static void
test_pictures (void)
{
  InkSheetPictures *pictures = ink_sheet_pictures_new ();
  const guint side = 4096; /* 16 MiB */
  const guint fit = INK_SHEET_PICTURES_MAX / (side * side);

  g_assert_null (ink_sheet_pictures_get (pictures, 0));
  g_assert_null (ink_sheet_pictures_get (pictures, 1));
  for (guint i = 1; i <= fit + 2; i++)
    {
      guint8 *pixels = g_malloc0 ((gsize) side * side);

      pixels[0] = (guint8) i;
      g_assert_cmpuint (ink_sheet_pictures_add (pictures, pixels, side, side),
                        ==, i);
      g_assert_cmpuint (ink_sheet_pictures_get (pictures, i)->pixels[0], ==, i);
    }
  g_assert_null (ink_sheet_pictures_get (pictures, 0));
  g_assert_null (ink_sheet_pictures_get (pictures, 2));
  g_assert_cmpuint (ink_sheet_pictures_get (pictures, 3)->pixels[0], ==, 3);
  g_assert_null (ink_sheet_pictures_get (pictures, fit + 3));
  ink_sheet_pictures_free (pictures);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/palm-guard/no-pen", test_no_pen);
  g_test_add_func ("/ui/palm-guard/near", test_near);
  g_test_add_func ("/ui/palm-guard/left", test_left);
  g_test_add_func ("/ui/sheet-pictures/bounded", test_pictures);
  return g_test_run ();
}
