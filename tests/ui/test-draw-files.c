/* What comes onto the sheet from files and the clipboard, and what is saved. */
#include "tests/ui/draw-page.h"

#include "ui/draw/draw-files.h"

static void
test_save_and_open (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.inkml", "a.png" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (fixture, names[i]);
      g_autoptr (GError) error = NULL;

      ink_drawing_area_clear (fixture->sheet);
      g_assert_false (ink_page_draw_save (fixture->page, path, &error));
      g_clear_error (&error);
      draw_line (fixture, 200, 100, 200, 300);
      g_assert_true (ink_page_draw_save (fixture->page, path, &error));
      g_assert_no_error (error);
      ink_drawing_area_clear (fixture->sheet);
      open_and_wait (fixture, path);
      g_assert_cmpstr (fixture->message, ==, NULL);
      g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
      g_unlink (path);
    }
}

/* The sheet as a large picture: black on white, and it reads the same. */
static void
test_save_sheet (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "sheet.png");
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *pixels = NULL;
  guint height, width, n_black = 0, n_white = 0;

  draw_line (fixture, 200, 100, 200, 300);
  g_assert_true (ink_page_draw_save_as (fixture->page, path, INK_DRAW_SHEET,
                                        &error));
  g_assert_no_error (error);
  pixels = ink_picture_read (path, &height, &width, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (height, ==, INK_DRAW_SHEET_PIXELS);
  g_assert_cmpuint (width, ==, INK_DRAW_SHEET_PIXELS);
  for (guint i = 0; i < height * width; i++)
    {
      n_black += pixels[i] == 0;
      n_white += pixels[i] == 255;
    }
  g_assert_cmpuint (n_black, >, 8000);
  g_assert_cmpuint (n_white, >, 900000);
  open_and_wait (fixture, path);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  g_unlink (path);
}

static void
test_save_svg (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "a.SVG");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  draw_line (fixture, 200, 100, 200, 300);
  g_assert_true (ink_page_draw_save (fixture->page, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<svg "));
  g_assert_nonnull (strstr (text, "<path "));
  g_unlink (path);
}

/* The suffix says what to write; of the two PNGs, the choice does. */
static void
test_formats (void)
{
  g_assert_cmpint (ink_draw_format_of ("a.svg", INK_DRAW_INKML), ==,
                   INK_DRAW_SVG);
  g_assert_cmpint (ink_draw_format_of ("a.inkml", INK_DRAW_SHEET), ==,
                   INK_DRAW_INKML);
  g_assert_cmpint (ink_draw_format_of ("a.PNG", INK_DRAW_SHEET), ==,
                   INK_DRAW_SHEET);
  g_assert_cmpint (ink_draw_format_of ("a.png", INK_DRAW_SVG), ==,
                   INK_DRAW_DIGIT);
  g_assert_cmpint (ink_draw_format_of ("a.png", INK_DRAW_DIGIT), ==,
                   INK_DRAW_DIGIT);
  g_assert_cmpint (ink_draw_format_of ("a.ink", INK_DRAW_SVG), ==,
                   INK_DRAW_SVG);
}

static void
assert_path (const char *chosen, InkDrawFormat format, const char *expected)
{
  g_autofree char *path = ink_draw_format_path (chosen, format);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_format_paths (void)
{
  assert_path ("/a.b/digit", INK_DRAW_SVG, "/a.b/digit.svg");
  assert_path ("/a/digit.inkml", INK_DRAW_SHEET, "/a/digit.png");
  assert_path ("/a/digit.inkml", INK_DRAW_INKML, "/a/digit.inkml");
  assert_path ("/a/digit.svg", INK_DRAW_INKML, "/a/digit.svg");
  assert_path ("/a/digit.ink", INK_DRAW_SVG, "/a/digit.ink");
}

/* A picture has no strokes to save as InkML. */
static void
test_save_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "b.inkml");
  g_autoptr (GError) error = NULL;
  guint8 *pixels = g_malloc (40 * 40);

  memset (pixels, 255, 40 * 40);
  for (int y = 5; y < 35; y++)
    memset (pixels + 40 * y + 19, 0, 3);
  ink_drawing_area_set_picture (fixture->sheet, pixels, 40, 40);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
  g_assert_false (ink_page_draw_save (fixture->page, path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_clear_error (&error);
  for (InkDrawFormat i = 0; i < INK_DRAW_DIGIT; i++)
    {
      g_assert_false (
          ink_page_draw_save_as (fixture->page, path, i, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
      g_clear_error (&error);
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "hello", "\x89PNG\r\n", "<ink>",
                                       "<svg/>" };
  g_autofree char *path = path_of (fixture, "bad");

  draw_line (fixture, 200, 100, 200, 300);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_file_set_contents (path, texts[i], -1, NULL);
      open_and_wait (fixture, path);
      g_assert_nonnull (fixture->message);
      g_assert_nonnull (strstr (fixture->message, "bad"));
      g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
    }
  g_unlink (path);
  open_and_wait (fixture, path);
  g_assert_nonnull (fixture->message);
}

/* A photograph of a vertical bar; @turned: the camera says that it was held
 * sideways. (transfer full) */
static GByteArray *
photograph (gboolean turned)
{
  /* Exif with one entry: orientation 6, to be turned right by a quarter. */
  static const guint8 exif[]
      = "\xff\xe1\0\x22"
        "Exif\0\0MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0";
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 120, 160);
  g_autoptr (GdkPixbuf) bar
      = gdk_pixbuf_new_subpixbuf (pixbuf, 55, 30, 10, 100);
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *jpeg = NULL;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0xd0d8e0ff);
  gdk_pixbuf_fill (bar, 0x303040ff);
  g_assert_true (
      gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, NULL));
  g_byte_array_append (bytes, (guint8 *) jpeg, 2);
  if (turned)
    g_byte_array_append (bytes, exif, sizeof exif - 1);
  g_byte_array_append (bytes, (guint8 *) jpeg + 2, (guint) size - 2);
  return bytes;
}

static void
open_bytes (Fixture *fixture, const char *name, const GByteArray *bytes,
            gsize n)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data,
                                      (gssize) n, NULL));
  open_and_wait (fixture, path);
  g_unlink (path);
}

/* A phone's picture is a JPEG, and may lie on its side in the file. */
static void
test_photograph (Fixture *fixture, gconstpointer data)
{
  for (int turned = 0; turned < 2; turned++)
    {
      g_autoptr (GByteArray) bytes = photograph (turned);

      open_bytes (fixture, "IMG_1.JPG", bytes, bytes->len);
      g_assert_cmpstr (fixture->message, ==, NULL);
      g_assert_cmpstr (verdict (fixture), ==,
                       turned ? "0, unsure, 70.00 %"
                              : "1, confident, 90.00 %");
    }
}

/* Cut, or of a size that nobody can want: a message, and the sheet stays. */
static void
test_bad_photographs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = photograph (FALSE);
  gsize at = 0;

  draw_line (fixture, 200, 100, 200, 300);
  open_bytes (fixture, "cut.jpg", bytes, 300);
  g_assert_nonnull (fixture->message);
  g_assert_nonnull (strstr (fixture->message, "cut.jpg: expected a whole"));
  g_assert_nonnull (strstr (fixture->message, "a JPEG picture"));
  while (memcmp (bytes->data + at, "\xff\xc0", 2) != 0)
    at++;
  memset (bytes->data + at + 5, 0x60, 4); /* height and width */
  open_bytes (fixture, "huge.jpg", bytes, bytes->len);
  g_assert_nonnull (fixture->message);
  g_assert_nonnull (strstr (fixture->message, "24672 x 24672"));
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 90.00 %");
}

/* White ink on nothing, as it is copied from a dark window. */
static void
test_texture_for_dark (void)
{
  guint8 rgba[4 * 4 * 4] = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (InkSheetContent) content = NULL;

  memset (rgba + 4 * 5, 255, 8);
  bytes = g_bytes_new (rgba, sizeof rgba);
  texture = gdk_memory_texture_new (4, 4, GDK_MEMORY_R8G8B8A8, bytes, 16);
  content = ink_sheet_content_from_texture (texture);
  g_assert_cmpuint (content->pixels[0], ==, 0);
  g_assert_cmpuint (content->pixels[5], ==, 255);
  g_assert_cmpuint (content->pixels[6], ==, 255);
  g_assert_cmpuint (content->pixels[7], ==, 0);
}

static void
test_texture (void)
{
  const guint8 rgba[] = { 0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0 };
  g_autoptr (GBytes) bytes = g_bytes_new (rgba, sizeof rgba);
  g_autoptr (GdkTexture) texture
      = gdk_memory_texture_new (3, 1, GDK_MEMORY_R8G8B8A8, bytes, 12);
  g_autoptr (InkSheetContent) content
      = ink_sheet_content_from_texture (texture);

  g_assert_cmpuint (content->width, ==, 3);
  g_assert_cmpuint (content->height, ==, 1);
  g_assert_cmpuint (content->pixels[0], ==, 0);
  g_assert_cmpuint (content->pixels[1], ==, 255);
  g_assert_cmpuint (content->pixels[2], ==, 255);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = temp_folder_new ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE); /* which cards are open */
  /* Keeps what assistive technologies are told, for looking at; no bus. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  add ("save-and-open", TRUE, test_save_and_open);
  add ("save-picture", TRUE, test_save_picture);
  add ("bad-files", TRUE, test_bad_files);
  add ("save-sheet", TRUE, test_save_sheet);
  add ("save-svg", TRUE, test_save_svg);
  g_test_add_func ("/ui/page-draw/formats", test_formats);
  g_test_add_func ("/ui/page-draw/format-paths", test_format_paths);
  add ("photograph", TRUE, test_photograph);
  add ("bad-photographs", TRUE, test_bad_photographs);
  g_test_add_func ("/ui/page-draw/texture", test_texture);
  g_test_add_func ("/ui/page-draw/texture-for-dark", test_texture_for_dark);
  status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
